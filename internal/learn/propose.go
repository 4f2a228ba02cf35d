package learn

import "github.com/Huzefaaa2/subsim/internal/suite"

// propose draws the machine that a settled tree shows.
func (l *learner) propose() *suite.Machine {
	m := suite.NewMachine(len(l.basis), l.Inputs)
	for state, from := range l.basis {
		for input := range l.Inputs {
			at, _ := l.Tree.after(from, input)
			next, inside := l.place[at]
			if !inside {
				next = l.open[at].states[0]
			}
			m.Set(state, input, next, l.Tree.nodes[at].output)
		}
	}
	l.label(m)
	return m
}

// label says what is seen in each state, where that is the same whichever way
// leads there; where it is not for one, nothing is said of any.
func (l *learner) label(m *suite.Machine) {
	if l.Label == nil {
		return
	}
	labels := make([]suite.Output, m.States())
	known := make([]bool, m.States())
	labels[0], known[0] = l.Tree.Label()
	for state := range m.States() {
		for input := range m.Inputs() {
			next, out := m.Step(state, input)
			label := l.Label(out)
			if known[next] && labels[next] != label {
				return
			}
			labels[next], known[next] = label, true
		}
	}
	if !known[0] {
		return
	}
	for state, label := range labels {
		m.SetLabel(state, label)
	}
}
