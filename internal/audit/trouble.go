package audit

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A trouble is a line of a batch that something is told of before the records behind
// it are judged.
type trouble struct {
	line     int64
	unjudged *logs.Unjudged
	notice   *logs.Notice
}

// troubles lists those of a batch by line.
func troubles(b *logs.Batch) []trouble {
	if len(b.Unjudged)+len(b.Notices) == 0 {
		return nil
	}
	var all []trouble
	for i := range b.Notices {
		all = append(all, trouble{line: b.Notices[i].Line, notice: &b.Notices[i]})
	}
	for i := range b.Unjudged {
		all = append(all, trouble{line: b.Unjudged[i].Line, unjudged: &b.Unjudged[i]})
	}
	slices.SortStableFunc(all, func(a, b trouble) int { return cmp.Compare(a.line, b.line) })
	return all
}

// tell tells of a trouble.
func (a *Audit) tell(b *logs.Batch, t trouble) error {
	if u := t.unjudged; u != nil {
		return a.unjudged(Unjudged{a.place(b, u.Line), u.Lines, u.Fault, u.Text})
	}
	n := t.notice
	if once := (told{b.File, n.Mark, n.Name}); n.Mark != logs.MarkBlank {
		if a.told[once] {
			return nil
		}
		a.told[once] = true
	}
	return a.notice(Notice{a.place(b, n.Line), n.Mark, textOf(n)})
}

func (a *Audit) unjudged(u Unjudged) error {
	a.result.Unjudged[u.Fault] += u.Lines
	a.result.Lines.Unjudged += u.Lines
	return a.witness.Unjudged(u)
}

func (a *Audit) notice(n Notice) error {
	a.result.Notices[n.Mark]++
	return a.witness.Notice(n)
}

// textOf says what is remarkable.
func textOf(n *logs.Notice) string {
	switch n.Mark {
	case logs.MarkColumn:
		return fmt.Sprintf("nothing is made of %q", n.Name)
	case logs.MarkNewline:
		return "the last line has no line break, so its last field may be cut off"
	case logs.MarkArchive:
		return "the file is damaged behind this line: " + n.Name
	case logs.MarkBlank:
		return "the line is blank"
	case logs.MarkBOM:
		return "the file begins with a byte order mark"
	}
	return "lines end in CR and LF, from this one on"
}

// name counts a name that the vocabulary does not hold.
func (a *Audit) name(b *logs.Batch, u logs.Unmapped) {
	key := unmapped{u.Column, u.Name}
	if a.unmapped[key] == nil {
		a.unmapped[key] = &Unmapped{Name: u.Name, Role: u.Column.String(), First: a.place(b, u.Line)}
	}
	a.unmapped[key].Count++
}
