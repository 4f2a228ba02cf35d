package conformance_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A tally is what a level should count, worked out by playing its cases on a
// ledger one by one.
type tally struct {
	held, broke, skipped int
	cells                map[conformance.Cell]conformance.CellResult
}

// tallied plays a level. Where skips is set, that cell is not answered.
func tallied(t *testing.T, level int, f fault, skips conformance.Cell) tally {
	t.Helper()
	m, err := suite.NewModel(standard, nil, suite.StateReadable())
	if err != nil {
		t.Fatal(err)
	}
	counted := tally{cells: map[conformance.Cell]conformance.CellResult{}}
	for _, s := range m.Level(level, 0, 0) {
		for c := range s.Cases {
			counted.play(m.Word(c.Inputs), f, skips)
		}
	}
	return counted
}

func (c *tally) play(events []fsm.Event, f fault, skips conformance.Cell) {
	l := &ledger{table: standard, fault: f}
	at := fsm.Configuration{}
	var led []conformance.Cell
	for _, e := range events {
		step, _ := standard.Step(at, e)
		cell := conformance.Cell{State: at.State, Event: e}
		answer, _ := l.step(e)
		at = step.To()
		switch {
		case cell == skips: // nobody saw the case to its end, so nothing has held
			c.skipped++
			c.count(func(r *conformance.CellResult) { r.Skipped++ }, cell)
			return
		case answer.Verdict != step.Verdict() || l.at.State != at.State:
			c.broke++
			c.count(func(r *conformance.CellResult) { r.Held++ }, led...)
			c.count(func(r *conformance.CellResult) { r.Broke++ }, cell)
			return
		}
		led = append(led, cell)
	}
	c.held++
	c.count(func(r *conformance.CellResult) { r.Held++ }, led...)
}

func (c *tally) count(fate func(*conformance.CellResult), cells ...conformance.Cell) {
	for _, cell := range cells {
		result := c.cells[cell]
		fate(&result)
		c.cells[cell] = result
	}
}

// A sparing ledger does not answer one cell.
type sparing struct {
	*ledger
	skips conformance.Cell
}

func (s sparing) Deliver(ctx context.Context, e fsm.Event) (fsm.Verdict, error) {
	if (conformance.Cell{State: s.at.State, Event: e}) == s.skips {
		return "", &conformance.SkipError{Reason: "not here"}
	}
	return s.ledger.Deliver(ctx, e)
}

// TestCountsAreTrue: what is said of cases and of cells is what became of them,
// also of those whose answers were known before.
func TestCountsAreTrue(t *testing.T) {
	renew := conformance.Cell{State: fsm.StateActive, Event: fsm.EventRenew}
	for _, test := range []struct {
		why   string
		fault fault
		skips conformance.Cell
	}{
		{"all is right", nil, conformance.Cell{}},
		{"a cell is wrong: what came before it held", in(renew.State, renew.Event, leads(fsm.StateSuspended)), conformance.Cell{}},
		{"a cell is not answered: the case has not held, though it began well", nil, renew},
	} {
		for _, parallel := range []int{1, 3} {
			r := inquiry{
				open:    func() conformance.Subject { return sparing{&ledger{table: standard, fault: test.fault}, test.skips} },
				of:      conformance.Capabilities{Parallel: parallel},
				Options: conformance.Options{Level: 2, MaxFindings: 1_000_000},
			}.check(t)
			for level := 1; level <= 2; level++ {
				want, got := tallied(t, level, test.fault, test.skips), tally{}
				for _, l := range r.Levels {
					if l.Level == level {
						got.held, got.broke, got.skipped = got.held+l.Held, got.broke+l.Broke, got.skipped+l.Skipped
					}
				}
				if want.held != got.held || want.broke != got.broke || want.skipped != got.skipped {
					t.Errorf("%s: level %d: %d held, %d broke, %d skipped; want %d, %d, %d", test.why, level,
						got.held, got.broke, got.skipped, want.held, want.broke, want.skipped)
				}
			}
			cellsAreTrue(t, test.why, r, test.fault, test.skips)
		}
	}
}

