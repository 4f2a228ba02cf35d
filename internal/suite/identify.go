package suite

import "slices"

// Identifiers returns, by state, words that tell it from every other state of a
// minimal machine: for any two states one word begins a word of both sets, and
// their outputs to it differ ([LPB94], harmonized state identifiers). States with
// labels of their own need no word. States that nothing tells apart share their
// words. What is returned is shared, not to be changed.
//
// The sets are the ways through a splitting tree ([LY94]): each word splits what
// the words before have left together, into as many parts as one word can. Where
// it does as well, a word is made longer in place of adding another, which would
// be another case.
func (m *Machine) Identifiers() [][][]int {
	if known := m.identifiers.Load(); known != nil {
		return *known
	}
	sets := make([][][]int, m.States())
	for _, part := range m.parts(m.all(), nil) {
		m.split(part, nil, sets)
	}
	m.identifiers.Store(&sets)
	return sets
}

// split tells the states of a block apart, which a last word has left together.
func (m *Machine) split(block, last []int, sets [][][]int) {
	if len(block) < 2 {
		return
	}
	word := m.splitter(block, nil, 1)
	if word == nil {
		word = m.separator(block)
	}
	if word == nil {
		return // nothing tells them apart
	}
	parts := m.parts(block, word)
	if longer := m.longer(block, last, len(parts)); longer != nil {
		word, parts = longer, m.parts(block, longer)
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

// longer returns a longer word that splits a block into as many parts; nil where
// there is none, or no word to be made longer.
func (m *Machine) longer(block, word []int, parts int) []int {
	if word == nil {
		return nil
	}
	return m.splitter(block, word, parts-1)
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
