package fsm_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestMachineRestore(t *testing.T) {
	machine := newMachine(t)
	for i, event := range []fsm.Event{fsm.EventActivate, fsm.EventScheduleCancellation, fsm.EventLoseContact} {
		if _, err := machine.Deliver(ctx, fmt.Sprint("event ", 3-i), event); err != nil {
			t.Fatal(err)
		}
	}
	snapshot := machine.Snapshot()
	if !slices.IsSorted(snapshot.Seen) || len(snapshot.Seen) != 3 {
		t.Errorf("seen %v; want three ids, sorted", snapshot.Seen)
	}
	other := newMachine(t)
	if err := other.Restore(snapshot); err != nil {
		t.Fatal(err)
	}
	if now := other.Snapshot(); !reflect.DeepEqual(now, snapshot) {
		t.Errorf("restored %v; want %v", now, snapshot)
	}
	if step, _ := other.Deliver(ctx, "event 1", fsm.EventObserveActive); step.Reason() != fsm.ReasonDuplicate {
		t.Errorf("%v; want the ids to be restored", step)
	}
	if step := fire(t, other, fsm.EventObserveActive); step.To() != (fsm.Configuration{State: fsm.StateActive, CancellationScheduled: true, Generation: 1}) {
		t.Errorf("%v; want the gap to end where it began, with its flag", step)
	}
	if err := other.Restore(fsm.Snapshot{Seen: []string{""}}); err != nil {
		t.Fatal(err)
	}
	if step := fire(t, other, fsm.EventActivate); step.Verdict() != fsm.VerdictApplied {
		t.Errorf("%v; want the empty id to be none, whatever the snapshot says", step)
	}
	if err := other.Restore(fsm.Snapshot{}); err != nil || !reflect.DeepEqual(other.Snapshot(), newMachine(t).Snapshot()) {
		t.Errorf("%v, %v; want the zero snapshot to be a new machine", other.Snapshot(), err)
	}
}

// looplab's SetState takes anything.
func TestMachineRestoreRefuses(t *testing.T) {
	machine := newMachine(t)
	if _, err := machine.Deliver(ctx, "a", fsm.EventActivate); err != nil {
		t.Fatal(err)
	}
	before := machine.Snapshot()
	for _, c := range impossible {
		t.Run(c.why, func(t *testing.T) {
			if err := machine.Restore(fsm.Snapshot{Configuration: c.Configuration, Seen: []string{"b"}}); err == nil {
				t.Errorf("%v was restored", c)
			}
			if now := machine.Snapshot(); !reflect.DeepEqual(now, before) {
				t.Errorf("a refused snapshot left %v; want %v", now, before)
			}
			if machine, err := fsm.NewMachine(machine.Table(), fsm.StartingAt(c.Configuration)); err == nil || machine != nil {
				t.Errorf("a machine starts at %v, %v", c, err)
			}
		})
	}
	mustAnswer(t, machine)
}
