package replay_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// TestWhatTimeDoesNotAllow: bad input, each with its place and its reason.
func TestWhatTimeDoesNotAllow(t *testing.T) {
	six := strings.Repeat("{event: renew}, ", 6)
	for _, test := range []struct{ why, text, want string }{
		{"until lies before the default clock", "steps: [{until: 2025-12-31, expect: none}]", "x:2:17: until lies in the past"},
		{"until lies before the clock, and the clock comes after it in the file", "steps: [{until: 2027-01-01, expect: none}]\nclock: 2028-01-01", "until lies in the past"},
		{"until lies before what advance came to", "steps: [{advance: 2d}, {until: 2026-01-02, expect: none}]", "the clock stands at 2026-01-03 00:00"},
		{"until lies before an earlier at", "steps: [{event: activate, at: 2026-03-01}, {until: 2026-02-01, expect: active}]", "until lies in the past"},
		{"an advance of nothing", "steps: [{advance: 0s, expect: none}]", "x:2:19: advance moves the clock by more than nothing"},
		{"a fraction", "steps: [{advance: 1.5d, expect: none}]", `advance is a duration ("1.5d" is no duration)`},
		{"a negative duration", "steps: [{advance: -1d, expect: none}]", "advance is a duration"},
		{"a unit that is too small", "steps: [{advance: 1ms, expect: none}]", "advance is a duration"},
		{"months differ in length", "steps: [{advance: 1mo, expect: none}]", "advance is a duration"},
		{"longer than a duration can be", "steps: [{advance: 110000d, expect: none}]", "292 years"},
		{"beyond the last year", "steps: [{until: 9999-12-31}, {advance: 2d, expect: none}]", "the clock would pass the year 9999"},
		{"no such day", "steps: [{event: activate, at: 2026-02-30, expect: active}]", `at is an instant ("2026-02-30" is no instant)`},
		{"a time without a zone", "steps: [{event: activate, at: 2026-02-03T10:00:00, expect: active}]", "at is an instant"},
		{"an hour of one digit", "steps: [{event: activate, at: 2026-03-01T1:00:00Z, expect: active}]", "at is an instant"},
		{"a comma before the fraction", "steps: [{event: activate, at: \"2026-03-01T12:00:00,5Z\", expect: active}]", "at is an instant"},
		{"a zone that there is none of", "steps: [{event: activate, at: 2026-03-01T12:00:00-24:60, expect: active}]", "at is an instant"},
		{"before the first year", "steps: [{event: activate, at: 1969-12-31, expect: active}]", "does not lie in the years 1970 to 9999"},
		{"effective is now", "start: active\nclock: 2026-05-01\nsteps: [{event: schedule_cancellation, effective: 2026-05-01, expect: active}]", "takes effect later than now (the clock stands at 2026-05-01 00:00)"},
		{"effective lies before the event's own instant", "start: active\nsteps: [{event: schedule_cancellation, at: 2026-05-02, effective: 2026-05-01, expect: active}]", "takes effect later than now"},
		{"effective lies before the event's instant in the sorted order", "start: active\norder: occurred\nsteps: [{event: schedule_cancellation, at: 2026-05-01, effective: 2026-05-02, expect: active}, {event: renew, at: 2026-04-01}, {event: unschedule_cancellation, at: 2026-05-03}, {event: schedule_cancellation, at: 2026-05-04, effective: 2026-05-03}]", "takes effect later than now (the clock stands at 2026-05-04 00:00)"},
		{"until lies before the clock, which a late event did not move", "start: active\nsteps: [{event: renew, at: 2026-05-03}, {event: renew, at: 2026-05-01}, {until: 2026-05-02, expect: active}]", "the clock stands at 2026-05-03 00:00"},
		{"effective on another event", "start: active\nsteps: [{event: cancel, effective: 2026-05-01, expect: cancelled}]", "only schedule_cancellation has effective"},
		{"a check has no at", "steps: [{at: 2026-05-01, expect: none}]", "only an event has an at"},
		{"a clock move has no id", "steps: [{advance: 1d, id: a, expect: none}]", "only an event has an id"},
		{"two verbs", "steps: [{advance: 1d, event: activate, expect: active}]", "a step has one verb (got event and advance)"},
		{"a deadline of unknown", "policy: {unknown: {after: 1d, event: observe_active}}\nsteps: [{expect: none}]", `"unknown" is not the name of a state that can have a deadline`},
		{"a deadline of none", "policy: {none: {after: 1d, event: activate}}\nsteps: [{expect: none}]", `"none" is not the name of a state that can have a deadline`},
		{"a state that the profile lacks", "profile: processor\npolicy: {grace_period: {after: 1d, event: suspend}}\nsteps: [{expect: none}]", "the profile has no state grace_period"},
		{"an event that the profile lacks", "profile: strict\npolicy: {expired: {after: 1d, event: reactivate}}\nsteps: [{expect: none}]", "the profile has no event reactivate"},
		{"a deadline without an event", "policy: {trial: {after: 1d}}\nsteps: [{expect: none}]", "the deadline of trial has no event"},
		{"a deadline that stands twice", "policy: {trial: {after: 1d, event: expire}, trial: {after: 2d, event: expire}}\nsteps: [{expect: none}]", `key "trial" stands twice`},
		{"a cycle of two in one instant", "policy: {active: {after: 0s, event: start_grace}, grace_period: {after: 0s, event: recover}}\nsteps: [{expect: none}]", "the policy fires for ever in one instant (active -start_grace-> grace_period -recover-> active)"},
		{"a term that renews itself at once", "policy: {active: {after: 0s, event: renew}}\nsteps: [{expect: none}]", "active -renew-> active"},
		{"a cycle through generations", "policy: {active: {after: 0s, event: expire}, expired: {after: 0s, event: reactivate}}\nsteps: [{expect: none}]", "active -expire-> expired -reactivate-> active"},
		{"fired where the clock stands", "steps: [{event: activate, fired: []}]", "no deadline fires in this step"},
		{"fired in a race", "start: active\nsteps: [{any_order: [{event: renew}], fired: []}]", "fired does not stand on any_order"},
		{"fired in a race that moves the clock", "start: active\norder: occurred\nsteps: [{any_order: [{event: renew, at: 2026-02-01}], fired: []}]", "fired does not stand on any_order"},
		{"an entry of fired without an event", "steps: [{advance: 1d, fired: [{at: 2026-01-01}]}]", "an entry of fired names no event"},
		{"seven events in any order", "start: active\nsteps: [{any_order: [" + six + "{event: renew}], expect: active}]", "any_order takes up to 6 events (got 7)"},
		{"no event in any order", "start: active\nsteps: [{any_order: [], expect: active}]", "any_order is empty"},
		{"an entry of any_order without an event", "start: active\nsteps: [{any_order: [{id: a}], expect: active}]", "an entry of any_order is an event"},
		{"an instant inside a race, as delivered", "start: active\nsteps: [{any_order: [{event: renew, at: 2026-05-01}], expect: active}]", "an event of any_order has no at under order: delivered"},
		{"a verdict on a race", "start: active\nsteps: [{any_order: [{event: renew}], expect: ignored}]", "only an event has a verdict"},
		{"too many orders together", "start: active\norder: occurred\nsteps: [{any_order: [" + six + "]}, {any_order: [{event: renew}, {event: cancel}]}, {expect: cancelled}]", "more than 720 orders"},
		{"a check among events that are sorted", "order: occurred\nsteps: [{expect: none}, {event: activate}]", "checks and clock moves stand after the last event"},
		{"a race in which nothing is expected", "start: active\nsteps: [{any_order: [{event: renew}, {event: cancel}]}]", "the scenario expects nothing"},
	} {
		t.Run(test.why, func(t *testing.T) {
			_, err := replay.Parse("x", []byte("name: a\n"+test.text+"\n"))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v\nwant %s", err, test.want)
			}
		})
	}
}

