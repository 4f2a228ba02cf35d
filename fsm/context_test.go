package fsm_test

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// looplab is wedged for good by an event whose context is done.
func TestMachineContext(t *testing.T) {
	told := 0
	machine := newMachine(t, fsm.WithObserver(func(fsm.Step) { told++ }))
	fire(t, machine, fsm.EventActivate)
	before := machine.Snapshot()

	done, cancel := context.WithCancel(ctx)
	cancel()
	late, cancel := context.WithTimeout(ctx, 0)
	defer cancel()
	for _, test := range []struct {
		why  string
		ctx  context.Context
		want error
	}{
		{"cancelled before", done, context.Canceled},
		{"past its deadline", late, context.DeadlineExceeded},
	} {
		t.Run(test.why, func(t *testing.T) {
			step, err := machine.Deliver(test.ctx, "a", fsm.EventCancel)
			if !errors.Is(err, test.want) || step != (fsm.Step{}) {
				t.Errorf("%v, %v; want no step and %v", step, err, test.want)
			}
			if now := machine.Snapshot(); !reflect.DeepEqual(now, before) || told != 1 {
				t.Errorf("something happened: %v, told %d", now, told)
			}
		})
	}
	if step, err := machine.Deliver(ctx, "a", fsm.EventCancel); err != nil || step.Verdict() != fsm.VerdictApplied {
		t.Errorf("%v, %v; want the id that was refused to count as unseen", step, err)
	}
}

// A slow context holds the machine in Err, once, until it is let go.
type slow struct {
	context.Context
	once          sync.Once
	entered, free chan struct{}
}

func (s *slow) Err() error {
	s.once.Do(func() {
		close(s.entered)
		<-s.free
	})
	return nil
}

// An event whose context ends while it waits for its turn must not happen.
func TestMachineContextEndsWhileWaiting(t *testing.T) {
	machine := newMachine(t)
	holder := &slow{Context: ctx, entered: make(chan struct{}), free: make(chan struct{})}
	var both sync.WaitGroup
	both.Go(func() { _, _ = machine.Fire(holder, fsm.EventStartTrial) })
	<-holder.entered
	waiting, cancel := context.WithCancel(ctx)
	var failed error
	both.Go(func() { _, failed = machine.Fire(waiting, fsm.EventActivate) })
	cancel()
	close(holder.free)
	both.Wait()
	if !errors.Is(failed, context.Canceled) || machine.State() != fsm.StateTrial {
		t.Errorf("%v in %v; want the waiting event to be refused in trial", failed, machine.State())
	}
}
