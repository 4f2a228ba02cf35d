package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// A Problem is one piece of bad input. Line 0 speaks of the whole source.
type Problem struct {
	Source  *Source
	Span    Span
	Message string // what is wrong, in lower case, without a full stop
	Note    string // beside the caret, or empty
	Help    string // the way out, or empty
	Rule    string // the name of the rule that was broken, or empty
	Fix     string // what to write in the span where that is certain, or empty
}

// Error returns the problem in one line: file:line:column: message.
func (p *Problem) Error() string {
	text := p.Place() + ": " + p.Message
	if p.Note != "" {
		text += " (" + p.Note + ")"
	}
	return text
}

// Place returns file:line:column, or the file alone where no line is known.
func (p *Problem) Place() string {
	if p.Span.Line == 0 {
		return Harmless(p.Source.Name)
	}
	return fmt.Sprintf("%s:%d:%d", Harmless(p.Source.Name), p.Span.Line, p.Span.Column)
}

// Problems are all problems that were found, in the order of the sources. They
// are an error; errors.As finds each [*Problem] among them.
type Problems []*Problem

// Sort puts the problems of one source in the order of their places; what
// speaks of the whole source comes last.
func (p Problems) Sort() {
	slices.SortStableFunc(p, func(a, b *Problem) int {
		if (a.Span.Line == 0) != (b.Span.Line == 0) {
			return b.Span.Line - a.Span.Line
		}
		return cmp.Or(a.Span.Line-b.Span.Line, a.Span.Column-b.Span.Column)
	})
}

// Error lists the problems, one a line.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}

// Fixable returns the problems whose fix is certain.
func (p Problems) Fixable() Problems {
	var all Problems
	for _, problem := range p {
		if problem.Fix != "" {
			all = append(all, problem)
		}
	}
	return all
}

// Unwrap returns the problems one by one.
func (p Problems) Unwrap() []error {
	all := make([]error, len(p))
	for i, problem := range p {
		all[i] = problem
	}
	return all
}
