// Package faulty holds tests of subjects with planted faults, most of which must
// fail: the tests of package fsmtest run them, and look how.
package faulty

import (
	"context"
	"errors"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/fsmtest"
)

// A subject answers as the table does, but for what its fault answers.
type subject struct {
	at    fsm.Configuration
	fault fault
}

// A fault answers in place of the table where it says so.
type fault func(s *subject, e fsm.Event, right fsm.Step) (fsm.Verdict, error, bool)

var standard = fsm.NewTable(fsm.Standard())

func (s *subject) Deliver(_ context.Context, e fsm.Event) (fsm.Verdict, error) {
	step, err := standard.Step(s.at, e)
	if err != nil {
		return "", err
	}
	if verdict, err, wrong := s.fault(s, e, step); wrong {
		return verdict, err
	}
	s.at = step.To()
	return step.Verdict(), nil
}

func (s *subject) ReadState(context.Context) (string, error) { return s.at.State.String(), nil }

func with(f fault) func() conformance.Subject {
	return func() conformance.Subject { return &subject{fault: f} }
}

func none(*subject, fsm.Event, fsm.Step) (fsm.Verdict, error, bool) { return "", nil, false }

// revives applies recover to a cancelled subscription.
func revives(s *subject, e fsm.Event, right fsm.Step) (fsm.Verdict, error, bool) {
	if e != fsm.EventRecover || right.From().State != fsm.StateCancelled {
		return "", nil, false
	}
	s.at = fsm.Configuration{State: fsm.StateActive, Generation: 1}
	return fsm.VerdictApplied, nil, true
}

// forgets loses the flag when it renews.
func forgets(s *subject, e fsm.Event, right fsm.Step) (fsm.Verdict, error, bool) {
	if e != fsm.EventRenew || right.Verdict() != fsm.VerdictApplied {
		return "", nil, false
	}
	s.at = right.To()
	s.at.CancellationScheduled = false
	return fsm.VerdictApplied, nil, true
}

// refuses refuses recover while suspended.
func refuses(_ *subject, e fsm.Event, right fsm.Step) (fsm.Verdict, error, bool) {
	wrong := e == fsm.EventRecover && right.From().State == fsm.StateSuspended
	return fsm.VerdictRejected, nil, wrong
}

// panics panics at extend_trial in trial.
func panics(_ *subject, e fsm.Event, right fsm.Step) (fsm.Verdict, error, bool) {
	if e == fsm.EventExtendTrial && right.From().State == fsm.StateTrial {
		panic("no trial can be extended")
	}
	return "", nil, false
}

// skips cannot be asked to lose contact.
func skips(_ *subject, e fsm.Event, _ fsm.Step) (fsm.Verdict, error, bool) {
	return "", &conformance.SkipError{Reason: "the sandbox is always in contact"}, e == fsm.EventLoseContact
}

// breaks leaves open what became of a renewal.
func breaks(_ *subject, e fsm.Event, right fsm.Step) (fsm.Verdict, error, bool) {
	return "", errors.New("the connection was lost"), e == fsm.EventRenew && right.From().State == fsm.StateActive
}

// without lists all events but some.
func without(left ...fsm.Event) (rest []fsm.Event) {
	for _, e := range fsm.Events() {
		keep := true
		for _, out := range left {
			keep = keep && e != out
		}
		if keep {
			rest = append(rest, e)
		}
	}
	return rest
}

func TestRight(t *testing.T)   { fsmtest.Run(t, with(none)) }
func TestRevives(t *testing.T) { fsmtest.Run(t, with(revives)) }
func TestForgets(t *testing.T) { fsmtest.Run(t, with(forgets)) }
func TestRefuses(t *testing.T) { fsmtest.Run(t, with(refuses)) }
func TestPanics(t *testing.T)  { fsmtest.Run(t, with(panics)) }
func TestSkips(t *testing.T)   { fsmtest.Run(t, with(skips)) }
func TestBreaks(t *testing.T)  { fsmtest.Run(t, with(breaks)) }
func TestNothing(t *testing.T) { fsmtest.Run(t, func() conformance.Subject { return nil }) }

func TestAllowed(t *testing.T) { fsmtest.Run(t, with(refuses), fsmtest.AllowStricter()) }

func TestProfile(t *testing.T) {
	p, err := fsm.NewProfile("ours", "suspended/recover")
	if err != nil {
		t.Fatal(err)
	}
	fsmtest.Run(t, with(refuses), fsmtest.Profile(p))
}

func TestOtherProfile(t *testing.T) { fsmtest.Run(t, with(none), fsmtest.Profile(fsm.Strict())) }

func TestInContact(t *testing.T) {
	fsmtest.Run(t, with(skips), fsmtest.Events(without(fsm.EventLoseContact)...))
}

func TestLevelZero(t *testing.T) { fsmtest.Run(t, with(revives), fsmtest.Level(0)) }
func TestNoLevel(t *testing.T)   { fsmtest.Run(t, with(none), fsmtest.Level(9)) }

func TestMarketplace(t *testing.T) {
	fsmtest.Run(t, with(none), fsmtest.Profile(fsm.Marketplace()), fsmtest.Events(fsm.EventActivate, fsm.EventCancel))
}

func TestKnown(t *testing.T) {
	fsmtest.Run(t, with(forgets), fsmtest.KnownFailures("known.txt", "active/renew elsewhere # the flag\n"))
}

func TestKnownAndNew(t *testing.T) {
	both := func(s *subject, e fsm.Event, right fsm.Step) (fsm.Verdict, error, bool) {
		if verdict, err, wrong := revives(s, e, right); wrong {
			return verdict, err, wrong
		}
		return forgets(s, e, right)
	}
	fsmtest.Run(t, with(both), fsmtest.KnownFailures("known.txt", "active/renew elsewhere\n"))
}

func TestStale(t *testing.T) {
	fsmtest.Run(t, with(forgets), fsmtest.KnownFailures("known.txt", "active/renew elsewhere\nactive/cancel refused\n"))
}

func TestMisspelt(t *testing.T) {
	fsmtest.Run(t, with(none), fsmtest.KnownFailures("known.txt", "active/cancle refused\n"))
}
