package replay_test

import (
	"bytes"
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
		"name: a\nprofile: {name: b, without: [suspended/fail_renewal, 'none/Cancel']}\nstart: suspended\nsteps: [{event: fail_renewal, expect: rejected}]\n",
		"---\n...\n--- {name: a}\n%YAML 1.2\n---\n- x\n",
		"a: &a [*a]\nb: !!x y\n? z\n",
		"name: \"\\e[31m\"\r\nsteps:\r\n\t- x\n",
		"\ufeffname: é\nstart: canceled\nstps: 1\n",
		"name: a\npolicy: {trial: {after: 1w2d3h4m5s, event: expire}, active: {after: 0s, event: fail_renewal}}\nclock: 2026-03-01T01:00:00+02:00\nsteps:\n- {event: start_trial, at: 2026-03-01, id: 1}\n- {advance: 13d23h, expect: trial, fired: []}\n- {until: 2400-01-01, fired: [{event: expire, at: 2026-03-10T03:04:05Z}, {event: renew}]}\n",
		"name: a\norder: occurred\nstart: suspended\nsteps:\n- any_order: [{event: resume, seq: 1}, {event: fail_renewal, seq: 2, expect: ignored}, {event: schedule_cancellation, effective: 2027-01-01}]\n  expect: active\n- {event: renew, at: 2026-01-03}\n- advance: 1d\n",
		"name: 0\npolicy: {}\nsteps: [{advance: 1s, fired: []}]\n",
		"name: a\nstart: past_due\nsteps:\n- any_order: [{event: cancel}, {event: recover, expect: {last_known: {state: none, generation: 3}, steady_state: ready}}]\n- {until: 2025-01-01, advance: 1s}\n- {event: renew, effective: 1969-01-01, fired: []}\n",
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

// checkScenario plays twice: the answers and the judgement must be the same. And
// what is written of the scenario must read as the scenario did.
func checkScenario(t *testing.T, s *replay.Scenario) {
	checkFormat(t, s)
	first, err := replay.NewPlayer().Play(t.Context(), s)
	if err != nil {
		if !errors.As(err, new(diag.Problems)) {
			t.Fatalf("%s cannot be played: %v", s.Place(), err)
		}
		return
	}
	second, err := replay.NewPlayer().Play(t.Context(), s)
	if err != nil || !reflect.DeepEqual(first, second) {
		t.Fatalf("%s plays differently the second time: %v", s.Place(), err)
	}
	if !reflect.DeepEqual(replay.Judge(s, first), replay.Judge(s, second)) {
		t.Fatalf("%s is judged differently the second time", s.Place())
	}
}

func checkFormat(t *testing.T, s *replay.Scenario) {
	var text bytes.Buffer
	if err := replay.Format(&text, s); err != nil {
		t.Fatal(err)
	}
	again, err := replay.Parse("again.yaml", text.Bytes())
	if err != nil || len(again) != 1 || !reflect.DeepEqual(s.Bare(), again[0].Bare()) {
		t.Fatalf("%+v\nis written as\n%s\nand read back as\n%+v\n%v", s.Bare(), text.String(), again, err)
	}
}
