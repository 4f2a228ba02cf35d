// Package diag shows people where something is wrong: file, line, column, an
// excerpt, a caret and a way out. A [Problem] is bad input; [Excerpt] draws the
// lines around any position. Texts that come from files are made harmless for a
// terminal before they are shown.
package diag

import "strings"

// A Source is a text with a name, as the person who gave it knows it.
type Source struct {
	Name string
	Text string

	line, offset int // where Line looked last, so that reading on is cheap
}

// Line returns a line, counted from 1, without its end; empty beyond the text.
// It is not safe for concurrent use.
func (s *Source) Line(number int) string {
	if number < s.line || s.line == 0 {
		s.line, s.offset = 1, 0
	}
	for ; s.line < number; s.line++ {
		end := strings.IndexByte(s.Text[s.offset:], '\n')
		if end < 0 {
			return ""
		}
		s.offset += end + 1
	}
	line, _, _ := strings.Cut(s.Text[s.offset:], "\n")
	return strings.TrimSuffix(line, "\r")
}

// Position returns the line and column, in characters from 1, of a byte offset.
func (s *Source) Position(offset int) (line, column int) {
	before := s.Text[:offset]
	line = strings.Count(before, "\n") + 1
	return line, len([]rune(before[strings.LastIndexByte(before, '\n')+1:])) + 1
}

// A Span is a stretch of one line: line and column count characters from 1.
type Span struct {
	Line, Column, Width int
}
