package diag

import (
	"fmt"
	"strings"
	"unicode"
)

// gutter is how wide the line numbers beside an excerpt are, and their bar.
const gutter = len("     1 | ")

// longest is how much of a source line is shown, in columns.
const longest = Width - gutter

// Excerpt draws a span with up to before lines above it, a caret below and a
// note beside the caret, or below it where there is no room beside. Every line
// ends in a newline and fits [Width], a note's long word aside.
func Excerpt(s *Source, at Span, before int, note string) string {
	var b strings.Builder
	note = Harmless(note)
	left, column, width := window(s.Line(at.Line), at, Columns(note))
	for number := max(1, at.Line-before); number < at.Line; number++ {
		excerptLine(&b, number, shown(s.Line(number), 0))
	}
	excerptLine(&b, at.Line, shown(s.Line(at.Line), left))
	caret := "       | " + strings.Repeat(" ", column) + strings.Repeat("^", width)
	if note != "" && Columns(caret+" "+note) > Width {
		return b.String() + caret + "\n" + Wrap("       | ", note)
	}
	return b.String() + strings.TrimRight(caret+" "+note, " ") + "\n"
}

func excerptLine(b *strings.Builder, number int, text string) {
	text = fmt.Sprintf("%6d | %s", number, text)
	fmt.Fprintln(b, strings.TrimRightFunc(text, unicode.IsSpace))
}

// window says how many columns of a line lie left of what is shown, and where
// below that the caret stands, and how wide it is. A line that fits is shown
// whole; of a longer one, what the caret and the note beside it need.
func window(line string, at Span, note int) (left, column, width int) {
	runes := []rune(Harmless(line))
	from := min(max(at.Column-1, 0), len(runes))
	to := min(from+max(at.Width, 0), len(runes))
	column = Columns(string(runes[:from])) + max(at.Column-1-len(runes), 0)
	width = max(1, Columns(string(runes[:to]))-Columns(string(runes[:from])))
	cut := max(Columns(string(runes)), column) > longest
	if cut && column+width+max(len("..."), 1+note) > longest {
		left = max(0, column-longest/2)
	}
	column -= left
	return left, column, min(width, longest-column)
}

// shown cuts a line to what fits, from the left too.
func shown(line string, left int) string {
	line = Harmless(line)
	if left == 0 {
		return Cut(line, longest)
	}
	start := left + len("...")
	hidden := reach(line, start)
	if Columns(line[:hidden]) < start { // a wide letter stands across
		hidden = reach(line, start+1)
	}
	if hidden == len(line) {
		return ""
	}
	lead := "..." + strings.Repeat(" ", max(0, Columns(line[:hidden])-start))
	return lead + Cut(line[hidden:], longest-Columns(lead))
}

// Harmless replaces what could move a terminal's cursor or hide text, character
// for character, so that positions stay where they were.
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
