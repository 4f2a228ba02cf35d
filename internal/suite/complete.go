package suite

import (
	"fmt"
	"slices"
)

// The complete suites. Each detects every machine that answers otherwise than m
// and has at most k states more, m being minimal. The subject is begun anew for
// every case, and is deterministic.

// W returns the suite of [Chow78] for k extra states.
func W(m *Machine, k int) Suite {
	all := characterization(m.Identifiers())
	return complete("W", "Chow78", m, k, func(int, int) [][]int { return all })
}

// Wp returns the suite of [FBKAG91] for k extra states: a state is told from all
// others while it is being counted on, and only from those that are left after.
func Wp(m *Machine, k int) Suite {
	identifiers := m.Identifiers()
	all := characterization(identifiers)
	return complete("Wp", "FBKAG91", m, k, func(beyond, state int) [][]int {
		if beyond <= k {
			return all
		}
		return identifiers[state]
	})
}

// HSI returns the suite of [LPB94] for k extra states.
func HSI(m *Machine, k int) Suite {
	identifiers := m.Identifiers()
	return complete("HSI", "LPB94", m, k, func(_, state int) [][]int { return identifiers[state] })
}

func complete(name, paper string, m *Machine, k int, identify func(beyond, state int) [][]int) Suite {
	g := newGenerator(m, k+1, identify)
	return Suite{Name: fmt.Sprintf("%s, k=%d", name, k), Paper: paper, Cases: g.cases}
}

// Everywhere returns HSI for k extra states from every configuration that the
// events lead to, those that are merged too. Every case of HSI begins one of its
// cases, so it is complete as that is. Beyond it, it looks at all that a subject
// does which keeps apart inside what the model merges, and may by that alone have
// more than k states too many.
func Everywhere(m *Model, k int) Suite {
	identifiers := m.Machine.Identifiers()
	full := m.Unmerged()
	g := newGenerator(full.Machine, k+1, func(_, state int) [][]int {
		merged, _ := m.State(full.Classes[state][0])
		return identifiers[merged]
	})
	return Suite{Name: fmt.Sprintf("HSI everywhere, k=%d", k), Paper: "LPB94", Cases: g.cases}
}

// Chains returns HSI for k extra states along inputs that the model answers with
// follow, with any input as the last: far smaller, and complete where all other
// inputs change nothing in the subject.
func Chains(m *Machine, k int, follow func(state, input int) bool) Suite {
	identifiers := m.Identifiers()
	g := newGenerator(m, k+1, func(_, state int) [][]int { return identifiers[state] })
	g.follow = follow
	return Suite{Name: fmt.Sprintf("accepted chains, k=%d", k), Paper: "LPB94", Cases: g.cases}
}

// A generator makes the cases access · word · identifier: every state of the
// cover, then every word of up to so many inputs, then what tells the state that
// it leads to from others.
//
// Cases that are the beginning of another are left out. Nothing is remembered for
// that: whether a case is such a beginning follows from the case alone.
type generator struct {
	machine  *Machine
	beyond   int // the longest word
	identify func(beyond, state int) [][]int
	follow   func(state, input int) bool // nil where every input is followed
	cover    [][]int
	tree     map[[2]int]bool // the edges that the cover uses
	longest  int             // of all cases
	lengths  []bool          // which lengths identifiers have
}

func newGenerator(m *Machine, beyond int, identify func(beyond, state int) [][]int) *generator {
	g := &generator{machine: m, beyond: beyond, identify: identify, cover: m.Cover(), tree: map[[2]int]bool{}}
	for _, word := range g.cover {
		if len(word) > 0 {
			last := len(word) - 1
			g.tree[[2]int{m.After(0, word[:last]), word[last]}] = true
		}
		g.longest = max(g.longest, len(word)+beyond)
	}
	identifier := g.survey()
	g.longest += identifier
	return g
}

// survey notes how long identifiers are, and returns the longest.
func (g *generator) survey() (longest int) {
	g.lengths = make([]bool, 1)
	for state := range g.machine.States() {
		for beyond := range g.beyond + 1 {
			for _, word := range g.identifiers(beyond, state) {
				for len(g.lengths) <= len(word) {
					g.lengths = append(g.lengths, false)
				}
				g.lengths[len(word)] = true
				longest = max(longest, len(word))
			}
		}
	}
	return longest
}

