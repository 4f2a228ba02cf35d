package fsm_test

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// events returns what happened, in order.
func events(steps []fsm.Step) (names []string) {
	for _, step := range steps {
		names = append(names, string(step.Event()))
	}
	return names
}

// looplab deadlocks when a callback asks or fires. An observer may do both;
// what it fires is told after the present step, not inside it.
func TestObserverFires(t *testing.T) {
	var machine *fsm.Machine
	var told []fsm.Step
	inside := false
	machine = newMachine(t,
		fsm.WithObserver(func(step fsm.Step) {
			if inside {
				t.Errorf("told %v inside another step", step)
			}
			inside = true
			defer func() { inside = false }()
			if step.Event() == fsm.EventStartTrial {
				if machine.Snapshot().Configuration != step.To() || !slices.Equal(machine.Legal(), step.Legal()) {
					t.Errorf("after %v, the machine is in %v", step, machine.Configuration())
				}
				for _, event := range []fsm.Event{fsm.EventExtendTrial, fsm.EventActivate, fsm.EventRenew} {
					fire(t, machine, event)
				}
			}
		}),
		fsm.WithObserver(func(step fsm.Step) { told = append(told, step) }))
	fire(t, machine, fsm.EventStartTrial)
	if got := fmt.Sprint(events(told)); got != "[start_trial extend_trial activate renew]" {
		t.Errorf("told %s", got)
	}
	mustBeChain(t, machine, told)
}

// While one goroutine tells, others fire and go on; nobody tells beside it.
func TestObserverToldByOne(t *testing.T) {
	entered, free := make(chan struct{}), make(chan struct{})
	var told []fsm.Step // unguarded: the race detector sees two observers at once
	machine := newMachine(t, fsm.WithObserver(func(step fsm.Step) {
		if len(told) == 0 {
			close(entered)
			<-free
		}
		told = append(told, step)
	}))
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = machine.Fire(ctx, fsm.EventStartTrial)
	}()
	<-entered
	fire(t, machine, fsm.EventActivate)
	fire(t, machine, fsm.EventRenew)
	close(free)
	<-done
	if got := fmt.Sprint(events(told)); got != "[start_trial activate renew]" {
		t.Errorf("told %s", got)
	}
}

// looplab is wedged for good by a callback that panics. Here the step stands,
// everybody is told, and the panic is not lost.
func TestObserverPanics(t *testing.T) {
	var told []fsm.Step
	cause := errors.New("the disk is full")
	machine := newMachine(t,
		fsm.WithObserver(func(fsm.Step) { panic(cause) }),
		fsm.WithObserver(func(step fsm.Step) { told = append(told, step) }),
		fsm.WithObserver(func(fsm.Step) { panic("a later one") }))
	panicked, _ := alone(func() { _, _ = machine.Fire(ctx, fsm.EventActivate) }).(*fsm.ObserverPanic)
	if panicked == nil || panicked.Value != cause || panicked.Error() != "fsm: observer panicked on activate in none: applied -> active: the disk is full" || panicked.Step.Event() != fsm.EventActivate {
		t.Errorf("panicked with %v; want the first observer's panic", panicked)
	}
	if machine.State() != fsm.StateActive || len(told) != 1 {
		t.Errorf("in %v, told %v; want the step to stand and to be told", machine.State(), told)
	}
	if panicked := alone(func() { _, _ = machine.Fire(ctx, fsm.EventRenew) }); panicked == nil || len(told) != 2 {
		t.Errorf("panicked with %v, told %v; want the machine to go on", panicked, told)
	}
}

// A failing test ends its goroutine in an observer. The others are told all the
// same, and the steps that wait too.
func TestObserverEndsTheGoroutine(t *testing.T) {
	var machine *fsm.Machine
	var before, after []fsm.Step
	machine = newMachine(t,
		fsm.WithObserver(func(step fsm.Step) { before = append(before, step) }),
		fsm.WithObserver(func(step fsm.Step) {
			if step.Event() == fsm.EventStartTrial {
				fire(t, machine, fsm.EventActivate)
			}
			runtime.Goexit()
		}),
		fsm.WithObserver(func(step fsm.Step) { after = append(after, step) }))
	returned := false
	if panicked := alone(func() {
		_, _ = machine.Fire(ctx, fsm.EventStartTrial)
		returned = true
	}); panicked != nil || returned {
		t.Errorf("panicked with %v, returned %t; want the goroutine to end", panicked, returned)
	}
	if got := fmt.Sprint(events(before)); got != "[start_trial activate]" || !slices.Equal(before, after) {
		t.Errorf("told %s before and %v after", got, events(after))
	}
	mustBeChain(t, machine, before)
}

// A missing observer is refused when the machine is made, not at the first
// event.
func TestNoObserver(t *testing.T) {
	if m, err := fsm.NewMachine(fsm.NewTable(fsm.Standard()), fsm.WithObserver(nil)); err == nil || m != nil {
		t.Errorf("%v, %v; want no machine", m, err)
	}
}
