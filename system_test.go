package subsim_test

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// An answer is what was said to one event. It spells an fsm.Step out, so that a
// broken system can say anything.
type answer struct {
	event    fsm.Event
	from, to fsm.Configuration
	verdict  fsm.Verdict
	reason   fsm.Reason
}

func spell(s fsm.Step) answer {
	return answer{s.Event(), s.From(), s.To(), s.Verdict(), s.Reason()}
}

func (a answer) String() string {
	return fmt.Sprintf("%s in %s, generation %d: %s (%s) -> %s, generation %d",
		a.event, a.from, a.from.Generation, a.verdict, a.reason, a.to, a.to.Generation)
}

// A delivery is an answer and how it came about.
type delivery struct {
	answer
	id     string  // of the event; empty where a table was asked
	memory *memory // of the live machine; nil where a table was asked
	err    error   // why there is no answer; nothing is delivered after it
}

func (d delivery) String() string {
	if d.err != nil {
		return fmt.Sprintf("%s in %s, generation %d: no answer: %s", d.event, d.from, d.from.Generation, d.err)
	}
	return d.answer.String()
}

// A memory is what a live machine remembered before and after a delivery.
type memory struct{ before, after fsm.Snapshot }

// A walk is what was delivered to one subscription, each event where the last
// one left it. It holds one delivery at least.
type walk []delivery

func (w walk) String() string {
	var b strings.Builder
	for i, d := range w {
		fmt.Fprintf(&b, "%3d. %q %s\n", i+1, d.id, d)
	}
	return b.String()
}

// repeats reports whether the id of a delivery was given before.
func (w walk) repeats(i int) bool {
	id := w[i].id
	if id == "" {
		return false
	}
	earlier := slices.ContainsFunc(w[:i], func(d delivery) bool { return d.id == id })
	return earlier || w[0].memory != nil && slices.Contains(w[0].memory.before.Seen, id)
}

// stops yields every configuration that the walk comes by.
func (w walk) stops(yield func(fsm.Configuration) bool) {
	if !yield(w[0].from) {
		return
	}
	for _, d := range w {
		if !yield(d.to) {
			return
		}
	}
}

// A machine is one live subscription: an *fsm.Machine, or a broken one.
type machine interface {
	Deliver(ctx context.Context, id string, e fsm.Event) (fsm.Step, error)
	Snapshot() fsm.Snapshot
	Restore(fsm.Snapshot) error
}

// deliver hands one event to a live machine and writes down what became of it.
func deliver(m machine, id string, e fsm.Event) delivery {
	before := m.Snapshot()
	step, err := m.Deliver(context.Background(), id, e)
	d := delivery{id: id, memory: &memory{before, m.Snapshot()}, err: err, answer: spell(step)}
	if err != nil {
		d.answer = answer{event: e, from: before.Configuration, to: before.Configuration}
	}
	return d
}

// A system is what a law is checked on: the model for one profile in all its
// forms, each of which can be exchanged for a broken one.
type system struct {
	profile  fsm.Profile
	refused  map[cell]bool // those that the profile drops by themselves
	rows     map[cell]fsm.Row
	standard *system // from the same rows; the system itself where its profile removes nothing
	step     func(fsm.Configuration, fsm.Event) (answer, error)
	compiled func(fsm.ConfigurationIndex, fsm.EventIndex) fsm.Cell
	machine  func() (machine, error)
	steady   func(fsm.State) fsm.SteadyState

	found, foundQuietly map[fsm.Configuration]reached // searches made so far
}

// A cell is a place in the table.
type cell struct {
	state fsm.State
	event fsm.Event
}

// newSystem compiles rows for a profile. The error is that of [fsm.Compile].
func newSystem(rows []fsm.Row, profile fsm.Profile) (*system, error) {
	table, err := fsm.Compile(rows, profile)
	if err != nil {
		return nil, err
	}
	s := systemOf(table, rows)
	if len(profile.Without()) > 0 {
		s.standard, err = newSystem(rows, fsm.Profile{})
	}
	return s, err
}

