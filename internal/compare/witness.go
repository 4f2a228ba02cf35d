package compare

import (
	"slices"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// ways returns, by pair, the shortest word that leads machine and reference there
// through cells that agree.
func (s *standing) ways() map[pair][]int {
	words := map[pair][]int{{0, 0}: {}}
	for queue := []pair{{0, 0}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for input := range s.own.Inputs() {
			nextOwn, _ := s.own.Step(at.own, input)
			nextRef, _ := s.ref.Step(at.ref, input)
			next := pair{nextOwn, nextRef}
			if _, met := words[next]; !met && s.agree(at, input) {
				words[next] = append(slices.Clip(words[at]), input)
				queue = append(queue, next)
			}
		}
	}
	return words
}

// tail returns the shortest word from a cell's event on to where the difference
// is seen, and false where it never is.
func (s *standing) tail(p pair, input int) ([]int, bool) {
	nextOwn, outOwn := s.own.Step(p.own, input)
	nextRef, outRef := s.ref.Step(p.ref, input)
	if outOwn != outRef {
		return []int{input}, true
	}
	rest, apart := suite.Difference(s.own, nextOwn, s.ref, nextRef)
	return append([]int{input}, rest...), apart
}
