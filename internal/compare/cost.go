package compare

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Weights of the cost. A cell that is refused weighs less than any other, and
// counts once for all configurations of its state, since implementations are
// stricter more often than wrong.
const (
	weightWrong   = 3_000_000
	weightRefused = 2_000_000
	weightPlace   = 100 // of each place where a cell differs, to break ties
	weightPair    = 1   // so that nothing stands for more than it must
	tooMuch       = 1 << 60
)

// cost weighs a standing by the cells that differ in it. One in which a state
// stands for nothing, or the beginning not for the beginning, is none.
func (s *standing) cost() int {
	inputs := s.own.Inputs()
	wrong := make([]bool, s.ref.States()*inputs)
	refused := make([]bool, len(fsm.Sources())*inputs)
	cost, standing := 0, make([]bool, s.own.States())
	for p := range s.pairs() {
		cost += weightPair
		standing[p.own] = true
		for input := range inputs {
			switch {
			case s.agree(p, input):
			case s.refuses(p, input):
				cost += weightPlace + once(refused, s.source[p.ref]*inputs+input, weightRefused)
			default:
				cost += weightPlace + once(wrong, p.ref*inputs+input, weightWrong)
			}
		}
	}
	if slices.Contains(standing, false) || !s.stands[0][0] {
		return tooMuch
	}
	return cost
}

// once returns the weight of what is counted for the first time.
func once(counted []bool, i, weight int) int {
	if counted[i] {
		return 0
	}
	counted[i] = true
	return weight
}

// agree reports whether a cell shows the same and leads where it should.
func (s *standing) agree(p pair, input int) bool {
	nextOwn, outOwn := s.own.Step(p.own, input)
	nextRef, outRef := s.ref.Step(p.ref, input)
	return outOwn == outRef && s.stands[nextOwn][nextRef]
}

// refuses reports whether a cell rejects what the reference does not, and stays
// where it is.
func (s *standing) refuses(p pair, input int) bool {
	next, out := s.own.Step(p.own, input)
	_, want := s.ref.Step(p.ref, input)
	return s.rejects(out) && !s.rejects(want) && s.stands[next][p.ref]
}
