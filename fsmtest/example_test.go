package fsmtest_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/fsmtest"
)

// A membership is somebody's own subscription: it begins, is suspended, goes on,
// and ends.
type membership struct{ state string }

// moves says where each action leads, from which state.
var moves = map[fsm.Event]map[string]string{
	fsm.EventActivate: {"not yet": "running"},
	fsm.EventSuspend:  {"running": "paused"},
	fsm.EventResume:   {"paused": "running"},
	fsm.EventCancel:   {"running": "over", "paused": "over"},
}

// settled lists the states in which an action has nothing left to do.
var settled = map[fsm.Event][]string{
	fsm.EventActivate: {"running"},
	fsm.EventSuspend:  {"paused"},
	fsm.EventResume:   {"running"},
	fsm.EventCancel:   {"over"},
}

// Deliver lets the kit send an event.
func (m *membership) Deliver(_ context.Context, e fsm.Event) (fsm.Verdict, error) {
	if next, found := moves[e][m.state]; found {
		m.state = next
		return fsm.VerdictApplied, nil
	}
	for _, state := range settled[e] {
		if state == m.state {
			return fsm.VerdictIgnored, nil
		}
	}
	return fsm.VerdictRejected, nil
}

// ReadState lets the kit see where it led.
func (m *membership) ReadState(context.Context) (string, error) { return m.state, nil }

// words are what ReadState returns in each state of the model; "unused" where the
// membership has no such state.
var words = map[fsm.State]string{
	fsm.StateNone:        "not yet",
	fsm.StateActive:      "running",
	fsm.StateSuspended:   "paused",
	fsm.StateCancelled:   "over",
	fsm.StateTrial:       "unused",
	fsm.StatePastDue:     "unused",
	fsm.StateGracePeriod: "unused",
	fsm.StateExpired:     "unused",
	fsm.StateUnknown:     "unused",
}

// begun returns a membership that has not started.
func begun() conformance.Subject { return &membership{state: "not yet"} }

// This is the whole test. A membership knows a few of the events alone.
func TestMembership(t *testing.T) {
	fsmtest.Run(t, begun,
		fsmtest.Profile(fsm.Marketplace()),
		fsmtest.Events(fsm.EventActivate, fsm.EventSuspend, fsm.EventResume, fsm.EventCancel),
		fsmtest.Statuses(words))
}

// A file of tests: TestMembership is what go test runs. Example asks for the
// report in place of a test.
func Example() {
	driver := conformance.InProcess(begun, conformance.Capabilities{
		Events:   []fsm.Event{fsm.EventActivate, fsm.EventSuspend, fsm.EventResume, fsm.EventCancel},
		Statuses: words,
	})
	report, err := conformance.Check(context.Background(), driver, conformance.Options{Profile: fsm.Marketplace(), Level: 3})
	if err != nil {
		panic(err)
	}
	fmt.Println(report.Verdict)
	// Output: conforms
}
