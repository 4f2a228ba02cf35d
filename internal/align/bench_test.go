package align_test

import (
	"math/rand/v2"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/align"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// BenchmarkAlign aligns logs of 20 records, a fifth of them wrong, in one thread.
func BenchmarkAlign(b *testing.B) {
	for _, o := range []history.Options{events, states, both} {
		b.Run(string(o.Kind), func(b *testing.B) {
			rules := history.Compile(fsm.NewTable(fsm.Standard()), o)
			random, aligner := rand.New(rand.NewPCG(4, 4)), align.New(rules, align.Standard())
			var logs [][]history.Record
			for range 1000 {
				logs = append(logs, draw(random, rules, 20))
			}
			n := 0
			for b.Loop() {
				aligner.Align(rules.Begin(), logs[n%len(logs)])
				n++
			}
			seconds := b.Elapsed().Seconds()
			b.ReportMetric(float64(n)/seconds, "traces/s")
			b.ReportMetric(float64(20*n)/seconds, "events/s")
		})
	}
}

// BenchmarkNew makes the aligner for the kind that has the most records.
func BenchmarkNew(b *testing.B) {
	rules := history.Compile(fsm.NewTable(fsm.Standard()), both)
	for b.Loop() {
		align.New(rules, align.Standard())
	}
}
