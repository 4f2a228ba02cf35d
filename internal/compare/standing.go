package compare

import (
	"iter"
	"slices"
)

// A standing says which states of the reference each state of a machine stands
// for. More than one is meant where the machine does not tell apart what the
// reference does.
type standing struct {
	subject
	like   [][]float64
	stands [][]bool // by own state and state of the reference
}

// stand finds the standing in which the fewest cells differ: it begins with what
// each state is most like, and makes the best change for as long as one helps.
func stand(of subject) *standing {
	s := &standing{subject: of, like: likeness(of.own, of.ref)}
	s.stands = matrix(s.own.States(), s.ref.States(), false)
	for state, access := range s.own.Cover() {
		s.stands[state][s.mostLike(state, s.ref.After(0, access))] = true
	}
	s.replace(pair{0, 0}) // the beginning is the beginning
	for s.improve() {
	}
	return s
}

// mostLike returns the state of the reference that a state is most like; where
// several are, the one that the same word leads to.
func (s *standing) mostLike(state, led int) int {
	best := led
	for b, value := range s.like[state] {
		if value > s.like[state][best]+1e-9 {
			best = b
		}
	}
	return best
}

// improve makes the change that leaves the fewest cells different, and reports
// whether there was one.
func (s *standing) improve() bool {
	before, least := s.stands, s.cost()
	best := before
	for _, p := range s.demands() {
		for _, change := range []func(pair){s.add, s.drop, s.replace, s.spread} {
			s.stands = clone(before)
			change(p)
			if cost := s.cost(); cost < least {
				best, least = s.stands, cost
			}
		}
	}
	s.stands = best
	return &best[0] != &before[0]
}

func clone(sets [][]bool) [][]bool {
	all := make([][]bool, len(sets))
	for i := range sets {
		all[i] = slices.Clone(sets[i])
	}
	return all
}

// A pair is a state of the machine and one of the reference.
type pair struct{ own, ref int }

func (s *standing) add(p pair)  { s.stands[p.own][p.ref] = true }
func (s *standing) drop(p pair) { s.stands[p.own][p.ref] = false }

func (s *standing) replace(p pair) {
	clear(s.stands[p.own])
	s.add(p)
}

// spread adds a pair and the pairs that it leads to, as far as nothing stands for
// them yet.
func (s *standing) spread(p pair) {
	s.add(p)
	for input := range s.own.Inputs() {
		own, outOwn := s.own.Step(p.own, input)
		ref, outRef := s.ref.Step(p.ref, input)
		if outOwn == outRef && !s.shown(ref) {
			s.spread(pair{own, ref})
		}
	}
}

// shown reports whether anything stands for a state of the reference.
func (s *standing) shown(ref int) bool {
	for _, set := range s.stands {
		if set[ref] {
			return true
		}
	}
	return false
}

// demands returns the pairs there are, and those in which these would have to
// lead, in order.
func (s *standing) demands() []pair {
	wanted := matrix(s.own.States(), s.ref.States(), false)
	for p := range s.pairs() {
		wanted[p.own][p.ref] = true
		for input := range s.own.Inputs() {
			nextOwn, outOwn := s.own.Step(p.own, input)
			nextRef, outRef := s.ref.Step(p.ref, input)
			if outOwn == outRef {
				wanted[nextOwn][nextRef] = true
			}
		}
	}
	return slices.Collect(pairs(wanted))
}

// pairs runs over what stands for what.
func (s *standing) pairs() iter.Seq[pair] { return pairs(s.stands) }

func pairs(sets [][]bool) iter.Seq[pair] {
	return func(yield func(pair) bool) {
		for own, set := range sets {
			for ref, in := range set {
				if in && !yield(pair{own, ref}) {
					return
				}
			}
		}
	}
}
