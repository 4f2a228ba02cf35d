package cover

import (
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// about stands in every scenario that [Gaps] makes.
const about = "written by subsim cover --missing: put the story in"

// Gaps returns scenarios that hold and exercise what the survey misses: for each
// state one with all that changes nothing there, and one for each cell that is
// applied; then one for each pair of states that none of these passes.
func Gaps(s *Survey) []*replay.Scenario {
	var all []*replay.Scenario
	for _, state := range s.Sources() {
		if steps := s.inert(state); len(steps) > 0 {
			all = append(all, s.scenario("What changes nothing in "+state.String(), steps...))
		}
	}
	passed := map[[2]fsm.State]bool{}
	for _, c := range s.Missing() {
		if step := chosen(c.Steps); step.Verdict() == fsm.VerdictApplied {
			passed[[2]fsm.State{c.State, step.To().State}] = true
			all = append(all, s.scenario(fmt.Sprintf("%s in %s", c.Event, c.State), step))
		}
	}
	for _, p := range s.MissingPairs() {
		if !passed[[2]fsm.State{p.From, p.To}] {
			all = append(all, s.scenario(fmt.Sprintf("From %s to %s", p.From, p.To), chosen(p.Steps)))
		}
	}
	return all
}

// inert returns, of the missing cells of a state, those where nothing is ever
// applied, all in the same configuration.
func (s *Survey) inert(state fsm.State) []Step {
	var steps []Step
	for _, c := range s.Missing() {
		if c.State == state && c.Verdicts()[0] != fsm.VerdictApplied {
			steps = append(steps, chosen(c.Steps))
		}
	}
	slices.SortFunc(steps, func(a, b Step) int { return eventPlace(a.Event()) - eventPlace(b.Event()) })
	return steps
}

func eventPlace(e fsm.Event) int { return slices.Index(fsm.Events(), e) }

// chosen returns the step that tells most: one that is applied where there is
// any, in the plain configuration of a state, in a gap after active.
func chosen(steps []Step) Step {
	return slices.MinFunc(steps, func(a, b Step) int { return oddity(a) - oddity(b) })
}

// oddity is the higher the less a step tells.
func oddity(s Step) int {
	n, from := 0, s.From()
	if s.Verdict() != fsm.VerdictApplied {
		n += 8
	}
	if from.State == fsm.StateUnknown && from.LastKnown == fsm.StateNone {
		n += 4
	}
	if from.State == fsm.StateUnknown && from.LastKnown != fsm.StateActive {
		n += 2
	}
	if from.CancellationScheduled {
		n++
	}
	return n
}

// scenario tells steps that begin in one configuration, and expects what comes of
// them; all but the last change nothing.
func (s *Survey) scenario(name string, steps ...Step) *replay.Scenario {
	told := &replay.Scenario{Name: name, About: about, Profile: s.Profile, Start: steps[0].From()}
	trace := &replay.Trace{Start: told.Start}
	for i, step := range steps {
		told.Steps = append(told.Steps, replay.Step{Events: []replay.Delivery{{Event: step.Event()}}})
		answer := replay.AnswerOf(step.Step)
		answer.Step = i
		trace.Answers = append(trace.Answers, answer)
	}
	return told.Recorded(trace)
}
