package docket

import (
	"math"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A veil says which counts are suppressed, of those that hang together: how many
// subscriptions there are, how many are in each state, and how many made each
// transition. A subscription that enters a state is in it or has left it, so each of
// these counts can be computed from the others: they are a circulation, whose pipes
// run from state to state, from each state out to the world, and from the world to
// the beginning. To suppress the small ones alone would hide nothing.
//
// So every suppressed pipe lies on a loop of suppressed pipes. Along the loop one
// more subscription could run, or many: all that is published would be the same.
// Pipes that the loop passes against their direction would hold fewer then, and are
// chosen so large that they could hold below-1 fewer. A reader learns nothing of a
// small count beyond that it is one.
type veil struct {
	below int64
	pipes []pipe
}

// A pipe leads from a state to another by their places; the world is the one behind
// the last state.
type pipe struct {
	from, to int
	count    int64
	move     move  // of a transition
	kind     plumb // what is counted
	hidden   bool
}

type plumb int

const (
	plumbMove plumb = iota
	plumbState
	plumbUnsettled
	plumbAll
)

// newVeil hides the small counts of some figures, and as many others as it takes.
func newVeil(f figures, below int64) *veil {
	v := &veil{below: below}
	world := len(f.states)
	for _, m := range f.moves() {
		v.add(pipe{from: m.from, to: m.to, count: f.transitions[m], move: m, kind: plumbMove})
	}
	for s, n := range f.states {
		v.add(pipe{from: s, to: world, count: n, kind: plumbState})
	}
	v.add(pipe{from: 0, to: world, count: f.unsettled, kind: plumbUnsettled})
	v.add(pipe{from: world, to: 0, count: f.subscriptions, kind: plumbAll})
	v.close()
	return v
}

// add takes a pipe in; one that nobody passed is no secret.
func (v *veil) add(p pipe) {
	p.hidden = small(p.count, v.below)
	if p.count > 0 {
		v.pipes = append(v.pipes, p)
	}
}

// small reports a count that is suppressed.
func small(n, below int64) bool { return n > 0 && n < below }

// close puts every hidden pipe on a loop of hidden pipes. Where a log does not add up,
// as one that begins midway, there may be no loop; then all is hidden.
func (v *veil) close() {
	for i := range v.pipes {
		if !v.pipes[i].hidden || v.pipes[i].from == v.pipes[i].to {
			continue
		}
		loop, found := v.loop(i)
		if !found {
			for j := range v.pipes {
				v.pipes[j].hidden = true
			}
			return
		}
		for _, j := range loop {
			v.pipes[j].hidden = true
		}
	}
}

// loop finds the way back from where a pipe ends to where it begins that hides the
// least beyond what is hidden: Bellman and Ford's algorithm, which is short, on ten
// nodes.
func (v *veil) loop(back int) (loop []int, found bool) {
	start, goal := v.pipes[back].to, v.pipes[back].from
	nodes := len(fsm.Sources()) + 1
	cost, via := make([]float64, nodes), make([]int, nodes)
	for n := range cost {
		cost[n], via[n] = math.Inf(1), -1
	}
	cost[start] = 0
	for range nodes {
		for i, p := range v.pipes {
			if i == back {
				continue
			}
			along, against := v.price(p)
			if c := cost[p.from] + along; c < cost[p.to] {
				cost[p.to], via[p.to] = c, i
			}
			if c := cost[p.to] + against; c < cost[p.from] {
				cost[p.from], via[p.from] = c, i
			}
		}
	}
	if math.IsInf(cost[goal], 1) {
		return nil, false
	}
	for n := goal; n != start; {
		p := v.pipes[via[n]]
		loop = append(loop, via[n])
		if n == p.to {
			n = p.from
		} else {
			n = p.to
		}
	}
	return loop, true
}

// price is what it costs to hide a pipe that is passed along its direction, and
// against it. How many subscriptions there are is hidden last, and a state after
// transitions.
func (v *veil) price(p pipe) (along, against float64) {
	along = 1 + math.Log1p(float64(p.count))
	switch {
	case p.hidden:
		along = 1e-6
	case p.kind == plumbAll:
		along = 1e6
	case p.kind == plumbState:
		along *= 4
	}
	if against = along; p.count < 2*v.below {
		against = math.Inf(1)
	}
	return along, against
}

// hides reports whether a count is suppressed.
func (v *veil) hides(of func(pipe) bool) bool {
	for _, p := range v.pipes {
		if of(p) && p.hidden {
			return true
		}
	}
	return false
}
