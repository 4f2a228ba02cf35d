package replay_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// TestTheCorpusIsWrittenAsItReads writes every scenario of the corpus and reads
// it back.
func TestTheCorpusIsWrittenAsItReads(t *testing.T) {
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil || len(all) < 100 {
		t.Fatalf("%d scenarios, %v", len(all), err)
	}
	for _, s := range all {
		checkFormat(t, s)
	}
}

// TestABuiltScenarioIsWrittenAsItIs: what a program leaves out is left out, and no
// instant is made up for it.
func TestABuiltScenarioIsWrittenAsItIs(t *testing.T) {
	var text strings.Builder
	built := &replay.Scenario{Name: "built", Steps: []replay.Step{{Events: []replay.Delivery{{Event: fsm.EventActivate}}}}}
	const want = "name: built\nsteps:\n  - event: activate\n"
	if err := replay.Format(&text, built); err != nil || text.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, text.String(), want)
	}
}

// TestRecorded wants what is recorded to be what a person would expect.
func TestRecorded(t *testing.T) {
	for _, test := range []struct{ why, steps, want string }{
		{"a refusal says why", "{event: activate, expect: active}", "- event: activate\n    expect: {verdict: ignored, reason: already, state: active}"},
		{"a flag that has just changed", "{event: schedule_cancellation, expect: active}", "- event: schedule_cancellation\n    expect: {verdict: applied, state: active, cancellation_scheduled: true}"},
		{"a flag that stands", "{event: schedule_cancellation}, {expect: trial}", "- expect: {state: active, cancellation_scheduled: true, generation: 1, steady_state: ready}"},
		{"and is taken back", "{event: schedule_cancellation}, {event: unschedule_cancellation}, {expect: trial}", "- event: unschedule_cancellation\n    expect: {verdict: applied, state: active, cancellation_scheduled: false}\n  - expect: {state: active, cancellation_scheduled: false, generation: 1, steady_state: ready}"},
		{"what has ended has no flag to speak of", "{event: schedule_cancellation}, {event: cancel}, {expect: trial}", "- event: cancel\n    expect: cancelled\n  - expect: {state: cancelled, generation: 1, steady_state: blocked}"},
		{"a clock move says that nothing fired", "{advance: 1d, expect: trial}", "- advance: 1d\n    expect: active\n    fired: []"},
		{"or what fired, and when", "{event: fail_renewal}, {advance: 9d, expect: trial}", "- advance: 9d\n    expect: suspended\n    fired:\n      - {event: suspend, at: 2026-01-08}"},
		{"an event before which something fired says so", "{event: fail_renewal}, {event: recover, at: 2026-02-01, expect: trial}]\nclock: 2026-01-01 #", "- event: recover\n    at: 2026-02-01\n    expect: active\n    fired:\n      - {event: suspend, at: 2026-01-08}"},
		{"an event that moves the clock says that nothing fired", "{event: renew, at: 2026-01-01, expect: trial}", "- event: renew\n    at: 2026-01-01\n    expect: {verdict: applied, state: active}\n    fired: []"},
		{"a race ends alike", "{any_order: [{event: cancel, expect: ignored}, {event: renew}], expect: trial}", "- any_order:\n      - {event: cancel}\n      - {event: renew}\n    expect: cancelled"},
		{"a race whose ends share less", "{any_order: [{event: suspend}, {event: resume}, {event: fail_renewal}], expect: trial}", "- {event: fail_renewal}\n    expect: {cancellation_scheduled: false, generation: 1}"},
		{"beside a race, the verdict that all orders share", "{any_order: [{event: suspend}, {event: resume}]}, {event: lose_contact, seq: 1, expect: unknown}]\norder: occurred #", "- event: lose_contact\n    seq: 1\n    expect: {verdict: applied}"},
		{"or none, where some refuse it", "{any_order: [{event: suspend}, {event: resume}], expect: none}, {event: start_grace, seq: 1}]\norder: occurred #", "- any_order:\n      - {event: start_grace, seq: 1}"},
	} {
		t.Run(test.why, func(t *testing.T) {
			s := parse(t, "name: x\nstart: active\npolicy: {past_due: {after: 7d, event: suspend}}\nsteps: ["+test.steps+"]")
			var text strings.Builder
			if err := replay.Format(&text, s.Recorded(play(t, s))); err != nil || !strings.HasSuffix(text.String(), test.want+"\n") {
				t.Errorf("%v\n%s\nwant at its end\n%s", err, text.String(), test.want)
			}
		})
	}
}

// TestRecordedOfAStranger: a state that has no name here is expected to be
// blocked, since unclear never means ready.
func TestRecordedOfAStranger(t *testing.T) {
	for why, text := range map[string]string{
		"after an event": "name: x\nsteps: [{event: activate, expect: active}]",
		"in a check":     "name: x\nsteps: [{event: activate}, {expect: active}]",
		"after a race":   "name: x\nstart: active\nsteps: [{any_order: [{event: cancel}, {event: expire}], expect: cancelled}]",
	} {
		s := parse(t, text)
		trace := play(t, s)
		for i := range trace.Answers {
			trace.Answers[i].To.State = "elsewhere"
		}
		recorded := s.Recorded(trace)
		checkFormat(t, recorded)
		if failure := replay.Judge(recorded, trace); failure != nil {
			t.Errorf("%s: what was recorded breaks: %+v", why, failure)
		}
	}
}

// TestRecordedHolds records what each scenario of the corpus comes to: the file
// must hold, and must not hold for who answers otherwise.
func TestRecordedHolds(t *testing.T) {
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range all {
		honest, before := play(t, s), s.Bare()
		recorded := s.Recorded(honest)
		if !reflect.DeepEqual(before, s.Bare()) {
			t.Errorf("%s: recording changes the scenario itself", s.Place())
		}
		checkFormat(t, recorded)
		if failure := replay.Judge(recorded, play(t, recorded)); failure != nil {
			t.Errorf("%s: what was recorded breaks: %+v", s.Place(), failure)
		}
		if len(honest.Answers) == 0 || honest.Races() {
			continue
		}
		last := &honest.Answers[len(honest.Answers)-1]
		if last.Step == len(s.Steps) {
			continue
		}
		if last.To.State = "elsewhere"; replay.Judge(recorded, honest) == nil {
			t.Errorf("%s: what was recorded holds wherever its last event leads", s.Place())
		}
	}
}
