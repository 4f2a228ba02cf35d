package fsm_test

import (
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// The first reason that fits is given. Each row holds a case in which only its
// reason fits, or says which other one it beats.
func TestReason(t *testing.T) {
	standard, strict, marketplace := fsm.Standard(), fsm.Strict(), fsm.Marketplace()
	for _, test := range []struct {
		profile fsm.Profile
		in      string
		event   fsm.Event
		want    fsm.Reason
		why     string
	}{
		{standard, "active", "renew", fsm.ReasonNone, "applied has no reason"},
		{standard, "active", "activate", fsm.ReasonAlready, "the cell says so"},
		{standard, "active+scheduled", "schedule_cancellation", fsm.ReasonAlready, "the flag says so"},
		{standard, "none", "cancel", fsm.ReasonNotStarted, "nothing has begun"},
		{standard, "unknown<active>", "cancel", fsm.ReasonGap, "no observation"},
		{standard, "unknown<active>", "observe_trial", fsm.ReasonUnreachable, "only observe_trial is refused after active"},
		{standard, "active", "observe_trial", fsm.ReasonContradiction, "the log must first say lose_contact"},
		{standard, "cancelled", "renew", fsm.ReasonEnded, "a late renewal revives nothing"},
		{standard, "active", "start_trial", fsm.ReasonNotAllowed, "no such transition"},
		{strict, "cancelled", "reactivate", fsm.ReasonProfile, "the profile removes it"},

		{standard, "cancelled", "cancel", fsm.ReasonAlready, "already comes before ended"},
		{standard, "unknown<active>", "lose_contact", fsm.ReasonAlready, "already comes before gap"},
		{marketplace, "cancelled", "expire", fsm.ReasonAlready, "already comes before profile: the cell loops, so expired is not its target and it is left"},
		{strict, "expired", "reactivate", fsm.ReasonProfile, "profile comes before ended"},
		{marketplace, "none", "start_trial", fsm.ReasonProfile, "profile comes before not_started"},
		{marketplace, "none", "observe_trial", fsm.ReasonProfile, "for an observation too"},
		{marketplace, "unknown<active>", "observe_expired", fsm.ReasonProfile, "profile comes before unreachable"},
		{marketplace, "active", "fail_renewal", fsm.ReasonProfile, "profile comes before not_allowed: the target is dropped"},
		{standard, "unknown<cancelled>", "reactivate", fsm.ReasonGap, "gap comes before ended: what was known is not known now"},
		{standard, "unknown<cancelled>", "observe_active", fsm.ReasonUnreachable, "a gap never revives"},
		{standard, "none", "extend_trial", fsm.ReasonNotStarted, "not_started comes before not_allowed"},
		{standard, "cancelled", "observe_expired", fsm.ReasonContradiction, "contradiction comes before ended"},

		{strict, "active", "reactivate", fsm.ReasonNotAllowed, "standard would ignore it, not apply it, so the profile is no reason"},
		{strict, "none", "reactivate", fsm.ReasonNotStarted, "standard rejects it too"},
		{strict, "unknown<expired>", "reactivate", fsm.ReasonGap, "the same in a gap"},
		{marketplace, "active", "observe_trial", fsm.ReasonContradiction, "standard rejects it too, for this reason"},
		{marketplace, "active", "start_trial", fsm.ReasonNotAllowed, "standard rejects it too, for this reason"},

		{without(t, "observe_active"), "unknown<active>", "observe_active", fsm.ReasonProfile, "an observation is dropped that would end the gap"},
		{without(t, "observe_active"), "unknown<cancelled>", "observe_active", fsm.ReasonUnreachable, "dropped, but standard would refuse it too"},
		{without(t, "observe_active"), "active", "observe_active", fsm.ReasonNotAllowed, "dropped where standard would ignore it"},
		{without(t, "observe_active"), "trial", "observe_active", fsm.ReasonContradiction, "dropped where it would contradict anyway"},
		{without(t, "observe_cancelled"), "cancelled", "observe_cancelled", fsm.ReasonEnded, "dropped where standard would ignore it, after an end"},
		{without(t, "suspended/fail_renewal"), "suspended+scheduled", "fail_renewal", fsm.ReasonProfile, "a single cell, in each of its configurations"},
		{without(t, "active/recover"), "active", "recover", fsm.ReasonNotAllowed, "standard would ignore it: the next that fits"},
		{without(t, "cancelled/cancel"), "cancelled", "cancel", fsm.ReasonEnded, "standard would ignore it: the next that fits"},
		{without(t, "unknown/lose_contact"), "unknown<active>", "lose_contact", fsm.ReasonGap, "standard would ignore it: the next that fits"},
		{without(t, "active/schedule_cancellation"), "active", "schedule_cancellation", fsm.ReasonProfile, "a flag that cannot rise"},
		{without(t, "suspended/recover", "suspended/resume"), "unknown<suspended>", "observe_active", fsm.ReasonProfile, "the gap rule follows the cells"},
		{without(t, "none/start_trial", "none/observe_trial"), "unknown<none>", "observe_trial", fsm.ReasonProfile, "and where nothing was known too"},
		{without(t, "recover", "resume"), "unknown<past_due>", "observe_active", fsm.ReasonProfile, "the cell is left, but the profile's gap rule no longer reaches active: profile comes before unreachable"},
		{without(t, "suspended/fail_renewal"), "suspended+scheduled", "fail_renewal", fsm.ReasonProfile, "a single cell, in each of its configurations"},
		{without(t, "active/recover"), "active", "recover", fsm.ReasonNotAllowed, "standard would ignore it: the next that fits"},
		{without(t, "cancelled/cancel"), "cancelled", "cancel", fsm.ReasonEnded, "standard would ignore it: the next that fits"},
		{without(t, "unknown/lose_contact"), "unknown<active>", "lose_contact", fsm.ReasonGap, "standard would ignore it: the next that fits"},
		{without(t, "active/schedule_cancellation"), "active", "schedule_cancellation", fsm.ReasonProfile, "a flag that cannot rise"},
		{without(t, "suspended/recover", "suspended/resume"), "unknown<suspended>", "observe_active", fsm.ReasonProfile, "the gap rule follows the cells"},
		{without(t, "none/start_trial", "none/observe_trial"), "unknown<none>", "observe_trial", fsm.ReasonProfile, "and where nothing was known too"},
		{without(t, "recover", "resume"), "unknown<past_due>", "observe_past_due", fsm.ReasonNone, "the last known state always can be observed"},
		{without(t, "recover", "resume"), "unknown<none>", "observe_active", fsm.ReasonNone, "nothing was known, so everything can be"},
		{without(t, "renew"), "none", "renew", fsm.ReasonNotStarted, "standard rejects it too"},
	} {
		t.Run(test.profile.Name()+": "+string(test.event)+" in "+test.in, func(t *testing.T) {
			table, at := fsm.NewTable(test.profile), configuration(t, test.in)
			step, err := table.Step(at, test.event)
			if err != nil || step.Reason() != test.want || step.Verdict() != test.want.Verdict() {
				t.Errorf("%v, %v; want %s %s: %s", step, err, test.want.Verdict(), test.want, test.why)
			}
			machine, err := fsm.NewMachine(table, fsm.StartingAt(at))
			if err != nil {
				t.Fatal(err)
			}
			if fired := fire(t, machine, test.event); fired != step {
				t.Errorf("the machine says %v, the table %v", fired, step)
			}
		})
	}
}

func TestReasons(t *testing.T) {
	want := []fsm.Reason{"duplicate", "already", "profile", "not_started", "gap", "unreachable", "contradiction", "ended", "not_allowed"}
	if got := fsm.Reasons(); !slices.Equal(got, want) {
		t.Errorf("%v; want the order of the model, %v", got, want)
	}
	for i, reason := range fsm.Reasons() {
		verdict := fsm.VerdictRejected
		if i < 2 {
			verdict = fsm.VerdictIgnored
		}
		if reason.Verdict() != verdict || reason.Meaning() == "" || reason.String() != string(reason) {
			t.Errorf("%s: %s, %q", reason, reason.Verdict(), reason.Meaning())
		}
	}
	if none := fsm.ReasonNone; none.Verdict() != fsm.VerdictApplied || none.String() != "-" || none.Meaning() != "" {
		t.Errorf("%s: %s", none, none.Verdict())
	}
}
