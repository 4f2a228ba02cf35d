package fsm_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

var ctx = context.Background()

// newMachine returns a standard machine.
func newMachine(t *testing.T, options ...fsm.Option) *fsm.Machine {
	t.Helper()
	machine, err := fsm.NewMachine(fsm.NewTable(fsm.Standard()), options...)
	if err != nil {
		t.Fatal(err)
	}
	return machine
}

// fire fires one event that must be answered.
func fire(t *testing.T, machine *fsm.Machine, event fsm.Event) fsm.Step {
	t.Helper()
	step, err := machine.Fire(ctx, event)
	if err != nil {
		t.Fatalf("%s: %v", event, err)
	}
	return step
}

// mustAnswer fails where the machine is wedged.
func mustAnswer(t *testing.T, machine *fsm.Machine) {
	t.Helper()
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		alone(func() { fire(t, machine, fsm.EventLoseContact) })
	}()
	select {
	case <-answered:
	case <-time.After(10 * time.Second):
		t.Fatal("the machine is wedged")
	}
	if machine.State() != fsm.StateUnknown {
		t.Errorf("the machine is in %v after lose_contact", machine.State())
	}
}

// alone runs f in a goroutine of its own, so that f may panic or end it, and
// returns what f panicked with.
func alone(f func()) (panicked any) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { panicked = recover() }()
		f()
	}()
	<-done
	return panicked
}

// looplab answers a legal self-loop with an error; here it is a verdict.
func TestMachineLoops(t *testing.T) {
	for _, test := range []struct {
		in      string
		event   fsm.Event
		want    fsm.Verdict
		because string
	}{
		{"trial", fsm.EventExtendTrial, fsm.VerdictApplied, "the end moves, though the state does not"},
		{"active", fsm.EventRenew, fsm.VerdictApplied, "a new term follows in the same state"},
		{"past_due", fsm.EventFailRenewal, fsm.VerdictApplied, "one more failure is a fact"},
		{"active", fsm.EventActivate, fsm.VerdictIgnored, "there is nothing left to do"},
		{"active+scheduled", fsm.EventScheduleCancellation, fsm.VerdictIgnored, "the decision stands already"},
		{"active", fsm.EventUnscheduleCancellation, fsm.VerdictIgnored, "there is no decision to take back"},
		{"unknown<active>", fsm.EventLoseContact, fsm.VerdictIgnored, "contact is lost already"},
	} {
		t.Run(fmt.Sprint(test.event, " in ", test.in), func(t *testing.T) {
			machine := newMachine(t, fsm.StartingAt(configuration(t, test.in)))
			step := fire(t, machine, test.event)
			if step.Verdict() != test.want || step.To() != step.From() {
				t.Errorf("%v; want %s, nothing moved: %s", step, test.want, test.because)
			}
		})
	}
}

func TestMachineDeliver(t *testing.T) {
	type delivery struct {
		id    string
		event fsm.Event
		want  fsm.Reason
	}
	for _, test := range []struct {
		why        string
		deliveries []delivery
	}{
		{"an applied event's id is seen", []delivery{
			{"a", fsm.EventActivate, fsm.ReasonNone}, {"a", fsm.EventActivate, fsm.ReasonDuplicate}}},
		{"an ignored event's id is seen", []delivery{
			{"", fsm.EventActivate, fsm.ReasonNone}, {"a", fsm.EventActivate, fsm.ReasonAlready}, {"a", fsm.EventCancel, fsm.ReasonDuplicate}}},
		{"a rejected event's id is seen, though it would be legal by now", []delivery{
			{"a", fsm.EventCancel, fsm.ReasonNotStarted}, {"", fsm.EventActivate, fsm.ReasonNone}, {"a", fsm.EventCancel, fsm.ReasonDuplicate}}},
		{"a duplicate is one before it is already", []delivery{
			{"a", fsm.EventActivate, fsm.ReasonNone}, {"a", fsm.EventActivate, fsm.ReasonDuplicate}, {"b", fsm.EventActivate, fsm.ReasonAlready}}},
		{"an id is seen whatever event it carries the second time", []delivery{
			{"a", fsm.EventActivate, fsm.ReasonNone}, {"a", fsm.EventCancel, fsm.ReasonDuplicate}}},
		{"the empty id is none", []delivery{
			{"", fsm.EventActivate, fsm.ReasonNone}, {"", fsm.EventRenew, fsm.ReasonNone}, {"", fsm.EventRenew, fsm.ReasonNone}}},
	} {
		t.Run(test.why, func(t *testing.T) {
			machine := newMachine(t)
			for _, d := range test.deliveries {
				before := machine.Configuration()
				step, err := machine.Deliver(ctx, d.id, d.event)
				if err != nil || step.Reason() != d.want {
					t.Errorf("%q %v: %v; want %s", d.id, step, err, d.want)
				}
				if d.want != fsm.ReasonNone && machine.Configuration() != before {
					t.Errorf("%q %v changed the machine", d.id, step)
				}
			}
		})
	}
}

// A name outside the vocabulary is bad input, never a verdict, and its id is
// not seen.
func TestMachineUnknownEvent(t *testing.T) {
	machine := newMachine(t)
	for _, name := range []fsm.Event{"", "nonsense", "Activate", "active", "observe_unknown"} {
		step, err := machine.Deliver(ctx, "a", name)
		var unknown *fsm.NameError
		if !errors.As(err, &unknown) || step != (fsm.Step{}) {
			t.Errorf("%q: %v, %v; want a NameError", name, step, err)
		}
	}
	if now := machine.Snapshot(); len(now.Seen) != 0 || now.Configuration != (fsm.Configuration{}) {
		t.Errorf("something happened: %v", now)
	}
}

// looplab's list of transitions ignores guards and comes in random order.
func TestMachineLegal(t *testing.T) {
	machine := newMachine(t, fsm.StartingAt(configuration(t, "unknown<cancelled>")))
	for range 20 {
		if legal := machine.Legal(); !slices.Equal(legal, []fsm.Event{fsm.EventObserveCancelled}) {
			t.Fatalf("%v; want the gap rule to leave observe_cancelled alone", legal)
		}
	}
	machine = newMachine(t)
	for range 20 {
		if legal := machine.Legal(); !slices.IsSorted(legal) || len(legal) != 10 {
			t.Fatalf("%v; want the ten ways to begin, sorted", legal)
		}
	}
}
