package paper

import (
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A chart is a drawing as it stands: states within states, which handle events
// for those inside them. The readers of XState, SCXML and Mermaid make one each;
// resolve.go takes it apart.
type chart struct {
	root   *node
	starts []handler // where it begins; those without an event are unlabelled
	// match returns the handlers of a node that may take an event, in the order
	// in which they are tried.
	match func(n *node, event string) []handler
	// ordered says that the first of a node's handlers is taken; else all are
	// drawn, and which is taken nobody says.
	ordered bool
	// stops says that a final state at the top ends the machine, so that nothing
	// is handled any more.
	stops bool
}

// A node is a state of a chart, or the chart itself.
type node struct {
	name     string
	title    string // what is shown in place of the name, or empty
	parent   *node
	children []*node
	initial  *node // where it is entered; the first child where that is not said
	final    bool
	history  bool // entering it enters the state around it
	mentions int  // how often it stands in the drawing
	span     diag.Span
	on       []handler
}

// A handler is what a node does with an event.
type handler struct {
	event  string // or a pattern of events
	target *node  // nil where the state is kept
	inert  bool   // the event is taken and nothing comes of it
	guard  string
	span   diag.Span
}

// child returns a child by its name.
func (n *node) child(name string) *node {
	for _, c := range n.children {
		if c.name == name {
			return c
		}
	}
	return nil
}

// add hangs a new child below the node.
func (n *node) add(name string, at diag.Span) *node {
	c := &node{name: name, parent: n, span: at, mentions: 1}
	n.children = append(n.children, c)
	return c
}

// entered returns the innermost state that entering the node leads to.
func (n *node) entered() *node {
	for n.history && n.parent != nil {
		n = n.parent
	}
	for seen := 0; seen < MaxStates; seen++ {
		inner := n.begin()
		if inner == nil {
			break
		}
		n = inner
	}
	return n
}

// begin returns the state inside the node that is entered with it; nil where
// there is none inside.
func (n *node) begin() *node {
	if n.initial != nil && !n.initial.history {
		return n.initial
	}
	for _, c := range n.children {
		if !c.history {
			return c
		}
	}
	return nil
}

// leaves returns the innermost states, in the order of the drawing.
func (n *node) leaves() (all []*node) {
	for _, c := range n.children {
		switch {
		case c.history:
		case c.begin() == nil:
			all = append(all, c)
		default:
			all = append(all, c.leaves()...)
		}
	}
	return all
}

// within reports whether a node is another, or lies inside it.
func (n *node) within(other *node) bool {
	for ; n != nil; n = n.parent {
		if n == other {
			return true
		}
	}
	return false
}

// walk visits the node and everything inside it.
func (n *node) walk(visit func(*node)) {
	visit(n)
	for _, c := range n.children {
		c.walk(visit)
	}
}

// isPattern reports a descriptor that stands for many events.
func isPattern(descriptor string) bool {
	return descriptor == "*" || strings.HasSuffix(descriptor, ".*")
}

// exactly is the match of charts without patterns.
func exactly(n *node, event string) (all []handler) {
	for _, h := range n.on {
		if h.event == event {
			all = append(all, h)
		}
	}
	return all
}
