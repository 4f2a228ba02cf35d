package fsm_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
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
	)
	again := func(step fsm.Step) {
		if hostile.IntN(4) == 0 {
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
