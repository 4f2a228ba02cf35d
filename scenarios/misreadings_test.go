package scenarios_test

import (
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// What a player takes a scenario for.

// asDelivered plays events as they come. What they expect speaks of the sorted
// order, so that only the end is looked at.
func asDelivered(s *replay.Scenario) {
	if s.Order != replay.OrderOccurred {
		return
	}
	s.Order = replay.OrderDelivered
	each(s, func(d *replay.Delivery) { d.Expect = nil })
}

func withoutNumbers(s *replay.Scenario) { each(s, func(d *replay.Delivery) { d.Seq = 0 }) }

func forgetsTheDay(s *replay.Scenario) {
	each(s, func(d *replay.Delivery) { d.Effective = time.Time{} })
}

// dropsLate leaves out the events that happened before others that have come.
func dropsLate(s *replay.Scenario) {
	now := s.Clock
	for i := range s.Steps {
		step := &s.Steps[i]
		if step.Until.After(now) {
			now = step.Until
		}
		now = now.Add(step.Advance)
		if len(step.Events) != 1 || s.Order == replay.OrderOccurred {
			continue
		}
		if at := step.Events[0].At; at.After(now) {
			now = at
		} else if at.Before(now) && !at.IsZero() {
			step.Events = nil
		}
	}
}

func each(s *replay.Scenario, change func(*replay.Delivery)) {
	for i := range s.Steps {
		for j := range s.Steps[i].Events {
			change(&s.Steps[i].Events[j])
		}
	}
}

// How a player tells what the clock did.

// without tells as if the deadlines of some events had never fired.
func without(events ...fsm.Event) func(*replay.Scenario, *replay.Trace) {
	return func(_ *replay.Scenario, t *replay.Trace) {
		t.Answers = slices.DeleteFunc(t.Answers, func(a replay.Answer) bool { return a.Deadline && slices.Contains(events, a.Event) })
	}
}

func onlyTheLast(_ *replay.Scenario, t *replay.Trace) {
	t.Answers = keep(t.Answers, func(a, _, after replay.Answer) bool { return !together(a, after) })
}

func onlyTheFirst(_ *replay.Scenario, t *replay.Trace) {
	t.Answers = keep(t.Answers, func(a, before, _ replay.Answer) bool { return !together(a, before) })
}

func atTheJumpsEnd(s *replay.Scenario, t *replay.Trace) {
	now := s.Clock
	for i, step := range s.Steps {
		if step.Until.After(now) {
			now = step.Until
		}
		now = now.Add(step.Advance)
		for _, d := range step.Events {
			if d.At.After(now) {
				now = d.At
			}
		}
		for j := range t.Answers {
			if a := &t.Answers[j]; a.Deadline && a.Step == i {
				a.At = now
			}
		}
	}
}

// keep returns the answers that are kept, looked at between their neighbours.
func keep(all []replay.Answer, kept func(a, before, after replay.Answer) bool) (some []replay.Answer) {
	padded := slices.Concat([]replay.Answer{{}}, all, []replay.Answer{{}})
	for i, a := range all {
		if kept(a, padded[i], padded[i+2]) {
			some = append(some, a)
		}
	}
	return some
}

// together reports whether two answers are deadlines of one jump.
func together(a, b replay.Answer) bool {
	return a.Deadline && b.Deadline && a.Step == b.Step && a.Order == b.Order
}
