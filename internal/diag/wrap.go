package diag

import "strings"

// Width is how wide a text may be, in columns of a terminal.
const Width = 80

// Wrap breaks a text between words, so that no line is longer than [Width]. The
// first line begins with lead, the further ones with as many spaces; a word that
// is longer than a line stands alone. The result ends in a newline.
func Wrap(lead, text string) string {
	indent := strings.Repeat(" ", Columns(lead))
	var b strings.Builder
	line, empty := lead, true
	for _, word := range strings.Fields(text) {
		if !empty && Columns(line)+1+Columns(word) > Width {
			b.WriteString(strings.TrimRight(line, " ") + "\n")
			line, empty = indent, true
		}
		if !empty {
			line += " "
		}
		line, empty = line+word, false
	}
	b.WriteString(strings.TrimRight(line, " ") + "\n")
	return b.String()
}