// TestAProblemIsToldOnce: neither each order of a race nor what comes after a
// problem tells it again.
func TestAProblemIsToldOnce(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"the clock goes on from its beginning", "steps: [{until: 9999-12-31}, {advance: 2d}, {until: 9999-12-31, expect: none}]", "x:2:40: the clock would pass the year 9999"},
		{"an event that is none is not one that the profile lacks as well", "policy: {trial: {after: 1d, event: expiry}}\nsteps: [{expect: none}]", `x:2:36: "expiry" is not the name of an event (did you mean expire?)`},
		{"one problem of two orders", "start: active\nsteps: [{any_order: [{event: schedule_cancellation, effective: 2025-01-01}, {event: cancel}], expect: cancelled}]", "x:3:30: a scheduled cancellation takes effect later than now (the clock stands at 2026-01-01 00:00)"},
	} {
		t.Run(test.why, func(t *testing.T) {
			if _, err := replay.Parse("x", []byte("name: a\n"+test.text+"\n")); err == nil || err.Error() != test.want {
				t.Errorf("%v\nwant %s", err, test.want)
			}
		})
	}
}

// TestWhatTimeAllows: these have no problem, and hold.
func TestWhatTimeAllows(t *testing.T) {
	for _, test := range []struct{ why, text string }{
		{"until may be where the clock stands", "steps: [{until: 2026-01-01, expect: none, fired: []}]"},
		{"until may go beyond what a duration can hold", "start: active\npolicy: {active: {after: 15000w, event: expire}}\nsteps: [{until: 2900-01-01, expect: expired, fired: [{event: expire, at: 2313-06-26}]}]"},
		{"two jumps of 200 years", "start: active\nsteps: [{advance: 10400w}, {advance: 10400w, expect: active}]"},
		{"a zone is turned into UTC", "steps: [{event: activate, at: 2026-03-01T01:00:00+02:00}, {until: 2026-02-28T23:00:00Z, expect: active}]"},
		{"a chain in one instant that ends", "start: trial\npolicy: {trial: {after: 0s, event: activate}, active: {after: 0s, event: start_grace}, grace_period: {after: 0s, event: fail_renewal}}\nsteps: [{advance: 1s, expect: grace_period, fired: [{event: activate}, {event: start_grace}, {event: fail_renewal}]}]"},
		{"a renewal that is refused at once comes to an end", "start: past_due\npolicy: {past_due: {after: 0s, event: renew}}\nsteps: [{expect: past_due, fired: [{event: renew}]}]"},
		{"a deadline that is refused fires once", "start: trial\npolicy: {trial: {after: 1d, event: resume}}\nsteps: [{advance: 9d, expect: trial, fired: [{event: resume, at: 2026-01-02}]}]"},
		{"what is due now fires before a check", "start: active\npolicy: {past_due: {after: 0s, event: start_grace}}\nsteps: [{event: fail_renewal, expect: past_due}, {expect: grace_period, fired: [{event: start_grace, at: 2026-01-01}]}]"},
		{"an entry of fired may leave the instant open", "start: trial\npolicy: {trial: {after: 1d, event: expire}}\nsteps: [{advance: 9d, fired: [{event: expire}]}]"},
		{"a day that is refused is used up, and the day of a new decision is not", "start: active\nprofile: {without: [cancel]}\nsteps: [{event: schedule_cancellation, effective: 2026-02-01}, {until: 2026-03-01, expect: active, fired: [{event: cancel, at: 2026-02-01}]}, {event: unschedule_cancellation}, {event: schedule_cancellation, effective: 2026-04-01}, {until: 2026-05-01, fired: [{event: cancel, at: 2026-04-01}]}]"},
		{"as occurred, an event without an instant happened when the scenario began, after what is older", "start: past_due\nclock: 2026-05-01\norder: occurred\nsteps: [{event: suspend}, {event: recover, at: 2026-04-01}, {expect: suspended}]"},
		{"the clock begins with the earliest at", "start: active\npolicy: {active: {after: 1d, event: expire}}\nsteps: [{event: renew, at: 2026-05-03, expect: rejected, fired: [{event: expire, at: 2026-05-02}]}, {event: cancel, at: 2026-05-01, expect: ignored}]"},
	} {
		t.Run(test.why, func(t *testing.T) {
			s := parse(t, "name: a\n"+test.text+"\n")
			if failure := replay.Judge(s, play(t, s)); failure != nil {
				t.Errorf("%+v", failure.Mismatches)
			}
		})
	}
}

