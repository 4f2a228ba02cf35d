package export

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Leg is one event on the way of a subscription. Number is its place on the
// way;.
type Leg struct {
	Number   int
	Event    fsm.Event
	From, To fsm.State
	Refused  string // why the event was rejected; empty where it was not
}

// MermaidPath writes the way of one subscription as a Mermaid state diagram: the
// states that it visits, in our colours, and the events in order, numbered. An
// event that keeps the state stands inside it, with a cross where it was refused.
func MermaidPath(w io.Writer, start fsm.State, legs []Leg) error {
	var b strings.Builder
	fmt.Fprintf(&b, "stateDiagram-v2\n    [*] --> %s\n", pathID(start))
	p := &picture{nodes: make([]node, 1)}
	p.visit(&b, start)
	for _, leg := range legs {
		p.visit(&b, leg.From)
		p.visit(&b, leg.To)
		if leg.From == leg.To {
			fmt.Fprintf(&b, "    %s : %s\n", pathID(leg.To), mermaidText(leg.text()))
		} else {
			fmt.Fprintf(&b, "    %s --> %s : %s\n", pathID(leg.From), pathID(leg.To), mermaidText(leg.text()))
		}
	}
	b.WriteString(mermaidColours(p))
	_, err := io.WriteString(w, b.String())
	return err
}

// visit draws a state where it is met for the first time.
func (p *picture) visit(b *strings.Builder, s fsm.State) {
	n := node{id: pathID(s), title: s.String()}
	if slices.ContainsFunc(p.nodes, func(o node) bool { return o.id == n.id }) {
		return
	}
	if s != fsm.StateNone {
		n.colour = shade(s)
	}
	p.nodes = append(p.nodes, n)
	fmt.Fprintf(b, "    %s : %s\n", n.id, mermaidText(n.title))
}

// pathID names a state in the source. A way may stay in none for a while, so
// that it is more than the point where the way begins.
func pathID(s fsm.State) string {
	if s == fsm.StateNone {
		return "not_started"
	}
	return s.String()
}

// text labels the leg: "3 recover", "✗ 3 recover, ended".
func (l Leg) text() string {
	text := fmt.Sprintf("%d %s", l.Number, l.Event)
	if l.Refused != "" {
		return "✗ " + text + ", " + l.Refused
	}
	return text
}
