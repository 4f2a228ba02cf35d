package boundary

import (
	"regexp"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// ExceptionsFile is the usual name of a file of exceptions. It lies in the folder
// that its file names begin at.
const ExceptionsFile = ".subsim-public"

// Exceptions excuse what rules find in some files. The zero value excuses nothing.
// An exception that excuses nothing any more is a problem of its own: see
// [Exceptions.Stale]. They are not safe for concurrent use.
type Exceptions struct {
	source *diag.Source
	all    []*exception
}

// An exception excuses what a rule finds in a file, where the whole of what was
// found matches.
type exception struct {
	file, rule string
	found      *regexp.Regexp
	line       int
	used       bool
}

// ParseExceptions reads a file of exceptions: one a line, in four columns that
// stand two spaces or more apart. They are the file, the rule, a regular
// expression for what is found, and why it may stay. Lines that begin with # are
// comments. The error is a [diag.Problems].
func ParseExceptions(s *diag.Source) (*Exceptions, error) {
	e := &Exceptions{source: s}
	var problems diag.Problems
	number := 0
	for line := range strings.Lines(s.Text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		x, message := parseException(line)
		if message != "" {
			problems = append(problems, e.problem(number, message, "write: FILE  RULE  REGULAR-EXPRESSION  WHY, two spaces apart"))
			continue
		}
		x.line = number
		e.all = append(e.all, x)
	}
	if len(problems) > 0 {
		return nil, problems
	}
	return e, nil
}

var apart = compiled(` {2,}`)

// parseException reads one line, or says what is wrong with it.
func parseException(line string) (x *exception, message string) {
	columns := apart().Split(line, 4)
	if len(columns) < 4 {
		return nil, "an exception has four columns: the file, the rule, what is found, and why it may stay"
	}
	if !isRule(columns[1]) {
		return nil, "there is no rule " + columns[1]
	}
	found, err := regexp.Compile(`^(?:` + columns[2] + `)$`)
	if err != nil {
		return nil, "what is found is no regular expression: " + err.Error()
	}
	return &exception{file: columns[0], rule: columns[1], found: found}, ""
}

func isRule(rule string) bool {
	for _, r := range rules {
		if r.Name == rule {
			return true
		}
	}
	return false
}

// excuse reports whether something that was found may stay.
func (e *Exceptions) excuse(file, rule, found string) bool {
	for _, x := range e.all {
		if x.file == file && x.rule == rule && x.found.MatchString(found) {
			x.used = true
			return true
		}
	}
	return false
}

// Stale returns the exceptions that excused nothing, of the files that are done:
// those that were checked, or are no longer there.
func (e *Exceptions) Stale(done func(file string) bool) diag.Problems {
	var problems diag.Problems
	for _, x := range e.all {
		if !x.used && done(x.file) {
			problems = append(problems, e.problem(x.line, "nothing in "+x.file+" needs this exception from rule "+x.rule, "take it out"))
		}
	}
	return problems
}

func (e *Exceptions) problem(line int, message, help string) *diag.Problem {
	return &diag.Problem{Source: e.source, Span: diag.Span{Line: line, Column: 1, Width: 1}, Message: message, Help: help}
}
