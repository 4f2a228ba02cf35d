package suite

import (
	"iter"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Fault is a way for a machine to be wrong. One changed cell: an input in a
// state shows or leads elsewhere. Or one hidden state: an input in a state leads,
// with the right output, to a twin of the state it should lead to, and the twin
// differs from it in one cell. What keeps the state keeps the twin, so that it
// lasts until something moves; a brief twin does not even last so long, since all
// its other cells lead where the state's own do.
type Fault struct {
	State, Input int
	Twin, Brief  bool
	TwinInput    int    // the input whose cell the twin has wrong
	To           int    // where the wrong cell leads; States() is the twin itself
	Output       Output // what the wrong cell shows
}

// faulty is a machine with a fault, without a copy of the machine.
type faulty struct {
	*Machine
	Fault
	twin  int // the number of the hidden state
	model int // the state that it is the twin of
}

func (f Fault) apply(m *Machine) *faulty {
	model, _ := m.Step(f.State, f.Input)
	return &faulty{Machine: m, Fault: f, twin: m.States(), model: model}
}

// step is Step of the faulty machine.
func (f *faulty) step(state, input int) (int, Output) {
	switch {
	case state == f.twin:
		return f.stepTwin(input)
	case state != f.State || input != f.Input:
		return f.Machine.Step(state, input)
	case f.Twin:
		_, out := f.Machine.Step(state, input)
		return f.twin, out
	}
	return f.To, f.Output
}

func (f *faulty) stepTwin(input int) (int, Output) {
	if input == f.TwinInput {
		return f.To, f.Output
	}
	next, out := f.Machine.Step(f.model, input)
	if next == f.model && !f.Brief {
		return f.twin, out
	}
	return next, out
}

// Apply returns a copy of a machine with the fault in it.
func (f Fault) Apply(m *Machine) *Machine {
	wrong := f.apply(m)
	states := m.States()
	if f.Twin {
		states++
	}
	mutant := NewMachine(states, m.inputs)
	for s := range states {
		model := s
		if s == wrong.twin {
			model = wrong.model
		}
		mutant.label[s] = m.label[model]
		for input := range m.inputs {
			next, out := wrong.step(s, input)
			mutant.Set(s, input, next, out)
		}
	}
	return mutant
}

// Faults yields the faults of a model, as it is seen: every other thing that each
// of its cells could do. With twins, those with one hidden state in place of
// those with one changed cell.
func (m *Model) Faults(twins bool) iter.Seq[Fault] {
	return func(yield func(Fault) bool) {
		for state := range m.Machine.States() {
			for input := range m.Machine.inputs {
				for fault := range m.faultsAt(state, input, twins) {
					if !yield(fault) {
						return
					}
				}
			}
		}
	}
}

func (m *Model) faultsAt(state, input int, twins bool) iter.Seq[Fault] {
	if !twins {
		return m.changes(state, input, Fault{State: state, Input: input})
	}
	return func(yield func(Fault) bool) {
		model, _ := m.Machine.Step(state, input)
		for wrong := range 2 * m.Machine.inputs {
			twin := Fault{State: state, Input: input, Twin: true, TwinInput: wrong / 2, Brief: wrong%2 == 1}
			for fault := range m.changes(model, twin.TwinInput, twin) {
				if !yield(fault) {
					return
				}
			}
		}
	}
}

// changes yields everything else that an input in a state could do: each verdict
// with each state to be in after it. The output says what would be seen then.
func (m *Model) changes(state, input int, fault Fault) iter.Seq[Fault] {
	return func(yield func(Fault) bool) {
		right, shown := m.Machine.Step(state, input)
		for _, verdict := range m.verdicts() {
			for to, out := range m.shows[verdict] {
				fault.To, fault.Output = to, out
				if to == right && fault.Output == shown {
					continue
				}
				if fault.Twin && !fault.Brief && to == state {
					fault.To = m.Machine.States()
				}
				if !yield(fault) {
					return
				}
			}
		}
	}
}

// verdicts lists the answers that can be seen.
func (m *Model) verdicts() []fsm.Verdict {
	if m.Observation.Accepts {
		return []fsm.Verdict{fsm.VerdictApplied, fsm.VerdictRejected}
	}
	return fsm.Verdicts()
}
