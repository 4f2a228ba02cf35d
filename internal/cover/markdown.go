package cover

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Markdown writes the page for GitHub's Markdown, as a job summary shows it.
// What is missing is bold.
func Markdown(w io.Writer, p *Page) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## What the scenarios exercise of profile %s\n\n", p.Profile.Name())
	b.WriteString("| of | exercised | all | % |\n|---|---:|---:|---:|\n")
	for _, t := range p.totals() {
		fmt.Fprintf(&b, "| %s | %d | %d | %s |\n", t.name, t.share.Exercised, t.share.Of, t.share.Percent())
	}
	fmt.Fprintf(&b, "\n%s\n", strings.Join(p.lasts(), "<br>\n"))
	columns := p.Sources()
	b.WriteString("\n### Events in states\n\n" + tableHead("event", columns))
	for _, e := range fsm.Events() {
		b.WriteString(tableRow(string(e), columns, func(s fsm.State) mark { return p.markAt(s, e) }))
	}
	b.WriteString("\n" + prose(legendOfCells) + "\n")
	b.WriteString("\n### From state to state\n\n" + tableHead("from", columns[1:]))
	for _, from := range columns {
		b.WriteString(tableRow(from.String(), columns[1:], func(to fsm.State) mark { return p.markBetween(from, to) }))
	}
	b.WriteString("\n" + prose(legendOfPairs) + "\n" + missingItems(p.Survey))
	_, err := io.WriteString(w, b.String())
	return err
}

// prose writes a legend as a sentence; a sign at its beginning would be a list.
func prose(legend []string) string {
	return "Signs: " + strings.ReplaceAll(strings.Join(legend, "   "), "   ", "; ") + "."
}

func tableHead(corner string, columns []fsm.State) string {
	line := "| " + corner + " |"
	for _, s := range columns {
		line += " " + s.String() + " |"
	}
	return line + "\n|---" + strings.Repeat("|:---:", len(columns)) + "|\n"
}

func tableRow(name string, columns []fsm.State, at func(fsm.State) mark) string {
	line := "| `" + name + "` |"
	for _, s := range columns {
		m := at(s)
		if m.missing {
			m.text = "**" + m.text + "**"
		}
		line += " " + m.text + " |"
	}
	return line + "\n"
}

// missingItems lists what is missing, up to a bound.
func missingItems(s *Survey) string {
	all := s.absences()
	if len(all) == 0 {
		return "\nNothing is missing.\n"
	}
	var b strings.Builder
	b.WriteString("\n### Missing\n\n")
	for _, a := range all[:min(listed, len(all))] {
		fmt.Fprintf(&b, "- `%s`: %s\n", a.what, a.words)
	}
	if more := len(all) - listed; more > 0 {
		fmt.Fprintf(&b, "- and %d more; `subsim cover --missing` writes scenarios for all of them\n", more)
	}
	return b.String()
}
