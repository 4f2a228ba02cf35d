package suite

// An Output is what can be seen after an input, by number; equal numbers look
// alike.
type Output uint16

// A Machine is a complete and deterministic machine that begins in state 0: each
// input in each state has one output and leads to one state. Beside it each state
// has a label, the output that can be seen without any input.
type Machine struct {
	inputs int
	next   []uint16 // by state × inputs + input
	output []Output // likewise
	label  []Output // by state
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
}

// SetLabel says what is seen in a state without any input.
func (m *Machine) SetLabel(state int, out Output) { m.label[state] = out }

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
		next:   append([]uint16(nil), m.next...),
		output: append([]Output(nil), m.output...),
		label:  append([]Output(nil), m.label...),
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
	type pair struct{ a, b int }
	type reached struct {
		pair
		from  int // the index in queue; -1 for the first
		input int
	}
	if m.label[a] != n.label[b] {
		return nil, true
	}
	queue := []reached{{pair{a, b}, -1, 0}}
	met := map[pair]bool{{a, b}: true}
	for at := 0; at < len(queue); at++ {
		for input := range m.inputs {
			nextA, outA := m.Step(queue[at].a, input)
			nextB, outB := n.Step(queue[at].b, input)
			if outA != outB || m.label[nextA] != n.label[nextB] {
				word = []int{input}
				for i := at; queue[i].from >= 0; i = queue[i].from {
					word = append(word, queue[i].input)
				}
				reverse(word)
				return word, true
			}
			if next := (pair{nextA, nextB}); !met[next] {
				met[next] = true
				queue = append(queue, reached{next, at, input})
			}
		}
	}
	return nil, false
}

func reverse(word []int) {
	for i, j := 0, len(word)-1; i < j; i, j = i+1, j-1 {
		word[i], word[j] = word[j], word[i]
	}
}

// Cover returns the shortest word to each state, by state; nil for what nothing
// leads to. The word to state 0 is empty.
func (m *Machine) Cover() [][]int {
	words := make([][]int, m.States())
	words[0] = []int{}
	for queue := []int{0}; len(queue) > 0; queue = queue[1:] {
		for input := range m.inputs {
			next, _ := m.Step(queue[0], input)
			if words[next] == nil {
				words[next] = append(append([]int{}, words[queue[0]]...), input)
				queue = append(queue, next)
			}
		}
	}
	return words
}

// Minimal returns the smallest machine that answers alike, without what nothing
// leads to, and the state of it that each state of m became; -1 for what nothing
// leads to. States keep their order.
func (m *Machine) Minimal() (minimal *Machine, class []int) {
	class = m.classes()
	states := 0
	for _, c := range class {
		states = max(states, c+1)
	}
	minimal = NewMachine(states, m.inputs)
	for s, c := range class {
		if c < 0 {
			continue
		}
		minimal.label[c] = m.label[s]
		for input := range m.inputs {
			next, out := m.Step(s, input)
			minimal.Set(c, input, class[next], out)
		}
	}
	return minimal, class
}

// classes refines the partition by labels until all states of a class lead to
// the same classes with the same outputs.
func (m *Machine) classes() []int {
	class := make([]int, m.States())
	cover := m.Cover()
	for s := range class {
		class[s] = -1
		if cover[s] != nil {
			class[s] = 0
		}
	}
	for count := 0; ; {
		refined, now := m.refine(class)
		if class = refined; now == count {
			return class
		}
		count = now
	}
}

// refine splits each class by what can be seen and where it leads, and numbers
// the classes in the order of their first states.
func (m *Machine) refine(class []int) (refined []int, count int) {
	numbers := map[string]int{}
	refined = make([]int, len(class))
	for s, c := range class {
		if c < 0 {
			refined[s] = -1
			continue
		}
		key := m.signature(s, class)
		number, known := numbers[key]
		if !known {
			number = len(numbers)
			numbers[key] = number
		}
		refined[s] = number
	}
	return refined, len(numbers)
}

func (m *Machine) signature(s int, class []int) string {
	key := make([]byte, 0, 4+4*m.inputs)
	add := func(n int) { key = append(key, byte(n), byte(n>>8)) }
	add(class[s])
	add(int(m.label[s]))
	for input := range m.inputs {
		next, out := m.Step(s, input)
		add(class[next])
		add(int(out))
	}
	return string(key)
}
