package audit

import (
	"testing"

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
			if w := &a.window; len(w.sheaves) >= mostSheaves || w.text >= mostText {
				t.Fatalf("%s: %d sheaves with %d bytes wait", row.why, len(w.sheaves), w.text)
			}
		}
		if err := a.fold(); err != nil || a.subs.len() != int64(row.batches) {
			t.Errorf("%s: %d subscriptions, %v", row.why, a.subs.len(), err)
		}
	}
}
