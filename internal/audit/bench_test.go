package audit

import (
	"math/rand/v2"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// silence is a witness that hears nothing.
type silence struct{}

func (silence) Finding(Finding) error   { return nil }
func (silence) Unjudged(Unjudged) error { return nil }
func (silence) Notice(Notice) error     { return nil }

// BenchmarkFold folds events of a million subscriptions in random order; an operation
// is an event.
func BenchmarkFold(b *testing.B) {
	const subscriptions, size = 1_000_000, 4096
	draw := rand.New(rand.NewPCG(1, 2))
	keys := make([]logs.Key, subscriptions)
	for i := range keys {
		keys[i] = logs.Key{High: draw.Uint64(), Low: uint16(draw.Uint32())}
	}
	symbol := history.SymbolOf(history.CodeOfEvent(fsm.EventObserveActive), history.NoState)
	record := func(k logs.Key) logs.Record { return logs.Record{High: k.High, Low: k.Low, Symbol: symbol} }
	batches := make([]*logs.Batch, 512)
	for i := range batches {
		batches[i] = &logs.Batch{}
		for range size {
			batches[i].Records = append(batches[i].Records, record(keys[draw.IntN(subscriptions)]))
		}
	}
	a, err := New(Options{Kind: history.KindEvents}, silence{})
	if err != nil {
		b.Fatal(err)
	}
	a.result.Files = []File{{}}
	for i := range keys {
		_ = a.Batch(&logs.Batch{Records: []logs.Record{record(keys[i])}})
	}
	b.ResetTimer()
	for done := 0; done < b.N; done += size {
		if err := a.Batch(batches[done/size%len(batches)]); err != nil {
			b.Fatal(err)
		}
	}
}
