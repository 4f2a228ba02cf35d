package subsim_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// brokenSystems are systems that a law must report, on short walks alone.
var brokenSystems = []struct {
	law   int
	what  string // what is wrong with it
	also  []int  // the other laws that may see it
	build func(*testing.T) *system
}{
	{1, "extend_trial leads to a ninth state", []int{2, 9, 11, 17}, twisted(fsm.EventExtendTrial, func(a *answer) {
		if a.verdict == fsm.VerdictApplied {
			a.to.State = "paused"
		}
	})},
	{1, "extend_trial leads back to before the start", []int{2, 9, 11, 17}, twisted(fsm.EventExtendTrial, func(a *answer) {
		if a.verdict == fsm.VerdictApplied {
			a.to = fsm.Configuration{Generation: 1}
		}
	})},

	{2, "a table forgets now and then that a trial can be extended", []int{16, 17}, alternating},
	{2, "extend_trial gets no answer", []int{17}, mute},
	{2, "extend_trial in a trial is applied for a reason", []int{17}, twisted(fsm.EventExtendTrial, func(a *answer) {
		a.reason = fsm.ReasonAlready
	})},
	{2, "extend_trial is a duplicate without an id", []int{17}, twisted(fsm.EventExtendTrial, func(a *answer) {
		a.to, a.verdict, a.reason = a.from, fsm.VerdictIgnored, fsm.ReasonDuplicate
	})},

	{3, "a rejected resume moves grace_period to past_due", []int{17}, twisted(fsm.EventResume, func(a *answer) {
		if a.from.State == fsm.StateGracePeriod {
			a.to.State = fsm.StatePastDue
		}
	})},
	{3, "a rejected event makes the machine lose contact", []int{17}, faulty(func(step fsm.Step, s *fsm.Snapshot) {
		if step.Verdict() == fsm.VerdictRejected && live(s.Configuration.State) {
			s.Configuration.LastKnown, s.Configuration.State = s.Configuration.State, fsm.StateUnknown
		}
	})},
	{3, "an ignored event makes the machine remember an id that nobody gave", nil, faulty(func(step fsm.Step, s *fsm.Snapshot) {
		if step.Reason() == fsm.ReasonAlready {
			s.Seen = append(s.Seen, "nobody's")
		}
	})},

	{4, "renew brings back what expired", nil, redecided(fsm.Standard(),
		decision{fsm.EventRenew, fsm.StateExpired, fsm.EffectMove, fsm.StateActive})},
	{4, "what was cancelled can still expire", nil, redecided(fsm.Strict(),
		decision{fsm.EventExpire, fsm.StateCancelled, fsm.EffectMove, fsm.StateExpired})},
	{4, "renew begins a generation", []int{17}, twisted(fsm.EventRenew, func(a *answer) {
		if a.verdict == fsm.VerdictApplied {
			a.to.Generation++
		}
	})},
	{4, "reactivate works under strict", []int{17}, reactivating},

	{5, "a gap after an end can end in active", nil, redecided(fsm.Standard(),
		decision{fsm.EventObserveActive, fsm.StateUnknown, fsm.EffectMove, fsm.StateActive})},
	{5, "expire ends a gap, after cancelled too", []int{18}, redecided(fsm.Standard(),
		decision{fsm.EventExpire, fsm.StateUnknown, fsm.EffectMove, fsm.StateExpired})},
	{5, "the gap takes what was cancelled for active", []int{17}, twisted(fsm.EventLoseContact, func(a *answer) {
		if a.from.State == fsm.StateCancelled {
			a.to.LastKnown = fsm.StateActive
		}
	})},

	{6, "a gap cannot end in a trial", nil, redecided(fsm.Standard(),
		decision{fsm.EventObserveTrial, fsm.StateUnknown, fsm.EffectReject, ""})},
	{6, "the gap forgets the trial before it", []int{17}, twisted(fsm.EventLoseContact, func(a *answer) {
		if a.from.State == fsm.StateTrial {
			a.to.LastKnown = fsm.StatePastDue
		}
	})},

	{7, "a suspended subscription cannot expire", nil, redecided(fsm.Standard(),
		decision{fsm.EventExpire, fsm.StateSuspended, fsm.EffectReject, ""})},
	{7, "an active subscription cannot be cancelled", []int{11}, redecided(fsm.Marketplace(),
		decision{fsm.EventCancel, fsm.StateActive, fsm.EffectIgnore, ""})},

	{8, "nothing but a reactivate leads out of suspended, and strict has none", nil, redecided(fsm.Strict(),
		decision{fsm.EventRecover, fsm.StateSuspended, fsm.EffectReject, ""},
		decision{fsm.EventResume, fsm.StateSuspended, fsm.EffectReject, ""})},
	{7, "a suspended subscription cannot be cancelled by choice", nil, dropping("suspended/cancel")},

	{8, "nothing leads to a trial", nil, dropping("start_trial", "observe_trial")},
	{8, "nothing leads to an end", nil, dropping("cancel", "expire")},

	{9, "renew takes the cancellation back", nil, redecided(fsm.Standard(),
		decision{fsm.EventRenew, fsm.StateActive, fsm.EffectUnschedule, ""})},
	{9, "fail_renewal records a cancellation", nil, redecided(fsm.Standard(),
		decision{fsm.EventFailRenewal, fsm.StatePastDue, fsm.EffectSchedule, ""})},
	{9, "schedule_cancellation is applied and records nothing", nil, redecided(fsm.Standard(),
		decision{fsm.EventScheduleCancellation, fsm.StateTrial, fsm.EffectKeep, ""})},
	{9, "schedule_cancellation suspends at once", []int{17}, twisted(fsm.EventScheduleCancellation, func(a *answer) {
		if a.verdict == fsm.VerdictApplied {
			a.to.State = fsm.StateSuspended
		}
	})},
	{9, "reactivate keeps a cancellation in active", nil, redecided(fsm.Standard(),
		decision{fsm.EventReactivate, fsm.StateActive, fsm.EffectKeep, ""})},
	{9, "a gap loses the cancellation", []int{6, 17}, twisted(fsm.EventLoseContact, func(a *answer) {
		a.to.CancellationScheduled = false
	})},
	{9, "what expired keeps its scheduled cancellation", []int{2, 17}, twisted(fsm.EventExpire, func(a *answer) {
		a.to.CancellationScheduled = a.from.CancellationScheduled
	})},

	{10, "a rejected event's id is forgotten", nil, faulty(func(step fsm.Step, s *fsm.Snapshot) {
		if step.Verdict() == fsm.VerdictRejected {
			s.Seen = nil
		}
	})},
	{10, "an applied event's id is forgotten", nil, faulty(func(step fsm.Step, s *fsm.Snapshot) {
		if step.Verdict() == fsm.VerdictApplied {
			s.Seen = nil
		}
	})},
	{10, "a duplicate begins a generation", []int{3}, faulty(func(step fsm.Step, s *fsm.Snapshot) {
		if step.Reason() == fsm.ReasonDuplicate && s.Configuration.State == fsm.StateActive {
			s.Configuration.Generation++
		}
	})},

	{11, "a trial's failed conversion expires it", nil, redecided(fsm.Standard(),
		decision{fsm.EventFailRenewal, fsm.StateTrial, fsm.EffectMove, fsm.StateExpired})},
	{11, "one more failed renewal opens a gap, in which nothing can be cancelled", nil, redecided(fsm.Standard(),
		decision{fsm.EventFailRenewal, fsm.StatePastDue, fsm.EffectMove, fsm.StateUnknown})},

	{16, "a store goes back to a trial", nil, besideStandard(fsm.Store(),
		decision{fsm.EventStartTrial, fsm.StateActive, fsm.EffectMove, fsm.StateTrial})},
	{16, "a marketplace resumes into cancelled", nil, besideStandard(fsm.Marketplace(),
		decision{fsm.EventResume, fsm.StateSuspended, fsm.EffectMove, fsm.StateCancelled})},

	{17, "looplab runs another table", nil, of(func(s, other *system) { s.machine = other.machine })},
	{17, "the cells are another table's", nil, of(func(s, other *system) { s.compiled = other.compiled })},
	{17, "the rows are another table's", nil, of(func(s, other *system) { s.rows = other.rows })},
	{17, "the profile refuses a cell, and the table applies it", nil, func(*testing.T) *system {
		s := builtin(fsm.Standard())
		s.refused = map[cell]bool{{fsm.StateSuspended, fsm.EventFailRenewal}: true}
		return s
	}},
	{17, "the table gives another reason", nil, twisted(fsm.EventRenew, func(a *answer) {
		if a.reason == fsm.ReasonEnded {
			a.reason = fsm.ReasonNotAllowed
		}
	})},
	{17, "the machine is not where its step says", nil, faulty(func(step fsm.Step, s *fsm.Snapshot) {
		if step.Event() == fsm.EventFailRenewal && step.Verdict() == fsm.VerdictApplied {
			s.Configuration.State = fsm.StateActive
		}
	})},

	{18, "unknown is ready", nil, func(*testing.T) *system {
		s := builtin(fsm.Standard())
		s.steady = func(fsm.State) fsm.SteadyState { return fsm.SteadyReady }
		return s
	}},
	{18, "contact with an active subscription is lost, and it stays active", nil, redecided(fsm.Standard(),
		decision{fsm.EventLoseContact, fsm.StateActive, fsm.EffectKeep, ""})},
	{18, "activate ends a gap", []int{5}, redecided(fsm.Standard(),
		decision{fsm.EventActivate, fsm.StateUnknown, fsm.EffectMove, fsm.StateActive})},
}

