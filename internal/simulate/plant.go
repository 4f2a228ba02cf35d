package simulate

import (
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A Planted is a fault in a log, as an audit has to find it.
type Planted struct {
	ID     string
	Line   int64 // as a reader of the log counts: the row in Parquet
	At     time.Time
	Event  fsm.Event         // what came; empty in a log of states alone
	State  fsm.State         // what the log tells; fsm.StateNone where it tells none
	Met    fsm.Configuration // what the subscription was in
	Fault  string
	Reason history.Reason
}

// A seedling is one way to plant a fault.
type seedling struct {
	fault uint8 // by its place in the catalogue, from 1
	event fsm.EventIndex
	state uint8 // by its place in [fsm.Sources]
}

// A bed holds what can be planted in each configuration, by fault.
type bed [configurations][][]seedling

// newBed asks the table what it rejects.
func newBed(t *fsm.Table, s States) *bed {
	b := new(bed)
	for _, c := range t.Configurations() {
		i, _ := c.Index()
		for f, fault := range catalogue(s) {
			if fault.states != nil && !slices.Contains(fault.states, c.State) || s == StatesBoth && c.State == fsm.StateNone {
				continue // where nothing began there is no state to tell
			}
			ways := impossibleEvents(t, i, &fault)
			if s == StatesOnly {
				ways = impossibleStates(t, c, &fault)
			}
			for w := range ways {
				ways[w].fault = uint8(f + 1)
			}
			if len(ways) > 0 {
				b[i] = append(b[i], ways)
			}
		}
	}
	return b
}

// impossibleEvents are the events of a fault that are rejected for its reason.
func impossibleEvents(t *fsm.Table, i fsm.ConfigurationIndex, f *Fault) (ways []seedling) {
	c, _ := i.Configuration()
	for _, event := range f.events {
		e, _ := event.Index()
		if cell := t.Cell(i, e); cell.Verdict() == fsm.VerdictRejected && history.Reason(cell.Reason()) == f.Reason {
			ways = append(ways, seedling{event: e, state: placeOf(c.State)})
		}
	}
	return ways
}

// impossibleStates are the states of the profile that no single event leads to, from whatever
// the log leaves possible: it does not tell a scheduled cancellation.
func impossibleStates(t *fsm.Table, c fsm.Configuration, f *Fault) (ways []seedling) {
	for _, to := range fsm.States() {
		reason := history.ReasonNoStep
		if steps(fsm.NewTable(fsm.Standard()), c, to) {
			reason = history.Reason(fsm.ReasonProfile)
		}
		if to != c.State && t.Profile().Has(to) && !steps(t, c, to) && reason == f.Reason {
			ways = append(ways, seedling{state: placeOf(to)})
		}
	}
	return ways
}

// placeOf is a state's place in [fsm.Sources].
func placeOf(s fsm.State) uint8 { return uint8(slices.Index(fsm.Sources(), s)) }

// steps reports whether one event leads to a state, scheduled or not.
func steps(t *fsm.Table, c fsm.Configuration, to fsm.State) bool {
	for _, like := range t.Configurations() {
		i, _ := like.Index()
		for e := range fsm.Events() {
			cell := t.Cell(i, fsm.EventIndex(e))
			next, _ := cell.Next.Configuration()
			if like.State == c.State && like.LastKnown == c.LastKnown && cell.Verdict() == fsm.VerdictApplied && next.State == to {
				return true
			}
		}
	}
	return false
}

// plant plants a subscription's fault where one can be; else it waits for the next
// configuration.
func (w *worker) plant(index uint32, s *subscription) {
	ways := w.bed[s.seen]
	if len(ways) == 0 {
		s.fault = s.next // and right behind it: see advance
		return
	}
	drawn := w.noise.at(noiseFaultKind, index, 0)
	kind := ways[drawn%uint64(len(ways))]
	way := kind[mix(drawn)%uint64(len(kind))]
	at := s.fault
	s.fault = never
	w.emit(s, record{at: at, index: index, met: s.seen, event: way.event, state: way.state, fault: way.fault})
}
