package suite

import "slices"

// Minimal returns the smallest machine that answers alike, without what nothing
// leads to, and the state of it that each state of m became; -1 for what nothing
// leads to. States keep their order.
func (m *Machine) Minimal() (minimal *Machine, class []int) {
	class = m.classes()
	return m.merge(class), class
}

// merge makes one state of all that are in a class, and none of what is in none.
func (m *Machine) merge(class []int) *Machine {
	merged := NewMachine(slices.Max(class)+1, m.inputs)
	for s, c := range class {
		if c < 0 {
			continue
		}
		merged.label[c] = m.label[s]
		for input := range m.inputs {
			next, out := m.Step(s, input)
			merged.Set(c, input, class[next], out)
		}
	}
	return merged
}

// apart puts every state that something leads to into a class of its own.
func (m *Machine) apart() []int {
	class := make([]int, m.States())
	count := 0
	for s, word := range m.Cover() {
		class[s] = -1
		if word != nil {
			class[s] = count
			count++
		}
	}
	return class
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
