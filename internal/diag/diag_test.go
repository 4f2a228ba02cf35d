package diag_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

func TestSuggest(t *testing.T) {
	states := []string{"trial", "active", "past_due", "grace_period", "suspended", "expired", "cancelled", "unknown"}
	for _, test := range []struct{ why, name, want string }{
		{"the American spelling", "canceled", "cancelled"},
		{"two letters changed places", "trail", "trial"},
		{"one letter is missing", "activ", "active"},
		{"a third of a long name may differ", "grace_perid", "grace_period"},
		{"nothing is near", "paused", ""},
		{"short names bear one slip only", "xy", ""},
		{"an empty name means nothing", "", ""},
	} {
		if got := diag.Suggest(test.name, states); got != test.want {
			t.Errorf("%s: %q suggests %q, want %q", test.why, test.name, got, test.want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	source := &diag.Source{Name: "x", Text: "one\r\ntwo\n\tthr\x1bée\n" + strings.Repeat("long ", 60)}
	for _, test := range []struct {
		why, want string
		at        diag.Span
		note      string
	}{
		{"lines above, the caret below", "     1 | one\n     2 | two\n       |  ^^ here\n", diag.Span{Line: 2, Column: 2, Width: 2}, "here"},
		{"tabs and escapes become harmless, columns stay", "     2 | two\n     3 |  thr?ée\n       |      ^\n", diag.Span{Line: 3, Column: 6, Width: 1}, ""},
		{"a line beyond the end is empty", "     8 |\n     9 |\n       | ^\n", diag.Span{Line: 9, Column: 1, Width: 0}, ""},
	} {
		if got := diag.Excerpt(source, test.at, 1, test.note); got != test.want {
			t.Errorf("%s:\n%swant\n%s", test.why, got, test.want)
		}
	}
	long := diag.Excerpt(source, diag.Span{Line: 4, Column: 291, Width: 4}, 0, "far out")
	lines := strings.Split(long, "\n")
	if caret := strings.Index(lines[1], "^^^^ far out"); caret < 0 || lines[0][caret:caret+4] != "long" {
		t.Errorf("the caret of a long line points nowhere:\n%s", long)
	}
	for _, line := range strings.Split(long, "\n") {
		if len(line) > 140 {
			t.Errorf("a line of %d characters: %s", len(line), line)
		}
	}
}

func TestWrap(t *testing.T) {
	text := strings.Repeat("word ", 40)
	for _, line := range strings.Split(diag.Wrap("  lead: ", text), "\n") {
		if len(line) > diag.Width {
			t.Errorf("%d columns: %s", len(line), line)
		}
	}
	if got := diag.Wrap("a: ", "b"); got != "a: b\n" {
		t.Errorf("a short text becomes %q", got)
	}
	endless := strings.Repeat("x", 100)
	if got := diag.Wrap("", "a "+endless+" b"); got != "a\n"+endless+"\nb\n" {
		t.Errorf("a long word stands alone, got %q", got)
	}
}

func TestProblemsAreErrors(t *testing.T) {
	source := &diag.Source{Name: "f.yaml", Text: "x"}
	problems := diag.Problems{
		{Source: source, Message: "of the whole"},
		{Source: source, Span: diag.Span{Line: 2, Column: 3, Width: 1}, Message: "second", Note: "note"},
		{Source: source, Span: diag.Span{Line: 1, Column: 9, Width: 1}, Message: "first"},
	}
	problems.Sort()
	var err error = problems
	if want := "f.yaml:1:9: first\nf.yaml:2:3: second (note)\nf.yaml: of the whole"; err.Error() != want {
		t.Errorf("got\n%s\nwant\n%s", err, want)
	}
	var one *diag.Problem
	if !errors.As(err, &one) || one.Message != "first" {
		t.Errorf("errors.As finds %v", one)
	}
}

func TestPosition(t *testing.T) {
	source := &diag.Source{Text: "aé\nbc"}
	for offset, want := range map[int][2]int{0: {1, 1}, 3: {1, 3}, 4: {2, 1}, 5: {2, 2}} {
		if line, column := source.Position(offset); line != want[0] || column != want[1] {
			t.Errorf("offset %d is %d:%d, want %v", offset, line, column, want)
		}
	}
}
