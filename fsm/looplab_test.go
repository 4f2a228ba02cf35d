package fsm_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	looplab "github.com/looplab/fsm"
)

// newLooplab returns a machine with a move, a loop, and an event that is legal
// elsewhere.
func newLooplab(callbacks looplab.Callbacks) *looplab.FSM {
	return looplab.NewFSM("here", looplab.Events{
		{Name: "go", Src: []string{"here"}, Dst: "there"},
		{Name: "loop", Src: []string{"here"}, Dst: "here"},
		{Name: "return", Src: []string{"there"}, Dst: "here"},
		{Name: "nowhere", Src: nil, Dst: "there"},
	}, callbacks)
}

// What package fsm relies on in looplab/fsm v1.0.3. Where an upgrade breaks a
// row, read looplab.go again before changing the row.
func TestLooplabAnswers(t *testing.T) {
	for _, test := range []struct {
		event string
		err   error
		at    string
		why   string
	}{
		{"go", nil, "there", "a move gives no error: applied"},
		{"loop", looplab.NoTransitionError{}, "here", "a legal loop gives an error with no cause: applied or ignored"},
		{"return", looplab.InvalidEventError{Event: "return", State: "here"}, "here", "an event of other states: rejected"},
		{"nowhere", looplab.UnknownEventError{Event: "nowhere"}, "here", "an event without sources, as a profile leaves it: rejected"},
		{"nonsense", looplab.UnknownEventError{Event: "nonsense"}, "here", "an event that was never declared: rejected"},
	} {
		t.Run(test.event, func(t *testing.T) {
			machine := newLooplab(nil)
			err := machine.Event(context.Background(), test.event)
			if !reflect.DeepEqual(err, test.err) || machine.Current() != test.at {
				t.Errorf("%#v in %s; want %#v in %s: %s", err, machine.Current(), test.err, test.at, test.why)
			}
		})
	}
}

// Why package fsm has no looplab callbacks, hides the context and checks every
// configuration itself. A row that fails is good news: something can be simpler.
func TestLooplabTraps(t *testing.T) {
	t.Run("a context that is done wedges the machine", func(t *testing.T) {
		machine := newLooplab(nil)
		done, cancel := context.WithCancel(context.Background())
		cancel()
		if err := machine.Event(done, "go"); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		if err := machine.Event(context.Background(), "go"); !errors.As(err, new(looplab.InTransitionError)) {
			t.Errorf("%v; the machine is not wedged any more", err)
		}
	})
	t.Run("a panic in a callback wedges the machine", func(t *testing.T) {
		machine := newLooplab(looplab.Callbacks{"leave_here": func(context.Context, *looplab.Event) { panic("trouble") }})
		alone(func() { _ = machine.Event(context.Background(), "go") })
		if err := machine.Event(context.Background(), "go"); !errors.As(err, new(looplab.InTransitionError)) {
			t.Errorf("%v; the machine is not wedged any more", err)
		}
	})
	t.Run("an error does not mean that the state is unchanged", func(t *testing.T) {
		trouble := errors.New("trouble")
		machine := newLooplab(looplab.Callbacks{"enter_there": func(_ context.Context, e *looplab.Event) { e.Err = trouble }})
		if err := machine.Event(context.Background(), "go"); err != trouble || machine.Current() != "there" {
			t.Errorf("%v in %s", err, machine.Current())
		}
	})
	t.Run("a loop's error can wrap a real one", func(t *testing.T) {
		trouble := errors.New("trouble")
		machine := newLooplab(looplab.Callbacks{"after_loop": func(_ context.Context, e *looplab.Event) { e.Err = trouble }})
		if err := machine.Event(context.Background(), "loop"); err != (looplab.NoTransitionError{Err: trouble}) {
			t.Errorf("%#v", err)
		}
	})
	t.Run("any state can be set", func(t *testing.T) {
		machine := newLooplab(nil)
		machine.SetState("nonsense")
		if machine.Current() != "nonsense" {
			t.Errorf("in %s", machine.Current())
		}
	})
	t.Run("of two rows for one cell the last counts, silently", func(t *testing.T) {
		machine := looplab.NewFSM("here", looplab.Events{
			{Name: "go", Src: []string{"here"}, Dst: "there"}, {Name: "go", Src: []string{"here"}, Dst: "elsewhere"},
		}, nil)
		if err := machine.Event(context.Background(), "go"); err != nil || machine.Current() != "elsewhere" {
			t.Errorf("%v in %s", err, machine.Current())
		}
	})
	t.Run("a misspelt callback is dropped, silently", func(t *testing.T) {
		called := false
		machine := newLooplab(looplab.Callbacks{"enter_their": func(context.Context, *looplab.Event) { called = true }})
		if err := machine.Event(context.Background(), "go"); err != nil || called {
			t.Errorf("%v, called %t", err, called)
		}
	})
}
