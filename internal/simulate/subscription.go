package simulate

import (
	"math"
	"math/rand/v2"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Milliseconds, in which the simulation counts.
const (
	msOfDay = 24 * 60 * 60 * 1000
	never   = math.MaxInt64
)

// lateness is how late a delivery may be: up to a week.
const lateness = 7 * msOfDay

// A subscription is one life, and how far it has come.
type subscription struct {
	rng    rand.PCG
	next   int64 // when the next clock rings
	fault  int64 // from when on a fault is to be planted; never where none is, or is no more
	begun  uint32
	seen   fsm.ConfigurationIndex // what the log tells so far
	behind fsm.ConfigurationIndex // what is really the case
}

// A record is a line of the log to be, told by numbers.
type record struct {
	when   int64 // it is delivered
	at     int64 // it happened
	index  uint32
	number uint32 // within the subscription, from 1
	met    fsm.ConfigurationIndex
	event  fsm.EventIndex
	state  uint8 // as the log tells it, by its place in [fsm.Sources]
	fault  uint8 // by its place in the catalogue, from 1; 0 for none
	again  bool  // it was delivered before
}

// begin starts a life.
func (w *worker) begin(index uint32) {
	s := &w.subs[index]
	s.rng = *rand.NewPCG(w.noise.at(noiseLife, index, 0), w.noise.at(noiseLife, index, 1))
	s.fault = never
	if w.noise.fraction(noiseFaulty, index, 0) < w.Faults {
		s.fault = 1 + int64(w.noise.fraction(noiseFaultTime, index, 0)*float64(w.end))
	}
	w.wait(s, 0)
}

// wait says when the next clock of a life rings. Every instant is later than the one
// before, so that the order of occurrence is plain.
func (w *worker) wait(s *subscription, now int64) {
	total := w.clocksOf(s).total
	s.next = never
	if total > 0 {
		w.source.PCG = &s.rng
		if days := w.rng.ExpFloat64() / total; days < 2*MaxDays {
			s.next = now + 1 + int64(days*msOfDay)
		}
	}
}

// clocksOf returns the clocks of a life.
func (w *worker) clocksOf(s *subscription) *clocks {
	if s.seen == s.behind {
		return &w.chain.open[s.seen]
	}
	return &w.chain.behind[s.behind]
}

// advance lives until an instant.
func (w *worker) advance(index uint32, until int64) {
	s := &w.subs[index]
	for {
		switch {
		case s.fault < min(s.next, until):
			w.plant(index, s)
		case s.next >= until:
			return
		default:
			now := s.next
			w.ring(index, s, now)
			w.wait(s, now)
			if s.fault <= now {
				s.fault = now + 1
			}
		}
	}
}

// ring has the next thing happen.
func (w *worker) ring(index uint32, s *subscription, now int64) {
	w.source.PCG = &s.rng
	ring := w.clocksOf(s).draw(w.rng)
	if !ring.seen {
		s.behind = ring.next
		return
	}
	met := s.seen
	s.seen = w.chain.table.Cell(met, ring.event).Next
	s.behind = s.seen
	from, to := w.places[met], w.places[s.seen]
	if to == placeOfUnknown {
		s.behind = met
	}
	w.moved(now, from, to)
	if w.States != StatesOnly || from != to {
		w.emit(s, record{at: now, index: index, met: met, event: ring.event, state: to})
	}
}

// emit delivers a record, and perhaps delivers it again.
func (w *worker) emit(s *subscription, r record) {
	s.begun++
	r.number, r.when = s.begun, r.at
	if w.noise.fraction(noiseReorder, r.index, r.number) < w.Reorder {
		r.when += 1 + int64(w.noise.fraction(noiseReorderTime, r.index, r.number)*lateness)
	}
	w.deliver(r)
	if w.noise.fraction(noiseDuplicate, r.index, r.number) < w.Duplicates {
		r.when += 1 + int64(w.noise.fraction(noiseDuplicateTime, r.index, r.number)*lateness)
		r.again = true
		w.deliver(r)
	}
}

// deliver puts a record where it is written, now or in a later stretch of time.
func (w *worker) deliver(r record) {
	if r.when < w.until {
		w.out = append(w.out, r)
	} else {
		w.later = append(w.later, r)
	}
}
