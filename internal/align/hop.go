package align

import (
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A hop is one record of the log with what is missing before it: the best way to
// get over the record from one configuration to another.
type hop struct {
	via, to fsm.ConfigurationIndex // before the record, and after it
	kind    MoveKind               // what becomes of the record
	weight  weight
	rest    uint64 // what decides between equal weights: see rest
}

// rest orders what costs the same: fewer kept records that did nothing, then as
// preferred. What comes later adds its rank.
func rest(idle bool, preference uint64) uint64 {
	if idle {
		return 1<<restBits | preference<<rankBits
	}
	return preference << rankBits
}

// The lower bits of rest: a rank among the configurations, and above it a
// preference.
const (
	rankBits = 5
	restBits = rankBits + 2
)

// Preferences between hops that cost the same.
const (
	preferKept uint64 = iota
	preferMissing
	preferDisbelieved
	preferImpossible
)

// A fan holds the hops over one record, by the configuration before it.
type fan [width][]hop

// newFan finds the hops. Nothing is missing right before a record that is taken out:
// it may as well be missing before the next one, and shall not make the taking out
// cheaper.
func newFan(g *graph, rules *history.Rules, costs Costs, record history.Record) *fan {
	f := new(fan)
	for _, via := range g.nodes {
		landings := land(rules, costs, via, record)
		for _, from := range g.nodes {
			for _, h := range landings {
				f.offer(g, from, h)
			}
		}
	}
	for _, from := range g.nodes {
		f.add(from, takenOut(rules.Kind, costs, from, record))
	}
	return f
}

// land returns where a record leads that is met in a configuration and is kept, or
// kept but for its state.
func land(rules *history.Rules, costs Costs, via fsm.ConfigurationIndex, record history.Record) (hops []hop) {
	h := hop{via: via, kind: MoveKept}
	next, answer := rules.Step(only(via), record)
	if !answer.Possible && rules.Kind != history.KindStates && record.Event != "" && record.State != fsm.StateNone {
		h.kind, h.weight = MoveDisbelieved, newWeight(costs.Disbelieved, 1)
		next, answer = rules.Step(only(via), history.Record{Event: record.Event})
	}
	if !answer.Possible {
		return nil
	}
	h.rest = rest(record.Event != "" && answer.Verdict == fsm.VerdictIgnored, preferKept)
	for _, h.to = range indices(next.Configurations()) {
		hops = append(hops, h)
	}
	return hops
}

// offer puts what is missing before a hop.
func (f *fan) offer(g *graph, from fsm.ConfigurationIndex, h hop) {
	far := g.far[from][h.via]
	if far >= never {
		return
	}
	h.weight += far
	switch {
	case h.kind == MoveDisbelieved:
		h.rest |= preferDisbelieved << rankBits
	case from != h.via:
		h.rest |= preferMissing << rankBits
	}
	f.add(from, h)
}

// add keeps the better of two hops that lead to the same.
func (f *fan) add(from fsm.ConfigurationIndex, h hop) {
	for n, known := range f[from] {
		if known.to == h.to {
			if h.weight < known.weight || h.weight == known.weight && h.rest < known.rest {
				f[from][n] = h
			}
			return
		}
	}
	f[from] = append(f[from], h)
}

// takenOut is the hop over a record that is not believed.
func takenOut(kind history.Kind, costs Costs, from fsm.ConfigurationIndex, record history.Record) hop {
	h := hop{via: from, to: from, kind: MoveImpossible, rest: rest(false, preferImpossible)}
	switch {
	case record.Event != "":
		h.weight = newWeight(costs.impossibleEvent(record.Event), 1)
	case kind == history.KindStates:
		here, _ := from.Configuration()
		h.weight = newWeight(costs.impossibleState(here.State, record.State), 1)
	default:
		h.kind, h.weight, h.rest = MoveDisbelieved, newWeight(costs.Disbelieved, 1), rest(false, preferDisbelieved)
	}
	return h
}
