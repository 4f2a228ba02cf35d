package fsm

import (
	"errors"
	"fmt"
)

// WithObserver calls observe after every answer, the refused ones too, one call
// at a time and in the order of the answers. The machine is not locked
// meanwhile, so an observer may read it and fire further events; those are told
// after the present one. While many goroutines fire, one of them tells for all,
// so that Fire may return before its own step was told.
//
// A panic in an observer does not touch the machine: the step stands, the other
// observers and steps are told, then the goroutine that was telling panics with
// an [*ObserverPanic]. Nor does one that ends the goroutine (runtime.Goexit).
func WithObserver(observe func(Step)) Option {
	return func(m *Machine) error {
		if observe == nil {
			return errors.New("fsm: there is no observer to tell")
		}
		m.observers = append(m.observers, observe)
		return nil
	}
}

// An ObserverPanic is what a machine panics with after an observer did: the
// step stands all the same.
type ObserverPanic struct {
	Step  Step
	Value any // what the observer panicked with
}

func (p *ObserverPanic) Error() string {
	return fmt.Sprintf("fsm: observer panicked on %s: %v", p.Step, p.Value)
}

// A notice is a step that one observer has not been told yet.
type notice struct {
	observe func(Step)
	step    Step
}

// tell tells the observers what was answered, unless somebody is at it already:
// another goroutine, or the one whose observer fired this.
func (m *Machine) tell() {
	if !m.claim() {
		return
	}
	if p := m.drain(); p != nil {
		panic(p)
	}
}

// claim makes the caller the one who tells, and reports whether it is.
func (m *Machine) claim() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	free := !m.telling
	m.telling = true
	return free
}

// drain tells until nothing is left and returns the first panic. An observer may
// end the goroutine (runtime.Goexit, as a failing test does): the rest is told
// while it unwinds, and panics are lost with it.
func (m *Machine) drain() (first *ObserverPanic) {
	ended := true
	defer func() {
		if ended {
			m.drain()
		}
	}()
	for n, more := m.next(); more; n, more = m.next() {
		if p := n.tell(); p != nil && first == nil {
			first = p
		}
	}
	ended = false
	return first
}

// next takes one notice; where there is none, the telling is over.
func (m *Machine) next() (notice, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.telling = len(m.untold) > 0
	if !m.telling {
		return notice{}, false
	}
	n := m.untold[0]
	m.untold = m.untold[1:]
	return n, true
}

// tell calls the observer and catches its panic.
func (n notice) tell() (p *ObserverPanic) {
	defer func() {
		if value := recover(); value != nil {
			p = &ObserverPanic{n.step, value}
		}
	}()
	n.observe(n.step)
	return nil
}
