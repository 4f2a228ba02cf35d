package compare

import "github.com/Huzefaaa2/subsim/internal/suite"

// turns is how often likeness is carried to where inputs lead; each turn counts
// half of the one before, so that more would not be seen.
const turns = 16

// likeness says how much each state of one machine is like each of another: 1
// where nothing tells them apart. An input counts half for what is seen and half
// for how alike the states are that it leads to, so that one wrong cell weighs
// little, and drags nobody along.
func likeness(m, n *suite.Machine) [][]float64 {
	like := matrix(m.States(), n.States(), 1.0)
	for range turns {
		next := matrix(m.States(), n.States(), 0.0)
		for a := range next {
			for b := range next[a] {
				next[a][b] = carried(m, a, n, b, like)
			}
		}
		like = next
	}
	return like
}

func carried(m *suite.Machine, a int, n *suite.Machine, b int, like [][]float64) float64 {
	sum := 0.0
	for input := range m.Inputs() {
		nextA, outA := m.Step(a, input)
		nextB, outB := n.Step(b, input)
		if outA == outB {
			sum += 0.5 + 0.5*like[nextA][nextB]
		}
	}
	return sum / float64(m.Inputs())
}

func matrix[V any](rows, columns int, value V) [][]V {
	all := make([][]V, rows)
	for i := range all {
		all[i] = make([]V, columns)
		for j := range all[i] {
			all[i][j] = value
		}
	}
	return all
}
