package suite

import (
	"testing"

	"pgregory.net/rapid"
)

// moves follows what moves, as the reference's applied events mostly do.
func moves(m *Machine) func(state, input int) bool {
	return func(state, input int) bool {
		next, _ := m.Step(state, input)
		return next != state
	}
}

// TestChainsAreCompleteWhereRejectsAreInert searches among all machines in which
// what is not followed changes nothing.
func TestChainsAreCompleteWhereRejectsAreInert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, k := drawSearched(t)
		if wrong, found := survives(m, Chains(m, k, moves(m)), m.States()+k, moves(m)); found {
			t.Fatalf("%+v passes, and is not %+v", wrong.states, m)
		}
	})
}

// TestWhatChainsMiss: their limit, as they state it. A switch that can be seen is
// moved by one input and asked by the other; asked twice in a row, the faulty one
// answers otherwise, so that asking changed something.
func TestWhatChainsMiss(t *testing.T) {
	right, wrong := NewMachine(2, 2), NewMachine(3, 2)
	for _, m := range []*Machine{right, wrong} {
		m.SetLabel(1, 1)
		m.Set(0, 1, 1, 1)
		m.Set(1, 0, 1, 1)
		m.Set(1, 1, 0, 0)
	}
	wrong.Set(0, 0, 2, 0)
	wrong.Set(2, 0, 2, 2)
	wrong.Set(2, 1, 1, 1)
	if kills(right, Chains(right, 3, moves(right)), wrong) {
		t.Error("chains find it: then say so where they are described")
	}
	if !kills(right, HSI(right, 1), wrong) {
		t.Error("one hidden state passes HSI, k=1")
	}
}
