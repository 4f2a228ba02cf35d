package diag

import "github.com/rivo/uniseg"

// Columns returns how many columns of a terminal a text takes: a letter of
// Chinese two, an accent that stands on another letter none.
func Columns(text string) int {
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return uniseg.StringWidth(text)
		}
	}
	return len(text) // the common case, at a tenth of the price
}

// Cut shortens a text to so many columns; "..." says that it did.
func Cut(text string, columns int) string {
	if Columns(text) <= columns {
		return text
	}
	return text[:reach(text, columns-len("..."))] + "..."
}

// reach returns how many bytes of a text fit in so many columns, accents with
// their letters.
func reach(text string, columns int) int {
	bytes, state := 0, -1
	for rest := text; rest != ""; {
		var cluster string
		var width int
		cluster, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if columns -= width; columns < 0 {
			break
		}
		bytes += len(cluster)
	}
	return bytes
}
