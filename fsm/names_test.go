package fsm_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestParseState(t *testing.T) {
	testNames(t, "state", fsm.States(), fsm.ParseState, []wrongName{
		{"", "", "nothing is not a name"},
		{"none", "", "not started is no ninth label"},
		{"canceled", "cancelled", "one l is the usual slip"},
		{"Active", "active", "names are lower case"},
		{"past-due", "past_due", "names are snake case"},
		{"gracePeriod", "grace_period", "names are snake case"},
		{" active", "active", "nothing is trimmed"},
		{"activate", "", "an event is no state"},
		{"paused", "", "far from everything"},
	})
}

func TestParseEvent(t *testing.T) {
	testNames(t, "event", fsm.Events(), fsm.ParseEvent, []wrongName{
		{"", "", "nothing is not a name"},
		{"active", "", "a state is no event"},
		{"observe_unknown", "", "nobody can observe that nobody knows"},
		{"Cancel", "cancel", "names are lower case"},
		{"cancell", "cancel", "a doubled letter"},
		{"lose-contact", "lose_contact", "names are snake case"},
		{"unscheduleCancelation", "unschedule_cancellation", "case, separator and letter at once"},
		{"cancel\x00", "", "no byte is dropped"},
	})
}

func TestParseProfile(t *testing.T) {
	var names []string
	for _, p := range fsm.Profiles() {
		names = append(names, p.Name())
	}
	parse := func(name string) (string, error) {
		p, err := fsm.ParseProfile(name)
		return p.Name(), err
	}
	testNames(t, "profile", names, parse, []wrongName{
		{"", "", "the profile without a name is not built in"},
		{"Standard", "standard", "names are lower case"},
		{"market_place", "marketplace", "names are one word"},
		{"reseller", "", "only five are built in"},
	})
}

// A wrongName is what no vocabulary holds.
type wrongName struct{ name, suggestion, why string }

// testNames holds a parser against its vocabulary and against wrong names.
func testNames[N ~string](t *testing.T, kind string, known []N, parse func(string) (N, error), wrong []wrongName) {
	for _, name := range known {
		if parsed, err := parse(string(name)); err != nil || parsed != name {
			t.Errorf("%q: %q, %v; want itself", name, parsed, err)
		}
	}
	for _, test := range wrong {
		t.Run(test.why, func(t *testing.T) {
			parsed, err := parse(test.name)
			var unknown *fsm.NameError
			if !errors.As(err, &unknown) || parsed != "" {
				t.Fatalf("%q: %q, %v; want a NameError", test.name, parsed, err)
			}
			if unknown.Kind != kind || unknown.Name != test.name || unknown.Suggestion != test.suggestion {
				t.Errorf("%+v; want kind %q and suggestion %q", unknown, kind, test.suggestion)
			}
			if len(unknown.Known) != len(known) || !slices.EqualFunc(unknown.Known, known, func(a string, b N) bool { return a == string(b) }) {
				t.Errorf("known %v; want %v", unknown.Known, known)
			}
		})
	}
}

// The vocabulary keeps its own rules.
func TestNames(t *testing.T) {
	states := fsm.States()
	if len(states) != 8 || len(fsm.Events()) != 22 {
		t.Errorf("%d states and %d events; want 8 and 22", len(states), len(fsm.Events()))
	}
	for i, event := range fsm.Events() {
		if slices.Contains(states, fsm.State(event)) {
			t.Errorf("event %s has a state's name", event)
		}
		if event.Meaning() == "" {
			t.Errorf("event %s has no meaning", event)
		}
		if place, known := event.Index(); int(place) != i || !known {
			t.Errorf("event %s has index %d, want %d", event, place, i)
		}
	}
	for _, state := range states[:7] {
		if observed, observes := ("observe_" + fsm.Event(state)).Observes(); observed != state || !observes {
			t.Errorf("no event observes %s", state)
		}
	}
	for _, event := range []fsm.Event{"", "cancel", "observe_", "observe_unknown", "observe_nonsense", "observe_none"} {
		if observed, observes := event.Observes(); observes || observed != fsm.StateNone {
			t.Errorf("%q observes %v", event, observed)
		}
		if known := event == fsm.EventCancel; (event.Meaning() != "") != known {
			t.Errorf("%q means %q", event, event.Meaning())
		}
	}
}

// The look-up reads a name's length and two of its letters; every name that is
// near one of the vocabulary must still be told apart.
func TestNamesNearby(t *testing.T) {
	for _, event := range fsm.Events() {
		for i := range len(event) {
			near := []string{
				string(event[:i]), string(event[i+1:]), string(event[:i] + event[i+1:]),
				string(event[:i]) + strings.ToUpper(string(event[i])) + string(event[i+1:]),
				string(event[:i]) + "\x00" + string(event[i+1:]), string(event) + string(event[i]),
			}
			for _, name := range near {
				_, err := fsm.ParseEvent(name)
				if _, known := fsm.Event(name).Index(); known != (err == nil) {
					t.Errorf("%q: known to the look-up: %t, to the parser: %v", name, known, err)
				}
			}
		}
	}
}
