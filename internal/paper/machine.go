// Package paper reads a machine that somebody drew for other tools: as XState
// JSON, SCXML, a Mermaid state diagram, or in the formats of this project. Call
// [Read]; a [Machine] speaks in the names of the vocabulary, at the level of
// states and events, and says in its notes what of the drawing it leaves aside.
package paper

import (
	"cmp"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// The limits of what is read: a drawing of eight states is far below them.
const (
	MaxSize   = 1 << 20 // bytes
	MaxNested = 64      // levels of states within states
	MaxStates = 200
	MaxEvents = 200  // names of events
	MaxArrows = 2000 // before those of a state are given to the states inside
)

// A Machine is what a drawing says, in our names.
type Machine struct {
	Format  string // one of [Formats]
	Source  *diag.Source
	States  []State       // those that it draws, in published order, none among them where it is drawn
	Arrows  []Arrow       // in the order of the drawing, no two with the same ends and event
	Notes   diag.Problems // what was not taken into account
	Renamed []Renaming    // names that were read as ours
	Left    []Leaving     // names that were left out on request
}

// A State is a state of the drawing.
type State struct {
	Name fsm.State
	Span diag.Span // where it stands first
}

// An Arrow is an event that a drawing lets pass in a state, and where it leads.
// An arrow from none without an event says where the drawing begins, by whatever
// event.
type Arrow struct {
	From  fsm.State
	Event fsm.Event
	To    fsm.State
	Guard string // a condition that is not understood; the arrow counts as drawn
	Span  diag.Span
	// Known holds, of an arrow out of a gap, the last known states for which it
	// is drawn; nil where the drawing does not tell gaps apart.
	Known []fsm.State
}

// A Renaming is a name of the drawing and what it was read as.
type Renaming struct{ Theirs, Ours string }

// A Leaving is a name that was left out, and how often it stood there.
type Leaving struct {
	Name  string
	Times int
}

// State returns a state of the drawing, and false where it does not draw it.
func (m *Machine) State(s fsm.State) (State, bool) {
	i := slices.IndexFunc(m.States, func(o State) bool { return o.Name == s })
	if i < 0 {
		return State{}, false
	}
	return m.States[i], true
}

// From returns the arrows of an event out of a state.
func (m *Machine) From(s fsm.State, e fsm.Event) (all []Arrow) {
	for _, a := range m.Arrows {
		if a.From == s && a.Event == e {
			all = append(all, a)
		}
	}
	return all
}

// Uses reports whether any arrow carries an event.
func (m *Machine) Uses(e fsm.Event) bool {
	return slices.ContainsFunc(m.Arrows, func(a Arrow) bool { return a.Event == e })
}

// Begins reports whether the drawing says where it begins.
func (m *Machine) Begins() bool {
	return slices.ContainsFunc(m.Arrows, func(a Arrow) bool { return a.From == fsm.StateNone })
}

// Beginnings returns where the drawing begins without saying by what event.
func (m *Machine) Beginnings() (states []fsm.State) {
	for _, a := range m.From(fsm.StateNone, "") {
		states = append(states, a.To)
	}
	return states
}

// addState takes a state in where it is met for the first time.
func (m *Machine) addState(s fsm.State, at diag.Span) {
	if _, there := m.State(s); !there {
		m.States = append(m.States, State{s, at})
	}
}

// addArrow takes an arrow in. Of two with the same ends and event one is kept,
// and it is guarded only where both are.
func (m *Machine) addArrow(a Arrow) {
	for i := range m.Arrows {
		b := &m.Arrows[i]
		if b.From == a.From && b.Event == a.Event && b.To == a.To {
			if a.Guard == "" {
				b.Guard = ""
			}
			b.Known = both(a.Known, b.Known)
			return
		}
	}
	m.Arrows = append(m.Arrows, a)
}

// both joins last known states; an arrow that does not tell gaps apart is for all.
func both(a, b []fsm.State) []fsm.State {
	if a == nil || b == nil {
		return nil
	}
	for _, known := range a {
		if !slices.Contains(b, known) {
			b = append(b, known)
		}
	}
	return b
}

// sort puts the states in the order of every output, and the arrows in that of
// the drawing.
func (m *Machine) sort() {
	slices.SortFunc(m.States, func(a, b State) int {
		return slices.Index(fsm.Sources(), a.Name) - slices.Index(fsm.Sources(), b.Name)
	})
	slices.SortStableFunc(m.Arrows, func(a, b Arrow) int {
		return cmp.Or(a.Span.Line-b.Span.Line, a.Span.Column-b.Span.Column)
	})
}
