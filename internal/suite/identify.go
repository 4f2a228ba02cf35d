package suite

import "slices"

// longestGuess bounds the words that are tried for telling many states apart at
// once. Where none of them does, the shortest word for two of the states is taken.
const longestGuess = 3

// Identifiers returns, by state, words that tell it from every other state of a
// minimal machine: for any two states the same word is in both sets, and their
// outputs to it differ ([LPB94], harmonized state identifiers). States with
// labels of their own need no word.
//
// The sets are the ways through a splitting tree ([LY94]): each word splits what
// the words before have left together, into as many parts as one word can. Where
// it does as well, a word is made longer in place of adding another, which would
// be another case.
func (m *Machine) Identifiers() [][][]int {
	sets := make([][][]int, m.States())
	for _, part := range m.parts(m.all(), nil) {
		m.split(part, nil, sets)
	}
	return sets
}

// split tells the states of a block apart, which a last word has left together.
func (m *Machine) split(block, last []int, sets [][][]int) {
	if len(block) < 2 {
		return
	}
	word, parts := m.splitter(block, nil)
	longer, asGood := m.splitter(block, last)
	if last != nil && len(asGood) >= len(parts) {
		word, parts = longer, asGood
		for _, s := range block {
			sets[s] = sets[s][:len(sets[s])-1]
		}
	}
	for _, s := range block {
		sets[s] = append(sets[s], word)
	}
	for _, part := range parts {
		m.split(part, word, sets)
	}
}

// all returns every state.
func (m *Machine) all() []int {
	states := make([]int, m.States())
	for s := range states {
		states[s] = s
	}
	return states
}

// parts splits a block by label and by what is seen on the way of a word.
func (m *Machine) parts(block, word []int) [][]int {
	var parts [][]int
	for _, s := range block {
		i := slices.IndexFunc(parts, func(part []int) bool { return m.alike(part[0], s, word) })
		if i < 0 {
			parts = append(parts, nil)
			i = len(parts) - 1
		}
		parts[i] = append(parts[i], s)
	}
	return parts
}

// alike reports whether two states have the same label and the same outputs on
// the way of a word.
func (m *Machine) alike(a, b int, word []int) bool {
	if m.label[a] != m.label[b] {
		return false
	}
	for _, input := range word {
		nextA, outA := m.Step(a, input)
		nextB, outB := m.Step(b, input)
		if outA != outB {
			return false
		}
		a, b = nextA, nextB
	}
	return true
}

// splitter returns the word that splits a block into the most parts, among those
// that begin in a certain way; the shortest of those, and the first in order
// where several are as good. Nothing is told apart by an empty word.
func (m *Machine) splitter(block, beginning []int) (best []int, parts [][]int) {
	parts = [][]int{block}
	for length := 1; length <= longestGuess && len(parts) < len(block); length++ {
		for rest := range m.words(length) {
			word := append(slices.Clip(beginning), rest...)
			if into := m.parts(block, word); len(into) > len(parts) {
				parts, best = into, word
			}
		}
	}
	if best == nil && beginning == nil {
		best, _ = m.Separate(block[0], block[1])
		parts = m.parts(block, best)
	}
	return best, parts
}

// words yields every word of a length, in order. A word is valid until the next.
func (m *Machine) words(length int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		for word := make([]int, length); yield(word); {
			at := length - 1
			for ; at >= 0 && word[at] == m.inputs-1; at-- {
				word[at] = 0
			}
			if at < 0 {
				return
			}
			word[at]++
		}
	}
}

// characterization returns one set of words that tells any two states apart
// ([Chow78], W): the identifiers of all states together.
func characterization(identifiers [][][]int) [][]int {
	var all [][]int
	for _, set := range identifiers {
		for _, word := range set {
			if !slices.ContainsFunc(all, func(w []int) bool { return slices.Equal(w, word) }) {
				all = append(all, word)
			}
		}
	}
	return all
}
