package learn

import (
	"iter"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// Differences yields every word in the tree that a machine answers otherwise, cut
// off where it first does, the shortest first.
func (t *Tree) Differences(m *suite.Machine) iter.Seq[[]int] {
	type place struct {
		at    int32
		state int
	}
	return func(yield func([]int) bool) {
		for queue := []place{{root, 0}}; len(queue) > 0; queue = queue[1:] {
			for next := range t.children(queue[0].at) {
				state, out := m.Step(queue[0].state, int(t.nodes[next].input))
				if out == t.nodes[next].output {
					queue = append(queue, place{next, state})
				} else if !yield(t.word(root, next)) {
					return
				}
			}
		}
	}
}
