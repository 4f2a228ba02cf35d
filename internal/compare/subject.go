package compare

import (
	"cmp"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A subject is the machine to be compared, and what it is compared with.
type subject struct {
	model  *suite.Model
	ref    *suite.Machine
	own    *suite.Machine // its states in the order of the shortest ways there
	spell  func(suite.Output) suite.Seen
	source []int // by state of ref, the place of its first configuration's state
}

func newSubject(model *suite.Model, own *suite.Machine, spell func(suite.Output) suite.Seen) subject {
	s := subject{model: model, ref: unlabelled(model.Machine), own: ordered(own), spell: spell}
	for _, class := range model.Classes {
		s.source = append(s.source, slices.Index(fsm.Sources(), class[0].State))
	}
	return s
}

// unlabelled returns a machine in which nothing is seen without an input.
func unlabelled(m *suite.Machine) *suite.Machine {
	bare := m.Clone()
	for state := range bare.States() {
		bare.SetLabel(state, 0)
	}
	return bare
}

// ordered numbers the states by the shortest ways there, and leaves out what
// nothing leads to.
func ordered(m *suite.Machine) *suite.Machine {
	cover := m.Cover()
	var states []int
	for state, word := range cover {
		if word != nil {
			states = append(states, state)
		}
	}
	slices.SortFunc(states, func(a, b int) int {
		return cmp.Or(cmp.Compare(len(cover[a]), len(cover[b])), slices.Compare(cover[a], cover[b]))
	})
	place := make([]int, m.States())
	for i, state := range states {
		place[state] = i
	}
	o := suite.NewMachine(len(states), m.Inputs())
	for i, state := range states {
		for input := range m.Inputs() {
			next, out := m.Step(state, input)
			o.Set(i, input, place[next], out)
		}
	}
	return o
}

func (s *subject) verdict(o suite.Output) fsm.Verdict { return s.spell(o).Verdict }

func (s *subject) rejects(o suite.Output) bool { return s.verdict(o) == fsm.VerdictRejected }

// inert reports an answer that says that nothing has changed.
func (s *subject) inert(o suite.Output) bool {
	return s.rejects(o) || s.verdict(o) == fsm.VerdictIgnored
}

// name returns the first configuration of a class.
func (s *subject) name(ref int) fsm.Configuration { return s.model.Classes[ref][0] }
