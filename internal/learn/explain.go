package learn

import (
	"slices"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A Change is one cell of a model that shows or leads elsewhere than it should.
type Change struct {
	State, Input int
	Output       suite.Output // what it shows
	To           []int        // where it may lead
}

// Explain returns every single change of the model after which it answers all
// that is in the tree. Nobody is asked. There is none where the model answers it
// as it is, or where one change is not enough.
//
// Up to its first wrong cell a subject is where the model is; so the cell is one
// of those that the model takes on the way of the shortest word that differs.
func Explain(tree *Tree, m *suite.Model) []Change {
	var changes []Change
	for word := range tree.Differences(m.Machine) {
		seen := tree.Lookup(word)
		state, taken := 0, map[[2]int]bool{}
		for i, input := range word {
			if cell := [2]int{state, input}; !taken[cell] {
				taken[cell] = true
				c := Change{State: state, Input: input, Output: seen[i]}
				if c.To = tree.targets(m.Machine, c); c.To != nil {
					changes = append(changes, c)
				}
			}
			state, _ = m.Machine.Step(state, input)
		}
		break // the shortest is enough
	}
	slices.SortFunc(changes, func(a, b Change) int {
		return slices.Compare([]int{a.State, a.Input}, []int{b.State, b.Input})
	})
	return changes
}

// targets returns where a changed cell may lead.
func (t *Tree) targets(m *suite.Machine, c Change) []int {
	var all []int
	changed := m.Clone()
	for to := range m.States() {
		changed.Set(c.State, c.Input, to, c.Output)
		if t.answers(changed, root, 0) {
			all = append(all, to)
		}
	}
	return all
}

// answers reports whether a machine answers all that lies behind a node.
func (t *Tree) answers(m *suite.Machine, at int32, state int) bool {
	for next := range t.children(at) {
		to, out := m.Step(state, int(t.nodes[next].input))
		if out != t.nodes[next].output || !t.answers(m, next, to) {
			return false
		}
	}
	return true
}
