package suite

import (
	"slices"
	"sync/atomic"
)

// An Output is what can be seen after an input, by number; equal numbers look
// alike.
type Output uint16

// A Machine is a complete and deterministic machine that begins in state 0: each
// input in each state has one output and leads to one state. Beside it each state
// has a label, the output that can be seen without any input.
//
// A label is seen whenever a state is entered: outputs that lead to states with
// different labels differ. Where no machine shows labels, all are 0.
type Machine struct {
	inputs int
	next   []uint16 // by state × inputs + input
	output []Output // likewise
	label  []Output // by state

	// What was computed of the machine as it is; forgotten when it changes.
	cover       atomic.Pointer[[][]int]
	identifiers atomic.Pointer[[][][]int]
}

// NewMachine returns a machine of so many states and inputs in which every input
// is a loop with output 0, to be filled in with Set and SetLabel.
func NewMachine(states, inputs int) *Machine {
	m := &Machine{
		inputs: inputs,
		next:   make([]uint16, states*inputs),
		output: make([]Output, states*inputs),
		label:  make([]Output, states),
	}
	for i := range m.next {
		m.next[i] = uint16(i / inputs)
	}
	return m
}

// States returns how many states there are.
func (m *Machine) States() int { return len(m.label) }

// Inputs returns how many inputs there are.
func (m *Machine) Inputs() int { return m.inputs }

// Set says where an input leads and what is seen.
func (m *Machine) Set(state, input, next int, out Output) {
	m.next[state*m.inputs+input] = uint16(next)
	m.output[state*m.inputs+input] = out
	m.forget()
}

// SetLabel says what is seen in a state without any input.
func (m *Machine) SetLabel(state int, out Output) {
	m.label[state] = out
	m.forget()
}

func (m *Machine) forget() {
	m.cover.Store(nil)
	m.identifiers.Store(nil)
}

// Label returns what is seen in a state without any input.
func (m *Machine) Label(state int) Output { return m.label[state] }

// Step returns where an input leads and what is seen.
func (m *Machine) Step(state, input int) (int, Output) {
	i := state*m.inputs + input
	return int(m.next[i]), m.output[i]
}

// After returns where a word of inputs leads.
func (m *Machine) After(state int, word []int) int {
	for _, input := range word {
		state, _ = m.Step(state, input)
	}
	return state
}

// Outputs returns what is seen on the way of a word.
func (m *Machine) Outputs(state int, word []int) []Output {
	seen := make([]Output, len(word))
	for i, input := range word {
		state, seen[i] = m.Step(state, input)
	}
	return seen
}

// Clone returns a copy that can be changed.
func (m *Machine) Clone() *Machine {
	return &Machine{
		inputs: m.inputs,
		next:   slices.Clone(m.next),
		output: slices.Clone(m.output),
		label:  slices.Clone(m.label),
	}
}

// Separate returns the shortest word that tells two states apart, the label
// being the empty one, and false where none does: then they are equivalent.
func (m *Machine) Separate(a, b int) (word []int, apart bool) {
	return Difference(m, a, m, b)
}

// Difference returns the shortest word that a state of one machine and a state of
// another answer differently, among those of equal length the first in order. It
// is false where there is none. Both machines have the same inputs, and mean the
// same by an output.
func Difference(m *Machine, a int, n *Machine, b int) (word []int, apart bool) {
	type reached struct{ a, b, from, input int } // from is an index in queue
	if m.label[a] != n.label[b] {
		return nil, true
	}
	queue := []reached{{a, b, -1, 0}}
	met := make([]bool, m.States()*n.States())
	met[a*n.States()+b] = true
	for at := 0; at < len(queue); at++ {
		for input := range m.inputs {
			nextA, outA := m.Step(queue[at].a, input)
			nextB, outB := n.Step(queue[at].b, input)
			if outA != outB || m.label[nextA] != n.label[nextB] {
				word = []int{input}
				for i := at; queue[i].from >= 0; i = queue[i].from {
					word = append(word, queue[i].input)
				}
				slices.Reverse(word)
				return word, true
			}
			if next := nextA*n.States() + nextB; !met[next] {
				met[next] = true
				queue = append(queue, reached{nextA, nextB, at, input})
			}
		}
	}
	return nil, false
}

// Cover returns the shortest word to each state, by state; nil for what nothing
// leads to. The word to state 0 is empty. What is returned is shared, not to be
// changed.
func (m *Machine) Cover() [][]int {
	if known := m.cover.Load(); known != nil {
		return *known
	}
	words := make([][]int, m.States())
	words[0] = []int{}
	for queue := []int{0}; len(queue) > 0; queue = queue[1:] {
		for input := range m.inputs {
			next, _ := m.Step(queue[0], input)
			if words[next] == nil {
				words[next] = append(slices.Clone(words[queue[0]]), input)
				queue = append(queue, next)
			}
		}
	}
	m.cover.Store(&words)
	return words
}
