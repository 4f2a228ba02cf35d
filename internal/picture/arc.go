package picture

import (
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// An arc is one event that leads from a state to another, or keeps it.
type arc struct {
	from  fsm.State
	event fsm.Event
	to    fsm.State
}

// arcsOf returns what a table applies, whatever the rest of the configuration, in
// the order of states and events.
func arcsOf(t *fsm.Table) []arc {
	var arcs []arc
	for _, c := range t.Configurations() {
		for _, e := range fsm.Events() {
			step, err := t.Step(c, e)
			if err != nil || step.Verdict() != fsm.VerdictApplied {
				continue
			}
			if a := (arc{c.State, e, step.To().State}); !slices.Contains(arcs, a) {
				arcs = append(arcs, a)
			}
		}
	}
	return arcs
}

// ends says between what an arc is drawn: its states, or what stands for many. An
// event that keeps the state stands in the state, and one that only schedules or
// unschedules in the frame, since every live state has both.
func (a arc) ends() (from, to string) {
	from, to = a.from.String(), a.to.String()
	_, observes := a.event.Observes()
	switch {
	case a.from == a.to && (a.event == fsm.EventScheduleCancellation || a.event == fsm.EventUnscheduleCancellation):
		return anyLive, anyLive
	case a.from == a.to:
		return from, to
	case a.to == fsm.StateUnknown:
		return anyOther, to
	case a.from == fsm.StateUnknown, a.from == fsm.StateNone && (observes || !laidOut(from, to)):
		return from, observed
	case a.to.Class() == fsm.ClassEnded && a.from.Class() == fsm.ClassLive:
		return anyLive, to
	}
	return from, to
}

// laidOut reports whether a line joins the two.
func laidOut(from, to string) bool {
	return slices.ContainsFunc(lines, func(l line) bool { return l.from == from && l.to == to })
}

// id names what joins two ends.
func id(from, to string) string { return "edge-" + from + "-" + to }

func (a arc) id() string { return id(a.ends()) }

// An edge is what is drawn between two ends: the arcs that it stands for, and how
// often they were made.
type edge struct {
	line
	arcs   []arc
	count  int64
	astray bool // the table does not apply it
}

// title says all of an edge in words, for whoever points at it or hears it read.
func (e edge) title() string {
	var parts []string
	for _, event := range e.events() {
		var from []string
		for _, a := range e.arcs {
			if a.event == event {
				from = append(from, a.from.String())
			}
		}
		parts = append(parts, string(event)+" in "+strings.Join(slices.Compact(from), ", "))
	}
	if e.astray {
		return "not possible: " + e.from + " to " + e.to
	}
	target := e.to
	if e.to == observed {
		target = pills[observed].text
	}
	if e.from == e.to {
		return "kept by " + strings.Join(parts, "; ")
	}
	return "to " + target + ": " + strings.Join(parts, "; ")
}

// events returns those of the arcs, each once, in the order of every output.
func (e edge) events() (events []fsm.Event) {
	for _, event := range fsm.Events() {
		if slices.ContainsFunc(e.arcs, func(a arc) bool { return a.event == event }) {
			events = append(events, event)
		}
	}
	return events
}

// text is what an edge's label says, a line each.
func (e edge) text() []string {
	if e.to == observed {
		if e.from == fsm.StateUnknown.String() {
			return []string{"observe_S", "if reachable"}
		}
		return []string{"observe_S"}
	}
	var text []string
	for i, event := range e.events() {
		if i > 0 {
			text[i-1] += ","
		}
		text = append(text, string(event))
	}
	return text
}
