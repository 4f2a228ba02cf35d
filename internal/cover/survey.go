// Package cover holds what scenarios exercise against what a profile has to
// exercise. [NewSurvey] looks a profile up in a coverage; [Text], [Markdown], [HTML]
// and [JSON] write it; [Gaps] turns what is missing into scenarios.
package cover

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Survey is what scenarios exercise of one profile. What the profile cannot
// reach is no part of it: nobody could test that.
type Survey struct {
	Profile fsm.Profile
	Steps   []Step // by configuration, then by event
	Cells   []Cell // by state, then by event
	Pairs   []Pair // by the state they lead from, then by that they lead to
}

// A Step is one event in one configuration.
type Step struct {
	fsm.Step
	Exercise replay.Exercise
}

// A Cell is one event in one state, in all of the state's configurations.
type Cell struct {
	State    fsm.State
	Event    fsm.Event
	Steps    []Step // at least one
	Exercise replay.Exercise
}

// A Pair is two different states, none among the first, where an event of the
// profile that is applied leads from the one to the other.
type Pair struct {
	From, To fsm.State
	Steps    []Step // those that lead there, at least one
	Exercise replay.Exercise
}

// NewSurvey looks up what of a table's profile was exercised.
func NewSurvey(c *replay.Coverage, t *fsm.Table) *Survey {
	s := &Survey{Profile: t.Profile()}
	for _, from := range t.Configurations() {
		for _, e := range fsm.Events() {
			if step, err := t.Step(from, e); err == nil {
				s.add(Step{step, c.Step(s.Profile, from, e)})
			}
		}
	}
	for i := range s.Cells {
		cell := &s.Cells[i]
		cell.Exercise = c.Cell(s.Profile, cell.State, cell.Event)
	}
	for i := range s.Pairs {
		pair := &s.Pairs[i]
		pair.Exercise = c.Pair(s.Profile, pair.From, pair.To)
	}
	slices.SortFunc(s.Pairs, func(a, b Pair) int {
		if a.From != b.From {
			return place(a.From) - place(b.From)
		}
		return place(a.To) - place(b.To)
	})
	return s
}

// place is a state's place in the order of every output.
func place(s fsm.State) int { return slices.Index(fsm.Sources(), s) }

// add puts a step into its cell, and into its pair where it leads elsewhere.
func (s *Survey) add(step Step) {
	s.Steps = append(s.Steps, step)
	from, to := step.From().State, step.To().State
	if cell := s.Cell(from, step.Event()); cell != nil {
		cell.Steps = append(cell.Steps, step)
	} else {
		s.Cells = append(s.Cells, Cell{State: from, Event: step.Event(), Steps: []Step{step}})
	}
	if from == to {
		return
	}
	if pair := s.Pair(from, to); pair != nil {
		pair.Steps = append(pair.Steps, step)
	} else {
		s.Pairs = append(s.Pairs, Pair{From: from, To: to, Steps: []Step{step}})
	}
}

// Cell returns the cell of an event in a state; nil where there is none.
func (s *Survey) Cell(state fsm.State, e fsm.Event) *Cell {
	for i := range s.Cells {
		if c := &s.Cells[i]; c.State == state && c.Event == e {
			return c
		}
	}
	return nil
}

// Pair returns a pair of states; nil where no step leads from the one to the
// other.
func (s *Survey) Pair(from, to fsm.State) *Pair {
	for i := range s.Pairs {
		if p := &s.Pairs[i]; p.From == from && p.To == to {
			return p
		}
	}
	return nil
}

// Sources returns the states that the profile can reach, none among them.
func (s *Survey) Sources() []fsm.State {
	var states []fsm.State
	for _, c := range s.Cells {
		if !slices.Contains(states, c.State) {
			states = append(states, c.State)
		}
	}
	return states
}

// Missing returns the cells that nothing exercises: first those where something
// is applied, then those where something is ignored, then the others.
func (s *Survey) Missing() []Cell {
	missing := slices.DeleteFunc(slices.Clone(s.Cells), func(c Cell) bool { return c.Exercise.Times > 0 })
	slices.SortStableFunc(missing, func(a, b Cell) int {
		return slices.Index(fsm.Verdicts(), a.Verdicts()[0]) - slices.Index(fsm.Verdicts(), b.Verdicts()[0])
	})
	return missing
}

// MissingPairs returns the pairs that nothing exercises.
func (s *Survey) MissingPairs() []Pair {
	return slices.DeleteFunc(slices.Clone(s.Pairs), func(p Pair) bool { return p.Exercise.Times > 0 })
}

// Untouched reports whether nothing at all is exercised.
func (s *Survey) Untouched() bool { return s.StepShare().Exercised == 0 }

// Verdicts returns the verdicts that the cell can give, in the order of
// [fsm.Verdicts]: more than one where it depends on the configuration.
func (c Cell) Verdicts() []fsm.Verdict {
	return slices.DeleteFunc(fsm.Verdicts(), func(v fsm.Verdict) bool {
		return !slices.ContainsFunc(c.Steps, func(s Step) bool { return s.Verdict() == v })
	})
}

// Events returns the events that lead from the one state to the other.
func (p Pair) Events() []fsm.Event {
	var events []fsm.Event
	for _, s := range p.Steps {
		if !slices.Contains(events, s.Event()) {
			events = append(events, s.Event())
		}
	}
	return events
}
