package suite

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// TestMerged says what cannot be told apart, and what the events do not lead to.
func TestMerged(t *testing.T) {
	accepts := StateReadable()
	accepts.Accepts = true
	for _, test := range []struct {
		profile        fsm.Profile
		events         []fsm.Event
		observation    Observation
		states, merged int
		beyond         int
		why            string
	}{
		{fsm.Standard(), nil, StateReadable(), 19, 3, 0, "gaps that can end in the same states are one"},
		{fsm.Standard(), nil, AnswersOnly(), 19, 3, 0, "answers tell as much, later"},
		{fsm.Standard(), typical(), StateReadable(), 13, 0, 13, "without lose_contact there is no gap"},
		{fsm.Standard(), typical(), accepts, 8, 5, 13, "who does not say ignored does not show the flag"},
		{fsm.Standard(), typical(), AnswersOnly(), 12, 1, 13, "nothing tells expired from cancelled"},
		{fsm.Marketplace(), nil, StateReadable(), 9, 2, 0, "all gaps that can end as active or suspended, with the flag and without"},
	} {
		m := model(t, test.profile, test.events, test.observation)
		if got := len(m.Machine.label); got != test.states {
			t.Errorf("%d states, want %d: %s", got, test.states, test.why)
		}
		if got := len(m.Merged()); got != test.merged {
			t.Errorf("%d merged, want %d: %s: %v", got, test.merged, test.why, m.Merged())
		}
		if got := len(m.Beyond()); got != test.beyond {
			t.Errorf("%d beyond, want %d: %s: %v", got, test.beyond, test.why, m.Beyond())
		}
	}
}

// TestModelIsTheTable walks both side by side.
func TestModelIsTheTable(t *testing.T) {
	for _, p := range fsm.Profiles() {
		table := fsm.NewTable(p)
		for _, m := range []*Model{model(t, p, nil, Coarse()), model(t, p, nil, Coarse()).Unmerged()} {
			for _, c := range table.Configurations() {
				state, known := m.State(c)
				if !known {
					t.Fatalf("%s has no state", c)
				}
				for input, e := range m.Events {
					step := must(table.Step(c, e))
					next, out := m.Machine.Step(state, input)
					if to, _ := m.State(step.To()); to != next || m.Spell(out) != m.Observation.See(step.Verdict(), step.To().State) {
						t.Fatalf("%s in %s: %s, state %d", e, c, m.Spell(out), next)
					}
				}
			}
		}
	}
}

// TestUnmergedKeepsTheAlphabet: faults of both mean the same by an output.
func TestUnmergedKeepsTheAlphabet(t *testing.T) {
	m := model(t, fsm.Standard(), nil, StateReadable())
	u := m.Unmerged()
	if u.Machine.States() != 26 || len(u.Merged()) != 0 || m.Machine.States() != 19 {
		t.Errorf("%d states, %d merged", u.Machine.States(), len(u.Merged()))
	}
	if fmt.Sprint(u.Alphabet()) != fmt.Sprint(m.Alphabet()) {
		t.Error("outputs are numbered anew")
	}
	if _, apart := Difference(m.Machine, 0, u.Machine, 0); apart {
		t.Error("they differ")
	}
}

// TestModelReportsAll that makes no sense, at once.
func TestModelReportsAll(t *testing.T) {
	_, err := NewModel(fsm.NewTable(fsm.Standard()), []fsm.Event{"cancle", "renwe"}, Observation{Statuses: map[fsm.State]string{}})
	for _, want := range []string{"cancle", "renwe", "no status is given for trial", "no status is given for unknown"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %q", err, want)
		}
	}
}

// typical is what a service has that can always vouch for its state.
func typical() []fsm.Event {
	var events []fsm.Event
	for _, e := range fsm.Events() {
		if e != fsm.EventLoseContact && !strings.HasPrefix(string(e), "observe_") {
			events = append(events, e)
		}
	}
	return events
}
