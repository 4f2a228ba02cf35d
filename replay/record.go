package replay

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Recorded returns the scenario with what a trace shows as its expectations, in
// place of its own: written with [Format], it is a file that holds for whoever
// answers as the trace does. Of a race it expects what all orders end in. Of a
// state outside the vocabulary, which a trace from elsewhere may show, it expects
// the steady state, which is blocked.
func (s *Scenario) Recorded(t *Trace) *Scenario {
	r := *s
	r.Steps = slices.Clone(s.Steps)
	for i := range r.Steps {
		step := &r.Steps[i]
		step.Events, step.Expect, step.Fired, step.LooksAtFired = slices.Clone(step.Events), nil, nil, false
		for e := range step.Events {
			step.Events[e].Expect = nil
		}
	}
	j := judge{scenario: s, trace: t, observed: Observed{Configuration: t.Start}}
	for _, g := range s.stages() {
		j.record(&r, g)
	}
	return &r
}

// record writes down what a stage came to. In a race of several orders nothing
// but their ends is expected, and of an event beside it its verdict.
func (j *judge) record(r *Scenario, g stage) {
	begin := j.observed
	var ends []Observed
	verdicts := map[act][]Observed{}
	for n, acts := range g.orders {
		j.observed = begin
		for _, a := range acts {
			j.read(n, a)
			if n == 0 {
				r.Steps[a.step].record(a.event, j.observed, len(r.Policy) > 0)
			} else if !r.Steps[a.step].AnyOrder {
				verdicts[a] = append(verdicts[a], j.observed)
			}
		}
		ends = append(ends, j.observed)
	}
	for _, step := range g.ends {
		r.Steps[step].Expect = common(ends, KeyState, KeySteadyState, KeyScheduled, KeyGeneration)
	}
	for a, observed := range verdicts {
		r.Steps[a.step].Events[a.event].Expect = common(observed, KeyVerdict)
		// Among the events of a race, one that is now and then rejected is no
		// failure.
		r.Steps[a.step].AnyOrder = len(r.Steps[a.step].Events[a.event].Expect) == 0
	}
}

// common expects what several observations share; their state says it all.
func common(all []Observed, keys ...string) (shared []Condition) {
	for _, key := range keys {
		want := all[0].Value(key)
		if key == KeyState && !all[0].named() || slices.ContainsFunc(all, func(o Observed) bool { return o.Value(key) != want }) {
			continue
		}
		shared = append(shared, Condition{Key: key, Want: want})
		if key == KeyState {
			break
		}
	}
	return shared
}

// record expects of a step what was observed after it.
func (s *Step) record(event int, o Observed, timed bool) {
	if s.LooksAtFired = len(o.Fired) > 0 || timed && s.movesClock(); s.LooksAtFired {
		for _, a := range o.Fired {
			s.Fired = append(s.Fired, Firing{Event: a.Event, At: a.At})
		}
	}
	switch {
	case event >= 0 && o.Answer == nil: // the trace does not answer it
	case event >= 0:
		s.Events[event].Expect = answered(*o.Answer)
	case s.movesClock():
		s.Expect = observe(o, KeyState)
	default:
		s.Expect = o.whole()
	}
}

// answered expects an answer, as short as can be: where the state moved, the
// state alone says that the event was applied.
func answered(a Answer) []Condition {
	o := Observed{Configuration: a.To, Answer: &a}
	switch {
	case a.Verdict != fsm.VerdictApplied:
		return observe(o, KeyVerdict, KeyReason, KeyState)
	case a.From.State == a.To.State:
		return observe(o, append([]string{KeyVerdict, KeyState}, changed(a.From, a.To)...)...)
	}
	return append(observe(o, append([]string{KeyState}, changed(a.From, a.To)...)...), Accepted())
}

// changed lists what changed beside the state and cannot be told from it.
func changed(from, to fsm.Configuration) (keys []string) {
	if from.CancellationScheduled != to.CancellationScheduled && to.State.Class() == fsm.ClassLive {
		keys = append(keys, KeyScheduled)
	}
	if from.State != to.State && to.State == fsm.StateUnknown {
		keys = append(keys, KeyLastKnown)
	}
	if to.Generation > 1 && from.Generation != to.Generation {
		keys = append(keys, KeyGeneration)
	}
	return keys
}

// whole expects all that a check can see.
func (o Observed) whole() []Condition {
	keys := []string{KeyState}
	switch o.Configuration.State.Class() {
	case fsm.ClassGap:
		keys = append(keys, KeyLastKnown, KeyScheduled)
	case fsm.ClassLive:
		keys = append(keys, KeyScheduled)
	}
	return observe(o, append(keys, KeyGeneration, KeySteadyState)...)
}

// observe expects what is observed under some keys; of a state outside the
// vocabulary, which has no name in a scenario, it expects the steady state.
func observe(o Observed, keys ...string) []Condition {
	var all []Condition
	for _, key := range keys {
		if key == KeyState && !o.named() {
			if slices.Contains(keys, KeySteadyState) {
				continue
			}
			key = KeySteadyState
		}
		all = append(all, Condition{Key: key, Want: o.Value(key)})
	}
	return all
}

// named reports whether a scenario has a name for the state.
func (o Observed) named() bool {
	_, known := stateIndex[o.Configuration.State]
	return known
}
