package boundary

import (
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A checker collects the problems of one text. They point into a copy of it that
// may be shown, with marks in place of what was found.
type checker struct {
	source   *diag.Source
	shown    *diag.Source
	found    []mark
	problems diag.Problems
}

// A mark is a stretch of the text that is not shown, in bytes and in characters.
type mark struct{ from, to, width int }

// full reports whether no further problem is listed.
func (c *checker) full() bool { return len(c.problems) == most }

// tell notes a problem.
func (c *checker) tell(r Rule, at diag.Span, m mark) {
	c.problems = append(c.problems, r.problem(c.shown, at))
	c.found = append(c.found, m)
}

// end returns the problems. Of a text that holds more of them, nothing is shown
// behind the last.
func (c *checker) end(more bool) diag.Problems {
	if len(c.problems) == 0 {
		return nil
	}
	var b strings.Builder
	copied := 0
	for _, m := range c.found {
		b.WriteString(c.source.Text[copied:m.from] + strings.Repeat("*", m.width))
		copied = m.to
	}
	if more {
		c.problems = append(c.problems, &diag.Problem{Source: c.shown, Message: "there are more problems than are listed here", Help: "mend these first"})
	} else {
		b.WriteString(c.source.Text[copied:])
	}
	c.shown.Text = b.String()
	return c.problems
}

// A ruler finds the characters of a line, from the left.
type ruler struct {
	line         string
	at, measured int // bytes, characters
}

// offset returns where a character begins, counted from 0. Each call asks for
// one that is no further left than the last.
func (r *ruler) offset(character int) int {
	for i := range r.line[r.at:] {
		if r.measured == character {
			r.at += i
			return r.at
		}
		r.measured++
	}
	r.at = len(r.line)
	return r.at
}
