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
