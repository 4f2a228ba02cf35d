package replay

import (
	"cmp"
	"slices"
	"time"
)

// MaxAnyOrder is how many events an any_order may hold, and maxOrders in how
// many orders the events of one scenario may come under [OrderOccurred].
const (
	MaxAnyOrder = 6
	maxOrders   = 720
)

// An act is one thing that a player does: deliver an event of a step, or, where
// event is negative, what the step does without one.
type act struct{ step, event int }

// A stage is a stretch of a scenario that is played in one order or in several,
// each from the same moment.
type stage struct {
	acts   []act    // in the order of the file
	races  [][2]int // the stretches of acts that come in any order
	ends   []int    // the steps whose expectations speak of the stage's end
	sorted *Scenario
}

// stages lays out how a scenario is played: the steps between races make one
// stage, each race one of its own; under OrderOccurred all events make the first.
func (s *Scenario) stages() []stage {
	stages := make([]stage, 0, 1)
	occurred := stage{sorted: s}
	for i := range s.Steps {
		step := &s.Steps[i]
		switch sorted := s.Order == OrderOccurred && len(step.Events) > 0; {
		case sorted:
			occurred.join(step, i)
		case step.AnyOrder || len(stages) == 0 || len(stages[len(stages)-1].races) > 0:
			g := stage{acts: make([]act, 0, len(s.Steps)-i)}
			g.join(step, i)
			stages = append(stages, g)
		default:
			stages[len(stages)-1].join(step, i)
		}
	}
	if len(occurred.acts) > 0 {
		stages = slices.Insert(stages, 0, occurred)
	}
	return stages
}

// join adds what a step does.
func (g *stage) join(step *Step, i int) {
	first := len(g.acts)
	for e := range step.Events {
		g.acts = append(g.acts, act{i, e})
	}
	if len(step.Events) == 0 {
		g.acts = append(g.acts, act{i, -1})
	}
	if step.AnyOrder {
		g.races = append(g.races, [2]int{first, len(g.acts)})
		g.ends = append(g.ends, i)
	}
}

// orders yields the orders in which a stage is played, numbered from 1, that of
// the file first; one order, numbered 0, where there is no race. The acts are
// valid until the next order.
func (g stage) orders(yield func(n int, acts []act) bool) {
	if len(g.races) == 0 {
		yield(0, g.inOrder(g.acts))
		return
	}
	n := 0
	g.shuffled(slices.Clone(g.acts), g.races, func(acts []act) bool {
		n++
		return yield(n, g.inOrder(acts))
	})
}

// shuffled yields every arrangement of the races.
func (g stage) shuffled(acts []act, races [][2]int, yield func([]act) bool) bool {
	if len(races) == 0 {
		return yield(acts)
	}
	original := slices.Clone(acts)
	from, to := races[0][0], races[0][1]
	for permutation := range permutations(to - from) {
		for i, p := range permutation {
			acts[from+i] = original[from+p]
		}
		if !g.shuffled(acts, races[1:], yield) {
			return false
		}
	}
	copy(acts[from:to], original[from:to])
	return true
}

// inOrder sorts acts by when they happened, where the scenario asks for it.
func (g stage) inOrder(acts []act) []act {
	if g.sorted == nil {
		return acts
	}
	acts = slices.Clone(acts)
	slices.SortStableFunc(acts, func(a, b act) int {
		d, e := g.sorted.delivery(a), g.sorted.delivery(b)
		return cmp.Or(g.sorted.happened(d).Compare(g.sorted.happened(e)), cmp.Compare(d.Seq, e.Seq))
	})
	return acts
}

func (s *Scenario) delivery(a act) *Delivery { return &s.Steps[a.step].Events[a.event] }

// happened is when an event happened, under OrderOccurred.
func (s *Scenario) happened(d *Delivery) time.Time {
	if d.At.IsZero() {
		return s.Clock
	}
	return d.At
}

// permutations yields the permutations of 0 to n-1 in lexicographic order, each
// valid until the next.
func permutations(n int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		p := make([]int, n)
		for i := range p {
			p[i] = i
		}
		for yield(p) {
			i := n - 2
			for i >= 0 && p[i] > p[i+1] {
				i--
			}
			if i < 0 {
				return
			}
			j := n - 1
			for p[j] < p[i] {
				j--
			}
			p[i], p[j] = p[j], p[i]
			slices.Reverse(p[i+1:])
		}
	}
}
