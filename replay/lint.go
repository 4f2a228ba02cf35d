package replay

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A Lint is a kind of warning: a scenario that is legal, and says something else
// than its author is likely to mean.
type Lint struct {
	Name   string
	About  string // what it warns of, for a list of the lints
	WayOut string // what to write instead

	find func(s *Scenario, warn func(at diag.Span, message string))
}

// Lints returns all kinds of warnings, sorted by name.
func Lints() []Lint { return slices.Clone(lints) }

var lints = []Lint{
	{
		Name:   "before-clock",
		About:  "under order: delivered, an event whose at lies before the scenario's own clock, and so does not move it",
		WayOut: "name a later instant, or set the scenario's clock to an earlier one",
		find:   (*Scenario).beforeClock,
	},
	{
		Name:   "idle-deadline",
		About:  "a policy for a state that the scenario's events and deadlines never lead to",
		WayOut: "remove the deadline, or tell how the state is reached",
		find:   (*Scenario).idleDeadlines,
	},
	{
		Name:   "law",
		About:  "a profile of the scenario's own that breaks one of laws 6 to 8",
		WayOut: "see subsim show profile --without for all that it breaks",
		find:   nil, // found while the profile is read
	},
	{
		Name:   "nothing-happens",
		About:  "a scenario without events and deadlines, which only looks at its own start",
		WayOut: "deliver an event",
		find:   (*Scenario).nothingHappens,
	},
	{
		Name:   "out-of-reach",
		About:  "an expected state that the scenario's events and deadlines never lead to, in any order",
		WayOut: "see subsim why --to for the shortest way there",
		find:   (*Scenario).outOfReach,
	},
	{
		Name:   "reused-id",
		About:  "an id that stood on another event before; whatever the event, the second delivery counts as a duplicate",
		WayOut: "give the event an id of its own; equal ids carry equal events",
		find:   (*Scenario).reusedIDs,
	},
	{
		Name:   "same-check",
		About:  "a pure check that says again what the check above it says",
		WayOut: "remove one of the two, or put between them what is meant to happen",
		find:   (*Scenario).sameChecks,
	},
}

// Lint returns what is legal in a scenario and likely a slip, in the order of the
// places; what is known of its profile included.
func (s *Scenario) Lint() diag.Problems {
	source := s.source
	if source == nil {
		source = &diag.Source{}
	}
	all := slices.Clone(s.Warnings)
	for _, l := range lints {
		if l.find == nil {
			continue
		}
		l.find(s, func(at diag.Span, message string) {
			all = append(all, &diag.Problem{Source: source, Span: at, Rule: l.Name, Message: "rule " + l.Name + ": " + message, Help: l.WayOut})
		})
	}
	all.Sort()
	return all
}

// beforeClock speaks of clocks that are written: without one the earliest at is
// where the scenario begins. An event that is late among other events is a story
// worth telling.
func (s *Scenario) beforeClock(warn func(diag.Span, string)) {
	for d := range s.deliveries {
		if s.Order != OrderOccurred && !d.At.IsZero() && d.At.Before(s.Clock) {
			warn(d.span, "the event lies before the scenario's beginning, "+Stamp(s.Clock))
		}
	}
}

func (s *Scenario) nothingHappens(warn func(diag.Span, string)) {
	for range s.deliveries {
		return
	}
	if len(s.Policy) == 0 {
		warn(diag.Span{Line: s.first, Column: 1, Width: 1}, "the scenario only looks at its own start")
	}
}

// reusedIDs leaves out what expects to be a duplicate: its author knows.
func (s *Scenario) reusedIDs(warn func(diag.Span, string)) {
	first := map[string]*Delivery{}
	for d := range s.deliveries {
		switch earlier := first[d.ID]; {
		case d.ID == "":
		case earlier == nil:
			first[d.ID] = d
		case earlier.Event != d.Event && !answers(d.Expect):
			warn(d.span, "id "+quoted(d.ID)+" stood on "+string(earlier.Event)+" before, on line "+itoa(earlier.span.Line))
		}
	}
}

// sameChecks compares checks that stand together: what is due fires at the first,
// so that the second can see nothing else.
func (s *Scenario) sameChecks(warn func(diag.Span, string)) {
	for i := 1; i < len(s.Steps); i++ {
		a, b := &s.Steps[i-1], &s.Steps[i]
		same := func(c, d Condition) bool { return c.Key == d.Key && c.Want == d.Want }
		if a.looks() && b.looks() && !b.LooksAtFired && slices.EqualFunc(a.Expect, b.Expect, same) {
			warn(b.span, "the check above says the same, and nothing happens between the two")
		}
	}
}

// looks reports a pure check.
func (s Step) looks() bool { return len(s.Events) == 0 && !s.movesClock() }

// idleDeadlines leaves out what an event of the scenario aims at: that it is
// refused, and so begins no deadline, is a story too.
func (s *Scenario) idleDeadlines(warn func(diag.Span, string)) {
	reached := s.reached()
	for _, state := range fsm.States() {
		if rule, given := s.Policy[state]; given && !reached[state] && !s.aimsAt(state) {
			warn(rule.span, "the scenario is never in "+string(state)+", so this deadline cannot fall due")
		}
	}
}

// aimsAt reports whether an event of the scenario is meant to lead to a state.
func (s *Scenario) aimsAt(state fsm.State) bool {
	table := fsm.NewTable(fsm.Standard())
	for d := range s.deliveries {
		if table.Goal(d.Event).Reached(fsm.Configuration{State: state, Generation: 1}) {
			return true
		}
	}
	return false
}

func (s *Scenario) outOfReach(warn func(diag.Span, string)) {
	reached := s.reached()
	look := func(conditions []Condition) {
		for _, c := range conditions {
			if c.Key == KeyState && !reached[stateOf(c.Want)] {
				warn(c.span, "no event or deadline of the scenario leads to "+c.Want+", in whatever order")
			}
		}
	}
	for _, step := range s.Steps {
		look(step.Expect)
		for _, d := range step.Events {
			look(d.Expect)
		}
	}
}

// stateOf reads a state as conditions write it.
func stateOf(text string) fsm.State {
	state, _ := fsm.ParseState(text) // none is the zero state
	return state
}

// deliveries yields every event of the scenario, in the order of the file.
func (s *Scenario) deliveries(yield func(*Delivery) bool) {
	for i := range s.Steps {
		for j := range s.Steps[i].Events {
			if !yield(&s.Steps[i].Events[j]) {
				return
			}
		}
	}
}

// reached returns the states that the scenario's events, deadlines and scheduled
// cancellations can lead to, in whatever order and however often they come: more
// than happens, and never less.
func (s *Scenario) reached() map[fsm.State]bool {
	events := []fsm.Event{fsm.EventCancel} // what a scheduled cancellation fires
	for d := range s.deliveries {
		events = append(events, d.Event)
	}
	for _, rule := range s.Policy {
		events = append(events, rule.Event)
	}
	table := fsm.NewTable(s.Profile)
	reached, seen := map[fsm.State]bool{}, map[fsm.Configuration]bool{}
	for next := []fsm.Configuration{s.Start}; len(next) > 0; next = next[1:] {
		at := next[0]
		at.Generation = min(at.Generation, 2) // further ones answer alike
		if seen[at] {
			continue
		}
		seen[at], reached[at.State] = true, true
		for _, e := range events {
			if step, err := table.Step(at, e); err == nil {
				next = append(next, step.To())
			}
		}
	}
	return reached
}
