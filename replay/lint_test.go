package replay_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

func TestLint(t *testing.T) {
	for _, test := range []struct{ why, rules, text string }{
		{"a start that is looked at", "nothing-happens", "start: trial\nsteps: [{expect: trial}]"},
		{"time alone moves nothing", "nothing-happens", "start: trial\nsteps: [{advance: 1d, expect: trial}]"},
		{"a deadline may fall due", "", "start: trial\npolicy: {trial: {after: 1d, event: expire}}\nsteps: [{advance: 1d, expect: expired}]"},

		{"before the clock that is written", "before-clock", "clock: 2026-03-01\nsteps: [{event: activate, at: 2026-02-01, expect: active}]"},
		{"late among events is a story", "", "start: active\nsteps: [{event: renew, at: 2026-03-01}, {event: renew, at: 2026-02-01, expect: active}]"},
		{"sorted events have no clock to move", "", "clock: 2026-03-01\norder: occurred\nsteps: [{event: activate, at: 2026-02-01, expect: active}]"},

		{"an id on two events", "reused-id", "start: active\nsteps: [{event: renew, id: x}, {event: suspend, id: x}, {expect: active}]"},
		{"an id on two events of a race", "reused-id", "start: active\nsteps: [{any_order: [{event: cancel, id: x}, {event: suspend, id: x}]}, {expect: active}]"},
		{"the same event twice is what ids are for", "", "start: active\nsteps: [{event: renew, id: x}, {event: renew, id: x}, {expect: active}]"},
		{"a duplicate that is expected", "", "start: active\nsteps: [{event: renew, id: x}, {event: suspend, id: x, expect: {reason: duplicate}}]"},

		{"two checks that say the same", "same-check", "steps: [{event: activate}, {expect: active}, {expect: active}]"},
		{"what fired at the second check", "", "start: trial\npolicy: {trial: {after: 1d, event: expire}}\nsteps: [{event: extend_trial}, {expect: trial}, {expect: trial, fired: []}]"},
		{"two checks that say different things", "", "steps: [{event: activate}, {expect: active}, {expect: {generation: 1}}]"},
		{"time goes by between", "", "steps: [{event: activate}, {expect: active}, {advance: 1d}, {expect: active}]"},

		{"a deadline of a state without a way", "idle-deadline", "start: active\npolicy: {trial: {after: 1d, event: expire}}\nsteps: [{event: renew, expect: active}]"},
		{"a state that is aimed at in vain", "", "start: active\npolicy: {trial: {after: 1d, event: expire}}\nsteps: [{event: start_trial, expect: rejected}]"},
		{"a deadline leads to the next", "", "start: trial\npolicy: {trial: {after: 1d, event: fail_renewal}, past_due: {after: 1d, event: suspend}, suspended: {after: 1d, event: expire}}\nsteps: [{advance: 9d, expect: expired}]"},
		{"a scheduled cancellation leads to cancelled", "", "start: active\npolicy: {active: {after: 1d, event: renew}, cancelled: {after: 1d, event: reactivate}}\nsteps: [{event: schedule_cancellation}, {advance: 9d, expect: active}]"},

		{"a state that nothing leads to", "out-of-reach", "start: active\nsteps: [{event: suspend, expect: past_due}]"},
		{"a state that the profile lacks", "out-of-reach", "profile: store\nstart: active\nsteps: [{event: fail_renewal, expect: {verdict: rejected, state: past_due}}]"},
		{"inside a race", "out-of-reach", "start: active\nsteps: [{any_order: [{event: cancel, expect: expired}, {event: suspend}]}]"},
		{"wrong, but in reach: a replay tells", "", "start: active\nsteps: [{event: suspend, expect: suspended}, {event: resume, expect: suspended}]"},
		{"before the start", "", "steps: [{event: renew, expect: {verdict: rejected, state: none}}]"},

		{"a profile that breaks two laws", "law law", "profile: {without: [observe_active, recover, resume, reactivate]}\nsteps: [{event: activate, expect: active}]"},
	} {
		all, err := replay.Parse("x", []byte("name: a\n"+test.text+"\n"))
		if err != nil {
			t.Errorf("%s: %v", test.why, err)
			continue
		}
		var got []string
		for _, p := range all[0].Lint() {
			got = append(got, p.Rule)
			if p.Span.Line == 0 || p.Span.Column == 0 || p.Message == "" {
				t.Errorf("%s: %+v", test.why, p)
			}
		}
		if strings.Join(got, " ") != test.rules {
			t.Errorf("%s: got %v, want %q", test.why, got, test.rules)
		}
	}
}

func TestLintsAreListed(t *testing.T) {
	lints := replay.Lints()
	if !slices.IsSortedFunc(lints, func(a, b replay.Lint) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the lints are not sorted by name")
	}
	for _, l := range lints {
		if l.Name == "" || l.About == "" || l.WayOut == "" {
			t.Errorf("a lint says too little: %q, %q, %q", l.Name, l.About, l.WayOut)
		}
	}
}

// TestCorpusIsWithoutWarning: a warning that the corpus does not deserve is a
// false alarm.
func TestCorpusIsWithoutWarning(t *testing.T) {
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil || len(all) < 300 {
		t.Fatalf("%d scenarios, %v", len(all), err)
	}
	for _, s := range all {
		for _, p := range s.Lint() {
			t.Error(p)
		}
	}
}

// A scenario that a program built is linted as well.
func TestLintWithoutAFile(t *testing.T) {
	all, _ := replay.Parse("x", []byte("name: a\nstart: trial\nsteps: [{expect: trial}]\n"))
	bare := all[0].Bare()
	if found := bare.Lint(); len(found) != 1 || found[0].Error() == "" {
		t.Errorf("got %v", found)
	}
}
