package compare_test

import (
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/compare"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// TestKindsAreTold: of one wrong cell, in the words that a report has for it.
func TestKindsAreTold(t *testing.T) {
	for _, row := range []struct {
		why     string
		state   fsm.State
		event   fsm.Event
		verdict fsm.Verdict
		to      fsm.State
		kind    compare.Kind
	}{
		{"it comes back", fsm.StateCancelled, fsm.EventRecover, fsm.VerdictApplied, fsm.StateActive, compare.KindAccepted},
		{"it swallows what is not legal", fsm.StateExpired, fsm.EventRenew, fsm.VerdictIgnored, fsm.StateExpired, compare.KindAccepted},
		{"it refuses", fsm.StatePastDue, fsm.EventRecover, fsm.VerdictRejected, fsm.StatePastDue, compare.KindRefused},
		{"it ignores what is legal", fsm.StatePastDue, fsm.EventRecover, fsm.VerdictIgnored, fsm.StatePastDue, compare.KindVerdict},
		{"it applies what changes nothing", fsm.StateActive, fsm.EventActivate, fsm.VerdictApplied, fsm.StateActive, compare.KindVerdict},
		{"it goes elsewhere", fsm.StatePastDue, fsm.EventRecover, fsm.VerdictApplied, fsm.StateGracePeriod, compare.KindElsewhere},
		{"it refuses, and moves", fsm.StateTrial, fsm.EventRenew, fsm.VerdictRejected, fsm.StateActive, compare.KindChanged},
		{"it ignores, and moves", fsm.StateActive, fsm.EventResume, fsm.VerdictIgnored, fsm.StateSuspended, compare.KindChanged},
	} {
		b := newBench(t, fsm.Standard(), suite.StateReadable())
		m := b.model.Machine.Clone()
		state, _ := b.model.State(fsm.Configuration{State: row.state})
		to, _ := b.model.State(fsm.Configuration{State: row.to})
		out, known := b.model.Output(suite.Seen{Verdict: row.verdict, Status: row.to.String()})
		m.Set(state, slices.Index(b.model.Events, row.event), to, out)
		l := b.compare(m)
		if !known || len(l.Differences) != 1 {
			t.Errorf("%s: %+v", row.why, l.Differences)
			continue
		}
		d := l.Differences[0]
		if d.Kind != row.kind || d.Cell.State != row.state || d.Event != row.event || d.GotTo.State != row.to {
			t.Errorf("%s: %+v", row.why, d)
		}
	}
}