// TestEveryLawBites: each law reports the systems that were broken for it.
func TestEveryLawBites(t *testing.T) {
	bitten := map[int]bool{}
	for _, test := range brokenSystems {
		bitten[test.law] = true
		t.Run(test.what, func(t *testing.T) {
			reported := slices.Sorted(maps.Keys(test.build(t).broken(laws())))
			if !slices.Contains(reported, test.law) {
				t.Errorf("law %d does not report the system in which %s", test.law, test.what)
			}
			for _, number := range reported {
				if number != test.law && !slices.Contains(test.also, number) {
					t.Errorf("law %d reports the system in which %s, made for law %d alone", number, test.what, test.law)
				}
			}
		})
	}
	for _, l := range laws() {
		if !bitten[l.number] {
			t.Errorf("nothing shows that law %d (%s) can be broken", l.number, l.name)
		}
	}
}

// A decision is what one cell says instead.
type decision struct {
	event  fsm.Event
	state  fsm.State
	effect fsm.Effect
	to     fsm.State
}

// redecided compiles the standard rows, some cells decided otherwise.
func redecided(profile fsm.Profile, decisions ...decision) func(*testing.T) *system {
	return func(t *testing.T) *system {
		rows := fsm.Rows()
		for _, d := range decisions {
			for i, row := range rows {
				if row.Event == d.event {
					rows[i].In = slices.DeleteFunc(row.In, func(s fsm.State) bool { return s == d.state })
				}
			}
			rows = append(rows, fsm.Row{Event: d.event, In: []fsm.State{d.state}, Effect: d.effect, To: d.to, Why: "broken on purpose"})
		}
		s, err := newSystem(rows, profile)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
}

// besideStandard is redecided, with the real standard beside it.
func besideStandard(profile fsm.Profile, decisions ...decision) func(*testing.T) *system {
	return func(t *testing.T) *system {
		s := redecided(profile, decisions...)(t)
		s.standard = builtin(fsm.Standard())
		return s
	}
}

// dropping is standard without some events or cells.
func dropping(names ...string) func(*testing.T) *system {
	return func(t *testing.T) *system {
		profile, err := fsm.NewProfile("dropping", names...)
		if err != nil {
			t.Fatal(err)
		}
		return builtin(profile)
	}
}

// of exchanges a part of standard for that of a table that differs in one cell.
func of(exchange func(s, other *system)) func(*testing.T) *system {
	return func(t *testing.T) *system {
		s := builtin(fsm.Standard())
		exchange(s, redecided(fsm.Standard(), decision{fsm.EventRenew, fsm.StateActive, fsm.EffectIgnore, ""})(t))
		return s
	}
}

// twisted is standard, its table's answers to one event falsified.
func twisted(event fsm.Event, falsify func(*answer)) func(*testing.T) *system {
	return func(*testing.T) *system {
		s := builtin(fsm.Standard())
		honest := s.step
		s.step = func(c fsm.Configuration, e fsm.Event) (answer, error) {
			a, err := honest(c, e)
			if err == nil && e == event {
				falsify(&a)
			}
			return a, err
		}
		return s
	}
}

// mute does not answer extend_trial in a trial.
func mute(*testing.T) *system {
	s := builtin(fsm.Standard())
	honest := s.step
	s.step = func(c fsm.Configuration, e fsm.Event) (answer, error) {
		if c.State == fsm.StateTrial && e == fsm.EventExtendTrial {
			return answer{}, errors.New("no comment")
		}
		return honest(c, e)
	}
	return s
}

// alternating asks one of two tables in turn about extend_trial.
func alternating(t *testing.T) *system {
	s, other := builtin(fsm.Standard()), redecided(fsm.Standard(), decision{fsm.EventExtendTrial, fsm.StateTrial, fsm.EffectIgnore, ""})(t)
	honest, turn := s.step, false
	s.step = func(c fsm.Configuration, e fsm.Event) (answer, error) {
		if turn = !turn; turn && e == fsm.EventExtendTrial {
			return other.step(c, e)
		}
		return honest(c, e)
	}
	return s
}

// reactivating is strict by name, and runs the standard table.
func reactivating(*testing.T) *system {
	s := builtin(fsm.Standard())
	s.profile = fsm.Strict()
	return s
}

// faulty is standard, its machine's memory spoilt after each delivery.
func faulty(spoil func(fsm.Step, *fsm.Snapshot)) func(*testing.T) *system {
	return func(*testing.T) *system {
		s := builtin(fsm.Standard())
		sound := s.machine
		s.machine = func() (machine, error) {
			m, err := sound()
			return &faultyMachine{m, spoil}, err
		}
		return s
	}
}

type faultyMachine struct {
	machine
	spoil func(fsm.Step, *fsm.Snapshot)
}

func (m *faultyMachine) Deliver(ctx context.Context, id string, e fsm.Event) (fsm.Step, error) {
	step, err := m.machine.Deliver(ctx, id, e)
	if err != nil {
		return step, err
	}
	after := m.Snapshot()
	m.spoil(step, &after)
	return step, m.Restore(after)
}