// builtin is the model as it is shipped, for a profile of the standard rows.
func builtin(profile fsm.Profile) *system {
	s := systemOf(fsm.NewTable(profile), fsm.Rows())
	if len(profile.Without()) > 0 {
		s.standard = builtin(fsm.Standard())
	}
	return s
}

func systemOf(table *fsm.Table, rows []fsm.Row) *system {
	s := &system{
		profile: table.Profile(),
		refused: refusedBy(table.Profile()),
		rows:    map[cell]fsm.Row{},
		step: func(c fsm.Configuration, e fsm.Event) (answer, error) {
			step, err := table.Step(c, e)
			return spell(step), err
		},
		compiled:     table.Cell,
		machine:      func() (machine, error) { return fsm.NewMachine(table) },
		steady:       fsm.State.SteadyState,
		found:        map[fsm.Configuration]reached{},
		foundQuietly: map[fsm.Configuration]reached{},
	}
	for _, row := range rows {
		for _, state := range row.In {
			s.rows[cell{state, row.Event}] = row
		}
	}
	s.standard = s
	return s
}

// refusedBy reads the cells among what a profile is without.
func refusedBy(p fsm.Profile) map[cell]bool {
	refused := map[cell]bool{}
	for _, name := range p.Without() {
		if state, event, isCell := strings.Cut(name, "/"); isCell {
			refused[cell{fsm.State(strings.TrimPrefix(state, "none")), fsm.Event(event)}] = true
		}
	}
	return refused
}

// ask delivers one event to the table.
func (s *system) ask(c fsm.Configuration, e fsm.Event) delivery {
	a, err := s.step(c, e)
	if err != nil {
		a = answer{event: e, from: c, to: c}
	}
	return delivery{answer: a, err: err}
}

// A reached is what can follow a configuration by applied events.
type reached struct {
	order  []fsm.Configuration        // nearest first, the start itself among them
	places map[fsm.Configuration]bool // generation left aside
	states map[fsm.State]bool
}

// place leaves the generation aside.
func place(c fsm.Configuration) fsm.Configuration {
	c.Generation = 0
	return c
}

// quiet lists the events that neither observe, nor open a gap, nor bring back.
var quiet = slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool {
	return e == fsm.EventReactivate || e == fsm.EventLoseContact || strings.HasPrefix(string(e), "observe_")
})

// observations lists the events that observe.
var observations = slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool {
	return !strings.HasPrefix(string(e), "observe_")
})

// reach searches all that can follow a configuration.
func (s *system) reach(from fsm.Configuration) reached {
	return s.search(s.found, from, everyEvent)
}

// reachQuietly searches what can follow a known configuration without a gap and
// without reactivate. Before the start observations count too: whoever first
// hears of a subscription had no gap.
func (s *system) reachQuietly(known fsm.Configuration) reached {
	if known.State == fsm.StateNone {
		return s.search(s.foundQuietly, known, slices.Concat(quiet, observations))
	}
	return s.search(s.foundQuietly, known, quiet)
}

func (s *system) search(found map[fsm.Configuration]reached, from fsm.Configuration, events []fsm.Event) reached {
	if r, done := found[place(from)]; done {
		return r
	}
	r := reached{[]fsm.Configuration{from}, map[fsm.Configuration]bool{place(from): true}, map[fsm.State]bool{from.State: true}}
	for i := 0; i < len(r.order); i++ {
		for _, event := range events {
			a, err := s.step(r.order[i], event)
			if err == nil && a.verdict == fsm.VerdictApplied && !r.places[place(a.to)] {
				r.order = append(r.order, a.to)
				r.places[place(a.to)] = true
				r.states[a.to.State] = true
			}
		}
	}
	found[place(from)] = r
	return r
}
