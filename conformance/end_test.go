package conformance_test

import (
	"context"
	"errors"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// An ending is a driver that counts how often it is closed, and does not end well
// where that is wanted.
type ending struct {
	conformance.Driver
	wrong  error
	closed int
}

func (e *ending) Close() error { e.closed++; return e.wrong }

func TestDriversAreClosed(t *testing.T) {
	hung := &conformance.FaultError{Fault: conformance.FaultHung, Message: "it has not ended"}
	crashed := &conformance.FaultError{Fault: conformance.FaultCrashed, Message: "it has crashed"}
	for _, test := range []struct {
		why     string
		options conformance.Options
		of      conformance.Capabilities
		wrong   error
		cases   []int // of each finding
	}{
		{"all is well", conformance.Options{}, conformance.Capabilities{}, nil, nil},
		{"the question makes no sense", conformance.Options{Level: 9}, conformance.Capabilities{}, nil, nil},
		{"an event that it does not know", conformance.Options{Events: []fsm.Event{fsm.EventRenew}}, conformance.Capabilities{Events: []fsm.Event{fsm.EventCancel}}, nil, nil},
		{"one copy did not end", conformance.Options{}, conformance.Capabilities{}, hung, []int{1}},
		{"the same of several copies is one finding", conformance.Options{}, conformance.Capabilities{}, errors.Join(hung, crashed, hung), []int{2, 1}},
	} {
		t.Run(test.why, func(t *testing.T) {
			d := &ending{Driver: conformance.InProcess(opens(nil), test.of), wrong: test.wrong}
			r, _ := conformance.Check(context.Background(), d, test.options)
			if d.closed != 1 {
				t.Errorf("it was closed %d times", d.closed)
			}
			if r == nil {
				return
			}
			if len(r.Findings) != len(test.cases) {
				t.Fatalf("found is %v", r.Findings)
			}
			for i, f := range r.Findings {
				if f.Cases != test.cases[i] {
					t.Errorf("%d cases show that %q", f.Cases, f.Message)
				}
			}
		})
	}
}

// TestNoLevelIsLeft: a level is left after so many broken cases, unless that is not
// wanted.
func TestNoLevelIsLeft(t *testing.T) {
	for most, left := range map[int]bool{3: true, -1: false} {
		r := inquiry{open: opens(in(fsm.StateCancelled, fsm.EventRecover, apply(fsm.StateActive))), Options: conformance.Options{Level: 3, MaxFindings: most}}.check(t)
		if stopped := r.Levels[len(r.Levels)-1].Stopped != ""; stopped != left {
			t.Errorf("left after at most %d broken cases: %t", most, stopped)
		}
	}
}
