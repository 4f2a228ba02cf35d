package boundary

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A line is one line of a text as the rules read it.
type line struct {
	text    string
	columns []int32 // for each byte of text, and its end, the column from 0; nil where they are equal
}

// fold reads one line the way a person sees it.
func fold(raw string) line {
	l := line{text: raw}
	if after(raw, 0, isPlain) < len(raw) {
		l.unfold(raw)
	}
	return l
}

func isPlain(c byte) bool { return c < utf8.RuneSelf && c != '\\' }

// unfold replaces what only looks different, and remembers the columns.
func (l *line) unfold(raw string) {
	var b strings.Builder
	column := int32(0)
	for len(raw) > 0 {
		r, size := utf8.DecodeRuneInString(raw)
		wide := int32(1)
		if r == '\\' {
			r, size = unescape(raw)
			wide = int32(size)
		}
		seen := plain(r)
		for range len(seen) {
			l.columns = append(l.columns, column)
		}
		b.WriteString(seen)
		raw, column = raw[size:], column+wide
	}
	l.text, l.columns = b.String(), append(l.columns, column)
}

// unescape reads the escapes that YAML, JSON and Go share, and how long they
// are. A backslash that begins none of these stands for itself.
func unescape(raw string) (r rune, size int) {
	if len(raw) < 2 {
		return '\\', 1
	}
	digits := 0
	switch raw[1] {
	case 'n', 'r', 't', '_':
		return ' ', 2
	case '/', '"', '\\':
		return rune(raw[1]), 2
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	}
	if digits == 0 || len(raw) < 2+digits {
		return '\\', 1
	}
	code, err := strconv.ParseUint(raw[2:2+digits], 16, 31)
	if err != nil {
		return '\\', 1
	}
	return rune(code), 2 + digits
}

// plain returns what a character looks like.
func plain(r rune) string {
	switch {
	case r < utf8.RuneSelf:
		return string(r)
	case unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Other_Default_Ignorable_Code_Point):
		return ""
	case unicode.Is(unicode.Pd, r), r == '\u2212': // the minus sign
		return "-"
	case unicode.Is(unicode.Zs, r):
		return " "
	case '\uff01' <= r && r <= '\uff5e': // full width
		return string(r - 0xfee0)
	}
	seen := norm.NFKC.String(string(r))
	if other, size := utf8.DecodeRuneInString(seen); size == len(seen) && unicode.IsDigit(other) {
		return string('0' + digit(other))
	}
	return seen
}

// digit returns the value of a decimal digit of any script. Unicode keeps the
// ten of a script together.
func digit(r rune) rune {
	for _, s := range unicode.Nd.R16 {
		if rune(s.Lo) <= r && r <= rune(s.Hi) {
			return (r - rune(s.Lo)) % 10
		}
	}
	for _, s := range unicode.Nd.R32 {
		if rune(s.Lo) <= r && r <= rune(s.Hi) {
			return (r - rune(s.Lo)) % 10
		}
	}
	return 0
}

// place returns the column, from 1, and the width of a stretch in characters. A
// character that looks like several belongs to the stretch as a whole.
func (l *line) place(s stretch) (column, width int) {
	if l.columns == nil {
		return s.from + 1, s.to - s.from
	}
	first, end := l.columns[s.from], l.columns[s.to]
	if end == l.columns[s.to-1] {
		end++
	}
	return int(first) + 1, int(end - first)
}
