package subsim_test

import (
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// breaks returns the first law that the rows break under a profile, and how, on
// the walks of [system.short]; no law and no error where they break none. Rows
// that do not compile break no law: the law is the zero one then, and the error
// that of [fsm.Compile].
func breaks(rows []fsm.Row, profile fsm.Profile) (law, error) {
	s, err := newSystem(rows, profile)
	if err != nil {
		return law{}, err
	}
	all := laws()
	for w := range s.short {
		for _, l := range all {
			if err := l.shows(s, w); err != nil {
				return l, fmt.Errorf("law %d (%s) is broken under %s: %w", l.number, l.name, profile.Name(), err)
			}
		}
	}
	return law{}, nil
}

// broken says, by number, how the system breaks each of some laws on the walks
// of [system.short].
func (s *system) broken(some []law) map[int]error {
	broken := map[int]error{}
	for w := range s.short {
		for _, l := range some {
			if broken[l.number] == nil {
				if err := l.shows(s, w); err != nil {
					broken[l.number] = err
				}
			}
		}
	}
	return broken
}

// shows is holds, saved on walks that repeat what shorter ones showed the law.
func (l law) shows(s *system, w walk) error {
	if l.sees&w.kind() == 0 && w[len(w)-1].err == nil {
		return nil
	}
	return l.holds(s, w)
}

// short yields, shortest first, every walk that could show something new: each
// event in each configuration that the table reaches; each event after each
// applied one; the sets of three events that law 11 speaks of, in all orders;
// and each event delivered twice to a live machine. In a table an event that was
// not applied changes nothing (law 3), so only a walk's last event is such. The
// walks share their memory: whoever keeps one clones it.
func (s *system) short(yield func(walk) bool) {
	_ = s.extendAll(1, anything, yield) && s.extendAll(2, anything, yield) &&
		s.extendAll(3, cancelling, yield) && s.twice(yield)
}

// anything may come next.
func anything(walk) []fsm.Event { return everyEvent }

// cancelling lets three events come to a live subscription, cancel among them
// and none of its rivals.
func cancelling(w walk) []fsm.Event {
	cancels := slices.ContainsFunc(w, func(d delivery) bool { return d.event == fsm.EventCancel })
	switch {
	case len(w) > 0 && !live(w[0].from.State):
		return nil
	case len(w) == 2 && !cancels:
		return cancelAlone
	}
	return peaceful
}

var (
	everyEvent  = fsm.Events()
	cancelAlone = []fsm.Event{fsm.EventCancel}
	peaceful    = slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool { return rivals[e] })
)

// extendAll yields walks of a length, from everywhere.
func (s *system) extendAll(length int, next func(walk) []fsm.Event, yield func(walk) bool) bool {
	for _, c := range s.reach(fsm.Configuration{}).order {
		if !s.extend(make(walk, 0, length), c, next, yield) {
			return false
		}
	}
	return true
}

// extend fills a walk up to its capacity.
func (s *system) extend(w walk, at fsm.Configuration, next func(walk) []fsm.Event, yield func(walk) bool) bool {
	for _, e := range next(w) {
		longer := append(w, s.ask(at, e))
		last := longer[len(w)]
		switch {
		case len(longer) == cap(longer):
			if !yield(longer) {
				return false
			}
		case last.verdict == fsm.VerdictApplied:
			if !s.extend(longer, last.to, next, yield) {
				return false
			}
		}
	}
	return true
}

// twice yields two deliveries to a live machine each: every event in every
// configuration, then its id once more, with another event.
func (s *system) twice(yield func(walk) bool) bool {
	m, err := s.machine()
	if err != nil {
		return yield(walk{{err: err}})
	}
	w := make(walk, 2)
	for _, c := range s.reach(fsm.Configuration{}).order {
		for i, e := range everyEvent {
			if err := m.Restore(fsm.Snapshot{Configuration: c}); err != nil {
				return yield(walk{{answer: answer{from: c, to: c}, err: err}})
			}
			w[0], w[1] = deliver(m, "once", e), deliver(m, "once", everyEvent[(i+1)%len(everyEvent)])
			if !yield(w) {
				return false
			}
		}
	}
	return true
}
