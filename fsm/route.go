package fsm

import (
	"slices"
	"strings"
)

// A Route is a sequence of applied steps, each from where the last one led.
type Route []Step

// String lists the route's events. An observation is no act that anybody can
// choose: it stands there only for the case that this is what is observed, and
// the text says so.
func (r Route) String() string {
	names := make([]string, len(r))
	for i, step := range r {
		names[i] = string(step.Event())
		if _, observes := step.Event().Observes(); observes {
			names[i] += " (only if so observed)"
		}
	}
	return strings.Join(names, ", ")
}

// A Goal is where an event, or a person, wants a subscription to be. The zero
// Goal is never reached.
type Goal struct {
	text    string
	reached func(Configuration) bool
}

// String names the goal: a state, or a live state with or without a scheduled
// cancellation.
func (g Goal) String() string { return g.text }

// Reached reports whether a configuration satisfies the goal.
func (g Goal) Reached(c Configuration) bool { return g.reached != nil && g.reached(c) }

// GoalState is the goal of being in a state, however.
func GoalState(s State) Goal {
	return Goal{s.String(), func(c Configuration) bool { return c.State == s }}
}

func goalScheduled(scheduled bool) Goal {
	text := "a live state with a scheduled cancellation"
	if !scheduled {
		text = "a live state without a scheduled cancellation"
	}
	return Goal{text, func(c Configuration) bool {
		return c.State.Class() == ClassLive && c.CancellationScheduled == scheduled
	}}
}

// Goal returns what an event is meant to bring about, read from the rows: the
// state it moves to, else the state it is applied in, else the flag it sets.
func (t *Table) Goal(e Event) Goal {
	goal := Goal{text: "nothing"}
	for _, state := range Sources() {
		switch row := t.row(state, e); row.Effect {
		case EffectMove, EffectResolve:
			return GoalState(row.To)
		case EffectKeep:
			goal = GoalState(state)
		case EffectSchedule, EffectUnschedule:
			goal = goalScheduled(row.Effect == EffectSchedule)
		}
	}
	return goal
}

// Route returns the shortest sequence of applied steps that leads from a
// configuration to a goal: empty where the goal is reached already, and false
// where there is none, or where the profile cannot reach the configuration
// itself. Among routes of equal length it takes the one whose events come first
// in [Events], acts before observations.
func (t *Table) Route(from Configuration, goal Goal) (Route, bool) {
	type node struct {
		at    Configuration
		route []Step
	}
	if t.Check(from) != nil {
		return nil, false
	}
	start, _ := from.Index()
	seen := map[ConfigurationIndex]bool{start: true} // neither cells nor goals look at the generation
	for queue := []node{{at: from}}; len(queue) > 0; queue = queue[1:] {
		head := queue[0]
		if goal.Reached(head.at) {
			return head.route, true
		}
		for _, event := range Events() {
			step, err := t.Step(head.at, event)
			if err != nil || step.Verdict() != VerdictApplied {
				continue
			}
			if to := step.cell().Next; !seen[to] {
				seen[to] = true
				queue = append(queue, node{step.To(), append(slices.Clip(head.route), step)})
			}
		}
	}
	return nil, false
}
