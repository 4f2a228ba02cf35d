package suite

import (
	"slices"

	"pgregory.net/rapid"
)

// drawMachine draws a minimal machine of 2 to so many states. Half of them show
// labels.
func drawMachine(t *rapid.T, most int) *Machine {
	return drawSized(t, rapid.IntRange(2, most).Draw(t, "states"), rapid.IntRange(2, 3).Draw(t, "inputs"))
}

// drawSearched draws a machine, and how many states more its subjects may have,
// for which all subjects can be searched.
func drawSearched(t *rapid.T) (m *Machine, k int) {
	k = rapid.IntRange(0, 2).Draw(t, "k")
	states := rapid.IntRange(2, max(largest-k, 2)).Draw(t, "states")
	inputs := 2
	if states+k < 4 {
		inputs = rapid.IntRange(2, 3).Draw(t, "inputs")
	}
	return drawSized(t, states, inputs), k
}

func drawSized(t *rapid.T, states, inputs int) *Machine {
	labels := rapid.IntRange(1, 2).Draw(t, "labels")
	drawn := NewMachine(states, inputs)
	label := make([]int, states)
	for s := range label {
		label[s] = rapid.IntRange(0, labels-1).Draw(t, "label")
		drawn.SetLabel(s, Output(label[s]))
	}
	for s := range states {
		for input := range inputs {
			next := rapid.IntRange(0, states-1).Draw(t, "next")
			out := rapid.IntRange(0, 1).Draw(t, "output")
			drawn.Set(s, input, next, Output(2*out+label[next]))
		}
	}
	minimal, _ := drawn.Minimal()
	if minimal.States() < 2 {
		t.Skip("one state looks like the other")
	}
	return minimal
}

// drawFaulty copies a machine, adds up to so many copies of its states, and has
// some cells lead elsewhere or show something else.
func drawFaulty(t *rapid.T, m *Machine, extra int) *Machine {
	twins := rapid.SliceOfN(rapid.IntRange(0, m.States()-1), extra, extra).Draw(t, "twins")
	of := make([]int, m.States(), m.States()+extra)
	for s := range of {
		of[s] = s
	}
	of = append(of, twins...)
	wrong := NewMachine(len(of), m.Inputs())
	for s, model := range of {
		wrong.SetLabel(s, m.Label(model))
		for input := range m.Inputs() {
			next, out := m.Step(model, input)
			// Any state that is like the right one will do.
			var alike []int
			for i, other := range of {
				if other == next {
					alike = append(alike, i)
				}
			}
			wrong.Set(s, input, rapid.SampledFrom(alike).Draw(t, "next"), out)
		}
	}
	for range rapid.IntRange(1, 2).Draw(t, "faults") {
		s, input := rapid.IntRange(0, len(of)-1).Draw(t, "state"), rapid.IntRange(0, m.Inputs()-1).Draw(t, "input")
		next := rapid.IntRange(0, len(of)-1).Draw(t, "to")
		out := rapid.IntRange(0, 1).Draw(t, "output")
		wrong.Set(s, input, next, Output(2*out)+m.Label(of[next]))
	}
	return wrong
}

// same reports whether two machines answer alike, by marking pairs of states that
// differ until nothing changes: not as Difference does it.
func same(m, n *Machine) bool {
	apart := make([][]bool, m.States())
	for a := range apart {
		apart[a] = make([]bool, n.States())
		for b := range apart[a] {
			apart[a][b] = m.Label(a) != n.Label(b)
		}
	}
	for changed := true; changed; {
		changed = false
		for a := range apart {
			for b := range apart[a] {
				for input := range m.Inputs() {
					nextA, outA := m.Step(a, input)
					nextB, outB := n.Step(b, input)
					if !apart[a][b] && (outA != outB || apart[nextA][nextB]) {
						apart[a][b], changed = true, true
					}
				}
			}
		}
	}
	return !apart[0][0]
}

// kills plays a suite case by case.
func kills(m *Machine, s Suite, wrong *Machine) bool {
	for c := range s.Cases {
		if !slices.Equal(m.Outputs(0, c.Inputs), wrong.Outputs(0, c.Inputs)) {
			return true
		}
	}
	return false
}