// TestTheBound: a jump that fires once too often ends, and says where.
func TestTheBound(t *testing.T) {
	const story = "name: a\npolicy: {active: {after: 1s, event: renew}}\nsteps:\n- {event: activate}\n- {advance: %ds, expect: active}\n"
	if trace := play(t, parse(t, fmt.Sprintf(story, replay.MaxAnswers-1))); len(trace.Answers) != replay.MaxAnswers {
		t.Errorf("%d answers", len(trace.Answers))
	}
	for _, test := range []struct{ why, text, place string }{
		{"in a step among others", fmt.Sprintf(story, replay.MaxAnswers) + "- {expect: active}\n", "test.yaml:5:13"},
		{"at the scenario's end", "name: a\nclock: 2026-01-01\npolicy: {active: {after: 1s, event: renew}}\nsteps:\n- {event: activate}\n- {event: recover, at: 2026-01-02T03:46:39Z, expect: active}\n", "test.yaml:6:11"},
	} {
		_, err := replay.NewPlayer().Play(t.Context(), parse(t, test.text))
		if err == nil || !strings.Contains(err.Error(), fmt.Sprintf("%s: more than %d events and deadlines", test.place, replay.MaxAnswers)) {
			t.Errorf("%s: %v", test.why, err)
		}
	}
}

