package audit

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A trouble is a line of a batch that something is told of before its record is.
type trouble struct {
	sheaf    int   // of a window
	line     int64 // lines behind the batch's first
	notice   logs.Notice
	unjudged logs.Unjudged // if it counts lines, this is told, and no notice
}

// troubles lists those of a batch by line.
func troubles(b *logs.Batch) (all []trouble) {
	for _, n := range b.Notices {
		all = append(all, trouble{line: n.Line, notice: n})
	}
	for _, u := range b.Unjudged {
		all = append(all, trouble{line: u.Line, unjudged: u})
	}
	slices.SortStableFunc(all, func(a, b trouble) int { return cmp.Compare(a.line, b.line) })
	return all
}

// tell tells of a trouble of a batch that begins at a line of a file.
func (a *Audit) tell(file int, first int64, t trouble) error {
	place := a.place(file, first+t.line)
	if u := &t.unjudged; u.Lines > 0 {
		return a.unjudged(Unjudged{place, u.Lines, u.Fault, u.Text})
	}
	n := &t.notice
	if once := (told{file, n.Mark, n.Name}); n.Mark != logs.MarkBlank {
		if a.told[once] {
			return nil
		}
		a.told[once] = true
	}
	return a.notice(Notice{place, n.Mark, textOf(n)})
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
		a.unmapped[key] = &Unmapped{Name: u.Name, Role: u.Column.String(), First: a.place(b.File, b.First+u.Line)}
	}
	a.unmapped[key].Count++
}