// odd is a small machine by hand: 0 and 1 differ by what b shows, 1 and 2 only by
// where b leads.
func odd() *Machine {
	m := NewMachine(3, 2)
	m.Set(0, 0, 1, 0)
	m.Set(0, 1, 0, 0)
	m.Set(1, 0, 2, 0)
	m.Set(1, 1, 0, 1)
	m.Set(2, 0, 0, 0)
	m.Set(2, 1, 1, 1)
	return m
}

// kept returns a suite of the cases that are kept.
func kept(s Suite, keep func(i int) bool) Suite {
	var some []Case
	i := 0
	for c := range s.Cases {
		if keep(i) {
			some = append(some, c)
		}
		i++
	}
	return Suite{Name: s.Name, Paper: s.Paper, Cases: slices.Values(some)}
}

// A survivor searches all machines of up to so many states for one that passes a
// suite and is not the model. Nothing of the theory is used: cells are filled in
// when a case needs them, in every way that is left.
type survivor struct {
	model  *Machine
	suite  [][]int
	most   int
	follow func(state, input int) bool // where not nil, what is not followed changes nothing
	states []hidden
	budget int
}

// A hidden state of a subject, as far as it is needed. What a cell shows is what
// the model shows where it was first needed.
type hidden struct {
	label Output
	next  []int // -1 is not needed yet
	out   []Output
}

// survives returns a machine that passes a suite and is wrong, with its states.
func survives(m *Machine, s Suite, most int, follow func(state, input int) bool) (*survivor, bool) {
	search := &survivor{model: m, most: most, follow: follow, budget: 200_000}
	for c := range s.Cases {
		search.suite = append(search.suite, c.Inputs)
	}
	slices.SortFunc(search.suite, slices.Compare) // what begins alike is told apart together
	search.enter(m.Label(0))
	return search, search.found()
}

func (s *survivor) enter(label Output) {
	h := hidden{label: label, next: make([]int, s.model.inputs), out: make([]Output, s.model.inputs)}
	for input := range h.next {
		h.next[input] = -1
	}
	s.states = append(s.states, h)
}

// found plays every case as far as cells are filled in, fills the first that is
// not in every way, and goes on from there.
func (s *survivor) found() bool {
	if s.budget--; s.budget < 0 {
		panic("the search for survivors takes too long: draw smaller machines")
	}
	for _, word := range s.suite {
		state, at := 0, 0
		for _, input := range word {
			next, out := s.model.Step(at, input)
			inert := s.follow != nil && !s.follow(at, input)
			if s.states[state].next[input] < 0 {
				return s.fill(state, input, inert, out, s.model.Label(next))
			}
			if s.states[state].out[input] != out || inert && s.states[state].next[input] != state {
				return false // killed, or none of those that are searched
			}
			state, at = s.states[state].next[input], next
			if s.states[state].label != s.model.Label(at) {
				return false
			}
		}
	}
	return s.wrong()
}

func (s *survivor) fill(state, input int, inert bool, out, label Output) bool {
	known := len(s.states)
	for next := range min(known+1, s.most) {
		if inert && next != state || next < known && s.states[next].label != label {
			continue
		}
		if next == known {
			s.enter(label)
		}
		s.states[state].next[input], s.states[state].out[input] = next, out
		if s.found() {
			return true
		}
		s.states = s.states[:known]
		s.states[state].next[input] = -1
	}
	return false
}

// wrong reports whether a subject that passes is none that has to, yet differs
// from the model: side by side with it, something else is seen, or nothing is
// known, since then it could be anything.
func (s *survivor) wrong() bool {
	type pair struct{ state, at int }
	met, queue, differs := map[pair]bool{{}: true}, []pair{{}}, false
	for ; len(queue) > 0; queue = queue[1:] {
		p := queue[0]
		for input := range s.model.inputs {
			next, out := s.model.Step(p.at, input)
			to := s.states[p.state].next[input]
			inert := s.follow != nil && !s.follow(p.at, input)
			switch {
			case to < 0:
				differs = true
				continue
			case inert && to != p.state:
				return false // what it assumes of subjects does not hold of this one
			case s.states[p.state].out[input] != out || s.states[to].label != s.model.Label(next):
				differs = true
				continue
			}
			if q := (pair{to, next}); !met[q] {
				met[q] = true
				queue = append(queue, q)
			}
		}
	}
	return differs
}
