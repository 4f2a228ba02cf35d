package compare

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// Text writes the machine as a table for people, within 80 columns: a row for
// each state, a column for each event, and beside a cell that differs what the
// reference does; then every difference, every hidden state and what is missing.
func Text(w io.Writer, l *Learned) error {
	var b strings.Builder
	b.WriteString(diag.Wrap("", l.Headline()))
	b.WriteString("\n" + l.table())
	for i, d := range l.Differences {
		b.WriteString("\n" + d.text(i+1))
	}
	for _, i := range l.Hidden() {
		b.WriteString("\n" + l.hiddenText(i))
	}
	if len(l.Missing) > 0 {
		b.WriteString("\n" + diag.Wrap("never shown: ", list(l.Missing)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Headline says in sentences how much was learned, and how much differs.
func (l *Learned) Headline() string {
	text := fmt.Sprintf("%s beside the reference: %s", l.name(), counted(len(l.Rows), "state"))
	if hidden := len(l.Hidden()); hidden > 0 {
		text += fmt.Sprintf(", %d hidden", hidden)
	}
	text += fmt.Sprintf("; %s differ", counted(len(l.Differences), "cell"))
	if len(l.Differences) == 1 {
		text += "s"
	}
	text += "."
	if l.Queries > 0 {
		text += fmt.Sprintf(" Learned with %s of %s.", counted(l.Queries, "sequence"), counted(l.Inputs, "event"))
	}
	if !l.Complete {
		text += " Not complete: " + l.Because + "."
	}
	return text
}

func (l *Learned) name() string {
	if l.Subject == "" {
		return "The subject's machine"
	}
	return "The machine of " + l.Subject
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// table writes the matrix and what its marks mean.
func (l *Learned) table() string {
	var b strings.Builder
	line := fmt.Sprintf("%36s", "")
	for i := range l.Events {
		line += letter(i) + " "
	}
	fmt.Fprintln(&b, strings.TrimRight(line, " "))
	for i, row := range l.Rows {
		line := fmt.Sprintf("%3d%s %-31s", i, row.mark(), row.Like)
		for _, a := range row.Answers {
			line += l.marks(row, a)
		}
		fmt.Fprintln(&b, strings.TrimRight(line, " "))
	}
	b.WriteString("\n" + l.legend())
	b.WriteString("\n> moves   o applied, stays   = ignored   . rejected   ! rejected, yet it moves\n" +
		"* a hidden state; two marks: the subject, then the reference, where they differ\n")
	return b.String()
}

// letter names a column.
func letter(i int) string { return string(rune('a' + i)) }

func (r Row) mark() string {
	if r.Hidden != nil {
		return "*"
	}
	return " "
}

// marks writes a cell of a row: what the machine does and, where they differ, what
// the reference does.
func (l *Learned) marks(r Row, a Answer) string {
	own := mark(a.Got, l.Rows[a.To].Like != r.Like)
	if a.Difference < 0 {
		return own + " "
	}
	return own + mark(a.Want, a.WantTo != r.Like)
}

func mark(seen suite.Seen, moves bool) string {
	refused := seen.Verdict == fsm.VerdictRejected
	switch {
	case moves && (refused || seen.Verdict == fsm.VerdictIgnored):
		return "!"
	case moves:
		return ">"
	case refused:
		return "."
	case seen.Verdict == fsm.VerdictIgnored:
		return "="
	}
	return "o"
}

// legend spells the columns, three in a line.
func (l *Learned) legend() string {
	var b strings.Builder
	lines := (len(l.Events) + 2) / 3
	for i := range lines {
		line := ""
		for j := i; j < len(l.Events); j += lines {
			line += fmt.Sprintf("%s %-24s", letter(j), l.Events[j])
		}
		fmt.Fprintln(&b, strings.TrimRight(line, " "))
	}
	return b.String()
}

func (d Difference) text(number int) string {
	shown := "   shown by: "
	if d.Behind {
		shown = "   behind another difference: "
	}
	return fmt.Sprintf("%d. %s/%s: %s\n", number, d.Cell, d.Event, d.Kind) +
		diag.Wrap("   subject:   ", d.side(d.Got, d.GotTo)) +
		diag.Wrap("   reference: ", d.side(d.Want, d.WantTo)) +
		diag.Wrap(shown, list(d.Witness))
}

// side says what is seen, and where it leads where that is not seen already.
func (d Difference) side(seen suite.Seen, to fsm.Configuration) string {
	if to == d.Cell {
		return seen.String() + "; it stays"
	}
	return seen.String() + "; it moves to " + to.String()
}

func (l *Learned) hiddenText(i int) string {
	h := l.Rows[i].Hidden
	return diag.Wrap("", fmt.Sprintf("Row %d is a second %s, beside row %d. It begins with %s in row %d (%s).",
		i, l.Rows[i].Like, h.Twin, h.By, h.From, l.Rows[h.From].Like)) +
		diag.Wrap("   told apart by: ", list(h.Tell)) +
		diag.Wrap("   the way there: ", list(l.Rows[i].Access))
}

func list[T any](all []T) string {
	words := make([]string, len(all))
	for i, one := range all {
		words[i] = fmt.Sprint(one)
	}
	return strings.Join(words, ", ")
}
