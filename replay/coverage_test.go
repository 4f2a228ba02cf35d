package replay_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// covered plays the scenarios of a file and counts what held.
func covered(t *testing.T, text string) *replay.Coverage {
	t.Helper()
	scenarios, err := replay.Parse("x.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	c := new(replay.Coverage)
	for _, s := range scenarios {
		trace, err := replay.NewPlayer().Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		held := trace.Answers
		if failure := replay.Judge(s, trace); failure != nil {
			held = failure.Held(trace)
		}
		c.Add(s, held)
	}
	return c
}

// spell lists what was exercised of standard, with how often.
func spell(c *replay.Coverage) string {
	var told []string
	for _, s := range fsm.Sources() {
		for _, e := range fsm.Events() {
			if x := c.Cell(fsm.Standard(), s, e); x.Times > 0 {
				told = append(told, fmt.Sprintf("%s %s %d", s, e, x.Times))
			}
		}
		for _, to := range fsm.States() {
			if x := c.Pair(fsm.Standard(), s, to); x.Times > 0 {
				told = append(told, fmt.Sprintf("%s->%s %d", s, to, x.Times))
			}
		}
	}
	return strings.Join(told, "; ")
}

func TestCoverage(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"a duplicate exercises nothing: its id decides",
			"{name: x, steps: [{event: activate, id: a, expect: active}, {event: activate, id: a, expect: ignored}]}",
			"none activate 1; none->active 1"},
		{"without the id the second is the cell's own answer",
			"{name: x, steps: [{event: activate, expect: active}, {event: activate, expect: ignored}]}",
			"none activate 1; none->active 1; active activate 1"},
		{"nothing counts from the step that breaks on",
			"{name: x, steps: [{event: activate, expect: active}, {event: renew, expect: trial}, {event: suspend, expect: suspended}]}",
			"none activate 1; none->active 1"},
		{"a broken race counts its earlier orders alone",
			"{name: x, start: active, steps: [{event: renew}, {any_order: [{event: cancel}, {event: expire}], expect: cancelled}]}",
			"active renew 1; active cancel 1; active->cancelled 1; cancelled expire 1"},
		{"a race of one event is no part of the race that breaks after it",
			"{name: x, start: active, steps: [{any_order: [{event: renew}]}, {any_order: [{event: suspend}], expect: active}]}",
			"active renew 1"},
		{"as occurred, what comes before the event that breaks counts",
			"{name: x, start: active, order: occurred, steps: [{event: suspend, seq: 2, expect: active}, {event: renew, seq: 1}]}",
			"active renew 1"},
		{"a race that holds counts every order",
			"{name: x, start: active, steps: [{any_order: [{event: cancel}, {event: suspend}], expect: cancelled}]}",
			"active suspend 1; active cancel 1; active->suspended 1; active->cancelled 1; suspended cancel 1; suspended->cancelled 1; cancelled suspend 1"},
		{"a deadline counts like any other event",
			"{name: x, start: trial, policy: {trial: {after: 1d, event: expire}}, steps: [{advance: 2d, expect: expired}]}",
			"trial expire 1; trial->expired 1"},
		{"a deadline at the very end counts too",
			"{name: x, policy: {trial: {after: 0s, event: expire}}, steps: [{event: start_trial, expect: trial}]}",
			"none start_trial 1; none->trial 1; trial expire 1; trial->expired 1"},
		{"what is ignored, rejected or kept is no pair",
			"{name: x, start: active, steps: [{event: renew}, {event: recover}, {event: activate, expect: ignored}, {event: start_trial, expect: rejected}]}",
			"active start_trial 1; active activate 1; active renew 1; active recover 1"},
		{"another profile is counted apart",
			"{name: x, profile: strict, steps: [{event: activate, expect: active}]}", ""},
		{"a pure check exercises nothing", "{name: x, steps: [{expect: none}]}", ""},
	} {
		if got := spell(covered(t, test.text)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.why, got, test.want)
		}
	}
}

func TestCoverageOfConfigurations(t *testing.T) {
	c := covered(t, "{name: x, start: {state: active, cancellation_scheduled: true, generation: 3}, steps: [{event: renew, expect: active}]}")
	plain, scheduled := fsm.Configuration{State: fsm.StateActive}, fsm.Configuration{State: fsm.StateActive, CancellationScheduled: true}
	if n := c.Step(fsm.Standard(), scheduled, fsm.EventRenew).Times; n != 1 {
		t.Errorf("the scheduled configuration is counted %d times", n)
	}
	if n := c.Step(fsm.Standard(), plain, fsm.EventRenew).Times; n != 0 {
		t.Errorf("the plain configuration is counted %d times", n)
	}
}

