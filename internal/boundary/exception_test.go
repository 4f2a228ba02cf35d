package boundary_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

func parsed(t *testing.T, text string) *boundary.Exceptions {
	t.Helper()
	e, err := boundary.ParseExceptions(source(text))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestExceptions(t *testing.T) {
	text := &diag.Source{Name: "a b.txt", Text: whole("ask ann~@~host.example\n")}
	for _, test := range []struct {
		why, exceptions string
		found           int
	}{
		{"none", "# a comment\n\n", 1},
		{"the whole of what is found", `a b.txt  email  ann\W.*  a name of nobody`, 0},
		{"a part of it is not enough", `a b.txt  email  ann  a name of nobody`, 1},
		{"another file", `b.txt  email  .*  a name of nobody`, 1},
		{"another rule", `a b.txt  url  .*  a name of nobody`, 1},
	} {
		e := parsed(t, test.exceptions)
		if got := e.Check(text); len(got) != test.found {
			t.Errorf("%s: %v", test.why, got)
		}
		used := test.found == 0
		if stale := e.Stale(func(string) bool { return true }); strings.Contains(test.exceptions, "email") && (len(stale) == 0) != used {
			t.Errorf("%s: stale: %v", test.why, stale)
		}
		if stale := e.Stale(func(string) bool { return false }); len(stale) > 0 {
			t.Errorf("%s: nothing is stale that was not looked at: %v", test.why, stale)
		}
	}
}

// What is excused does not count among the problems that are listed.
func TestExceptionsDoNotHide(t *testing.T) {
	text := strings.Repeat(whole("ann~@~host.example\n"), 300) + whole("411~11111~1111~1111")
	e := parsed(t, "x  email  .*  many of them")
	if got := names(e.Check(source(text))); len(got) != 1 || got[0] != "card-number" {
		t.Errorf("behind 300 exceptions: %v", got)
	}
}

func TestParseExceptions(t *testing.T) {
	_, err := boundary.ParseExceptions(source("LICENSE  url  .*\nx  ulr  .*  why\n\nx  url  (  why\nx  url  .*  why\n"))
	var problems diag.Problems
	if !errors.As(err, &problems) || len(problems) != 3 {
		t.Fatalf("got %v", err)
	}
	for i, want := range []string{"x:1:1: an exception has four columns", "x:2:1: there is no rule ulr", "x:4:1: what is found is no regular expression"} {
		if !strings.HasPrefix(problems[i].Error(), want) {
			t.Errorf("got %q, want %q", problems[i], want)
		}
	}
}

// TestMasked: what was found is not repeated in excerpts, wherever it stands.
func TestMasked(t *testing.T) {
	mail := whole("ann~@~host.example")
	for why, text := range map[string]string{
		"two in a line":                "é " + mail + " and " + mail + "!\n",
		"in the line above":            mail + "\r\n" + mail,
		"more than are listed":         strings.Repeat(mail+" ", 150) + "\n" + mail,
		"wide, with something in it":   strings.Replace(mail, "@", "＠", 1) + " " + strings.Replace(mail, "n", "n\u200b", 1),
		"something harmless beside it": "plain " + mail + " text",
	} {
		for _, p := range boundary.Check(source(text)) {
			if p.Span.Line == 0 {
				continue
			}
			if shown := diag.Excerpt(p.Source, p.Span, 2, p.Note); strings.Contains(shown, "host") {
				t.Errorf("%s: %s", why, shown)
			}
		}
	}
	p := boundary.Check(source("plain " + mail + " text"))[0]
	if want := "plain " + strings.Repeat("*", len(mail)) + " text"; p.Source.Line(1) != want {
		t.Errorf("got %q, want %q", p.Source.Line(1), want)
	}
}