// TestARaceThatParts: nothing may follow a race that ends in several ways, be it
// only that the deadlines differ.
func TestARaceThatParts(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"the states differ", "start: past_due\nsteps: [{any_order: [{event: suspend}, {event: recover}]}, {expect: active}]", "suspend then recover in active, generation 1 and recover then suspend in suspended, generation 1"},
		{"the flags differ", "start: active\nsteps: [{any_order: [{event: schedule_cancellation}, {event: unschedule_cancellation}]}, {expect: active}]", "schedule_cancellation then unschedule_cancellation in active, generation 1 and unschedule_cancellation then schedule_cancellation in active+scheduled"},
		{"the instants of the cancellation differ", "start: active\nsteps: [{any_order: [{event: schedule_cancellation, effective: 2027-01-01}, {event: schedule_cancellation, effective: 2027-02-01}]}, {expect: active}]", "with cancel due 2027-01-01 00:00 and schedule_cancellation then schedule_cancellation in active+scheduled, generation 1, with cancel due 2027-02-01"},
		{"they end alike", "start: past_due\nsteps: [{any_order: [{event: cancel}, {event: recover}]}, {expect: cancelled}]", ""},
		{"they end alike, whatever was decided on the way", "start: active\nsteps: [{any_order: [{event: schedule_cancellation, effective: 2027-01-01}, {event: cancel}]}, {expect: cancelled}]", ""},
		{"they differ, and nothing follows", "start: past_due\nsteps: [{expect: past_due}, {any_order: [{event: suspend}, {event: recover}]}]", ""},
	} {
		t.Run(test.why, func(t *testing.T) {
			_, err := replay.NewPlayer().Play(t.Context(), parse(t, "name: a\n"+test.text+"\n"))
			if got := fmt.Sprint(err); test.want == "" && err != nil || test.want != "" && !strings.Contains(got, test.want) {
				t.Errorf("%s\nwant %s", got, test.want)
			}
		})
	}
}

// TestABuiltRaceThatParts: a scenario that was read from no file is told by its
// step alone.
func TestABuiltRaceThatParts(t *testing.T) {
	s := &replay.Scenario{Name: "built", Profile: fsm.Standard(), Start: fsm.Configuration{State: fsm.StatePastDue, Generation: 1}, Clock: replay.DefaultClock, Steps: []replay.Step{
		{AnyOrder: true, Events: []replay.Delivery{{Event: fsm.EventSuspend}, {Event: fsm.EventRecover}}},
		{Advance: time.Hour},
	}}
	if _, err := replay.NewPlayer().Play(t.Context(), s); err == nil || !strings.HasPrefix(err.Error(), "step 2: nothing may follow here") {
		t.Errorf("%v", err)
	}
}

// TestADayThatPassesInAGap falls due when the gap ends, not before.
func TestADayThatPassesInAGap(t *testing.T) {
	s := parse(t, "name: a\nstart: active\nclock: 2026-01-01\nsteps: [{event: schedule_cancellation, effective: 2026-02-01}, {event: lose_contact}, {event: observe_active, at: 2026-03-01, expect: active}]")
	answers := play(t, s).Answers
	if _, pending := s.Next(answers[:2]); pending {
		t.Error("a deadline is pending in a gap")
	}
	if f, _ := s.Next(answers[:3]); f.String() != "cancel at 2026-03-01 00:00" {
		t.Errorf("next is %s", f)
	}
}

// TestALifeSurvivesSilence: where the instance gave no answer, the deadline is
// still pending, and fires when it is asked for again.
func TestALifeSurvivesSilence(t *testing.T) {
	instance, err := replay.Reference(fsm.Standard())
	if err != nil {
		t.Fatal(err)
	}
	policy := replay.Policy{fsm.StateTrial: {After: time.Hour, Event: fsm.EventExpire}}
	life, err := replay.NewLife(instance, policy, fsm.Configuration{State: fsm.StateTrial, Generation: 1}, replay.DefaultClock)
	if err != nil {
		t.Fatal(err)
	}
	done, cancel := context.WithCancel(t.Context())
	cancel()
	later := replay.DefaultClock.Add(2 * time.Hour)
	if _, err := life.MoveTo(done, later); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits, and the error is %v", err)
	}
	answers, err := life.MoveTo(t.Context(), later)
	if err != nil || len(answers) != 1 || answers[0].Event != fsm.EventExpire || !answers[0].At.Equal(replay.DefaultClock.Add(time.Hour)) {
		t.Errorf("asked again: %+v %v", answers, err)
	}
}

