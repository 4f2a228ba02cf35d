package replay_test

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// FuzzParse wants every input to end in scenarios that play, or in problems
// whose places are in the file; never in a panic, and never in nothing.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"name: a\nsteps: [{event: activate, expect: active}]\n---\nname: b\nstart: trial\nsteps: [{expect: trial}]\n",
		"name: a\nstart: {state: unknown, last_known: {state: active, cancellation_scheduled: true, generation: 2}}\nsteps:\n  - {event: observe_active, id: x, expect: {last_known: {state: none}, generation: 1}}\n",
		"name: a\nprofile: {without: [active, resume]}\nsteps: [{event: renew, expect: {verdict: rejected, reason: profile}}]\n",
		"---\n...\n--- {name: a}\n%YAML 1.2\n---\n- x\n",
		"a: &a [*a]\nb: !!x y\n? z\n",
		"name: \"\\e[31m\"\r\nsteps:\r\n\t- x\n",
		"\ufeffname: é\nstart: canceled\nstps: 1\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		scenarios, err := replay.Parse("fuzz.yaml", text)
		if (err == nil) != (len(scenarios) > 0) {
			t.Fatalf("%d scenarios and error %v", len(scenarios), err)
		}
		if err != nil {
			checkProblems(t, string(text), err)
		}
		for _, s := range scenarios {
			checkScenario(t, s)
		}
	})
}

func checkProblems(t *testing.T, text string, err error) {
	var problems diag.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("the error is %T", err)
	}
	lines := strings.Count(text, "\n") + 1
	for _, p := range problems {
		if p.Message == "" || p.Span.Line < 0 || p.Span.Line > lines+1 || p.Span.Line > 0 && p.Span.Column < 1 {
			t.Errorf("%d lines, and a problem at %+v: %q", lines, p.Span, p.Message)
		}
		if excerpt := diag.Excerpt(p.Source, p.Span, 2, p.Note); strings.ContainsRune(excerpt, '\x1b') {
			t.Errorf("the excerpt holds an escape: %q", excerpt)
		}
	}
}

// checkScenario plays twice: the answers and the judgement must be the same.
func checkScenario(t *testing.T, s *replay.Scenario) {
	first, err := replay.NewPlayer().Play(t.Context(), s)
	if err != nil {
		t.Fatalf("%s cannot be played: %v", s.Place(), err)
	}
	second, err := replay.NewPlayer().Play(t.Context(), s)
	if err != nil || !reflect.DeepEqual(first, second) {
		t.Fatalf("%s plays differently the second time: %v", s.Place(), err)
	}
	if !reflect.DeepEqual(replay.Judge(s, first), replay.Judge(s, second)) {
		t.Fatalf("%s is judged differently the second time", s.Place())
	}
}
