package cover

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// listed is how much of what is missing a page lists.
const listed = 20

// Text writes the page for people at a terminal of 80 columns; loud makes a text
// stand out, and may leave it as it is.
func Text(w io.Writer, p *Page, loud func(string) string) error {
	var b strings.Builder
	if !p.Brief {
		b.WriteString(p.matrices(loud))
	}
	b.WriteString(missing(p.Survey))
	for _, t := range p.totals() {
		fmt.Fprintf(&b, "%s: %s\n", t.name, t.share)
	}
	for _, line := range p.lasts() {
		b.WriteString(diag.Wrap("", line))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// matrices shows cells and pairs, each with its legend.
func (p *Page) matrices(loud func(string) string) string {
	var b strings.Builder
	b.WriteString(diag.Wrap("", "What the scenarios exercise of profile "+p.Profile.Name()+": a row for each event, a column for each state it may meet.") + "\n")
	columns := p.Sources()
	b.WriteString(matrix(fsm.Events(), columns, loud, func(e fsm.Event, s fsm.State) mark { return p.markAt(s, e) }))
	b.WriteString("\n" + strings.Join(legendOfCells, "\n") + "\n\n")
	if len(p.Pairs) > 0 {
		b.WriteString(matrix(columns, columns[1:], loud, p.markBetween))
		b.WriteString("\n" + strings.Join(legendOfPairs, "\n") + "\n\n")
	}
	return b.String()
}

// matrix lays marks out in columns of five characters; the last may be wider.
func matrix[R interface {
	~string
	comparable
}](rows []R, columns []fsm.State, loud func(string) string, at func(R, fsm.State) mark) string {
	var b strings.Builder
	line := fmt.Sprintf("%-23s", "")
	for _, s := range columns {
		line += fmt.Sprintf(" %-5s", describe.Short(s))
	}
	fmt.Fprintln(&b, strings.TrimRight(line, " "))
	for _, r := range rows {
		fmt.Fprintln(&b, row(fmt.Sprintf("%-23s", label(r)), columns, loud, func(s fsm.State) mark { return at(r, s) }))
	}
	return b.String()
}

// label is a row's name; only the state before the start has an empty one.
func label[R ~string](r R) string {
	if r == "" {
		return fsm.StateNone.String()
	}
	return string(r)
}

// row writes one line of a matrix, without spaces at its end.
func row(line string, columns []fsm.State, loud func(string) string, at func(fsm.State) mark) string {
	gap := ""
	for _, s := range columns {
		m := at(s)
		pad := strings.Repeat(" ", max(0, 5-len(m.text)))
		if m.text == "" {
			gap += "      "
			continue
		}
		if m.missing {
			m.text = loud(m.text)
		}
		line, gap = line+gap+" "+m.text, pad
	}
	return strings.TrimRight(line, " ")
}

// missing lists what is missing in words, up to a bound.
func missing(s *Survey) string {
	all := s.absences()
	if len(all) == 0 {
		return "nothing is missing\n\n"
	}
	var b strings.Builder
	cells, pairs := s.CellShare(), s.PairShare()
	fmt.Fprintf(&b, "missing: %s, %s\n", counted(cells.Of-cells.Exercised, "cell"), counted(pairs.Of-pairs.Exercised, "pair"))
	for _, a := range all[:min(listed, len(all))] {
		b.WriteString(diag.Wrap(fmt.Sprintf("  %-38s  ", a.what), a.words))
	}
	if more := len(all) - listed; more > 0 {
		fmt.Fprintf(&b, "  and %d more; subsim cover --missing writes scenarios for all of them\n", more)
	}
	return b.String() + "\n"
}
