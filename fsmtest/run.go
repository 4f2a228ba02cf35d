package fsmtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// Run proves that subjects are the reference, as far as the options say, or fails
// where they are not. newSubject returns a subscription that has not started and
// is independent of every other; it is called some thousand times.
//
// There is a subtest for each cell, past_due/cancel being that of the event cancel
// in past_due, and one named adapter for what is wrong with no cell: a panic, an
// answer that is none. A subtest fails where something was found of its cell, with
// the shortest sequence that shows it, as a scenario file. It is skipped where the
// cell was not asked, which is never a pass.
//
// The whole inquiry is made whichever subtests are chosen. Run itself fails where
// nobody can say whether the subjects conform, and where they conform only as a
// stricter profile that was not asked for.
func Run(t *testing.T, newSubject func() conformance.Subject, options ...Option) {
	t.Helper()
	q := newInquiry(options)
	if q.err != nil {
		t.Fatal(q.err)
	}
	report, err := conformance.Check(t.Context(), conformance.InProcess(newSubject, q.of), q.options)
	if err != nil {
		t.Fatal(err)
	}
	if q.known != nil {
		q.known.Apply(report)
	}
	r := &result{report, q}
	t.Run("adapter", func(t *testing.T) {
		t.Helper()
		r.tell(t, conformance.Cell{})
	})
	for _, state := range fsm.Sources() {
		t.Run(state.String(), func(t *testing.T) {
			t.Helper()
			r.row(t, state)
		})
	}
	t.Log(guarantee(report))
	r.conclude(t)
}

// A result is what came of an inquiry.
type result struct {
	*conformance.Report
	*inquiry
}

// row runs the subtests of a state's cells.
func (r *result) row(t *testing.T, state fsm.State) {
	t.Helper()
	if reason := r.absent(state); reason != "" {
		t.Skip(reason)
	}
	for _, event := range fsm.Events() {
		t.Run(string(event), func(t *testing.T) {
			t.Helper()
			r.cell(t, conformance.Cell{State: state, Event: event})
		})
	}
}

// cell passes, fails or skips the subtest of a cell.
func (r *result) cell(t *testing.T, cell conformance.Cell) {
	t.Helper()
	r.tell(t, cell)
	if r.refuses(cell) && !r.lenient {
		t.Errorf("refused, always and without a change; %s does not refuse it", r.asked().Name())
	}
	if reason := r.unasked(cell); reason != "" && !t.Failed() {
		t.Skip(reason)
	}
}

// tell tells what was found of a cell, of no cell with the zero one. A known
// failure is none.
func (r *result) tell(t *testing.T, cell conformance.Cell) {
	t.Helper()
	var known []string
	for _, f := range r.Findings {
		switch {
		case f.Cell != cell:
		case f.Known:
			known = append(known, f.Key())
		default:
			t.Error(failure(f, t.Name()))
		}
	}
	if len(known) > 0 && !t.Failed() {
		t.Skipf("a known failure: %s", strings.Join(known, ", "))
	}
}

// conclude fails the whole where no subtest can say why it is no pass.
func (r *result) conclude(t *testing.T) {
	t.Helper()
	for _, line := range r.Stale {
		t.Errorf("%s: nothing of that kind is found any more", line)
	}
	switch {
	case r.Verdict == conformance.VerdictInconclusive:
		t.Errorf("%s: %s", r.Verdict, r.Because)
	case r.Verdict == conformance.VerdictStricter && !r.lenient:
		t.Errorf("%s: %s\n%s", r.Verdict, r.Because, freeze(*r.Stricter))
	case r.Verdict == conformance.VerdictDiffers && len(r.Findings) == 0:
		t.Errorf("%s: %s", r.Verdict, r.Because)
	}
}

// freeze writes a profile out, to be kept.
func freeze(p fsm.Profile) string {
	var file strings.Builder
	if err := replay.FormatProfile(&file, p, ""); err != nil {
		return err.Error()
	}
	return fmt.Sprintf("allow it with fsmtest.AllowStricter, or keep this as a %s file and ask for\nit by fsmtest.Profile:\n\n%s",
		replay.ProfileExtension, file.String())
}
