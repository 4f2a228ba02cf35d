package learn

import (
	"iter"
	"math/rand/v2"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// suiteWords are a complete suite for a machine and subjects of so many states
// more: each state is entered by its shortest word, then comes every word of up to
// extra+1 inputs, then those that tell the state reached from every other. Shorter
// middles come first.
func suiteWords(m *suite.Machine, extra int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		cover, identifiers := m.Cover(), identifiers(m)
		for length := 0; length <= extra+1; length++ {
			for state, access := range cover {
				for middle := range middles(m.Inputs(), length) {
					for _, last := range identifiers[m.After(state, middle)] {
						if !yield(slices.Concat(access, middle, last)) {
							return
						}
					}
				}
			}
		}
	}
}

// middles runs over all words of a length. The slice is used again.
func middles(inputs, length int) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		word := make([]int, length)
		for yield(word) {
			i := length - 1
			for ; i >= 0 && word[i] == inputs-1; i-- {
				word[i] = 0
			}
			if i < 0 {
				return
			}
			word[i]++
		}
	}
}

// identifiers returns, by state, words that tell it from every other state. They
// are harmonised: two states share the word that tells them apart.
func identifiers(m *suite.Machine) [][][]int {
	words := make([][][]int, m.States())
	for a := range m.States() {
		for b := range a {
			word, _ := m.Separate(a, b)
			words[a] = append(words[a], word)
			words[b] = append(words[b], word)
		}
	}
	for state := range words {
		words[state] = longest(words[state])
	}
	return words
}

// longest drops the words that begin another one. What is left is never empty.
func longest(words [][]int) [][]int {
	slices.SortFunc(words, slices.Compare)
	var kept [][]int
	for i, word := range words {
		if i+1 == len(words) || !begins(words[i+1], word) {
			kept = append(kept, word)
		}
	}
	if kept == nil {
		return [][]int{{}}
	}
	return kept
}

func begins(word, start []int) bool {
	return len(start) <= len(word) && slices.Equal(word[:len(start)], start)
}

// walkWords are walks by chance, each from a state that is entered by its
// shortest word.
func walkWords(m *suite.Machine, count, length int, seed uint64) iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		cover := m.Cover()
		chance := rand.New(rand.NewPCG(seed, uint64(m.States())))
		for range count {
			word := slices.Clone(cover[chance.IntN(len(cover))])
			for range length {
				word = append(word, chance.IntN(m.Inputs()))
			}
			if !yield(word) {
				return
			}
		}
	}
}