// nothing is the identifier of a state that needs none.
var nothing = [][]int{nil}

func (g *generator) identifiers(beyond, state int) [][]int {
	if words := g.identify(beyond, state); len(words) > 0 {
		return words
	}
	return nothing
}

// cases yields all cases, the shortest first.
func (g *generator) cases(yield func(Case) bool) {
	for length := 1; length <= g.longest; length++ {
		for state, access := range g.cover {
			if access == nil {
				continue // nothing leads there
			}
			for beyond := range g.beyond + 1 {
				if !g.from(state, access, beyond, length, yield) {
					return
				}
			}
		}
	}
}

// from yields the cases of one length with one access and words of one length.
func (g *generator) from(state int, access []int, beyond, length int, yield func(Case) bool) bool {
	identifier := length - len(access) - beyond
	if identifier < 0 || identifier >= len(g.lengths) || !g.lengths[identifier] {
		return true
	}
	prefix := make([]int, 0, length)
	prefix = append(prefix, access...)
	return g.extend(prefix, state, state, beyond, beyond, length, yield)
}

// extend appends all words of a length to a prefix, and yields their cases.
func (g *generator) extend(prefix []int, start, state, left, beyond, length int, yield func(Case) bool) bool {
	if left == 0 {
		return g.end(prefix, state, beyond, length, yield)
	}
	for input := range g.machine.inputs {
		// What goes on along the cover is a longer access with a shorter word.
		if left == beyond && g.tree[[2]int{start, input}] || left > 1 && !g.follows(state, input) {
			continue
		}
		next, _ := g.machine.Step(state, input)
		if !g.extend(append(prefix, input), start, next, left-1, beyond, length, yield) {
			return false
		}
	}
	return true
}

func (g *generator) follows(state, input int) bool {
	return g.follow == nil || g.follow(state, input)
}

// end appends the identifiers of the state that was reached.
func (g *generator) end(prefix []int, state, beyond, length int, yield func(Case) bool) bool {
	for _, word := range g.identifiers(beyond, state) {
		if len(prefix)+len(word) != length {
			continue
		}
		inputs := append(slices.Clone(prefix), word...)
		if !g.begins(inputs, len(prefix)) && !yield(newCase(inputs, len(prefix), beyond)) {
			return false
		}
	}
	return true
}

// newCase says what a case is about: the last input before the identifier.
func newCase(inputs []int, led, beyond int) Case {
	c := Case{Inputs: inputs, About: max(led-1, 0), Purpose: PurposeIdentify}
	switch {
	case beyond > 1:
		c.Purpose = PurposeDeep
	case c.About == len(inputs)-1:
		c.Purpose = PurposeCell
	}
	return c
}

// begins reports whether a case, led by an access and a word of so many inputs,
// is the beginning of another case, or is another case too. Each way to read the
// case as an access, a word and the beginning of an identifier is tried; the one
// with the shortest lead owns a case that can be read in several.
func (g *generator) begins(inputs []int, led int) bool {
	state, beyond, open := 0, 0, true // open: the word may go on from here
	for lead := 0; ; lead++ {
		if g.covers(state, beyond, open, inputs[lead:], lead < led) {
			return true
		}
		if lead == len(inputs) {
			return false
		}
		before, input := state, inputs[lead]
		state, _ = g.machine.Step(state, input)
		if beyond == 0 && g.tree[[2]int{before, input}] {
			continue
		}
		if !open || beyond == g.beyond {
			return false
		}
		beyond++
		open = g.follows(before, input)
	}
}

// covers reports whether what is left of a case after a lead is the beginning of
// what follows that lead in another case; all of it only where that case owns it.
func (g *generator) covers(state, beyond int, open bool, rest []int, owns bool) bool {
	if len(rest) == 0 && open && beyond < g.beyond {
		return true
	}
	for _, word := range g.identifiers(beyond, state) {
		if len(word) < len(rest) || !slices.Equal(word[:len(rest)], rest) {
			continue
		}
		if len(word) > len(rest) || owns {
			return true
		}
	}
	return false
}
