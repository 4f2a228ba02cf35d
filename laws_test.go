package subsim_test

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A law is one of the model's laws as a predicate: holds returns an error that
// says what broke on the walk, and where. Laws 12 to 15 speak of clocks, orders
// and bytes; they are checked where those are.
type law struct {
	number int
	name   string
	holds  func(*system, walk) error
	// sees is the kinds of short walks that can show the law something new. One
	// that judges each delivery by itself learns all from single ones; and what
	// only a live machine could do otherwise is law 17's matter.
	sees kind
}

// A kind of walk, by how it came about.
type kind uint8

const (
	single  kind = 1 << iota // one event to a table
	several                  // more than one
	lived                    // a live machine's
)

func (w walk) kind() kind {
	switch {
	case w[0].memory != nil:
		return lived
	case len(w) > 1:
		return several
	}
	return single
}

// laws lists the laws that need neither a clock nor a player.
func laws() []law {
	return []law{
		{1, "closed", onEach(closed), single},
		{2, "decided", decided, single | lived},
		{3, "inert", onEach(inert), single | lived},
		{4, "final", onEach(final), single},
		{5, "no laundering", noLaundering, single | several},
		{6, "confirmation", confirmation, single | several},
		{7, "exit", atEach(exit), single},
		{8, "alive", atEach(alive), single},
		{9, "flag", onEach(flag), single},
		{10, "once", once, lived},
		{11, "cancel wins", cancelWins, single | several},
		{16, "refinement", onEach(refinement), single},
		{17, "agreement", onEach(agreement), single | lived},
		{18, "fail closed", failClosed, single | several},
	}
}

// shownBy is a broken law that a delivery shows which the law asked for itself.
type shownBy struct {
	delivery
	text string
}

func (s shownBy) Error() string { return s.text }

// onEach judges each delivery by itself.
func onEach(holds func(*system, delivery) error) func(*system, walk) error {
	return func(s *system, w walk) error {
		for _, d := range w {
			if err := holds(s, d); err != nil {
				return err
			}
		}
		return nil
	}
}

// atEach judges each configuration that the walk comes by.
func atEach(holds func(*system, fsm.Configuration) error) func(*system, walk) error {
	return func(s *system, w walk) error {
		for c := range w.stops {
			if err := holds(s, c); err != nil {
				return err
			}
		}
		return nil
	}
}

var eight = fsm.States()

// closed is law 1: once started, the state is one of the eight.
func closed(_ *system, d delivery) error {
	started := d.verdict == fsm.VerdictApplied || d.from.State != fsm.StateNone
	if started && !slices.Contains(eight, d.to.State) {
		return fmt.Errorf("%s is none of the eight states: %s", d.to.State, d)
	}
	return nil
}

// decided is law 2: every configuration × event has exactly one verdict, and the
// same one every time.
func decided(s *system, w walk) error {
	for i, d := range w {
		verdict, known := belongs[d.reason]
		switch {
		case d.err != nil:
			return fmt.Errorf("there is no verdict: %s", d)
		case !known || verdict != d.verdict:
			return fmt.Errorf("reason %s does not belong to the verdict: %s", d.reason, d)
		case d.reason == fsm.ReasonDuplicate && !w.repeats(i):
			return fmt.Errorf("no event of that id was seen before: %s", d)
		case d.memory == nil && d.reason != fsm.ReasonDuplicate && !s.repeats(d.answer):
			return fmt.Errorf("asked again, the answer is another: %s", d)
		}
	}
	return nil
}

// belongs says which verdict a reason goes with; there are no others.
var belongs = map[fsm.Reason]fsm.Verdict{
	fsm.ReasonNone:          fsm.VerdictApplied,
	fsm.ReasonDuplicate:     fsm.VerdictIgnored,
	fsm.ReasonAlready:       fsm.VerdictIgnored,
	fsm.ReasonProfile:       fsm.VerdictRejected,
	fsm.ReasonNotStarted:    fsm.VerdictRejected,
	fsm.ReasonGap:           fsm.VerdictRejected,
	fsm.ReasonUnreachable:   fsm.VerdictRejected,
	fsm.ReasonContradiction: fsm.VerdictRejected,
	fsm.ReasonEnded:         fsm.VerdictRejected,
	fsm.ReasonNotAllowed:    fsm.VerdictRejected,
}

// repeats asks the table twice more.
func (s *system) repeats(a answer) bool {
	for range 2 {
		if again, err := s.step(a.from, a.event); err != nil || again != a {
			return false
		}
	}
	return true
}

// inert is law 3: ignored and rejected events change nothing but the clock and
// the set of seen ids.
func inert(_ *system, d delivery) error {
	switch {
	case d.verdict == fsm.VerdictApplied:
		return nil
	case d.to != d.from:
		return fmt.Errorf("not applied, and yet something changed: %s", d)
	case d.memory != nil && !d.memory.gained(d.id):
		return fmt.Errorf("not applied, and yet the machine remembers %+v after %+v: %s", d.memory.after, d.memory.before, d)
	}
	return nil
}

// gained reports whether an id is all that the memory may have gained.
func (m *memory) gained(id string) bool {
	return m.before.Configuration == m.after.Configuration &&
		!slices.ContainsFunc(m.before.Seen, func(old string) bool { return !slices.Contains(m.after.Seen, old) }) &&
		!slices.ContainsFunc(m.after.Seen, func(now string) bool { return now != id && !slices.Contains(m.before.Seen, now) })
}