// TestALifeIsToldInUTC wants every instant in UTC, whatever zone it comes in:
// traces are compared byte by byte.
func TestALifeIsToldInUTC(t *testing.T) {
	instance, err := replay.Reference(fsm.Standard())
	if err != nil {
		t.Fatal(err)
	}
	zoned := replay.DefaultClock.In(time.FixedZone("east", 3600))
	policy := replay.Policy{fsm.StateTrial: {After: time.Hour, Event: fsm.EventActivate}}
	life, err := replay.NewLife(instance, policy, fsm.Configuration{State: fsm.StateTrial, Generation: 1}, zoned)
	if err != nil {
		t.Fatal(err)
	}
	utc := func(why string, instants ...time.Time) {
		for _, at := range append(instants, life.Now()) {
			if at.Location() != time.UTC {
				t.Errorf("%s: %s", why, at)
			}
		}
	}
	next, _ := life.Next()
	utc("the beginning", next.At)
	if _, err := life.MoveTo(t.Context(), zoned.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	utc("a clock move")
	answers, err := life.Deliver(t.Context(), replay.Delivery{Event: fsm.EventScheduleCancellation, At: zoned.Add(2 * time.Hour), Effective: zoned.Add(3 * time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	next, _ = life.Next()
	utc("an event", answers[0].At, answers[0].Effective, next.At)
}

// TestLife moves a clock by hand.
func TestLife(t *testing.T) {
	instance, err := replay.Reference(fsm.Standard())
	if err != nil {
		t.Fatal(err)
	}
	policy := replay.Policy{fsm.StateTrial: {After: time.Hour, Event: fsm.EventExpire}}
	life, err := replay.NewLife(instance, policy, fsm.Configuration{State: fsm.StateTrial, Generation: 1}, replay.DefaultClock)
	if err != nil {
		t.Fatal(err)
	}
	if f, pending := life.Next(); !pending || f.Event != fsm.EventExpire || !f.At.Equal(replay.DefaultClock.Add(time.Hour)) {
		t.Errorf("next is %s, %t", f, pending)
	}
	if _, err := life.MoveTo(t.Context(), replay.DefaultClock.Add(-1)); !errors.Is(err, replay.ErrPast) {
		t.Errorf("the clock runs backwards: %v", err)
	}
	answers, err := life.Deliver(t.Context(), replay.Delivery{Event: fsm.EventRenew, At: replay.DefaultClock.Add(2 * time.Hour)})
	if err != nil || len(answers) != 2 || !answers[0].Deadline || answers[1].Reason != fsm.ReasonEnded || answers[1].Late {
		t.Errorf("%+v %v", answers, err)
	}
	if late, err := life.Deliver(t.Context(), replay.Delivery{Event: fsm.EventReactivate, At: replay.DefaultClock}); err != nil || !late[0].Late || !life.Now().Equal(replay.DefaultClock.Add(2*time.Hour)) {
		t.Errorf("a late event: %+v %v, the clock at %s", late, err, life.Now())
	}
	if life.Configuration().Generation != 2 {
		t.Errorf("it is in %s", life.Configuration())
	}
	timeless, err := life.Deliver(t.Context(), replay.Delivery{Event: fsm.EventScheduleCancellation, ID: "a", Effective: replay.DefaultClock})
	if err != nil || timeless[0].Late || timeless[0].ID != "a" {
		t.Errorf("an event that says nothing of when it happened: %+v %v", timeless, err)
	}
	overdue, err := life.MoveTo(t.Context(), life.Now())
	if err != nil || len(overdue) != 1 || overdue[0].Event != fsm.EventCancel || !overdue[0].At.Equal(replay.DefaultClock.Add(2*time.Hour)) {
		t.Errorf("what takes effect before now falls due at once, and the clock does not run back: %+v %v", overdue, err)
	}
}

// TestTheLanguageAsSpecified plays the scenarios with which the language was
// first written down.
func TestTheLanguageAsSpecified(t *testing.T) {
	text, err := os.ReadFile("testdata/specified.subsim.yaml")
	if err != nil {
		t.Fatal(err)
	}
	all, err := replay.Parse("specified.subsim.yaml", text)
	if err != nil || len(all) != 3 {
		t.Fatalf("%d scenarios, %v", len(all), err)
	}
	for _, s := range all {
		checkFormat(t, s)
		if failure := replay.Judge(s, play(t, s)); failure != nil {
			t.Errorf("%s: %+v", s.Name, failure.Mismatches)
		}
	}
}
