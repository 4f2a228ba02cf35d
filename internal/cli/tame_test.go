package cli

import (
	"strings"
	"testing"
)

// TestTame: no line of a text is a command of the log it goes into.
func TestTame(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"a command", "::error::x\n", ": :error::x\n"},
		{"behind blanks", "  \t::stop-commands::x\n", "  \t: :stop-commands::x\n"},
		{"on a later line", "a\n::x\n", "a\n: :x\n"},
		{"the older form, anywhere", "a ##[error]b\n", "a ## [error]b\n"},
		{"colons within a line", "a::b\n", "a::b\n"},
		{"one colon", ":x\n", ":x\n"},
	} {
		for size := range len(test.text) {
			var b strings.Builder
			w := &tame{to: &b}
			for text := test.text; text != ""; {
				n := min(size+1, len(text))
				if _, err := w.Write([]byte(text[:n])); err != nil {
					t.Fatal(err)
				}
				text = text[n:]
			}
			if b.String() != test.want {
				t.Errorf("%s, in pieces of %d: %q, want %q", test.why, size+1, b.String(), test.want)
			}
		}
	}
}
