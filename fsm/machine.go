package fsm

import (
	"context"
	"fmt"
	"slices"
	"sync"
)

// A Machine is one live subscription. Its verdicts come from a
// github.com/looplab/fsm machine built from the rows of its table. It is safe
// for concurrent use: events are answered one at a time, in some order.
//
// A machine holds every event id that it was given, for as long as it lives.
type Machine struct {
	table     *Table
	observers []func(Step)

	mu         sync.Mutex
	engine     *engine
	generation int
	seen       map[string]bool
	untold     []notice // in the order of the answers
	telling    bool     // somebody is telling, and goes on until untold is empty
}

// An Option configures [NewMachine].
type Option func(*Machine) error

// StartingAt starts the machine in a configuration instead of none. NewMachine
// returns the error of [Table.Check] for one that the profile cannot reach.
func StartingAt(c Configuration) Option {
	return func(m *Machine) error { return m.Restore(Snapshot{Configuration: c}) }
}

// NewMachine returns a machine for one subscription that has not started.
func NewMachine(t *Table, options ...Option) (*Machine, error) {
	m := &Machine{table: t, engine: newEngine(t.blueprint()), seen: map[string]bool{}}
	for _, option := range options {
		if err := option(m); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// Fire answers one event. An error means that nothing happened: the context was
// done ([context.Context.Err]) or the event is outside the vocabulary
// ([*NameError]). A context that ends later does not matter; a step is never
// half done.
func (m *Machine) Fire(ctx context.Context, e Event) (Step, error) { return m.Deliver(ctx, "", e) }

// Deliver is Fire for an event with an id. An id that the machine has seen, a
// rejected event's too, makes the event ignored as [ReasonDuplicate]. The empty
// id is none.
func (m *Machine) Deliver(ctx context.Context, id string, e Event) (Step, error) {
	step, err := m.answer(ctx, id, e)
	if err == nil && len(m.observers) > 0 {
		m.tell()
	}
	return step, err
}

// answer asks looplab under the lock and queues the step for the observers.
func (m *Machine) answer(ctx context.Context, id string, e Event) (Step, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := ctx.Err(); err != nil {
		return Step{}, err
	}
	event, known := e.Index()
	if !known {
		_, err := ParseEvent(string(e))
		return Step{}, err
	}
	from, generation := m.engine.at, m.generation
	cell, err := m.decide(id, event)
	if err != nil {
		return Step{}, err
	}
	m.generation += cell.answer().begins
	step := newStep(m.table, generation, from, event, cell)
	for _, observe := range m.observers {
		m.untold = append(m.untold, notice{observe, step})
	}
	return step, nil
}

// decide asks looplab, unless the id was seen. The verdict is looplab's; the
// reason for a refusal is looked up, and must be one for the same verdict.
func (m *Machine) decide(id string, e EventIndex) (Cell, error) {
	from := m.engine.at
	if id != "" && m.seen[id] {
		return Cell{from, outcomeFor(ReasonDuplicate)}, nil
	}
	verdict, err := m.engine.fire(e)
	if err != nil {
		return Cell{}, err
	}
	cell := Cell{m.engine.at, outcomeApplied}
	switch {
	case verdict != VerdictApplied:
		cell = m.table.Cell(from, e)
	case from == 0 || e == reactivate:
		cell.outcome = outcomeBegun
	}
	if cell.Verdict() != verdict {
		return Cell{}, fmt.Errorf("looplab says %s, the table %s", verdict, cell.Verdict())
	}
	if id != "" {
		m.seen[id] = true
	}
	return cell, nil
}

// reactivate is the only event that begins a further generation.
var reactivate = EventReactivate.place()

// configuration reads the engine; the caller holds the lock.
func (m *Machine) configuration() Configuration { return at(m.engine.at, m.generation) }

// Configuration returns where the subscription is.
func (m *Machine) Configuration() Configuration {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.configuration()
}

// State returns the state the subscription is in.
func (m *Machine) State() State { return m.Configuration().State }

// Table returns the table that the machine was built from.
func (m *Machine) Table() *Table { return m.table }

// Legal returns the events that would be applied now, in alphabetical order.
func (m *Machine) Legal() []Event { return m.table.Legal(m.Configuration()) }

// A Snapshot is all that a machine remembers: write it down, and
// [Machine.Restore] goes on from there.
type Snapshot struct {
	Configuration Configuration `json:"configuration"`
	Seen          []string      `json:"seen"` // event ids, sorted
}

// Snapshot returns what the machine remembers.
func (m *Machine) Snapshot() Snapshot {
	m.mu.Lock()
	defer m.mu.Unlock()
	seen := make([]string, 0, len(m.seen))
	for id := range m.seen {
		seen = append(seen, id)
	}
	slices.Sort(seen)
	return Snapshot{m.configuration(), seen}
}

// Restore puts the machine where a snapshot was taken. The error is that of
// [Table.Check]; the machine is then left as it was.
func (m *Machine) Restore(s Snapshot) error {
	if err := m.table.Check(s.Configuration); err != nil {
		return err
	}
	i, _ := s.Configuration.Index()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.engine.restore(i)
	m.generation = s.Configuration.Generation
	clear(m.seen)
	for _, id := range s.Seen {
		m.seen[id] = true
	}
	return nil
}
