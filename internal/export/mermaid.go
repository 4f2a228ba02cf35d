package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Mermaid writes the states as a Mermaid state diagram. Arrows are applied
// events, joined where they lead the same way; those that keep the state stand
// inside it. Dashed nodes stand for many states. Ignored and rejected events are
// not drawn. Green is ready, yellow watch, red blocked as we read the states; a
// bold border is what the published rule blocks.
func Mermaid(w io.Writer, t *fsm.Table) error {
	_, err := io.WriteString(w, mermaid(t))
	return err
}

func mermaid(t *fsm.Table) string {
	p := newPicture(t)
	var b strings.Builder
	fmt.Fprintf(&b, "stateDiagram-v2\n    %%%% subsim, profile %s\n", quoted(t.Profile().Name()))
	for _, n := range p.nodes[1:] {
		fmt.Fprintf(&b, "    %s : %s\n", n.id, mermaidText(n.title))
		for _, event := range n.kept {
			fmt.Fprintf(&b, "    %s : %s\n", n.id, mermaidText(string(event)))
		}
	}
	for _, a := range p.arrows {
		fmt.Fprintf(&b, "    %s --> %s : %s\n", mermaidID(a.from), a.to, mermaidText(a.text()))
	}
	b.WriteString(mermaidColours(p))
	return b.String()
}

// mermaidID returns what names a node in the source. The vocabulary's names are
// safe as they are; none is the initial pseudostate.
func mermaidID(id string) string {
	if id == fsm.StateNone.String() {
		return "[*]"
	}
	return id
}

// mermaidColours gives the nodes their colours.
func mermaidColours(p *picture) string {
	var b strings.Builder
	for _, c := range colours {
		var nodes []string
		for _, n := range p.nodes[1:] {
			if n.colour == c.name {
				nodes = append(nodes, n.id)
			}
		}
		if len(nodes) > 0 {
			fmt.Fprintf(&b, "    classDef %s %s\n", c.name, mermaidStyle(c))
			fmt.Fprintf(&b, "    class %s %s\n", strings.Join(nodes, ","), c.name)
		}
	}
	return b.String()
}

func mermaidStyle(c colour) string {
	style := fmt.Sprintf("fill:%s,stroke:%s,stroke-width:%dpx,color:%s", c.fill, c.line, c.width, c.text)
	if c.dashed {
		style += ",stroke-dasharray:5 4"
	}
	return style
}

// mermaidText escapes what Mermaid would not take literally in a label.
func mermaidText(text string) string {
	var b strings.Builder
	for _, r := range text {
		if strings.ContainsRune("#;<>\"{}[]%\\\n", r) {
			fmt.Fprintf(&b, "#%d;", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
