package export

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A sketch holds the arcs that are not in the picture yet. Each of its methods
// but kept takes arcs out and returns what is to be drawn for them.
type sketch struct {
	states []fsm.State // none first, in the order of every output
	arcs   []arc
}

func newSketch(t *fsm.Table) *sketch {
	s := &sketch{arcs: arcsOf(t)}
	for _, c := range t.Configurations() {
		if !slices.Contains(s.states, c.State) {
			s.states = append(s.states, c.State)
		}
	}
	return s
}

// take takes out the arcs that fit.
func (s *sketch) take(fits func(arc) bool) (taken []arc) {
	s.arcs = slices.DeleteFunc(s.arcs, func(a arc) bool {
		if fits(a) {
			taken = append(taken, a)
			return true
		}
		return false
	})
	return taken
}

// all reports whether an event leads to a target from each state of a list. The
// empty target is the state itself.
func (s *sketch) all(from []fsm.State, event fsm.Event, to fsm.State) bool {
	for _, state := range from {
		target := to
		if to == fsm.StateNone {
			target = state
		}
		if !slices.Contains(s.arcs, arc{state, target, event}) {
			return false
		}
	}
	return len(from) > 1
}

// live returns the live states of the picture.
func (s *sketch) live() (live []fsm.State) {
	for _, state := range s.states {
		if state.Class() == fsm.ClassLive {
			live = append(live, state)
		}
	}
	return live
}

// known returns the states of the picture that can be observed.
func (s *sketch) known() []fsm.State {
	return slices.DeleteFunc(slices.Clone(s.states), func(state fsm.State) bool {
		return state == fsm.StateNone || state == fsm.StateUnknown
	})
}

// keptInEveryLive takes the events that keep every live state.
func (s *sketch) keptInEveryLive() (events []fsm.Event) {
	live := s.live()
	for _, event := range fsm.Events() {
		if s.all(live, event, fsm.StateNone) {
			s.take(func(a arc) bool { return a.event == event && a.from == a.to && slices.Contains(live, a.from) })
			events = append(events, event)
		}
	}
	return events
}

// fromEveryLive takes the events that end every live state alike.
func (s *sketch) fromEveryLive() (arrows []arrow) {
	live := s.live()
	for _, to := range s.known() {
		var events []fsm.Event
		for _, event := range fsm.Events() {
			if s.all(live, event, to) && !slices.Contains(live, to) {
				s.take(func(a arc) bool { return a.event == event && a.to == to && slices.Contains(live, a.from) })
				events = append(events, event)
			}
		}
		if len(events) > 0 {
			arrows = append(arrows, arrow{from: anyLive.id, to: to.String(), label: joined(events)})
		}
	}
	return arrows
}

// fromEverywhere takes the events that open a gap wherever the subscription is.
func (s *sketch) fromEverywhere() (arrows []arrow) {
	elsewhere := append([]fsm.State{fsm.StateNone}, s.known()...)
	var events []fsm.Event
	for _, event := range fsm.Events() {
		if s.all(elsewhere, event, fsm.StateUnknown) {
			s.take(func(a arc) bool { return a.event == event && a.from != fsm.StateUnknown && a.to == fsm.StateUnknown })
			events = append(events, event)
		}
	}
	if len(events) > 0 {
		arrows = append(arrows, arrow{from: anyOther.id, to: fsm.StateUnknown.String(), label: joined(events)})
	}
	return arrows
}

// observations takes the observations that lead from a state to those they name,
// where there are several.
func (s *sketch) observations(from fsm.State) []arrow {
	named := func(a arc) bool {
		state, observes := a.event.Observes()
		return a.from == from && observes && a.to == state
	}
	if len(slices.DeleteFunc(slices.Clone(s.arcs), func(a arc) bool { return !named(a) })) < 2 {
		return nil
	}
	var events []fsm.Event
	for _, a := range s.take(named) {
		events = append(events, a.event)
	}
	label := joined(events)
	if len(events) == len(s.known()) {
		label = observeS
	}
	return []arrow{{from.String(), observed.id, label, from == fsm.StateUnknown}}
}

// kept returns the events that keep a state.
func (s *sketch) kept(state fsm.State) (events []fsm.Event) {
	for _, a := range s.arcs {
		if a.from == state && a.to == state {
			events = append(events, a.event)
		}
	}
	return events
}

// rest takes what is left between two states.
func (s *sketch) rest() (arrows []arrow) {
	for _, from := range s.states {
		for _, to := range s.states {
			var events []fsm.Event
			for _, a := range s.take(func(a arc) bool { return a.from == from && a.to == to && from != to }) {
				events = append(events, a.event)
			}
			if len(events) > 0 {
				arrows = append(arrows, arrow{from.String(), to.String(), joined(events), from == fsm.StateUnknown})
			}
		}
	}
	return arrows
}