// final is law 4: only reactivate, or a gap, leaves an ended state; under a
// profile without reactivate nothing but a gap does. A new generation is what
// reactivate begins, and nothing else.
func final(s *system, d delivery) error {
	applied := d.verdict == fsm.VerdictApplied
	begins := 0
	if applied && (d.from.State == fsm.StateNone || d.event == fsm.EventReactivate) {
		begins = 1
	}
	brought := d.event == fsm.EventReactivate && s.profile.Fires(fsm.EventReactivate)
	lost := d.event == fsm.EventLoseContact && d.to.State == fsm.StateUnknown
	switch {
	case d.to.Generation != d.from.Generation+begins:
		return fmt.Errorf("the generation should grow by %d: %s", begins, d)
	case ended(d.from.State) && d.to.State != d.from.State && !(applied && (brought || lost)):
		return fmt.Errorf("it had ended, and nothing brought it back: %s", d)
	}
	return nil
}

func ended(s fsm.State) bool { return s == fsm.StateExpired || s == fsm.StateCancelled }

func live(s fsm.State) bool {
	switch s {
	case fsm.StateTrial, fsm.StateActive, fsm.StatePastDue, fsm.StateGracePeriod, fsm.StateSuspended:
		return true
	}
	return false
}

// noLaundering is law 5: what can be known after a gap could have been reached
// without the gap and without reactivate.
func noLaundering(s *system, w walk) error {
	for d, known := range w.gaps {
		if d.from.State == fsm.StateUnknown && d.to.State != fsm.StateUnknown && !s.reachQuietly(known).places[place(d.to)] {
			return fmt.Errorf("without the gap %s could not have followed %s: %s", d.to, known, d)
		}
	}
	return nil
}

// gaps yields every delivery with the configuration that was last known after
// it: after the gap's end, the one before the gap. What the walk has not seen
// itself the start says.
func (w walk) gaps(yield func(delivery, fsm.Configuration) bool) {
	known := w[0].from.Known()
	for _, d := range w {
		if d.from.State != fsm.StateUnknown {
			known = d.from
		}
		if !yield(d, known) {
			return
		}
	}
}

// confirmation is law 6: observing the last known state always ends a gap, and
// the subscription is where it was before.
func confirmation(s *system, w walk) error {
	for d, known := range w.gaps {
		if d.to.State != fsm.StateUnknown || known.State == fsm.StateNone {
			continue
		}
		observed := s.ask(d.to, fsm.Event("observe_"+known.State))
		if observed.verdict != fsm.VerdictApplied || observed.to != known {
			return shownBy{observed, fmt.Sprintf("%s was known before the gap, and observing it does not lead back: %s", known, observed)}
		}
	}
	return nil
}

// exit is law 7: cancel and expire, where the profile keeps the event and its
// target, are applied in every live state.
func exit(s *system, c fsm.Configuration) error {
	if !live(c.State) {
		return nil
	}
	return cmp.Or(
		s.leads(c, fsm.EventCancel, fsm.StateCancelled),
		s.leads(c, fsm.EventExpire, fsm.StateExpired),
	)
}

// leads says why an event is not applied or leads elsewhere, unless the profile
// lacks it.
func (s *system) leads(c fsm.Configuration, e fsm.Event, to fsm.State) error {
	if !s.profile.Fires(e) || !s.profile.Has(to) {
		return nil
	}
	if d := s.ask(c, e); d.verdict != fsm.VerdictApplied || d.to.State != to {
		return shownBy{d, fmt.Sprintf("there is no exit to %s: %s", to, d)}
	}
	return nil
}

// alive is law 8: every state of a profile is reachable from none; from every
// live state active and an ended state can be reached.
func alive(s *system, c fsm.Configuration) error {
	if c.State != fsm.StateNone && !live(c.State) {
		return nil
	}
	ahead := s.reach(c).states
	switch {
	case c.State == fsm.StateNone:
		for _, state := range eight {
			if s.profile.Has(state) && !ahead[state] {
				return fmt.Errorf("nothing leads from none to %s", state)
			}
		}
	case !ahead[fsm.StateActive]:
		return fmt.Errorf("nothing leads from %s to active", c)
	case !ahead[fsm.StateExpired] && !ahead[fsm.StateCancelled]:
		return fmt.Errorf("nothing leads from %s to an end", c)
	}
	return nil
}

// flag is law 9: a scheduled cancellation falls only by unschedule_cancellation
// or by ending, and is clear after reactivate; so it stands through everything
// else, gaps among it. It rises by schedule_cancellation alone, and both events
// change nothing but the flag.
func flag(_ *system, d delivery) error {
	before, after := d.from.CancellationScheduled, d.to.CancellationScheduled
	schedules, unschedules := d.event == fsm.EventScheduleCancellation, d.event == fsm.EventUnscheduleCancellation
	applied := d.verdict == fsm.VerdictApplied
	flipped := d.from
	flipped.CancellationScheduled = !before
	switch {
	case !before && after && !schedules:
		return fmt.Errorf("the flag rises by another event: %s", d)
	case before && !after && !unschedules && !ended(d.to.State):
		return fmt.Errorf("the flag falls: %s", d)
	case applied && (schedules || unschedules) && (d.to != flipped || after != schedules):
		return fmt.Errorf("more or less than the flag changes: %s", d)
	case after && !live(d.to.Known().State):
		return fmt.Errorf("the flag stands where nothing is left to end: %s", d)
	case after && applied && d.event == fsm.EventReactivate:
		return fmt.Errorf("the flag survives reactivate: %s", d)
	}
	return nil
}
