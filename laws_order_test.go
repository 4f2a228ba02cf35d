package subsim_test

import (
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// once is law 10: an event id delivered again changes nothing.
func once(_ *system, w walk) error {
	for i, d := range w {
		if !w.repeats(i) || d.memory == nil {
			continue
		}
		unchanged := d.memory.before.Configuration == d.memory.after.Configuration &&
			slices.Equal(d.memory.before.Seen, d.memory.after.Seen)
		if d.verdict != fsm.VerdictIgnored || d.reason != fsm.ReasonDuplicate || d.to != d.from || !unchanged {
			return fmt.Errorf("id %q was seen before: %s", d.id, d)
		}
	}
	return nil
}

// cancelWins is law 11: any set of events holding cancel, and none of expire,
// reactivate, lose_contact, with distinct ids, delivered in any order to a live
// subscription, ends in cancelled. Each stretch of a walk that begins live and
// holds none of the three is such a set in some order, and so is each longer one.
// A profile that refuses cancel in some live state (law 7 warns) promises nothing.
func cancelWins(s *system, w walk) error {
	if !s.profile.Fires(fsm.EventCancel) || !s.profile.Has(fsm.StateCancelled) || s.refusesCancel() {
		return nil
	}
	began, cancelled := false, false
	for i, d := range w {
		switch {
		case w.repeats(i): // not a further event of the set
			continue
		case rivals[d.event]:
			began, cancelled = false, false
			continue
		}
		began = began || live(d.from.State)
		cancelled = began && (cancelled || d.event == fsm.EventCancel)
		if cancelled && d.to.State != fsm.StateCancelled {
			return fmt.Errorf("cancel was among the events: %s", d)
		}
	}
	return nil
}

// refusesCancel reports whether the profile drops cancel in a live state.
func (s *system) refusesCancel() bool {
	return slices.ContainsFunc(eight, func(state fsm.State) bool { return live(state) && s.refused[cell{state, fsm.EventCancel}] })
}

// rivals are the events that cancel need not win against.
var rivals = map[fsm.Event]bool{fsm.EventExpire: true, fsm.EventReactivate: true, fsm.EventLoseContact: true}

// refinement is law 16: a profile applies only what standard applies, with the
// same result. It compares tables; law 17 ties the machine to its own.
func refinement(s *system, d delivery) error {
	if d.verdict != fsm.VerdictApplied || d.memory != nil {
		return nil
	}
	if standard := s.standard.ask(d.from, d.event); standard.answer != d.answer {
		return fmt.Errorf("profile %s: %s; standard: %s", s.profile.Name(), d, standard)
	}
	return nil
}

// agreement is law 17: the looplab machine and the compiled table agree in every
// cell, the table by name and by index, and so do the rows, read slowly. The
// exported forms are compared with the table by the tests of internal/export.
func agreement(s *system, d delivery) error {
	if d.err != nil || d.reason == fsm.ReasonDuplicate {
		return nil // the matter of laws 2 and 10
	}
	if m := d.memory; m != nil && (m.before.Configuration != d.from || m.after.Configuration != d.to) {
		return fmt.Errorf("the machine went from %+v to %+v, its step says %s", m.before.Configuration, m.after.Configuration, d)
	}
	if table := s.ask(d.from, d.event); table.err != nil || table.answer != d.answer {
		return fmt.Errorf("the table: %s; the walk: %s", table, d)
	}
	if read := s.read(d.from, d.event); read != d.answer {
		return fmt.Errorf("the rows: %s; the walk: %s", read, d)
	}
	return s.indexed(d)
}

// indexed compares a delivery with the cell that the indices of its names lead
// to.
func (s *system) indexed(d delivery) error {
	from, _ := d.from.Index()
	event, _ := d.event.Index()
	next, possible := d.to.Index()
	c := s.compiled(from, event)
	begins := d.to.Generation > d.from.Generation
	if !possible || c.Next != next || c.Verdict() != d.verdict || c.Reason() != d.reason || c.Begins() != begins {
		return fmt.Errorf("the cell: %s (%s) -> configuration %d, begins %t; the walk: %s",
			c.Verdict(), c.Reason(), c.Next, c.Begins(), d)
	}
	return nil
}

// failClosed is law 18: unknown is never ready, nor is anything else from the
// loss of contact until an observation is applied.
func failClosed(s *system, w walk) error {
	lost := w[0].from.State == fsm.StateUnknown
	for _, d := range w {
		if d.verdict == fsm.VerdictApplied {
			lost = d.event == fsm.EventLoseContact || lost && !slices.Contains(observations, d.event)
		}
		if lost && s.steady(d.to.State) == fsm.SteadyReady {
			return fmt.Errorf("contact is lost and %s is ready: %s", d.to.State, d)
		}
	}
	if s.steady(fsm.StateUnknown) == fsm.SteadyReady {
		return fmt.Errorf("unknown is ready")
	}
	return nil
}
