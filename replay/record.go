package replay

import (
	"slices"
	"strconv"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Recorded returns the scenario with what a trace shows as its expectations, in
// place of its own: written with [Format], it is a file that holds for whoever
// answers as the trace does. Of a race it expects the state in which all orders
// end, and nothing where they end in several. A state outside the vocabulary,
// which a trace from elsewhere may show, cannot be expected.
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

// record writes down what a stage came to.
func (j *judge) record(r *Scenario, g stage) {
	begin := j.observed
	ends := map[fsm.State]bool{}
	for n, acts := range g.orders {
		j.observed = begin
		for _, a := range acts {
			j.read(n, a)
			if n == 0 {
				r.Steps[a.step].record(a.event, j.observed)
			}
		}
		ends[j.observed.Configuration.State] = true
	}
	for _, step := range g.ends {
		if len(ends) == 1 {
			r.Steps[step].Expect = []Condition{{Key: KeyState, Want: j.observed.Configuration.State.String()}}
		}
	}
}

// record expects of a step what was observed after it.
func (s *Step) record(event int, o Observed) {
	if s.movesClock() && (event < 0 || len(o.Fired) > 0) {
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
	if _, err := fsm.ParseConfiguration(c.State.String()); err == nil {
		add(KeyState, c.State.String())
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
