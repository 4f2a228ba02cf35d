package align

import (
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// An Aligner aligns logs with the model. It is immutable and safe for concurrent
// use.
type Aligner struct {
	rules *history.Rules
	costs Costs
	graph *graph
	fans  map[history.Record]*fan // of every record that a log of the kind can have
}

// New makes an aligner for logs that are read by the rules.
func New(rules *history.Rules, costs Costs) *Aligner {
	a := &Aligner{rules, costs, newGraph(rules, costs), map[history.Record]*fan{}}
	for _, record := range records(rules.Kind) {
		a.fans[record] = newFan(a.graph, rules, costs, record)
	}
	return a
}

// Costs returns what the aligner was made with.
func (a *Aligner) Costs() Costs { return a.costs }

// records returns every record that a log of a kind can have.
func records(kind history.Kind) (all []history.Record) {
	events, states := append(fsm.Events(), ""), fsm.Sources()
	switch kind {
	case history.KindEvents:
		states = states[:1]
	case history.KindStates:
		events = events[len(events)-1:]
	}
	for _, e := range events {
		for _, s := range states {
			if e != "" || s != fsm.StateNone {
				all = append(all, history.Record{Event: e, State: s})
			}
		}
	}
	return all
}

// fan returns the hops over a record. One that no log of the kind can have has hops
// all the same: it is taken out.
func (a *Aligner) fan(record history.Record) *fan {
	if f, found := a.fans[record]; found {
		return f
	}
	return newFan(a.graph, a.rules, a.costs, record)
}

// A value is what the rest of a log costs from a configuration on.
type value struct {
	weight weight
	rest   uint64
}

func (v value) less(w value) bool {
	return v.weight < w.weight || v.weight == w.weight && v.rest < w.rest
}

// Align returns the cheapest story of one subscription: its records in the order in
// which they are taken, deliveries seen before left out, from one of the
// configurations in which it may have begun. The story keeps the records; they must
// not change.
func (a *Aligner) Align(begin history.Set, records []history.Record) Story {
	search := a.search(records)
	from, total := search.start(begin)
	story := Story{Cost: total.weight.cost(), Changes: total.weight.changes(), kind: a.rules.Kind, records: records}
	story.moves = make([]move, 0, len(records)+story.Changes)
	for n, record := range records {
		h := a.fan(record)[from][search.choices[n*width+int(from)]]
		for _, e := range a.graph.way(from, h.via) {
			story.moves = append(story.moves, move{uint32(n), MoveMissing, from, e.to, e.event})
			from = e.to
		}
		story.moves = append(story.moves, move{uint32(n), h.kind, h.via, h.to, 0})
		from = h.to
	}
	return story
}

// A search is the table that dynamic programming fills, from the last record to the
// first.
type search struct {
	nodes   []fsm.ConfigurationIndex // by value, the best first
	values  [width]value             // of the log from the record on that was looked at last
	ranks   [width]uint64
	choices []uint8 // by record and configuration: the best hop's place in its fan
}

// search looks at all records.
func (a *Aligner) search(records []history.Record) *search {
	s := &search{nodes: append([]fsm.ConfigurationIndex(nil), a.graph.nodes...)}
	s.choices = make([]uint8, len(records)*width)
	for n := len(records) - 1; n >= 0; n-- {
		s.look(a.fan(records[n]), s.choices[n*width:][:width])
		s.rank()
	}
	return s
}

// look finds the best hop over a record from each configuration.
func (s *search) look(f *fan, choices []uint8) {
	var values [width]value
	for _, from := range s.nodes {
		best := value{weight: never}
		for n, h := range f[from] {
			behind := s.values[h.to%width]
			v := value{h.weight + behind.weight, h.rest + behind.rest>>restBits<<restBits + s.ranks[h.to%width]}
			if v.less(best) {
				best, choices[from] = v, uint8(n)
			}
		}
		values[from] = best
	}
	s.values = values
}

// rank sorts the configurations by value; they are nearly sorted from the record
// before.
func (s *search) rank() {
	for n := range s.nodes {
		for k := n; k > 0 && s.values[s.nodes[k]].less(s.values[s.nodes[k-1]]); k-- {
			s.nodes[k], s.nodes[k-1] = s.nodes[k-1], s.nodes[k]
		}
	}
	rank := uint64(0)
	for n, c := range s.nodes {
		if n > 0 && s.values[s.nodes[n-1]].less(s.values[c]) {
			rank++
		}
		s.ranks[c] = rank
	}
}

// start returns the best configuration to begin in.
func (s *search) start(begin history.Set) (from fsm.ConfigurationIndex, best value) {
	best.weight = never
	for _, c := range indices(begin.Configurations()) {
		if v := s.values[c]; v.less(best) {
			from, best = c, v
		}
	}
	return from, best
}
