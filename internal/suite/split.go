package suite

import "slices"

// longestGuess bounds the words that are tried for telling many states apart at
// once. Where none of them does, the shortest word for two of the states is taken.
const longestGuess = 3

// splitter returns the word that splits a block into the most parts, more than
// some, among those that begin in a certain way; the shortest of those, and the
// first in order where several are as good. It is nil where there is none.
func (m *Machine) splitter(block, beginning []int, most int) []int {
	s := newSearch(m, block, beginning, most)
	for s.length = 1; s.length <= longestGuess && s.most < len(block); s.length++ {
		s.extend(0)
	}
	if s.best == nil {
		return nil
	}
	return append(slices.Clip(beginning), s.best...)
}

// separator returns the shortest word that tells the first state of a block from
// another one; nil where there is none.
func (m *Machine) separator(block []int) []int {
	for _, other := range block[1:] {
		if word, apart := m.Separate(block[0], other); apart {
			return word
		}
	}
	return nil
}

// A search tries all words of a length, input by input. At each depth it knows
// where the states of a block have come to, and which have looked alike so far.
type search struct {
	machine *Machine
	length  int
	depths  [longestGuess + 1]depth
	word    [longestGuess]int
	best    []int
	most    int // the parts that best splits the block into
	looks   numbering
	places  numbering
}

// A depth is where the states of a block have come to by a word, by place in the
// block; equal parts have looked alike.
type depth struct{ state, part []int }

func newSearch(m *Machine, block, beginning []int, most int) *search {
	s := &search{machine: m, most: most}
	for i := range s.depths {
		s.depths[i] = depth{make([]int, len(block)), make([]int, len(block))}
	}
	s.looks = newNumbering(len(block), int(slices.Max(m.output))+1)
	s.places = newNumbering(len(block), m.States())
	copy(s.depths[0].state, block)
	for _, input := range beginning {
		s.step(s.depths[0], s.depths[0], input)
	}
	return s
}

// extend tries every input behind the word of a depth. A word is left that cannot
// split the block further, since what looks alike has come together.
func (s *search) extend(at int) {
	for input := range s.machine.inputs {
		s.word[at] = input
		parts, apart := s.step(s.depths[at], s.depths[at+1], input)
		switch {
		case at+1 < s.length && apart > s.most:
			s.extend(at + 1)
		case at+1 == s.length && parts > s.most:
			s.most, s.best = parts, slices.Clone(s.word[:s.length])
		}
	}
}

// step follows an input. It returns how many parts there are then, and how many
// there would be if all that have not come together were told apart.
func (s *search) step(from, to depth, input int) (parts, apart int) {
	s.looks.clear()
	s.places.clear()
	for i, state := range from.state {
		next, look := s.machine.Step(state, input)
		to.part[i], to.state[i] = s.looks.of(from.part[i], int(look)), next
		s.places.of(to.part[i], next)
	}
	return s.looks.count, s.places.count
}

// A numbering numbers pairs of small numbers in the order in which they are met.
type numbering struct {
	width  int
	number []int // by pair; what is not above the base is not met yet
	base   int
	count  int
}

func newNumbering(height, width int) numbering {
	return numbering{width: width, number: make([]int, height*width)}
}

// clear forgets all pairs.
func (n *numbering) clear() { n.base, n.count = n.base+n.count, 0 }

func (n *numbering) of(a, b int) int {
	known := &n.number[a*n.width+b]
	if *known <= n.base {
		n.count++
		*known = n.base + n.count
	}
	return *known - n.base - 1
}
