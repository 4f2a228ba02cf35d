package suite

import "slices"

// An Exam is a suite laid out as a tree, to judge many faulty machines quickly:
// only what lies behind a changed cell is played, and no further than to the
// first output that differs.
type Exam struct {
	machine *Machine
	nodes   []node
	first   [][]int32 // by state × inputs + input: the nodes at which it is taken for the first time on the way
}

// A node is an input in the tree of all cases.
type node struct {
	child, sibling int32 // 0 is none
	input          uint16
	output         Output // what the model shows
	state          uint16 // where the model is after it
}

// NewExam lays a suite out for the machine that it was made for.
func NewExam(m *Machine, s Suite) *Exam {
	e := &Exam{machine: m, nodes: make([]node, 1), first: make([][]int32, m.States()*m.inputs)}
	for c := range s.Cases {
		at := int32(0)
		for _, input := range c.Inputs {
			at = e.child(at, uint16(input))
		}
	}
	size := make([]int32, len(e.nodes))
	e.index(0, make([]bool, len(e.first)), size)
	for _, nodes := range e.first {
		slices.SortFunc(nodes, func(a, b int32) int { return int(size[b] - size[a]) })
	}
	return e
}

// child returns the node of an input behind another, a new one where there is
// none.
func (e *Exam) child(at int32, input uint16) int32 {
	for i := e.nodes[at].child; i != 0; i = e.nodes[i].sibling {
		if e.nodes[i].input == input {
			return i
		}
	}
	next, out := e.machine.Step(int(e.nodes[at].state), int(input))
	e.nodes = append(e.nodes, node{sibling: e.nodes[at].child, input: input, output: out, state: uint16(next)})
	added := int32(len(e.nodes) - 1)
	e.nodes[at].child = added
	return added
}

// index notes where each cell is taken for the first time on the way to a node,
// and how many nodes lie behind each: where there are more, more is found.
func (e *Exam) index(at int32, taken []bool, size []int32) {
	state := int(e.nodes[at].state)
	for i := e.nodes[at].child; i != 0; i = e.nodes[i].sibling {
		cell := state*e.machine.inputs + int(e.nodes[i].input)
		fresh := !taken[cell]
		if fresh {
			taken[cell] = true
			e.first[cell] = append(e.first[cell], i)
		}
		e.index(i, taken, size)
		size[at] += size[i] + 1
		taken[cell] = !fresh
	}
}

// Kills reports whether a faulty machine fails the exam.
func (e *Exam) Kills(f Fault) bool {
	mutant := f.apply(e.machine)
	first := e.first[f.State*e.machine.inputs+f.Input]
	if f.Twin && len(first) > 0 && e.meets(mutant, first[0]) {
		return true // mostly so, and soon
	}
	for _, i := range first {
		if e.breaks(mutant, f.State, i) {
			return true
		}
	}
	return false
}

// meets goes from a node that leads to a twin straight to what the twin has wrong.
func (e *Exam) meets(m *faulty, at int32) bool {
	for i := e.nodes[at].child; i != 0; i = e.nodes[i].sibling {
		if int(e.nodes[i].input) == m.TwinInput {
			return e.breaks(m, m.twin, i)
		}
	}
	return false
}

// breaks plays a node, and all behind it, from a state of a faulty machine.
func (e *Exam) breaks(m *faulty, state int, i int32) bool {
	n := &e.nodes[i]
	next, out := m.step(state, int(n.input))
	if out != n.output {
		return true
	}
	for child := n.child; child != 0; child = e.nodes[child].sibling {
		if e.breaks(m, next, child) {
			return true
		}
	}
	return false
}

// A Score says how many faults an exam finds.
type Score struct {
	Faults     int
	Killed     int
	Equivalent int     // nothing at all tells them from the model
	Survivors  []Fault // they are wrong, and pass
}

// Judge examines all faults of the model that the exam was made for.
func (e *Exam) Judge(m *Model, twins bool) (score Score) {
	for fault := range m.Faults(twins) {
		score.Faults++
		switch {
		case e.Kills(fault):
			score.Killed++
		case fault.hides(m.Machine):
			score.Equivalent++
		default:
			score.Survivors = append(score.Survivors, fault)
		}
	}
	return score
}

// hides reports whether nothing tells the faulty machine from the right one.
func (f Fault) hides(m *Machine) bool {
	_, apart := Difference(m, 0, f.Apply(m), 0)
	return !apart
}
