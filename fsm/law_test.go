package fsm_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestWarnings(t *testing.T) {
	for _, profile := range fsm.Profiles() {
		if warnings := fsm.NewTable(profile).Warnings(); len(warnings) != 0 {
			t.Errorf("%s: %v; a built-in profile keeps the laws", profile.Name(), warnings)
		}
	}
	for _, test := range []struct{ without, want, why string }{
		{"observe_trial", `6: in unknown<trial>, observing trial does not end the gap
			6: in unknown<trial+scheduled>, observing trial does not end the gap`, "a gap after a trial can only end by the trial's becoming something else"},
		{"observe_trial schedule_cancellation", "6: in unknown<trial>, observing trial does not end the gap", "what cannot be reached is not warned of"},
		{"active", `8: active cannot be reached from trial
			8: active cannot be reached from past_due
			8: active cannot be reached from grace_period
			8: active cannot be reached from suspended`, "active is what a subscription is for"},
		{"recover resume", "", "the way back is long but open: cancel, then reactivate"},
		{"recover resume reactivate", `8: active cannot be reached from past_due
			8: active cannot be reached from grace_period
			8: active cannot be reached from suspended`, "without reactivate it is shut"},
		{"cancel expire", `8: no ended state can be reached from trial
			8: no ended state can be reached from active
			8: no ended state can be reached from past_due
			8: no ended state can be reached from grace_period
			8: no ended state can be reached from suspended`, "law 7 is silent where the event is dropped, law 8 is not"},
		{"cancel", "", "expire still ends it"},
		{"start_trial observe_trial", "8: trial cannot be reached from none", "a state that is kept, but that nothing leads to"},
		{"start_trial observe_trial trial", "", "dropped with its events, it is not missed"},
		{"suspended/cancel", "7: in suspended, cancel is not applied\n7: in suspended+scheduled, cancel is not applied", "expire still ends it, and the exit is shut all the same"},
		{"unknown/observe_suspended schedule_cancellation", "6: in unknown<suspended>, observing suspended does not end the gap", "a gap that can only end elsewhere"},
		{"none/start_trial none/observe_trial", "8: trial cannot be reached from none", "nor by a gap before anything was known: that would launder it"},
		{"none/observe_trial", "", "start_trial still leads there, and so a gap can end there"},
		{"suspended/fail_renewal cancelled/cancel active/recover", "", "a refusal that costs nothing"},
		{"lose_contact", "8: unknown cannot be reached from none", "a gap that never opens should be dropped as a state"},
		{"unknown", "", "and then it is not missed"},
		{"observe_active recover resume reactivate schedule_cancellation", `6: in unknown<active>, observing active does not end the gap
			8: active cannot be reached from past_due
			8: active cannot be reached from grace_period
			8: active cannot be reached from suspended`, "two laws at once, by number"},
	} {
		t.Run("without "+test.without, func(t *testing.T) {
			var got []string
			for _, w := range fsm.NewTable(without(t, strings.Fields(test.without)...)).Warnings() {
				got = append(got, fmt.Sprintf("%d: %s", w.Law.Number, w.Problem))
			}
			if want := strings.ReplaceAll(test.want, "\t", ""); strings.Join(got, "\n") != want {
				t.Errorf("got\n%s\nwant\n%s\n%s", strings.Join(got, "\n"), want, test.why)
			}
		})
	}
}

func TestLaws(t *testing.T) {
	laws := fsm.Laws()
	if len(laws) != 18 {
		t.Fatalf("%d laws; want 18", len(laws))
	}
	for i, law := range laws {
		if law.Number != i+1 || law.Name == "" || law.Statement == "" {
			t.Errorf("%+v; want number %d, a name and a statement", law, i+1)
		}
	}
	laws[0].Name = "spoilt"
	if fsm.Laws()[0].Name == "spoilt" {
		t.Error("the laws shown are the model's")
	}
}
