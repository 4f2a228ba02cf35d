package subsim_test

import (
	"context"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// altered is the reference with some cells of the table changed.
func altered(t *testing.T, p fsm.Profile, changes ...mutant) system {
	t.Helper()
	rows := fsm.Rows()
	for _, m := range changes {
		rows = m.in(rows)
	}
	sys, err := systemOf(rows, p)
	if err != nil {
		t.Fatal(err)
	}
	return sys
}

// lyingSystem answers as the reference does, but for what change does to it.
func lyingSystem(t *testing.T, change func(*replay.Answer)) system {
	sys := altered(t, fsm.Standard())
	honest := sys.answer
	sys.answer = func(c fsm.Configuration, e fsm.Event) (replay.Answer, error) {
		a, err := honest(c, e)
		change(&a)
		return a, err
	}
	return sys
}

// TestEveryLawBites holds each law against a subject that breaks it.
func TestEveryLawBites(t *testing.T) {
	renewals := 0
	asleep := altered(t, fsm.Standard())
	asleep.steady = func(s fsm.State) fsm.SteadyState {
		if s == fsm.StateUnknown {
			return fsm.SteadyReady
		}
		return s.SteadyState()
	}
	generous := altered(t, fsm.Strict(), mutant{fsm.StateTrial, fsm.EventRenew, fsm.EffectKeep, ""})
	generous.standard = altered(t, fsm.Strict()).standard
	for number, broken := range map[int]struct {
		why string
		sys system
	}{
		1: {"expiring leads to a ninth state", lyingSystem(t, func(a *replay.Answer) {
			if a.To.State == fsm.StateExpired {
				a.To.State = "archived"
			}
		})},
		2: {"every third time a renewal is ignored", lyingSystem(t, func(a *replay.Answer) {
			if a.Event != fsm.EventRenew {
				return
			}
			if renewals++; renewals%3 == 0 {
				a.Verdict, a.Reason = fsm.VerdictIgnored, fsm.ReasonAlready
			}
		})},
		3: {"a refused event suspends all the same", lyingSystem(t, func(a *replay.Answer) {
			if a.Verdict == fsm.VerdictRejected {
				a.To.State = fsm.StateSuspended
			}
		})},
		4: {"a late success revives", altered(t, fsm.Standard(), mutant{fsm.StateCancelled, fsm.EventRecover, fsm.EffectMove, fsm.StateActive})},
		5: {"a gap ends in whatever is observed", altered(t, fsm.Standard(), mutant{fsm.StateUnknown, fsm.EventObserveActive, fsm.EffectMove, fsm.StateActive})},
		6: {"a trial cannot be observed", altered(t, fsm.Standard(), mutant{fsm.StateUnknown, fsm.EventObserveTrial, fsm.EffectReject, ""})},
		7: {"nobody can cancel while past due", altered(t, fsm.Standard(), mutant{fsm.StatePastDue, fsm.EventCancel, fsm.EffectReject, ""})},
		8: {"no trial ever begins", altered(t, fsm.Standard(), mutant{fsm.StateNone, fsm.EventStartTrial, fsm.EffectReject, ""},
			mutant{fsm.StateNone, fsm.EventObserveTrial, fsm.EffectReject, ""}, mutant{fsm.StateUnknown, fsm.EventObserveTrial, fsm.EffectReject, ""})},
		9:  {"a renewal forgets the scheduled cancellation", altered(t, fsm.Standard(), mutant{fsm.StateActive, fsm.EventRenew, fsm.EffectUnschedule, ""})},
		11: {"a late recovery beats the cancellation", altered(t, fsm.Standard(), mutant{fsm.StateCancelled, fsm.EventRecover, fsm.EffectMove, fsm.StateActive})},
		16: {"a profile applies what standard refuses", generous},
		18: {"unknown is ready", asleep},
	} {
		l := laws[indexOf(t, number)]
		if l.holds(broken.sys, broken.sys.everyStep()) == nil {
			t.Errorf("law %d (%s) does not notice that %s", number, l.name, broken.why)
		}
		reference := altered(t, fsm.Standard())
		if err := l.holds(reference, reference.everyStep()); err != nil {
			t.Errorf("law %d (%s) is red on the reference: %v", number, l.name, err)
		}
	}
}

func indexOf(t *testing.T, number int) int {
	for i, l := range laws {
		if l.number == number {
			return i
		}
	}
	t.Fatalf("there is no law %d", number)
	return -1
}

// forgetful is a machine that does not look at ids.
type forgetful struct{ *fsm.Machine }

func (f forgetful) Deliver(ctx context.Context, id string, e fsm.Event) (fsm.Step, error) {
	step, err := f.Machine.Fire(ctx, e)
	snapshot := f.Machine.Snapshot()
	if id != "" {
		snapshot.Seen = append(snapshot.Seen, id)
	}
	_ = f.Machine.Restore(snapshot)
	return step, err
}

// restless is a machine that moves on when an event is refused.
type restless struct{ *fsm.Machine }

func (r restless) Deliver(ctx context.Context, id string, e fsm.Event) (fsm.Step, error) {
	step, err := r.Machine.Deliver(ctx, id, e)
	if step.Verdict() == fsm.VerdictRejected {
		_, _ = r.Machine.Fire(ctx, fsm.EventLoseContact)
	}
	return step, err
}

// TestLiveLawsBite holds the laws of live machines against broken ones.
func TestLiveLawsBite(t *testing.T) {
	if err := remembersInert(restless{machineOn(fsm.Standard())}, "", fsm.EventCancel); err == nil {
		t.Error("law 3 does not notice a machine that moves when it refuses")
	}
	machine := forgetful{machineOn(fsm.Standard())}
	if err := once(machine, "d-1", fsm.EventActivate); err != nil {
		t.Error(err)
	}
	if err := once(machine, "d-1", fsm.EventRenew); err == nil {
		t.Error("law 10 does not notice a machine that forgets")
	}
	cancelled := fsm.Configuration{State: fsm.StateCancelled, Generation: 1}
	if err := agreement(machineOn(fsm.Strict()), fsm.Standard(), cancelled, fsm.EventReactivate); err == nil {
		t.Error("law 17 does not notice a machine of another table")
	}
}