func TestCoverageKeepsTheFirstPlace(t *testing.T) {
	c := covered(t, "name: One\nsteps: [{event: activate, expect: active}]\n---\n"+
		"name: Two\nsteps: [{event: activate, expect: active}, {event: renew, expect: active}]\n---\n"+
		"name: Three\nsteps: [{event: activate, expect: active}, {event: renew, expect: active}]\n")
	for _, test := range []struct {
		why, want string
		got       replay.Exercise
	}{
		{"the first of three", "3 x.yaml:1  One", c.Cell(fsm.Standard(), fsm.StateNone, fsm.EventActivate)},
		{"the first that got so far", "2 x.yaml:4  Two", c.Cell(fsm.Standard(), fsm.StateActive, fsm.EventRenew)},
		{"pairs have a first as well", "3 x.yaml:1  One", c.Pair(fsm.Standard(), fsm.StateNone, fsm.StateActive)},
		{"never", "0 ", c.Cell(fsm.Standard(), fsm.StateActive, fsm.EventCancel)},
		{"no such event", "0 ", c.Cell(fsm.Standard(), fsm.StateActive, "pay")},
		{"no such state", "0 ", c.Pair(fsm.Standard(), "paused", fsm.StateActive)},
		{"a profile that was not played", "0 ", c.Cell(fsm.Strict(), fsm.StateNone, fsm.EventActivate)},
	} {
		if got := fmt.Sprint(test.got.Times, " ", test.got.First); got != test.want {
			t.Errorf("%s: got %q, want %q", test.why, got, test.want)
		}
	}
}

// TestCoverageCount wants a profile to be held against what it can reach.
func TestCoverageCount(t *testing.T) {
	for _, test := range []struct {
		why     string
		without []string
		want    int
	}{
		{"all of standard", nil, 9 * 22},
		{"a dropped event is refused in every state", []string{"reactivate"}, 9 * 22},
		{"a dropped state has no row", []string{"trial"}, 8 * 22},
		{"nor has a state that nothing leads to", []string{"lose_contact"}, 8 * 22},
	} {
		p, err := fsm.NewProfile("", test.without...)
		if err != nil {
			t.Fatal(err)
		}
		if exercised, of := new(replay.Coverage).Count(p); exercised != 0 || of != test.want {
			t.Errorf("%s: %d of %d, want 0 of %d", test.why, exercised, of, test.want)
		}
	}
}

// TestCoverageProfiles wants the profiles by name, standard before all others,
// however they came.
func TestCoverageProfiles(t *testing.T) {
	text := ""
	for i, profile := range []string{"strict", "store", "standard", "{without: [resume]}", "marketplace", "{name: mine, without: [resume, active/suspend]}", "{name: mine, without: [resume]}"} {
		text += fmt.Sprintf("---\n{name: x%d, profile: %s, steps: [{event: activate, expect: active}]}\n", i, profile)
	}
	c := covered(t, text)
	for range 10 { // maps have no order of their own
		var names []string
		for _, p := range c.Profiles() {
			names = append(names, p.Name())
		}
		if got, want := strings.Join(names, ", "), "standard, marketplace, mine, mine, standard without resume, store, strict"; got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	}
}

// TestCoverageOfStrangers wants answers that the model does not know to be
// passed over: they may come from any implementation.
func TestCoverageOfStrangers(t *testing.T) {
	c := new(replay.Coverage)
	c.Add(&replay.Scenario{Profile: fsm.Standard()}, []replay.Answer{
		{Event: "pay", Verdict: fsm.VerdictApplied},
		{Event: fsm.EventCancel, From: fsm.Configuration{State: "paused"}, Verdict: fsm.VerdictApplied},
		{Event: fsm.EventActivate, To: fsm.Configuration{State: "paused"}, Verdict: fsm.VerdictApplied},
	})
	if got, want := spell(c), "none activate 1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestCoverageIsCheap counts a scenario that was counted before.
func TestCoverageIsCheap(t *testing.T) {
	s := &replay.Scenario{Name: "x", Profile: fsm.Standard()}
	step, err := fsm.NewTable(s.Profile).Step(fsm.Configuration{}, fsm.EventActivate)
	if err != nil {
		t.Fatal(err)
	}
	c, answers := new(replay.Coverage), []replay.Answer{replay.AnswerOf(step)}
	c.Add(s, answers)
	if n := testing.AllocsPerRun(100, func() { c.Add(s, answers) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
