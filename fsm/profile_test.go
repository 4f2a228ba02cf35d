package fsm_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// without returns a profile of one's own, named by what it drops.
func without(t *testing.T, dropped ...string) fsm.Profile {
	t.Helper()
	p, err := fsm.NewProfile("without "+strings.Join(dropped, " "), dropped...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestProfileWithout(t *testing.T) {
	for _, test := range []struct {
		profile fsm.Profile
		want    string
		why     string
	}{
		{fsm.Profile{}, "", "the zero profile removes nothing"},
		{fsm.Standard(), "", "the whole table"},
		{fsm.Strict(), "reactivate", "an end is an end"},
		{fsm.Processor(), "grace_period", "no bounded window"},
		{fsm.Store(), "past_due", "straight into grace"},
		{fsm.Marketplace(), "trial past_due grace_period expired reactivate", "three states, and nothing comes back"},
		{without(t, "renew", "unknown", "trial", "renew"), "trial unknown renew", "states first, each once, in the vocabulary's order"},
		{without(t, "suspended/fail_renewal", "renew", "none/lose_contact", "trial"), "trial renew none/lose_contact suspended/fail_renewal", "cells last, by state and then by event"},
		{without(t, "cancelled/cancel", "unknown/observe_trial", "trial/observe_trial"), "trial/observe_trial cancelled/cancel unknown/observe_trial", "what is ignored or guarded can be dropped too"},
		{without(t, "suspended/cancel", "suspended/resume", "suspended"), "suspended", "a cell goes with its state"},
		{without(t, "suspended/resume", "resume"), "resume", "a cell goes with its event"},
		{without(t, "active/suspend", "suspended"), "suspended", "a cell goes with its target"},
		{without(t, "expired/expire", "expired"), "expired", "a cell that is ignored goes with its state"},
		{without(t, "suspended/schedule_cancellation", "suspended/schedule_cancellation"), "suspended/schedule_cancellation", "a cell is dropped once"},
	} {
		t.Run(test.profile.Name(), func(t *testing.T) {
			dropped := test.profile.Without()
			if got := strings.Join(dropped, " "); got != test.want {
				t.Errorf("%q; want %q: %s", got, test.want, test.why)
			}
			for _, state := range fsm.States() {
				if test.profile.Has(state) == slices.Contains(dropped, string(state)) {
					t.Errorf("has %s: %t", state, test.profile.Has(state))
				}
			}
			again, err := fsm.NewProfile(test.profile.Name(), reversed(dropped)...)
			if err != nil || again != test.profile && test.profile.Name() != "" {
				t.Errorf("written in another order it is %v, %v", again.Without(), err)
			}
			for _, event := range fsm.Events() {
				if test.profile.Fires(event) == slices.Contains(dropped, string(event)) {
					t.Errorf("fires %s: %t", event, test.profile.Fires(event))
				}
			}
			if !test.profile.Has(fsm.StateNone) || test.profile.Has("nonsense") || test.profile.Fires("nonsense") {
				t.Error("a profile has none, and nothing outside the vocabulary")
			}
		})
	}
}

func reversed(names []string) []string {
	names = slices.Clone(names)
	slices.Reverse(names)
	return names
}

// A dropped cell is rejected in every configuration of its state, and every other
// cell is as it was where the gap rule does not look through it.
func TestDroppedCell(t *testing.T) {
	standard, table := fsm.NewTable(fsm.Standard()), fsm.NewTable(without(t, "suspended/fail_renewal", "active/recover", "trial/schedule_cancellation"))
	refused := map[fsm.State]fsm.Event{fsm.StateSuspended: fsm.EventFailRenewal, fsm.StateActive: fsm.EventRecover, fsm.StateTrial: fsm.EventScheduleCancellation}
	for _, c := range table.Configurations() {
		for _, e := range fsm.Events() {
			got, err := table.Step(c, e)
			want, _ := standard.Step(c, e)
			if dropped := refused[c.State] == e; err != nil || dropped && (got.Verdict() != fsm.VerdictRejected || got.To() != c) {
				t.Errorf("%s in %s: %s, %v", e, c, got.Verdict(), err)
			} else if !dropped && (got.Verdict() != want.Verdict() || got.Reason() != want.Reason() || got.To() != want.To()) {
				t.Errorf("%s in %s: %s %s, standard says %s %s", e, c, got.Verdict(), got.Reason(), want.Verdict(), want.Reason())
			}
			if keeps := table.Keeps(c.State, e); keeps == (refused[c.State] == e) {
				t.Errorf("%s in %s: keeps %t", e, c, keeps)
			}
		}
	}
}

// Each cell can be dropped that standard does not reject, and no other.
func TestDroppable(t *testing.T) {
	names := fsm.Droppable()
	for s, state := range fsm.Sources() {
		for _, event := range fsm.Events() {
			name := state.String() + "/" + string(event)
			p, err := fsm.NewProfile("", name)
			rejects := fsm.NewTable(fsm.Standard()).Row(state, event).Effect == fsm.EffectReject
			if (err != nil) != rejects || rejects == slices.Contains(names, name) {
				t.Errorf("%s, source %d: %v", name, s, err)
			}
			if err == nil && (!slices.Equal(p.Without(), []string{name}) || p.Name() != "standard without "+name) {
				t.Errorf("%s: %s, without %v", name, p.Name(), p.Without())
			}
		}
	}
	all, err := fsm.NewProfile("", names[30:]...)
	if err != nil || !slices.Equal(all.Without(), names[30:]) {
		t.Errorf("all cells at once: %v, %v", all.Without(), err)
	}
}

func TestNamed(t *testing.T) {
	for _, test := range []struct {
		name, without string
		named         bool
		why           string
	}{
		{"acme", "trial", true, "a name that was given"},
		{"acme", "", true, "also where nothing is dropped"},
		{"", "trial suspended/cancel", false, "called after what it drops"},
		{"", "", false, "the whole table"},
		{"standard without trial", "trial", false, "what it would be called anyway"},
	} {
		p, err := fsm.NewProfile(test.name, strings.Fields(test.without)...)
		if err != nil || p.Named() != test.named {
			t.Errorf("%s: %q, %v", test.why, p.Name(), err)
		}
	}
	if !fsm.Strict().Named() || (fsm.Profile{}).Named() {
		t.Error("strict has a name, the zero profile has none")
	}
}

// All that is wrong is reported at once, the part of a cell that is.
func TestNewProfileRefusesCells(t *testing.T) {
	for _, test := range []struct{ without, want, why string }{
		{"suspnded/cancel", `unknown state "suspnded" (known: none, trial,`, "the state is misspelt"},
		{"canceled/Expire", `unknown state "canceled", did you mean "cancelled"?`, "both are, and this is the one"},
		{"canceled/Expire", `unknown event "Expire", did you mean "expire"?`, "and this the other"},
		{"/cancel", `unknown state "" (known`, "none is written out"},
		{"trial/", `unknown event "" (known`, "half a cell"},
		{"fail_renewal/suspended", `unknown state "fail_renewal"`, "the state comes first"},
		{"trial/cancel/now", `unknown event "cancel/now"`, "a third part"},
		{"cancelled/recover", "standard rejects recover in cancelled already, so cancelled/recover removes nothing", "a slip: nothing is dropped"},
		{"none/renew", "standard rejects renew in none already, so none/renew removes nothing", "before the start too"},
	} {
		p, err := fsm.NewProfile("mine", "trial", test.without, "resume")
		if p != (fsm.Profile{}) || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %s", test.why, err, test.want)
		}
	}
}

// All unknown names are reported at once.
func TestNewProfileRefuses(t *testing.T) {
	p, err := fsm.NewProfile("mine", "canceled", "reactivate", "none", "Trial")
	if p != (fsm.Profile{}) || err == nil {
		t.Fatalf("%v, %v; want no profile", p, err)
	}
	var names, suggestions []string
	for _, problem := range err.(interface{ Unwrap() []error }).Unwrap() {
		misnamed := problem.(*fsm.NameError)
		names, suggestions = append(names, misnamed.Name), append(suggestions, misnamed.Suggestion)
	}
	if !slices.Equal(names, []string{"canceled", "none", "Trial"}) || !slices.Equal(suggestions, []string{"cancelled", "", "trial"}) {
		t.Errorf("%q, did you mean %q", names, suggestions)
	}
}

// One table serves all who ask for a built-in profile; a namesake of one's own
// gets its own.
func TestNewTableShares(t *testing.T) {
	first, second := fsm.NewTable(fsm.Strict()), fsm.NewTable(fsm.Strict())
	if first != second {
		t.Error("strict is compiled twice")
	}
	namesake, err := fsm.NewProfile("standard", "trial")
	if err != nil {
		t.Fatal(err)
	}
	if table := fsm.NewTable(namesake); table.Profile().Has(fsm.StateTrial) {
		t.Error("a profile of one's own is taken for a built-in one")
	}
}
