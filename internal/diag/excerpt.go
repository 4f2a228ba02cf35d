package diag

import (
	"fmt"
	"strings"
	"unicode"
)

// longest is how much of a source line is shown, in characters.
const longest = 120

// Excerpt draws a span with up to before lines above it, a caret below and a
// note beside the caret. Every line ends in a newline.
func Excerpt(s *Source, at Span, before int, note string) string {
	var b strings.Builder
	for number := max(1, at.Line-before); number <= at.Line; number++ {
		text := strings.TrimRightFunc(shown(s.Line(number)), unicode.IsSpace)
		fmt.Fprintf(&b, "%s\n", strings.TrimRight(fmt.Sprintf("%6d | %s", number, text), " "))
	}
	column := min(max(at.Column, 1), longest+1)
	width := max(1, min(at.Width, longest+1-column))
	caret := strings.Repeat(" ", column-1) + strings.Repeat("^", width)
	fmt.Fprintf(&b, "       | %s\n", strings.TrimRight(caret+" "+Harmless(note), " "))
	return b.String()
}

// shown cuts a line to what fits.
func shown(line string) string {
	runes := []rune(Harmless(line))
	if len(runes) > longest {
		return string(runes[:longest-3]) + "..."
	}
	return string(runes)
}

// Harmless replaces what could move a terminal's cursor or hide text, character
// for character, so that columns stay where they were.
func Harmless(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r == unicode.ReplacementChar, !unicode.IsPrint(r) && r != ' ':
			return '?'
		}
		return r
	}, text)
}
