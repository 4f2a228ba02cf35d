package fsm_test

import (
	"encoding/json"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// The published rule names four states; everything else is ours, and the two
// must stay apart.
func TestSteadyState(t *testing.T) {
	for _, test := range []struct {
		state     fsm.State
		class     fsm.Class
		published bool
		ours      fsm.SteadyState
		why       string
	}{
		{fsm.StateNone, fsm.ClassNone, false, fsm.SteadyBlocked, "what has not started is not steady"},
		{fsm.StateTrial, fsm.ClassLive, false, fsm.SteadyWatch, "a trial has no term yet"},
		{fsm.StateActive, fsm.ClassLive, false, fsm.SteadyReady, "the only good standing there is"},
		{fsm.StatePastDue, fsm.ClassLive, true, fsm.SteadyBlocked, "published"},
		{fsm.StateGracePeriod, fsm.ClassLive, false, fsm.SteadyWatch, "service goes on, for a while"},
		{fsm.StateSuspended, fsm.ClassLive, true, fsm.SteadyBlocked, "published"},
		{fsm.StateExpired, fsm.ClassEnded, true, fsm.SteadyBlocked, "published"},
		{fsm.StateCancelled, fsm.ClassEnded, false, fsm.SteadyBlocked, "ended is ended; the published rule is silent"},
		{fsm.StateUnknown, fsm.ClassGap, true, fsm.SteadyBlocked, "published; law 18"},
		{"nonsense", fsm.ClassNone, false, fsm.SteadyBlocked, "outside the vocabulary fails closed"},
		{"Active", fsm.ClassNone, false, fsm.SteadyBlocked, "a misspelt active is not ready"},
		{"none", fsm.ClassNone, false, fsm.SteadyBlocked, "the written form is no state either"},
	} {
		t.Run(string(test.state), func(t *testing.T) {
			steady, says := test.state.Published()
			if says != test.published || says && steady != fsm.SteadyBlocked || !says && steady != "" {
				t.Errorf("published %q, %t; %s", steady, says, test.why)
			}
			if test.state.SteadyState() != test.ours || test.state.Class() != test.class {
				t.Errorf("%s, %s; want %s, %s: %s", test.state.Class(), test.state.SteadyState(), test.class, test.ours, test.why)
			}
			if test.state.Meaning() == "" {
				t.Error("there is no meaning")
			}
		})
	}
}

func TestStateText(t *testing.T) {
	for _, test := range []struct {
		text string
		want fsm.State
		fine bool
		why  string
	}{
		{`"none"`, fsm.StateNone, true, "not started is written none"},
		{`"past_due"`, fsm.StatePastDue, true, "a published name"},
		{`""`, "kept", false, "an empty state is somebody's mistake"},
		{`"canceled"`, "kept", false, "a misspelt one too"},
		{`7`, "kept", false, "a number is no name"},
	} {
		t.Run(test.why, func(t *testing.T) {
			state := fsm.State("kept")
			err := json.Unmarshal([]byte(test.text), &state)
			if state != test.want || (err == nil) != test.fine {
				t.Fatalf("%q, %v; want %q", state, err, test.want)
			}
			if !test.fine {
				return
			}
			if text, err := json.Marshal(state); err != nil || string(text) != test.text {
				t.Errorf("written as %s, %v; want %s", text, err, test.text)
			}
		})
	}
}
