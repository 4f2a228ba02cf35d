package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// dotHead fixes the looks. Ranks run down the page, since labels are wide.
const dotHead = `    rankdir=TB
    bgcolor="#ffffff"
    nodesep=0.45
    ranksep=0.5
    node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=13, margin="0.14,0.08"]
    edge [fontname="Helvetica", fontsize=11, color="#5b626c", fontcolor="#30363f", arrowsize=0.8]
`

// Dot writes the states as a Graphviz graph: the same picture, in the same
// colours, as [Mermaid] writes.
func Dot(w io.Writer, t *fsm.Table) error {
	_, err := io.WriteString(w, dot(t))
	return err
}

func dot(t *fsm.Table) string {
	p := newPicture(t)
	var b strings.Builder
	fmt.Fprintf(&b, "// subsim, profile %s\ndigraph subsim {\n%s", quoted(t.Profile().Name()), dotHead)
	fmt.Fprintf(&b, "    %s [shape=circle, style=filled, label=\"\", width=0.18, fillcolor=\"#30363f\"]\n", p.nodes[0].id)
	for _, n := range p.nodes[1:] {
		fmt.Fprintf(&b, "    %s [label=<%s>, %s]\n", n.id, dotLabel(n), dotStyle(n.colour))
	}
	for _, a := range p.arrows { // a hard space keeps each label off its arrow
		fmt.Fprintf(&b, "    %s -> %s [label=<&#160;%s>]\n", a.from, a.to, dotText(a.text()))
	}
	b.WriteString("}\n")
	return b.String()
}

// dotLabel writes the title, and below it, a line each, the events that keep the
// state.
func dotLabel(n node) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<b>%s</b>", dotText(n.title))
	for _, event := range n.kept {
		fmt.Fprintf(&b, "<br/><font point-size=\"11\">%s</font>", dotText(string(event)))
	}
	return b.String()
}

// dotStyle writes the attributes of a colour.
func dotStyle(name string) string {
	for _, c := range colours {
		if c.name != name {
			continue
		}
		style := fmt.Sprintf("fillcolor=%q, color=%q, fontcolor=%q, penwidth=%d", c.fill, c.line, c.text, c.width)
		if c.dashed {
			style += `, style="rounded,filled,dashed"`
		}
		return style
	}
	return ""
}

// dotText escapes what a Graphviz HTML-like label would not take literally.
var dotText = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", " ").Replace
