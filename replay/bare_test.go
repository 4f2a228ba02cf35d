package replay

import (
	"maps"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Bare returns a scenario without the places it was read from, so that what two
// texts say can be compared.
func (s *Scenario) Bare() Scenario {
	bare := *s
	bare.source, bare.first, bare.lines, bare.Warnings = nil, 0, [2]int{}, nil
	bare.Policy = maps.Clone(s.Policy)
	for state, rule := range bare.Policy {
		bare.Policy[state] = Rule{After: rule.After, Event: rule.Event}
	}
	bare.Steps = slices.Clone(s.Steps)
	for i := range bare.Steps {
		step := &bare.Steps[i]
		step.span, step.fired = diag.Span{}, diag.Span{}
		step.Expect = bareConditions(step.Expect)
		step.Fired = slices.Clone(step.Fired)
		for k := range step.Fired {
			step.Fired[k].span = diag.Span{}
		}
		step.Events = slices.Clone(step.Events)
		for k := range step.Events {
			step.Events[k].span = diag.Span{}
			step.Events[k].Expect = bareConditions(step.Events[k].Expect)
		}
	}
	return bare
}

func bareConditions(all []Condition) []Condition {
	all = slices.Clone(all)
	for i := range all {
		all[i].span = diag.Span{}
	}
	return all
}
