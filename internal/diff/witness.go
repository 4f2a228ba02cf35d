package diff

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// Subject says what the finding is about: a cell, a state or an event.
func (f Finding) Subject() string {
	switch {
	case f.Kind == KindUnused:
		return string(f.Event)
	case f.Event == "":
		return f.State.String()
	}
	return fmt.Sprintf("%s in %s", f.Event, f.State)
}

// Answer is what the reference says to the last event of the witness.
func (f Finding) Answer() fsm.Step { return f.Answers[len(f.Answers)-1] }

// Events returns the events of the witness.
func (f Finding) Events() (events []fsm.Event) {
	for _, step := range f.Answers {
		events = append(events, step.Event())
	}
	return events
}

// witness tells the reference's answers as a scenario, which holds for it and
// breaks for whoever does what is drawn.
func (f Finding) witness(p fsm.Profile) *replay.Scenario {
	told := &replay.Scenario{
		Name:    fmt.Sprintf("%s: %s", f.Kind, f.Subject()),
		About:   "written by subsim diff: " + f.Kind.Meaning() + "; what the reference does instead",
		Profile: p,
	}
	trace := &replay.Trace{}
	for i, step := range f.Answers {
		told.Steps = append(told.Steps, replay.Step{Events: []replay.Delivery{{Event: step.Event()}}})
		answer := replay.AnswerOf(step)
		answer.Step = i
		trace.Answers = append(trace.Answers, answer)
	}
	return told.Recorded(trace)
}
