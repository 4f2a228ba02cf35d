package fsm_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// step answers one event that makes sense.
func step(t *testing.T, p fsm.Profile, in string, event fsm.Event) fsm.Step {
	t.Helper()
	s, err := fsm.NewTable(p).Step(configuration(t, in), event)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The keys are a promise to whoever reads traces.
func TestStepJSON(t *testing.T) {
	for _, test := range []struct {
		step      fsm.Step
		want, why string
	}{
		{step(t, fsm.Standard(), "none", "activate"),
			`{"from":{"state":"none","cancellation_scheduled":false,"last_known":"none","generation":0},"event":"activate",` +
				`"to":{"state":"active","cancellation_scheduled":false,"last_known":"none","generation":1},"verdict":"applied"}`,
			"applied has no reason; not started is written none"},
		{step(t, fsm.Standard(), "unknown<active+scheduled>", "cancel"),
			`{"from":{"state":"unknown","cancellation_scheduled":true,"last_known":"active","generation":1},"event":"cancel",` +
				`"to":{"state":"unknown","cancellation_scheduled":true,"last_known":"active","generation":1},"verdict":"rejected","reason":"gap"}`,
			"a refusal leaves everything, the gap's memory too"},
	} {
		if text, err := json.Marshal(test.step); err != nil || string(text) != test.want {
			t.Errorf("%s, %v; want %s: %s", text, err, test.want, test.why)
		}
	}
}

// Then goes on where a step led, and Table.Step says the same.
func TestStepThen(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	walked, err := table.Step(fsm.Configuration{}, fsm.EventActivate)
	for _, event := range append(fsm.Events(), fsm.EventCancel, fsm.EventReactivate, fsm.EventReactivate, fsm.EventCancel, fsm.EventReactivate) {
		if err != nil {
			t.Fatal(err)
		}
		want, _ := table.Step(walked.To(), event)
		if walked, err = walked.Then(event); walked != want {
			t.Errorf("%s: Then says %s, the table %s", event, walked, want)
		}
	}
	if again, err := walked.Then("cancle"); kind(err) != "NameError" || again != (fsm.Step{}) {
		t.Errorf("%v, %v; want a NameError", again, err)
	}
	if after, err := (fsm.Step{}).Then(fsm.EventActivate); err == nil {
		t.Errorf("%v follows the zero step", after)
	}
}

func TestStepExplain(t *testing.T) {
	for _, test := range []struct {
		step      fsm.Step
		want, why string
	}{
		{step(t, fsm.Standard(), "active", "cancel"), `cancel in active: applied -> cancelled
			because every live subscription can be ended by an act`, "what was applied needs no way out"},
		{step(t, fsm.Standard(), "cancelled", "cancel"), `cancel in cancelled: ignored (already)
			because there is nothing left to do: it has already ended`, "nor does what was ignored"},
		{step(t, fsm.Standard(), "active", "start_trial"), `start_trial in active: rejected (not_allowed)
			because there is no such transition: a trial comes before the first term; a subscription under way does not go back to it
			legal now: cancel, expire, fail_renewal, lose_contact, renew, schedule_cancellation, start_grace, suspend
			no legal route to trial`, "there is no way back"},
		{step(t, fsm.Strict(), "cancelled", "reactivate"), `reactivate in cancelled: rejected (profile)
			because standard would apply it; the profile in force removes it; in standard: an explicit act brings it back, as a new generation
			legal now: lose_contact
			no legal route to active`, "the row's reason is standard's"},
		{step(t, fsm.Strict(), "active", "reactivate"), `reactivate in active: rejected (not_allowed)
			because there is no such transition: profile strict removes the cell
			legal now: cancel, expire, fail_renewal, lose_contact, renew, schedule_cancellation, start_grace, suspend
			it is in active already`, "the row says ignored, so its reason would mislead"},
		{step(t, without(t, "reactivate", "lose_contact"), "cancelled", "renew"), `renew in cancelled: rejected (ended)
			because expired or cancelled, and the event does not bring it back: a late renewal must not revive an ended subscription; that takes an explicit reactivate
			legal now: nothing
			no legal route to active`, "nothing at all is legal"},
	} {
		t.Run(test.step.String(), func(t *testing.T) {
			if want := strings.ReplaceAll(test.want, "\t", ""); test.step.Explain() != want {
				t.Errorf("got\n%s\nwant\n%s\n%s", test.step.Explain(), want, test.why)
			}
		})
	}
}

// A duplicate is not explained by the row: the event was not looked at.
func TestStepDuplicate(t *testing.T) {
	machine := newMachine(t)
	var last fsm.Step
	for range 2 {
		var err error
		if last, err = machine.Deliver(ctx, "a", fsm.EventActivate); err != nil {
			t.Fatal(err)
		}
	}
	want := "activate in active: ignored (duplicate)\nbecause this event id was already seen"
	if last.Explain() != want {
		t.Errorf("%q; want %q", last.Explain(), want)
	}
}
