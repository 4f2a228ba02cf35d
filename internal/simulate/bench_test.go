package simulate_test

import (
	"context"
	"io"
	"runtime"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// BenchmarkWrite measures a log of some two million events.
func BenchmarkWrite(b *testing.B) {
	for _, format := range logs.Formats() {
		b.Run(format, func(b *testing.B) {
			records := int64(0)
			for b.Loop() {
				p := population(fsm.Standard())
				p.Subscriptions, p.Workers = 100_000, runtime.GOMAXPROCS(0)
				to, err := logs.NewWriter(io.Discard, logs.Form{Format: format}, p.Columns(), p.Workers)
				if err != nil {
					b.Fatal(err)
				}
				result, err := p.Write(context.Background(), to)
				if err != nil {
					b.Fatal(err)
				}
				records += result.Records
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(records), "ns/event")
		})
	}
}
