package conformance_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// profileOf makes a profile without some names.
func profileOf(t *testing.T, without ...string) fsm.Profile {
	t.Helper()
	p, err := fsm.NewProfile("", without...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestStricterConformsAsItsProfile: a subject that only lacks what a profile can
// lack raises no alarm, and the profile is exactly its own.
func TestStricterConformsAsItsProfile(t *testing.T) {
	all := fsm.Profiles()[1:]
	for _, without := range [][]string{
		{"suspended/recover"},
		{"suspended/fail_renewal", "grace_period/fail_renewal"},
		{"active/start_grace", "trial/start_grace", "active/resume"},
		{"past_due", "none/observe_active"},
		{"expired/reactivate", "extend_trial"},
		{"trial", "grace_period/suspend"},
	} {
		all = append(all, profileOf(t, without...))
	}
	for _, p := range all {
		t.Run(p.Name(), func(t *testing.T) {
			t.Parallel()
			r := inquiry{open: opensAs(p, nil), Options: conformance.Options{Level: 3}}.check(t)
			if r.Verdict != conformance.VerdictStricter || r.Stricter == nil || !slices.Equal(r.Stricter.Without(), p.Without()) {
				t.Errorf("%s, %s: %v refused: %v %q", r.Verdict, r.Because, r.Stricter, r.Refused, keys(r))
			}
			if len(r.Refused) == 0 || r.Guarantee.Profile != *r.Stricter {
				t.Errorf("%v are refused, and the guarantee speaks of %s", r.Refused, r.Guarantee.Profile.Name())
			}
			if suite := fmt.Sprintf("HSI, k=%d", r.Guarantee.Extra); !slices.Contains(played(r), suite) {
				t.Errorf("the guarantee is that of %s, and played were %q", suite, played(r))
			}
			r = inquiry{open: opensAs(p, nil), Options: conformance.Options{Level: 3, Profile: p}}.check(t)
			if r.Verdict != conformance.VerdictConforms {
				t.Errorf("asked for as itself: %s, %s %q", r.Verdict, r.Because, keys(r))
			}
		})
	}
}

// TestNoProfileExplains: what no profile can lack is a difference, whatever else
// is refused, and so is what depends on the history.
func TestNoProfileExplains(t *testing.T) {
	few := []string{"suspended/recover", "extend_trial"}
	for _, test := range []struct {
		why     string
		profile []string // that it has beside
		fault   fault
		level   int
		key     string
	}{
		{"refused only when a cancellation is scheduled", nil, in(fsm.StateActive, fsm.EventCancel, whenScheduled(refuse)), 3, "active/cancel refused"},
		{"refused only after two failures", nil, in(fsm.StateActive, fsm.EventRenew, after(2, fsm.EventFailRenewal, refuse)), 3, "active/renew hidden"},
		{"no law lets a live subscription go on for ever", nil, in(fsm.StateSuspended, fsm.EventCancel, refuse), 3, "suspended/cancel refused"},
		{"the same, beside what a profile can lack", few, in(fsm.StateSuspended, fsm.EventCancel, refuse), 3, "suspended/cancel refused"},
		{"a revival beside what a profile can lack", few, in(fsm.StateCancelled, fsm.EventRecover, apply(fsm.StateActive)), 3, "cancelled/recover accepted"},
		{"a refusal that moves it", nil, in(fsm.StatePastDue, fsm.EventRecover, func(*ledger, fsm.Step) (fsm.Verdict, fsm.Configuration) {
			return fsm.VerdictRejected, fsm.Configuration{State: fsm.StateSuspended, Generation: 1}
		}), 3, "past_due/recover refused"},
	} {
		r := inquiry{open: opensAs(profileOf(t, test.profile...), test.fault), Options: conformance.Options{Level: test.level}}.check(t)
		if r.Verdict != conformance.VerdictDiffers || !slices.Equal(keys(r), []string{test.key}) {
			t.Errorf("%s: %s, %s %q, refused: %v", test.why, r.Verdict, r.Because, keys(r), r.Refused)
		}
	}
}

// TestLooserIsNoProfile: a subject that does more than it was asked for is never
// excused by a profile that allows it.
func TestLooserIsNoProfile(t *testing.T) {
	for _, p := range fsm.Profiles()[1:] {
		r := inquiry{open: opens(nil), Options: conformance.Options{Level: 1, Profile: p}}.check(t)
		if r.Verdict != conformance.VerdictDiffers || r.Stricter != nil {
			t.Errorf("standard asked for as %s: %s, %s", p.Name(), r.Verdict, r.Because)
		}
	}
	r := inquiry{open: opensAs(fsm.Store(), nil), Options: conformance.Options{Level: 1, Profile: fsm.Processor()}}.check(t)
	if r.Verdict != conformance.VerdictDiffers {
		t.Errorf("store asked for as processor: %s, %s", r.Verdict, r.Because)
	}
}
