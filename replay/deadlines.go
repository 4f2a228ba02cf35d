package replay

import (
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// deadlines are what is pending for one subscription: the deadline of the state
// it is in, and the instant of a scheduled cancellation. They follow from the
// policy and from what was answered, so a trace of any making tells them.
// Values are comparable.
type deadlines struct {
	due       time.Time // of the state; zero where its clock does not run
	effective time.Time // of the scheduled cancellation; zero where it carries none
	spent     bool      // effective has passed and fired
}

// begin returns the deadlines of a subscription that begins somewhere.
func (p Policy) begin(at fsm.Configuration, now time.Time) deadlines {
	return deadlines{due: p.due(at.State, now)}
}

// due returns when the deadline of a state falls due that is entered now.
func (p Policy) due(s fsm.State, now time.Time) time.Time {
	rule, given := p[s]
	if !given {
		return time.Time{}
	}
	return now.Add(rule.After)
}

// after returns the deadlines after an answer.
func (d deadlines) after(p Policy, a Answer) deadlines {
	if a.Verdict != fsm.VerdictApplied {
		return d
	}
	if restarts(a.From, a.To, a.Event, a.Verdict) {
		d.due = p.due(a.To.State, a.At)
	}
	switch {
	case !a.To.CancellationScheduled:
		d.effective, d.spent = time.Time{}, false
	case a.Event == fsm.EventScheduleCancellation:
		d.effective = a.Effective
	case a.From.State == fsm.StateUnknown && !d.effective.IsZero() && d.effective.Before(a.At):
		d.effective = a.At // it passed in the gap
	}
	return d
}

// next returns the deadline that falls due first in a configuration; of two at
// one instant, that of the scheduled cancellation.
func (d deadlines) next(p Policy, at fsm.Configuration) (f Firing, pending bool) {
	if d.cancels(at) && (d.due.IsZero() || !d.effective.After(d.due)) {
		return Firing{Event: fsm.EventCancel, At: d.effective}, true
	}
	rule, given := p[at.State]
	if d.due.IsZero() || !given { // an instance may move where it says that it stayed
		return Firing{}, false
	}
	f = Firing{Event: rule.Event, At: d.due}
	term := at.State == fsm.StateTrial || at.State == fsm.StateActive
	if term && at.CancellationScheduled && d.effective.IsZero() {
		f.Event = fsm.EventCancel
	}
	return f, true
}

// cancels reports whether a scheduled cancellation waits for its instant.
func (d deadlines) cancels(at fsm.Configuration) bool {
	return at.CancellationScheduled && at.State.Class() == fsm.ClassLive && !d.effective.IsZero() && !d.spent
}

// without returns the deadlines after the next one has fired, whatever comes of
// it: a deadline fires once per running of its clock.
func (d deadlines) without(f Firing, at fsm.Configuration) deadlines {
	if d.cancels(at) && f.At.Equal(d.effective) {
		d.spent = true
	} else {
		d.due = time.Time{}
	}
	return d
}
