package diag_test

import (
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

func TestFixed(t *testing.T) {
	at := func(line, column, width int, fix string) *diag.Problem {
		return &diag.Problem{Span: diag.Span{Line: line, Column: column, Width: width}, Fix: fix}
	}
	for _, test := range []struct {
		why, text, want string
		problems        diag.Problems
	}{
		{"nothing to fix", "a\nb", "a\nb", diag.Problems{at(1, 1, 1, "")}},
		{"two in a line, whatever their order", "aa bb cc\n", "x bb yyy\n", diag.Problems{at(1, 1, 2, "x"), at(1, 7, 2, "yyy")}},
		{"the same place twice", "aa\n", "b\n", diag.Problems{at(1, 1, 2, "b"), at(1, 1, 2, "b")}},
		{"columns are characters", "\U0001F600\u00e9 aa\r\n", "\U0001F600\u00e9 b\r\n", diag.Problems{at(1, 4, 2, "b")}},
		{"the last line has no end", "a\naa", "a\nb", diag.Problems{at(2, 1, 2, "b")}},
	} {
		if got := test.problems.Fixed(test.text); got != test.want {
			t.Errorf("%s: got %q, want %q", test.why, got, test.want)
		}
	}
}
