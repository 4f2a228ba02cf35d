package align

import (
	"cmp"
	"slices"
	"sync"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// width is how many configurations there can be: the bits of a [history.Set].
const width = 32

// A weight is a cost in its upper half and a number of changes in its lower one, so
// that weights add up, and compare by cost first.
type weight uint64

// never is the weight of what cannot be; two of them still add up.
const never weight = 1 << 62

func newWeight(cost, changes int) weight { return weight(cost)<<32 | weight(changes) }

func (w weight) cost() int    { return int(w >> 32) }
func (w weight) changes() int { return int(uint32(w)) }

// An edge is one missing record.
type edge struct {
	to     fsm.ConfigurationIndex
	event  fsm.EventIndex // in a log of states the cheapest that leads there
	weight weight
}

// A graph holds what missing records can do.
type graph struct {
	nodes []fsm.ConfigurationIndex // what the profile can reach
	edges [width][]edge            // what says most first, then in the table's order
	far   [width][width]weight     // of the cheapest way from one to another
}

func newGraph(rules *history.Rules, costs Costs) *graph {
	g := &graph{nodes: indices(rules.Table.Configurations())}
	for _, from := range g.nodes {
		switch {
		case rules.Sampled: // whatever can be reached is reached without
		case rules.Kind == history.KindStates:
			g.edges[from] = stateEdges(rules, costs, from)
		default:
			g.edges[from] = eventEdges(rules.Table, costs, from)
		}
	}
	g.measure()
	return g
}

// indices returns the places of configurations.
func indices(all []fsm.Configuration) []fsm.ConfigurationIndex {
	places := make([]fsm.ConfigurationIndex, len(all))
	for n, c := range all {
		places[n], _ = c.Index()
	}
	return places
}

// only is the set of one configuration.
func only(c fsm.ConfigurationIndex) history.Set { return 1 << c }

// eventEdges are the events that would be applied. Of two that do the same, the
// first is the one that fewer states know: resume says more than recover.
func eventEdges(t *fsm.Table, costs Costs, from fsm.ConfigurationIndex) (edges []edge) {
	for n, e := range fsm.Events() {
		if cell := t.Cell(from, fsm.EventIndex(n)); cell.Verdict() == fsm.VerdictApplied {
			edges = append(edges, edge{cell.Next, fsm.EventIndex(n), newWeight(costs.missing(e), 1)})
		}
	}
	known := scope()
	slices.SortStableFunc(edges, func(a, b edge) int { return cmp.Compare(known[a.event], known[b.event]) })
	return edges
}

// scope counts, by event, the configurations in which the standard profile applies
// it.
var scope = sync.OnceValue(func() (counts [width]int) {
	standard := fsm.NewTable(fsm.Standard())
	for _, c := range indices(standard.Configurations()) {
		for e := range fsm.Events() {
			if standard.Cell(c, fsm.EventIndex(e)).Verdict() == fsm.VerdictApplied {
				counts[e]++
			}
		}
	}
	return counts
})

// stateEdges are the states that could be recorded next. What such a record costs
// depends on the event that must have led to it.
func stateEdges(rules *history.Rules, costs Costs, from fsm.ConfigurationIndex) (edges []edge) {
	here, _ := from.Configuration()
	quiet, _ := rules.Step(only(from), history.Record{State: here.State})
	cheapest := map[fsm.ConfigurationIndex]edge{}
	for _, kept := range indices(quiet.Configurations()) {
		for _, e := range eventEdges(rules.Table, costs, kept) {
			if known, found := cheapest[e.to]; !found || e.weight < known.weight {
				cheapest[e.to] = e
			}
		}
	}
	for _, state := range fsm.States() {
		next, answer := rules.Step(only(from), history.Record{State: state})
		if !answer.Possible || state == here.State {
			continue
		}
		for _, to := range indices(next.Configurations()) {
			edges = append(edges, cheapest[to])
		}
	}
	return edges
}

// measure finds the cheapest ways between any two configurations: Floyd and
// Warshall's.
func (g *graph) measure() {
	for _, a := range g.nodes {
		for _, b := range g.nodes {
			g.far[a][b] = never
		}
		for _, e := range g.edges[a] {
			g.far[a][e.to] = min(g.far[a][e.to], e.weight)
		}
		g.far[a][a] = 0
	}
	for _, via := range g.nodes {
		for _, a := range g.nodes {
			for _, b := range g.nodes {
				g.far[a][b] = min(g.far[a][b], g.far[a][via]+g.far[via][b])
			}
		}
	}
}

// way returns a cheapest way, the first in the order of edges.
func (g *graph) way(from, to fsm.ConfigurationIndex) (way []edge) {
	for from != to {
		for _, e := range g.edges[from] {
			if e.weight+g.far[e.to][to] == g.far[from][to] {
				way = append(way, e)
				from = e.to
				break
			}
		}
	}
	return way
}