func cellsAreTrue(t *testing.T, why string, r *conformance.Report, f fault, skips conformance.Cell) {
	t.Helper()
	want := tallied(t, 1, f, skips).cells
	for cell, count := range tallied(t, 2, f, skips).cells {
		want[cell] = conformance.CellResult{
			Held: want[cell].Held + count.Held, Broke: want[cell].Broke + count.Broke, Skipped: want[cell].Skipped + count.Skipped,
		}
	}
	for cell, count := range want {
		got := r.Cells[cell]
		// Level 0 does not count what it repeats, but what it could not ask.
		if got.Held != count.Held || got.Broke != count.Broke || min(got.Skipped, count.Skipped) != count.Skipped {
			t.Errorf("%s: %s: %+v, want %+v", why, cell, got, count)
		}
	}
	cases := 0
	for _, l := range r.Levels {
		cases += l.Skipped
	}
	for _, s := range r.Skips {
		cases -= s.Cases
	}
	if cases != 0 {
		t.Errorf("%s: %d skipped cases have no reason", why, cases)
	}
}

// TestRunsEnd: a subject of which no more is to be learned is left alone, and the
// last level says so.
func TestRunsEnd(t *testing.T) {
	opened := 0
	fails := func(f conformance.Fault) func() conformance.Subject {
		return broken(func(s *brokenService) {
			s.deliver = func(e fsm.Event) (fsm.Verdict, error) {
				if e == fsm.EventRenew {
					return "", &conformance.FaultError{Fault: f, Message: "no more"}
				}
				return "", nil
			}
		})
	}
	for _, test := range []struct {
		why     string
		open    func() conformance.Subject
		stopped string
		faults  int
	}{
		{"it contradicts itself", func() conformance.Subject {
			if opened++; opened > 20 {
				return opens(in(fsm.StateNone, fsm.EventStartTrial, refuse))()
			}
			return opens(nil)()
		}, "the subject contradicts itself", 0},
		{"it fails ten times", fails(conformance.FaultLied), "the adapter failed too often", 10},
		{"it hangs four times, which costs more", fails(conformance.FaultHung), "the adapter failed too often", 4},
	} {
		r := inquiry{open: test.open, Options: conformance.Options{Level: 3}}.check(t)
		faults := 0
		for _, f := range r.Findings {
			if f.Kind == conformance.KindAdapter {
				faults += f.Cases
			}
		}
		last := r.Levels[len(r.Levels)-1]
		if r.Verdict != conformance.VerdictInconclusive || last.Stopped != test.stopped || last.Level == 3 || faults != test.faults {
			t.Errorf("%s: %s, %d faults, %+v", test.why, r.Verdict, faults, last)
		}
	}
}

// TestLevelsAreLeft: after so many cases that broke; and beyond level 3 nothing is
// played where something broke before.
func TestLevelsAreLeft(t *testing.T) {
	revived := in(fsm.StateCancelled, fsm.EventRecover, apply(fsm.StateActive))
	r := inquiry{open: opens(revived), Options: conformance.Options{Level: 5, MaxFindings: 2}}.check(t)
	top := 0
	for _, l := range r.Levels {
		top = max(top, l.Level)
		if l.Level > 0 && l.Broke == 2 && l.Stopped != "2 cases broke" || l.Broke > 2 {
			t.Errorf("%+v", l)
		}
	}
	if top != 3 {
		t.Errorf("level %d was played though something differs", top)
	}
}

// TestInterrupted: wherever a run is cut off, it says so, and is never a pass.
func TestInterrupted(t *testing.T) {
	wrong := in(fsm.StateActive, fsm.EventRenew, unflag)
	for _, deliveries := range []int{1, 100, 1_000, 4_000, 12_000, 20_000} {
		for _, f := range []fault{nil, wrong} {
			ctx, cancel := context.WithCancel(t.Context())
			left := deliveries
			open := broken(func(s *brokenService) {
				s.fault = f
				s.deliver = func(fsm.Event) (fsm.Verdict, error) {
					if left--; left == 0 {
						cancel()
					}
					return "", nil
				}
			})
			d := conformance.InProcess(open, conformance.Capabilities{Policy: terms})
			r, err := conformance.Check(ctx, d, conformance.Options{Level: 3})
			cancel()
			if !errors.Is(err, context.Canceled) || r == nil {
				t.Fatalf("after %d deliveries: %v", deliveries, err)
			}
			doubtful := r.Verdict == conformance.VerdictInconclusive && strings.HasPrefix(r.Because, "the run was cut off")
			if !doubtful && (f == nil || r.Verdict != conformance.VerdictDiffers) {
				t.Errorf("after %d deliveries: %s, %s", deliveries, r.Verdict, r.Because)
			}
			if slices.ContainsFunc(r.Findings, func(f conformance.Finding) bool { return f.Kind == conformance.KindIndeterminate }) {
				t.Errorf("after %d deliveries: who was interrupted is blamed: %q", deliveries, keys(r))
			}
		}
	}
}
