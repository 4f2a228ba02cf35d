package fsm_test

import (
	"context"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Sixty-four goroutines fire whatever comes, under contexts that end at any
// moment, before observers that panic, fire again or end the goroutine. What the
// recorders were told must be one chain, with every answer in it once.
func TestMachineUnderLoad(t *testing.T) {
	const goroutines, events = 64, 150
	var (
		first, last       []fsm.Step // unguarded: the race detector sees two observers at once
		machine           *fsm.Machine
		answered, refused atomic.Int64
		hostile           = rand.New(rand.NewPCG(3, 4))
		over              bool // the load, so that what is fired last is the last
	)
	again := func(step fsm.Step) {
		if !over && hostile.IntN(4) == 0 {
			for range 2 {
				fire(t, machine, fsm.Events()[hostile.IntN(len(fsm.Events()))])
				answered.Add(1)
			}
		}
	}
	breaking := func(fsm.Step) {
		switch hostile.IntN(8) {
		case 0:
			panic("an observer's own trouble")
		case 1:
			runtime.Goexit()
		}
	}
	machine = newMachine(t,
		fsm.WithObserver(func(s fsm.Step) { first = append(first, s) }),
		fsm.WithObserver(again),
		fsm.WithObserver(breaking),
		fsm.WithObserver(func(s fsm.Step) { last = append(last, s) }))

	var workers sync.WaitGroup
	for worker := range goroutines {
		workers.Go(func() {
			random := rand.New(rand.NewPCG(1, uint64(worker)))
			for range events {
				event, moment := fsm.Events()[random.IntN(len(fsm.Events()))], random.IntN(4)
				var failed error
				panicked := alone(func() {
					ctx, cancel := context.WithCancel(ctx)
					defer cancel()
					switch moment {
					case 0:
						cancel()
					case 1:
						go cancel()
					}
					_, failed = machine.Fire(ctx, event)
				})
				if _, known := panicked.(*fsm.ObserverPanic); panicked != nil && !known {
					t.Errorf("panicked with %v", panicked)
				}
				if failed != nil {
					refused.Add(1)
				} else {
					answered.Add(1)
				}
			}
		})
	}
	workers.Wait()
	over = true

	if int64(len(first)) != answered.Load() {
		t.Errorf("%d steps were answered, %d told", answered.Load(), len(first))
	}
	if !slices.Equal(first, last) {
		t.Errorf("two observers were told differently: %d and %d steps", len(first), len(last))
	}
	if refused.Load() == 0 || answered.Load() == 0 {
		t.Errorf("the load is no test: %d answered, %d refused", answered.Load(), refused.Load())
	}
	mustBeChain(t, machine, first)
	mustAnswer(t, machine)
	mustBeChain(t, machine, first)
}

// mustBeChain fails unless the steps lead from none to where the machine is and
// each is what the table answers.
func mustBeChain(t *testing.T, machine *fsm.Machine, steps []fsm.Step) {
	t.Helper()
	var at fsm.Configuration
	for i, step := range steps {
		if step.From() != at {
			t.Fatalf("step %d begins in %v, the one before ended in %v", i, step.From(), at)
		}
		if want, err := machine.Table().Step(at, step.Event()); err != nil || step != want {
			t.Fatalf("step %d is %v, the table says %v, %v", i, step, want, err)
		}
		at = step.To()
	}
	if now := machine.Configuration(); now != at {
		t.Fatalf("the last step ends in %v, the machine is in %v", at, now)
	}
}
