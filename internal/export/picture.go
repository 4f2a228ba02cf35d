package export

import (
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A picture is the table at the level of its states, as both pictures show it:
// what is applied, and nothing of what is ignored or rejected. A state that no
// event of the profile leads to is left out.
//
// Three nodes stand for many states, so that few arrows say everything: an arrow
// from any_live starts in every live state of the picture, one from any_other in
// none and every state but its target, and one to observed leads to the state
// that its event names.
type picture struct {
	nodes  []node
	arrows []arrow
}

// A node is none, a state, or one of the three that stand for many.
type node struct {
	id     string
	title  string
	kept   []fsm.Event // applied, and the state is kept
	colour string      // see colours
}

// An arrow joins the events that lead from one node to another. A guarded one is
// applied only where the gap rule lets it.
type arrow struct {
	from, to string
	label    string
	guarded  bool
}

// The nodes that stand for many states; their ids are no state's name.
var (
	anyLive  = node{id: "any_live", title: "any live state", colour: colourMany}
	anyOther = node{id: "any_other", title: "any other state, or none", colour: colourMany}
	observed = node{id: "observed", title: "S, the state observed", colour: colourMany}
)

// observeS abbreviates the observations of every known state in the picture.
const observeS = "observe_S"

// newPicture draws a table. The gap comes first, and its way out before the way
// in from none: Mermaid then lays it out apart, and no label covers another.
func newPicture(t *fsm.Table) *picture {
	s := newSketch(t)
	lost, found := s.fromEverywhere(), s.observations(fsm.StateUnknown)
	met := s.observations(fsm.StateNone)
	kept, live := s.keptInEveryLive(), s.fromEveryLive()

	p := &picture{}
	p.add(node{id: fsm.StateNone.String()}, nil)
	p.add(anyOther, lost)
	p.add(observed, append(found, met...))
	for _, state := range s.states[1:] {
		p.add(node{state.String(), state.String(), s.kept(state), shade(state)}, nil)
	}
	p.arrows = append(p.arrows, s.rest()...)
	group := anyLive
	group.kept = kept
	p.add(group, live)
	return p.used()
}

// add takes a node in, and arrows that touch it.
func (p *picture) add(n node, arrows []arrow) {
	p.nodes = append(p.nodes, n)
	p.arrows = append(p.arrows, arrows...)
}

// used leaves out the nodes that stand for many states but say nothing.
func (p *picture) used() *picture {
	p.nodes = slices.DeleteFunc(p.nodes, func(n node) bool {
		touches := func(a arrow) bool { return a.from == n.id || a.to == n.id }
		return n.colour == colourMany && len(n.kept) == 0 && !slices.ContainsFunc(p.arrows, touches)
	})
	return p
}

// text writes the arrow's label, the guard in brackets as [UML] does.
func (a arrow) text() string {
	if a.guarded {
		return a.label + " [reachable]"
	}
	return a.label
}

// joined lists events as a label does.
func joined(events []fsm.Event) string {
	names := make([]string, len(events))
	for i, event := range events {
		names[i] = string(event)
	}
	return strings.Join(names, ", ")
}

// An arc is one event that leads from one state to another, or to itself.
type arc struct {
	from, to fsm.State
	event    fsm.Event
}

// arcsOf returns what is applied, whatever the rest of the configuration, in the
// order of the events.
func arcsOf(t *fsm.Table) []arc {
	var arcs []arc
	all := steps(t)
	for _, event := range fsm.Events() {
		for _, step := range all {
			a := arc{step.From().State, step.To().State, event}
			if step.Event() == event && step.Verdict() == fsm.VerdictApplied && !slices.Contains(arcs, a) {
				arcs = append(arcs, a)
			}
		}
	}
	return arcs
}
