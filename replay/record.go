package replay

import (
	"slices"
	"strconv"

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
				r.Steps[a.step].record(a.event, j.observed)
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
func (s *Step) record(event int, o Observed) {
	if s.movesClock() && event < 0 || len(o.Fired) > 0 {
		s.LooksAtFired = true
		for _, a := range o.Fired {
			s.Fired = append(s.Fired, Firing{Event: a.Event, At: a.At})
		}
	}
	if event < 0 {
		s.Expect = o.conditions()
	} else {
		s.Events[event].Expect = o.conditions()
	}
}

// named reports whether a scenario has a name for the state.
func (o Observed) named() bool {
	_, known := stateIndex[o.Configuration.State]
	return known
}

// conditions are what was observed, as a person would expect it: the state, the
// flag where it stands or has just changed, and why an event was refused.
func (o Observed) conditions() []Condition {
	var all []Condition
	add := func(key, want string) { all = append(all, Condition{Key: key, Want: want}) }
	c, a := o.Configuration, o.Answer
	if a != nil && a.Verdict != fsm.VerdictApplied {
		add(KeyVerdict, string(a.Verdict))
		add(KeyReason, string(a.Reason))
	}
	if o.named() {
		add(KeyState, c.State.String())
	} else {
		add(KeySteadyState, string(c.State.SteadyState()))
	}
	flipped := a != nil && a.From.CancellationScheduled != a.To.CancellationScheduled && c.State.Class() == fsm.ClassLive
	if c.CancellationScheduled || flipped {
		add(KeyScheduled, strconv.FormatBool(c.CancellationScheduled))
	}
	if a != nil && a.Verdict == fsm.VerdictApplied {
		all = append(all, Accepted())
	}
	return all
}
