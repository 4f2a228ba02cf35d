package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Fixed returns a text with the fixes of its problems written into their spans.
// Nothing outside the spans changes. Spans are equal or apart; of equal ones the
// first problem's fix is written.
func (p Problems) Fixed(text string) string {
	lines := slices.Collect(strings.Lines(text))
	// From the right, so that the columns that are yet to come stay true.
	fixes := slices.SortedStableFunc(slices.Values(p.Fixable()), func(a, b *Problem) int {
		return cmp.Or(b.Span.Line-a.Span.Line, b.Span.Column-a.Span.Column)
	})
	fixes = slices.CompactFunc(fixes, func(a, b *Problem) bool { return a.Span == b.Span })
	for _, f := range fixes {
		lines[f.Span.Line-1] = f.Span.Replace(lines[f.Span.Line-1], f.Fix)
	}
	return strings.Join(lines, "")
}

// In returns what stands in the span of a line.
func (s Span) In(line string) string {
	from, to := s.cut(line)
	return line[from:to]
}

// Replace returns the line with a text in place of the span.
func (s Span) Replace(line, text string) string {
	from, to := s.cut(line)
	return line[:from] + text + line[to:]
}

// cut returns the bytes of a line between which the span lies.
func (s Span) cut(line string) (from, to int) {
	from = prefix(line, s.Column-1)
	return from, from + prefix(line[from:], s.Width)
}

// prefix returns how many bytes the first characters of a text have.
func prefix(text string, characters int) int {
	for i := range text {
		if characters--; characters < 0 {
			return i
		}
	}
	return len(text)
}
