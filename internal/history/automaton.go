package history

import (
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Symbol is a [Record] as a number: what the automaton reads.
type Symbol uint8

// How many symbols there may be; the automaton's rows have room for all.
const symbolCount = 256

var (
	events = fsm.Events()
	states = fsm.States()
)

// An EventCode is the event's part of a symbol, a StateCode the state's.
type (
	EventCode uint8
	StateCode uint8
)

// The codes of a record that tells no event, or no state.
var (
	NoEvent = EventCode(len(events))
	NoState = StateCode(len(states))
)

// CodeOfEvent returns an event's code; NoEvent for the empty one. The event is one of
// the vocabulary.
func CodeOfEvent(e fsm.Event) EventCode {
	if e == "" {
		return NoEvent
	}
	return EventCode(slices.Index(events, e))
}

// CodeOfState returns a state's code; NoState for fsm.StateNone. The state is one of
// the vocabulary.
func CodeOfState(s fsm.State) StateCode {
	if s == fsm.StateNone {
		return NoState
	}
	return StateCode(slices.Index(states, s))
}

// SymbolOf joins two codes.
func SymbolOf(e EventCode, s StateCode) Symbol {
	return Symbol(uint8(e)*uint8(len(states)+1) + uint8(s))
}

// Record spells a symbol out.
func (s Symbol) Record() (r Record) {
	width := uint8(len(states) + 1)
	if e := uint8(s) / width; e < uint8(NoEvent) {
		r.Event = events[e]
	}
	if state := uint8(s) % width; state < uint8(NoState) {
		r.State = states[state]
	}
	return r
}

// A Node is a state of the automaton: the number of a [Set].
type Node uint16

// MaxNodes is how many nodes an automaton has at most; what the profiles and kinds
// make stays far below.
const MaxNodes = 1 << 12

// An Edge is the answer to a symbol in a node, as bits: see its methods. The zero
// edge stands for a symbol that logs of the kind do not hold.
type Edge uint32

const (
	edgeNode     = MaxNodes - 1
	edgeKnown    = 1 << 12
	edgePossible = 1 << 13
	edgeBegins   = 1 << 14
	edgeVerdict  = 16 // two bits from here
	edgeReason   = 20 // five bits from here: the place in allReasons, from 1
)

var allReasons = func() []Reason {
	var all []Reason
	for _, r := range fsm.Reasons() {
		all = append(all, Reason(r))
	}
	return append(all, ReasonResult, ReasonNoStep)
}()

func newEdge(next Node, a Answer) Edge {
	e := Edge(next) | edgeKnown
	if a.Possible {
		e |= edgePossible
	}
	if a.Begins {
		e |= edgeBegins
	}
	e |= Edge(slices.Index(fsm.Verdicts(), a.Verdict)) << edgeVerdict
	return e | Edge(slices.Index(allReasons, a.Reason)+1)<<edgeReason
}

// Next returns where the edge leads.
func (e Edge) Next() Node { return Node(e & edgeNode) }

// Known reports whether logs of the kind hold the symbol.
func (e Edge) Known() bool { return e&edgeKnown != 0 }

// Possible reports whether the record is possible.
func (e Edge) Possible() bool { return e&edgePossible != 0 }

// Begins reports whether a new generation begins.
func (e Edge) Begins() bool { return e&edgeBegins != 0 }

// Answer spells the edge out.
func (e Edge) Answer() Answer {
	a := Answer{Possible: e.Possible(), Verdict: fsm.Verdicts()[e>>edgeVerdict&3], Begins: e.Begins()}
	if reason := e >> edgeReason & 31; reason > 0 {
		a.Reason = allReasons[reason-1]
	}
	return a
}

// An Automaton is [Rules] made into arrays, by the construction of subsets: a node
// for every set that a log can lead to. It is immutable, and safe for concurrent use.
type Automaton struct {
	Rules *Rules
	sets  []Set
	nodes map[Set]Node
	edges [][symbolCount]Edge
}

// NewAutomaton enumerates what rules can lead to; node 0 is where a subscription
// begins.
func NewAutomaton(r *Rules) (*Automaton, error) {
	a := &Automaton{Rules: r, nodes: map[Set]Node{}}
	a.node(r.Begin())
	symbols := r.symbols()
	for n := 0; n < len(a.sets); n++ {
		a.edges = append(a.edges, [symbolCount]Edge{})
		for _, symbol := range symbols {
			next, answer := r.Step(a.sets[n], symbol.Record())
			a.edges[n][symbol] = newEdge(a.node(next), answer)
		}
		if len(a.sets) > MaxNodes {
			return nil, fmt.Errorf("profile %s makes more than %d sets of configurations", r.Table.Profile().Name(), MaxNodes)
		}
	}
	return a, nil
}

// node returns the number of a set, a new one where it is new.
func (a *Automaton) node(s Set) Node {
	n, found := a.nodes[s]
	if !found {
		n = Node(len(a.sets))
		a.nodes[s] = n
		a.sets = append(a.sets, s)
	}
	return n
}

// symbols lists what logs of the kind hold.
func (r *Rules) symbols() []Symbol {
	var all []Symbol
	for e := range NoEvent + 1 {
		for s := range NoState + 1 {
			if r.holds(e != NoEvent, s != NoState) {
				all = append(all, SymbolOf(e, s))
			}
		}
	}
	return all
}

// holds reports whether a record may tell an event, or a state, or both.
func (r *Rules) holds(event, state bool) bool {
	switch r.Kind {
	case KindEvents:
		return event && !state
	case KindStates:
		return state && !event
	}
	return event || state
}

// Nodes returns how many nodes there are.
func (a *Automaton) Nodes() int { return len(a.sets) }

// Set returns what a node stands for.
func (a *Automaton) Set(n Node) Set { return a.sets[n] }

// Node returns the node of a set, and false where no log leads to it.
func (a *Automaton) Node(s Set) (Node, bool) {
	n, found := a.nodes[s]
	return n, found
}

// Edge answers a symbol in a node.
func (a *Automaton) Edge(n Node, s Symbol) Edge { return a.edges[n][s] }

// Rows returns all answers, by node and symbol, for whoever folds millions of
// records. They must not be changed.
func (a *Automaton) Rows() [][symbolCount]Edge { return a.edges }
