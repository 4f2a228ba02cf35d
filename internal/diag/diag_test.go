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
	fits(t, long)
}

// fits wants a text to fit a terminal.
func fits(t *testing.T, text string) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if diag.Columns(line) > diag.Width {
			t.Errorf("a line of %d columns: %s", diag.Columns(line), line)
		}
	}
}

// TestCarets holds the caret under what it points at, whatever is left of it.
func TestCarets(t *testing.T) {
	for _, test := range []struct{ why, before string }{
		{"plain letters", "name: plain "},
		{"wide letters take two columns", "name: 試験 "},
		{"an accent on a letter takes none", "name: cafe\u0301 "},
		{"a flag is one picture of two letters", "name: \U0001F1E9\U0001F1EA "},
		{"what lies far out is moved into sight", strings.Repeat("long ", 30)},
		{"and so is what lies behind wide letters", strings.Repeat("試験", 40) + " "},
		{"one of which stands across the cut", "x" + strings.Repeat("試験", 40) + " "},
	} {
		line := test.before + "wrong" + strings.Repeat(" more", 20)
		at := diag.Span{Line: 1, Column: len([]rune(test.before)) + 1, Width: 5}
		text := diag.Excerpt(&diag.Source{Text: line}, at, 0, "note")
		lines := strings.Split(text, "\n")
		code, _, found := strings.Cut(lines[0], "wrong")
		caret, _, pointed := strings.Cut(lines[1], "^^^^^ note")
		if !found || !pointed || diag.Columns(code) != diag.Columns(caret) {
			t.Errorf("%s:\n%s", test.why, text)
		}
		fits(t, text)
	}
	at := diag.Span{Line: 1, Column: 1, Width: 4}
	if got := diag.Excerpt(&diag.Source{Text: "試験試験"}, at, 0, ""); !strings.HasSuffix(got, " | ^^^^^^^^\n") {
		t.Errorf("four wide letters need eight carets:\n%s", got)
	}
}

func TestALongNoteStandsBelow(t *testing.T) {
	text := diag.Excerpt(&diag.Source{Text: "expect: active"}, diag.Span{Line: 1, Column: 9, Width: 6}, 0, strings.Repeat("noted ", 20))
	if !strings.Contains(text, "^^^^^^\n       | noted") {
		t.Errorf("the note does not begin below its caret:\n%s", text)
	}
	fits(t, text)
}

func TestCut(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"what fits stays", "twelve cols.", "twelve cols."},
		{"what does not is cut to fit", "thirteen cols", "thirteen ..."},
		{"a wide letter is never cut in half", "試験試験試験試験", "試験試験..."},
		{"an accent stays with its letter", "12345678e\u0301 and on", "12345678e\u0301..."},
	} {
		if got := diag.Cut(test.text, 12); got != test.want {
			t.Errorf("%s: got %q, want %q", test.why, got, test.want)
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
