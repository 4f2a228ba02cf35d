package suite

import "math/rand/v2"

// Tour returns a transition tour ([NT81]): walks that together take every input
// in every state at least once. From where a walk is, it goes to the nearest cell
// that is left, and is begun anew where none can be reached. It sees every wrong
// output; where an input leads it sees only as far as the walk happens to show.
func Tour(m *Machine) Suite {
	return Suite{Name: "tour", Paper: "NT81", Cases: func(yield func(Case) bool) {
		t := &tour{machine: m, taken: make([]bool, m.States()*m.inputs)}
		for walk := t.walk(); walk != nil; walk = t.walk() {
			if !yield(Case{Inputs: walk, About: -1, Purpose: PurposeTour}) {
				return
			}
		}
	}}
}

type tour struct {
	machine *Machine
	taken   []bool // by state × inputs + input
}

// walk goes on until nothing that is left can be reached.
func (t *tour) walk() []int {
	var walk []int
	for state := 0; ; {
		word := t.nearest(state)
		if word == nil {
			return walk
		}
		for _, input := range word {
			t.taken[state*t.machine.inputs+input] = true
			state, _ = t.machine.Step(state, input)
		}
		walk = append(walk, word...)
	}
}

// nearest returns the shortest word that ends with what is not taken yet; nil
// where there is none.
func (t *tour) nearest(from int) []int {
	m := t.machine
	words := make([][]int, m.States())
	words[from] = []int{}
	for queue := []int{from}; len(queue) > 0; queue = queue[1:] {
		state := queue[0]
		// Loops first: they leave the walk where it is.
		for input := range m.inputs {
			if next, _ := m.Step(state, input); next == state && !t.taken[state*m.inputs+input] {
				return append(words[state], input)
			}
		}
		for input := range m.inputs {
			if !t.taken[state*m.inputs+input] {
				return append(words[state], input)
			}
			if next, _ := m.Step(state, input); words[next] == nil {
				words[next] = append(append([]int{}, words[state]...), input)
				queue = append(queue, next)
			}
		}
	}
	return nil
}

// Cells returns a case for every input in every state: the shortest way there, and
// the input.
func Cells(m *Machine) Suite {
	g := newGenerator(m, 1, func(int, int) [][]int { return nil })
	return Suite{Name: "cells", Cases: g.cases}
}

// Walks returns so many walks of a length by chance, the same for the same seed.
// Half of the steps go along inputs that the model follows; now and then one
// input comes many times in a row, which finds what counts.
func Walks(m *Machine, seed uint64, walks, length int, follow func(state, input int) bool) Suite {
	return Suite{Name: "long walks", Cases: func(yield func(Case) bool) {
		for walk := range walks {
			random := rand.New(rand.NewPCG(seed, uint64(walk)))
			if !yield(Case{Inputs: m.walk(random, length, follow), About: -1, Purpose: PurposeWalk}) {
				return
			}
		}
	}}
}

// longestBurst is how many times one input comes in a row at most.
const longestBurst = 16

func (m *Machine) walk(random *rand.Rand, length int, follow func(state, input int) bool) []int {
	walk := make([]int, 0, length)
	for state := 0; len(walk) < length; {
		input := m.choose(random, state, follow)
		times := 1
		if random.IntN(12) == 0 {
			times = 2 + random.IntN(longestBurst-1)
		}
		for ; times > 0 && len(walk) < length; times-- {
			walk = append(walk, input)
			state, _ = m.Step(state, input)
		}
	}
	return walk
}

func (m *Machine) choose(random *rand.Rand, state int, follow func(state, input int) bool) int {
	if random.IntN(2) == 0 {
		return random.IntN(m.inputs)
	}
	var followed []int
	for input := range m.inputs {
		if follow(state, input) {
			followed = append(followed, input)
		}
	}
	if len(followed) == 0 {
		return random.IntN(m.inputs)
	}
	return followed[random.IntN(len(followed))]
}
