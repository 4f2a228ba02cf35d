package stepper

import "github.com/Huzefaaa2/subsim/replay"

// scenario writes the story down as a scenario in which all that happened is
// expected.
func (s story) scenario(name string) *replay.Scenario {
	told := &replay.Scenario{
		Name:    name,
		Profile: s.profile,
		Start:   s.start,
		Clock:   s.clock,
		Policy:  s.policy,
		Order:   replay.OrderDelivered,
	}
	trace := &replay.Trace{Start: s.start, Clock: s.clock}
	for i, a := range s.acts {
		told.Steps = append(told.Steps, a.step)
		for _, answer := range a.answers {
			answer.Step = i
			trace.Answers = append(trace.Answers, answer)
		}
	}
	return told.Recorded(trace)
}
