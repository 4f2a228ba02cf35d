package compare_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/compare"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/learn"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// counter is a subject that suspends after the third failure, though nobody can
// see it count.
func (b *bench) counter() *suite.Machine {
	ref := b.model.Machine
	due, _ := b.model.State(fsm.Configuration{State: fsm.StatePastDue})
	suspended, _ := b.model.State(fsm.Configuration{State: fsm.StateSuspended})
	m, second := twinned(ref, due)
	fail := slices.Index(b.model.Events, fsm.EventFailRenewal)
	_, out := ref.Step(due, fail)
	m.Set(due, fail, second, out)
	m.Set(second, fail, suspended, b.see(fsm.VerdictApplied, suspended))
	return m
}

func TestWriters(t *testing.T) {
	b := newBench(t, fsm.Standard(), suite.StateReadable())
	m := b.counter()
	r := b.learn(m, b.seeded(m))
	l := b.compare(r.Machine)
	l.Queries, l.Inputs = r.Queries, r.Inputs
	var text, mermaid strings.Builder
	for _, err := range []error{compare.Text(&text, l), compare.Mermaid(&mermaid, l)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "counter.txt", text.String())
	golden(t, "counter.mmd", mermaid.String())
	for line := range strings.Lines(text.String()) {
		if diag.Columns(strings.TrimSuffix(line, "\n")) > diag.Width {
			t.Errorf("a line is too wide: %s", line)
		}
	}
}

// golden compares a text with a file; UPDATE=1 writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; UPDATE=1 go test writes it:\n%s", path, got)
	}
}

// TestIncompleteSaysSo: what was learned in part says so.
func TestIncompleteSaysSo(t *testing.T) {
	b := newBench(t, fsm.Standard(), suite.StateReadable())
	r, err := learn.Learn(t.Context(), learn.Lesson{Teacher: taught{b.model.Machine}, Inputs: b.model.Machine.Inputs(), Tree: learn.NewTree(), Limits: learn.Limits{States: 15}})
	if err != nil || r.Complete || r.Machine == nil {
		t.Fatalf("%+v %v", r, err)
	}
	l := b.compare(r.Machine)
	l.Complete, l.Because = false, r.Because
	var text strings.Builder
	if err := compare.Text(&text, l); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(strings.ReplaceAll(text.String(), "\n", " "), "Not complete: it has more than 15 states.") {
		t.Errorf("%s", text.String())
	}
}
