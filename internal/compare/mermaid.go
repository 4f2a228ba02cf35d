package compare

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Mermaid writes the machine as a Mermaid state diagram. Arrows are the events
// that move it, joined where they lead the same way; an event that differs from
// the reference has an arrow of its own, which says so. States that have such an
// arrow are red, hidden ones dashed.
func Mermaid(w io.Writer, l *Learned) error {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n    direction LR\n    [*] --> s0\n")
	wrong := map[string][]int{}
	for i, row := range l.Rows {
		fmt.Fprintf(&b, "    s%d : %s\n", i, escaped.Replace(row.title()))
		if row.Hidden != nil {
			wrong["hidden"] = append(wrong["hidden"], i)
		}
		if row.differs() {
			wrong["differs"] = append(wrong["differs"], i)
		}
	}
	for i, row := range l.Rows {
		b.WriteString(l.arrows(i, row))
	}
	b.WriteString("    classDef differs fill:#f9dcd9,stroke:#b3443a,color:#471814\n" +
		"    classDef hidden stroke-dasharray:5 4,stroke-width:3px\n")
	for _, class := range []string{"differs", "hidden"} {
		for _, i := range wrong[class] {
			fmt.Fprintf(&b, "    class s%d %s\n", i, class)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// escaped spells what Mermaid would not take literally.
var escaped = strings.NewReplacer("<", "#60;", ">", "#62;", ";", "#59;")

func (r Row) title() string {
	title := r.Like.String()
	for _, c := range r.Also {
		title += " = " + c.String()
	}
	if r.Hidden != nil {
		title += " (hidden)"
	}
	return title
}

func (r Row) differs() bool {
	for _, a := range r.Answers {
		if a.Difference >= 0 {
			return true
		}
	}
	return false
}

// arrows writes what leads out of a row.
func (l *Learned) arrows(i int, row Row) string {
	var b strings.Builder
	joined := map[int][]fsm.Event{}
	for input, a := range row.Answers {
		if a.Difference < 0 && a.To != i {
			joined[a.To] = append(joined[a.To], l.Events[input])
		}
	}
	for to := range l.Rows {
		if len(joined[to]) > 0 {
			fmt.Fprintf(&b, "    s%d --> s%d : %s\n", i, to, list(joined[to]))
		}
	}
	for input, a := range row.Answers {
		if a.Difference >= 0 {
			text := fmt.Sprintf("%s DIFFERS: %s, where the reference is %s", l.Events[input], a.Got, a.Want)
			if a.Got == a.Want {
				text = fmt.Sprintf("%s DIFFERS: the reference goes to %s", l.Events[input], a.WantTo)
			}
			fmt.Fprintf(&b, "    s%d --> s%d : %s\n", i, a.To, escaped.Replace(text))
		}
	}
	return b.String()
}
