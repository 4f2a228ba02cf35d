package suite

import (
	"errors"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Model is the reference as somebody outside sees it. It is immutable.
type Model struct {
	Table       *fsm.Table
	Events      []fsm.Event // the inputs of Machine, in the order of [fsm.Events]
	Observation Observation
	// Machine is the smallest machine that looks the same; its state i stands for
	// Classes[i], its input i for Events[i], its output i for Spell(i).
	Machine *Machine
	// Classes holds, by state of Machine, the configurations that nothing tells
	// apart, in the order of the table.
	Classes [][]fsm.Configuration

	seen  []Seen // by output
	class map[fsm.Configuration]int
	shows map[fsm.Verdict][]Output // what is seen of a verdict that leads to a state
}

// NewModel returns the table as it is seen by whoever sends these events; all of
// them where there are none. What the table's profile rejects everywhere may be
// among them: that it is rejected is then tested too.
func NewModel(t *fsm.Table, events []fsm.Event, o Observation) (*Model, error) {
	m := &Model{Table: t, Observation: o}
	if err := m.check(events); err != nil {
		return nil, err
	}
	for _, e := range fsm.Events() {
		if len(events) == 0 || slices.Contains(events, e) {
			m.Events = append(m.Events, e)
		}
	}
	m.number()
	full := m.compile()
	minimal, class := full.Minimal()
	m.stand(minimal, class)
	return m, nil
}

// check reports all that makes no sense in what a model is made from.
func (m *Model) check(events []fsm.Event) error {
	var problems []error
	for _, e := range events {
		if _, err := fsm.ParseEvent(string(e)); err != nil {
			problems = append(problems, err)
		}
	}
	for _, s := range fsm.Sources() {
		if m.Observation.Statuses != nil && m.Observation.Statuses[s] == "" {
			problems = append(problems, fmt.Errorf("no status is given for %s", s))
		}
	}
	return errors.Join(problems...)
}

// Unmerged returns the model with a state of its own for every configuration that
// the events lead to, whether or not anything tells it from others: to say what
// becomes of faults that a subject has in one of several merged configurations.
func (m *Model) Unmerged() *Model {
	full := m.compile()
	class := full.apart()
	unmerged := *m
	unmerged.stand(full.merge(class), class)
	return &unmerged
}

// compile reads a machine from the table, with a state for each configuration,
// generations left aside.
func (m *Model) compile() *Machine {
	all := m.Table.Configurations()
	place := map[fsm.Configuration]int{}
	for i, c := range all {
		place[timeless(c)] = i
	}
	full := NewMachine(len(all), len(m.Events))
	for i, c := range all {
		full.SetLabel(i, m.intern(Seen{Status: m.Observation.Status(c.State)}))
		for input, e := range m.Events {
			step := must(m.Table.Step(c, e))
			full.Set(i, input, place[timeless(step.To())], m.intern(m.Observation.See(step.Verdict(), step.To().State)))
		}
	}
	return full
}

// stand has the states of a machine stand for classes of configurations.
func (m *Model) stand(machine *Machine, class []int) {
	m.Machine = machine
	m.Classes = make([][]fsm.Configuration, machine.States())
	m.class = map[fsm.Configuration]int{}
	for i, c := range m.Table.Configurations() {
		if class[i] >= 0 {
			m.Classes[class[i]] = append(m.Classes[class[i]], c)
			m.class[timeless(c)] = class[i]
		}
	}
	m.shows = map[fsm.Verdict][]Output{}
	for _, v := range m.verdicts() {
		for _, class := range m.Classes {
			m.shows[v] = append(m.shows[v], m.intern(m.Observation.See(v, class[0].State)))
		}
	}
}

// number numbers all that can be seen, also by what a faulty subject shows; the
// same for every profile.
func (m *Model) number() {
	for _, state := range fsm.Sources() {
		m.intern(Seen{Status: m.Observation.Status(state)})
		for _, v := range fsm.Verdicts() {
			m.intern(m.Observation.See(v, state))
		}
	}
}

// timeless leaves the generation out.
func timeless(c fsm.Configuration) fsm.Configuration {
	c.Generation = 0
	return c
}

// must takes the answer to a question that the table is known to answer.
func must(step fsm.Step, err error) fsm.Step {
	if err != nil {
		panic("suite: the table does not answer for itself: " + err.Error())
	}
	return step
}

// intern returns the number of what was seen.
func (m *Model) intern(s Seen) Output {
	if i := slices.Index(m.seen, s); i >= 0 {
		return Output(i)
	}
	m.seen = append(m.seen, s)
	return Output(len(m.seen) - 1)
}

// Spell returns what an output of the machine looks like.
func (m *Model) Spell(o Output) Seen { return m.seen[o] }

// Alphabet returns everything that can be seen, by output, also what the model
// never shows. It depends on the observation alone.
func (m *Model) Alphabet() []Seen { return slices.Clone(m.seen) }

// Output returns the number of what was seen, and false for what nobody who keeps
// to the observation can show.
func (m *Model) Output(s Seen) (Output, bool) {
	i := slices.Index(m.seen, s)
	return Output(max(i, 0)), i >= 0
}

// State returns the state of Machine that stands for a configuration, in
// whichever generation, and false where the events lead to no such one.
func (m *Model) State(c fsm.Configuration) (int, bool) {
	i, known := m.class[timeless(c)]
	return i, known
}

// Merged returns the classes of more than one configuration: what nobody outside
// can tell apart.
func (m *Model) Merged() [][]fsm.Configuration {
	var merged [][]fsm.Configuration
	for _, class := range m.Classes {
		if len(class) > 1 {
			merged = append(merged, class)
		}
	}
	return merged
}

// Beyond returns the configurations of the profile that the events do not lead
// to; nothing is said of them.
func (m *Model) Beyond() []fsm.Configuration {
	var beyond []fsm.Configuration
	for _, c := range m.Table.Configurations() {
		if _, reached := m.State(c); !reached {
			beyond = append(beyond, c)
		}
	}
	return beyond
}

// Word spells inputs as events.
func (m *Model) Word(inputs []int) []fsm.Event {
	events := make([]fsm.Event, len(inputs))
	for i, input := range inputs {
		events[i] = m.Events[input]
	}
	return events
}

// Follows reports whether the reference applies an input in a state, be it in one
// of the configurations that the state stands for.
func (m *Model) Follows(state, input int) bool {
	for _, c := range m.Classes[state] {
		if must(m.Table.Step(c, m.Events[input])).Verdict() == fsm.VerdictApplied {
			return true
		}
	}
	return false
}
