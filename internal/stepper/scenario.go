package stepper

import (
	"strconv"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// scenario writes the story down as a scenario in which all that happened is
// expected.
func (s story) scenario(name string) *replay.Scenario {
	scenario := &replay.Scenario{
		Name:    name,
		Profile: s.profile,
		Start:   s.start,
		Clock:   s.clock,
		Policy:  s.policy,
		Order:   replay.OrderDelivered,
	}
	for _, a := range s.acts {
		scenario.Steps = append(scenario.Steps, a.expecting())
	}
	return scenario
}

// expecting returns the step with what came of it expected. Which deadlines
// fired is part of that where any could have.
func (a act) expecting() replay.Step {
	step := a.step
	if answer, event := a.answer(); event {
		d := step.Events[0]
		d.Expect = expectAnswer(answer)
		step.Events = []replay.Delivery{d}
	} else {
		step.Expect = a.expectPlace()
	}
	fired := a.fired()
	couldFire := len(step.Events) == 0 || !step.Events[0].At.IsZero()
	step.LooksAtFired = couldFire && (a.pending || len(fired) > 0)
	for _, f := range fired {
		step.Fired = append(step.Fired, replay.Firing{Event: f.Event, At: f.At})
	}
	return step
}

// expectAnswer returns what pins an answer down, as short as can be: where the
// state moved, the state alone says that the event was applied.
func expectAnswer(a replay.Answer) []replay.Condition {
	state := replay.Condition{Key: replay.KeyState, Want: a.To.State.String()}
	verdict := replay.Condition{Key: replay.KeyVerdict, Want: string(a.Verdict)}
	switch {
	case a.Verdict != fsm.VerdictApplied:
		return []replay.Condition{verdict, {Key: replay.KeyReason, Want: string(a.Reason)}, state}
	case a.From.State == a.To.State:
		return append([]replay.Condition{verdict, state}, changes(a.From, a.To)...)
	}
	return append([]replay.Condition{state, replay.Accepted()}, changes(a.From, a.To)...)
}

// changes returns the conditions on what changed beside the state, and cannot be
// told from it.
func changes(from, to fsm.Configuration) []replay.Condition {
	var all []replay.Condition
	if from.CancellationScheduled != to.CancellationScheduled && to.State.Class() == fsm.ClassLive {
		all = append(all, replay.Condition{Key: replay.KeyScheduled, Want: strconv.FormatBool(to.CancellationScheduled)})
	}
	if to.State == fsm.StateUnknown {
		all = append(all, replay.Condition{Key: replay.KeyLastKnown, Want: to.LastKnown.String()})
	}
	if to.Generation > 1 && from.Generation != to.Generation {
		all = append(all, replay.Condition{Key: replay.KeyGeneration, Want: strconv.Itoa(to.Generation)})
	}
	return all
}

// expectPlace returns the conditions on where a step that delivers nothing
// leaves the subscription: the state after a clock move, all of it in a check.
func (a act) expectPlace() []replay.Condition {
	at := a.to
	all := []replay.Condition{{Key: replay.KeyState, Want: at.State.String()}}
	if a.step.Advance > 0 || !a.step.Until.IsZero() {
		return all
	}
	switch at.State.Class() {
	case fsm.ClassGap:
		all = append(all, replay.Condition{Key: replay.KeyLastKnown, Want: at.LastKnown.String()})
		fallthrough
	case fsm.ClassLive:
		all = append(all, replay.Condition{Key: replay.KeyScheduled, Want: strconv.FormatBool(at.CancellationScheduled)})
	}
	return append(all,
		replay.Condition{Key: replay.KeyGeneration, Want: strconv.Itoa(at.Generation)},
		replay.Condition{Key: replay.KeySteadyState, Want: string(at.State.SteadyState())})
}
