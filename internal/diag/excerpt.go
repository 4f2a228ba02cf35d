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
	left := 0 // how many characters of each line lie left of what is shown
	if at.Column+at.Width > longest {
		left = max(0, at.Column-longest/2)
	}
	for number := max(1, at.Line-before); number <= at.Line; number++ {
		text := strings.TrimRightFunc(shown(s.Line(number), left), unicode.IsSpace)
		fmt.Fprintf(&b, "%s\n", strings.TrimRight(fmt.Sprintf("%6d | %s", number, text), " "))
	}
	column := max(at.Column-left, 1)
	width := max(1, min(at.Width, longest+1-column))
	caret := strings.Repeat(" ", column-1) + strings.Repeat("^", width)
	fmt.Fprintf(&b, "       | %s\n", strings.TrimRight(caret+" "+Harmless(note), " "))
	return b.String()
}

// shown cuts a line to what fits, from the left too.
func shown(line string, left int) string {
	runes := []rune(Harmless(line))
	if runes = runes[min(left, len(runes)):]; left > 0 && len(runes) > 3 {
		copy(runes, []rune("..."))
	}
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
