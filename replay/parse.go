package replay

import (
	"fmt"
	"iter"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// The bounds of a scenario file. They are far above what people write; what is
// beyond them is refused before it costs time or memory.
const (
	MaxFile     = 16 << 20 // bytes of a file
	MaxScenario = 64 << 10 // bytes of one document
	MaxProblems = 100      // of one file; what is beyond them is not listed
)

// byteOrderMark may stand at the beginning of a file, and means nothing.
const byteOrderMark = "\ufeff"

const maxUnreadable = 10 // documents of one file

// Parse reads the scenarios of one file, in order. The error is a
// [diag.Problems] with every problem of the file; the scenarios are then
// incomplete and not to be played. A file without a scenario is a problem too.
func Parse(name string, text []byte) ([]*Scenario, error) {
	p := newParser(name, text)
	if p.readable() {
		p.documents()
	}
	if len(p.problems) == 0 && len(p.scenarios) == 0 {
		p.whole("the file holds no scenario", "a scenario needs at least a name and steps; see docs/scenarios.md")
	}
	if err := p.end(); err != nil {
		return nil, err
	}
	return p.scenarios, nil
}

// A parser reads one file.
type parser struct {
	source     *diag.Source
	scenarios  []*Scenario
	problems   diag.Problems
	unreadable int            // documents that are no YAML or no mapping
	more       bool           // not all problems are listed
	names      map[string]int // the line of each scenario name
	stream     *yaml.Loader   // reads the documents in turn; nil where each is read by itself
}

func newParser(name string, text []byte) *parser {
	return &parser{source: &diag.Source{Name: name, Text: strings.TrimPrefix(string(text), byteOrderMark)}}
}

// end returns the problems in their order, where there are any.
func (p *parser) end() error {
	if len(p.problems) == 0 {
		return nil
	}
	if p.more {
		p.problems = p.problems[:min(len(p.problems), MaxProblems)]
		p.whole("there are more problems than are listed here", "mend these first")
	}
	p.problems.Sort()
	return p.problems
}

// problem reports bad input at a span.
func (p *parser) problem(at diag.Span, message, note, help string) {
	p.more = p.more || len(p.problems) >= MaxProblems
	p.problems = append(p.problems, &diag.Problem{Source: p.source, Span: at, Message: message, Note: note, Help: help})
}

// whole reports a problem of the file as such.
func (p *parser) whole(message, help string) { p.problem(diag.Span{}, message, "", help) }

// readable reports a file that cannot be text.
func (p *parser) readable() bool {
	s := p.source
	if len(s.Text) > MaxFile {
		p.whole(fmt.Sprintf("the file is larger than %d MiB", MaxFile>>20), "split it into several files")
		return false
	}
	for i, r := range s.Text {
		if message := unreadable(r, s.Text[i:]); message != "" {
			line, column := s.Position(i)
			p.problem(diag.Span{Line: line, Column: column, Width: 1}, message, "", "write YAML in UTF-8, with lines that end in a newline")
			return false
		}
	}
	return true
}

// unreadable says why a character, at the beginning of rest, has no place in a
// scenario file. Line breaks of other kinds are refused because editors and YAML
// do not count them alike.
func unreadable(r rune, rest string) string {
	switch r {
	case utf8.RuneError:
		if !strings.HasPrefix(rest, "\uFFFD") {
			return "the file is not valid UTF-8"
		}
	case 0:
		return "the file holds a NUL byte, so it is no text"
	case '\r':
		if !strings.HasPrefix(rest, "\r\n") {
			return "the file holds a carriage return without a newline"
		}
	case '\u0085', '\u2028', '\u2029':
		return "the file holds a line break that is no newline"
	}
	return ""
}

// documents reads document by document, so that a broken one does not hide the
// problems of the others.
func (p *parser) documents() {
	p.names = map[string]int{}
	p.open()
	for d := range split(p.source.Text) {
		if p.unreadable >= maxUnreadable || len(p.problems) >= MaxProblems {
			p.more = true
			return
		}
		p.document(d)
	}
}

// A document is one part of a file between markers.
type document struct {
	text   string
	line   int  // the line before its first
	marked bool // it begins with a --- line
}

// last is the document's last line.
func (d document) last() int {
	return d.line + 1 + strings.Count(strings.TrimSuffix(d.text, "\n"), "\n")
}

// bare reports a document of blank lines and comments.
func (d document) bare() bool {
	for line := range strings.Lines(d.text) {
		if line = strings.TrimLeft(line, " \t\r\n"); line != "" && line[0] != '#' {
			return false
		}
	}
	return true
}

// split cuts a file at its --- lines. YAML allows such a line nowhere else, not
// even inside a quoted text.
func split(text string) iter.Seq[document] {
	return func(yield func(document) bool) {
		d, begin, line := document{}, 0, 0
		for offset := 0; offset < len(text); line++ {
			end := len(text)
			if i := strings.IndexByte(text[offset:], '\n'); i >= 0 {
				end = offset + i + 1
			}
			if isMarker(text[offset:end]) {
				d.text = text[begin:offset]
				if !yield(d) {
					return
				}
				d, begin = document{line: line, marked: true}, offset
			}
			offset = end
		}
		d.text = text[begin:]
		yield(d)
	}
}

// isMarker reports whether a line begins a document.
func isMarker(line string) bool {
	rest, marker := strings.CutPrefix(line, "---")
	return marker && (rest == "" || strings.ContainsRune(" \t\r\n", rune(rest[0])))
}
