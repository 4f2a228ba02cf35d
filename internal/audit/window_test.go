package audit

import (
	"cmp"
	"fmt"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// TestWindowsAreBounded: neither long lines, where identifiers are kept, nor a stream
// that says one line at a time make a window large.
func TestWindowsAreBounded(t *testing.T) {
	for _, row := range []struct {
		why     string
		bytes   int // of a batch's only identifier
		batches int
	}{{"long lines", 60_000, 1000}, {"one line at a time", 1, 40_000}} {
		a, err := New(Options{Kind: history.KindEvents, ShowIDs: true}, silence{})
		if err != nil {
			t.Fatal(err)
		}
		a.result.Files = []File{{}}
		symbol := history.SymbolOf(history.CodeOfEvent("start_trial"), history.NoState)
		id := make([]byte, row.bytes)
		for n := range row.batches {
			b := &logs.Batch{}
			b.Add(logs.Record{High: uint64(n) * 0x9e3779b97f4a7c15, Symbol: symbol}, id, logs.Key{})
			if err := a.Batch(b); err != nil {
				t.Fatal(err)
			}
			if w := a.filled; len(w.sheaves) >= mostSheaves || w.text >= mostText {
				t.Fatalf("%s: %d sheaves with %d bytes wait", row.why, len(w.sheaves), w.text)
			}
		}
		if err := a.fold(); err != nil || a.subs.len() != int64(row.batches) {
			t.Errorf("%s: %d subscriptions, %v", row.why, a.subs.len(), err)
		}
	}
}

// TestNewcomers: subscriptions that are new in the same window get slots of their own,
// though all are looked for before the first has one.
func TestNewcomers(t *testing.T) {
	const newcomers = 10_000
	a, err := New(Options{Kind: history.KindEvents}, silence{})
	if err != nil {
		t.Fatal(err)
	}
	a.result.Files = []File{{}}
	b := &logs.Batch{}
	for _, e := range []fsm.Event{fsm.EventActivate, fsm.EventRenew} {
		for i := range newcomers {
			id := fmt.Appendf(nil, "sub-%d", i)
			r := logs.Record{Symbol: history.SymbolOf(history.CodeOfEvent(e), history.NoState), Line: uint32(len(b.Records))}
			r.SetKey(logs.KeyOf(id))
			b.Add(r, id, logs.Key{})
		}
	}
	b.Deliveries = nil
	if err := cmp.Or(a.Batch(b), a.fold()); err != nil {
		t.Fatal(err)
	}
	if r := a.Result(); r.Subscriptions != newcomers || r.States[fsm.StateActive] != newcomers || r.Verdicts[fsm.VerdictApplied] != 2*newcomers {
		t.Errorf("%d subscriptions, %v, %v", r.Subscriptions, r.States, r.Verdicts)
	}
}

// TestSheavesForget: what one batch says beside its records is not said of the next one.
func TestSheavesForget(t *testing.T) {
	a, err := New(Options{Kind: history.KindEvents}, silence{})
	if err != nil {
		t.Fatal(err)
	}
	a.result.Files = []File{{}}
	for i, e := range []fsm.Event{fsm.EventActivate, fsm.EventRenew, fsm.EventRenew} {
		b, id := &logs.Batch{}, []byte("sub")
		r := logs.Record{Symbol: history.SymbolOf(history.CodeOfEvent(e), history.NoState)}
		r.SetKey(logs.KeyOf(id))
		for range i + 1 {
			b.Add(r, id, logs.KeyOf([]byte("delivery")))
		}
		if i > 0 {
			b.Deliveries = nil
		}
		if err := cmp.Or(a.Batch(b), a.fold()); err != nil {
			t.Fatal(err)
		}
	}
	if r := a.Result(); r.Duplicates != 0 || r.Verdicts[fsm.VerdictApplied] != 6 {
		t.Errorf("%d duplicates, %v", r.Duplicates, r.Verdicts)
	}
}

// TestCountsGoOn: a count goes on where 32 bits end.
func TestCountsGoOn(t *testing.T) {
	f := &folder{rounds: map[*cell]int64{}}
	c := &cell{count: 1<<32 - 1}
	if f.count(c); f.counted(c) != 1<<32 {
		t.Errorf("%d", f.counted(c))
	}
}
