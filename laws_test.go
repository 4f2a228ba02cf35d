package subsim_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A law is a predicate on a system and one of its walks. The error says what
// broke, and where.
type law struct {
	number int
	name   string
	holds  func(system, walk) error
}

// A system is what a law is checked on: something that answers events in
// configurations under a profile, and what answers for the whole table of the
// same rows.
type system struct {
	profile  fsm.Profile
	answer   answerer
	standard answerer
	steady   func(fsm.State) fsm.SteadyState
	searched map[search]map[fsm.Configuration]bool // what [system.reach] has found
}

// A search is for what can be reached from a configuration, by any events or
// without those that a gap and a reactivation are made of.
type search struct {
	from fsm.Configuration
	any  bool
}

// An answerer answers one event in one configuration, and knows nothing else.
type answerer func(fsm.Configuration, fsm.Event) (replay.Answer, error)

// A walk is a sequence of answers, each from where the last one led.
type walk []replay.Answer

// systemOf is the reference for a profile, from rows that may be mutated.
func systemOf(rows []fsm.Row, p fsm.Profile) (system, error) {
	table, err := fsm.Compile(rows, p)
	if err != nil {
		return system{}, err
	}
	whole, err := fsm.Compile(rows, fsm.Standard())
	return system{p, answering(table), answering(whole), fsm.State.SteadyState, map[search]map[fsm.Configuration]bool{}}, err
}

func answering(table *fsm.Table) answerer {
	return func(c fsm.Configuration, e fsm.Event) (replay.Answer, error) {
		step, err := table.Step(c, e)
		return replay.AnswerOf(step), err
	}
}

// laws are the laws that can be checked walk by walk. Laws 3, 10 and 17 also
// speak of what a machine remembers: their tests look at that too. Laws 12 to 15
// need a clock.
var laws = []law{
	{1, "closed", closed},
	{2, "decided", decided},
	{3, "inert", inert},
	{4, "final", final},
	{5, "no laundering", noLaundering},
	{6, "confirmation", confirmation},
	{7, "exit", exit},
	{8, "alive", alive},
	{9, "flag", flag},
	{11, "cancel wins", cancelWins},
	{16, "refinement", refinement},
	{18, "fail closed", failClosed},
}

// every checks each answer of a walk.
func every(check func(system, replay.Answer) error) func(system, walk) error {
	return func(sys system, w walk) error {
		for _, a := range w {
			if err := check(sys, a); err != nil {
				return fmt.Errorf("%s in %s: %w", a.Event, a.From, err)
			}
		}
		return nil
	}
}

// closed: once started, the state is one of the eight.
var closed = every(func(_ system, a replay.Answer) error {
	started := a.From.State != fsm.StateNone || a.Verdict == fsm.VerdictApplied
	if started && !slices.Contains(fsm.States(), a.To.State) {
		return fmt.Errorf("leads to %q", a.To.State)
	}
	return nil
})

// decided: exactly one verdict, with a reason of its own, the same every time.
var decided = every(func(sys system, a replay.Answer) error {
	again, err := sys.answer(a.From, a.Event)
	switch {
	case err != nil:
		return err
	case again != a:
		return fmt.Errorf("%v at first, then %v", a, again)
	case !slices.Contains(fsm.Verdicts(), a.Verdict):
		return fmt.Errorf("verdict %q", a.Verdict)
	case a.Reason.Verdict() != a.Verdict || (a.Reason == fsm.ReasonNone) != (a.Verdict == fsm.VerdictApplied):
		return fmt.Errorf("%s for reason %s", a.Verdict, a.Reason)
	}
	return nil
})

// inert: what is not applied changes nothing.
var inert = every(func(_ system, a replay.Answer) error {
	if a.Verdict != fsm.VerdictApplied && a.To != a.From {
		return fmt.Errorf("%s, and yet it leads to %s, generation %d", a.Verdict, a.To, a.To.Generation)
	}
	return nil
})

// final: only reactivate, as a new generation, or a gap leaves an ended state;
// where the profile drops reactivate, nothing but a gap does.
var final = every(func(sys system, a replay.Answer) error {
	if a.From.State.Class() != fsm.ClassEnded || a.To == a.From {
		return nil
	}
	back := a.Event == fsm.EventReactivate && sys.profile.Fires(a.Event) && a.To.Generation == a.From.Generation+1
	if gap := a.Event == fsm.EventLoseContact && a.To.State == fsm.StateUnknown; !back && !gap {
		return fmt.Errorf("an ended subscription is now %s, generation %d", a.To, a.To.Generation)
	}
	return nil
})

// noLaundering: what a gap ends in could have been reached without the gap and
// without reactivate.
var noLaundering = every(func(sys system, a replay.Answer) error {
	if a.From.State != fsm.StateUnknown || a.To.State == fsm.StateUnknown {
		return nil
	}
	if known := a.From.Known(); !sys.reach(search{known, false})[plain(a.To)] {
		return fmt.Errorf("%s cannot be reached from %s without the gap", a.To, known)
	}
	return nil
})

// plain leaves the generation aside.
func plain(c fsm.Configuration) fsm.Configuration {
	c.Generation = 0
	return c
}

// reach searches the configurations that can be reached. Without a gap,
// observations count only before the start, where they are acts of their own.
func (sys system) reach(s search) map[fsm.Configuration]bool {
	if found, done := sys.searched[s]; done {
		return found
	}
	found := map[fsm.Configuration]bool{plain(s.from): true}
	for queue := []fsm.Configuration{s.from}; len(queue) > 0; queue = queue[1:] {
		for _, e := range fsm.Events() {
			if !s.any && (e == fsm.EventReactivate || e == fsm.EventLoseContact) {
				continue
			}
			if a, err := sys.answer(queue[0], e); err == nil && !found[plain(a.To)] {
				found[plain(a.To)] = true
				queue = append(queue, a.To)
			}
		}
	}
	sys.searched[s] = found
	return found
}

// confirmation: observing the last known state always ends a gap, and gives back
// what was known.
var confirmation = every(func(sys system, a replay.Answer) error {
	if a.From.State != fsm.StateUnknown || a.From.LastKnown == fsm.StateNone {
		return nil
	}
	event := "observe_" + fsm.Event(a.From.LastKnown)
	if b, err := sys.answer(a.From, event); err != nil || b.To != a.From.Known() {
		return fmt.Errorf("%s leads to %s (%v)", event, b.To, err)
	}
	return nil
})

// exit: cancel and expire are applied in every live state, where the profile
// keeps the event and its target.
var exit = every(func(sys system, a replay.Answer) error {
	for event, target := range map[fsm.Event]fsm.State{fsm.EventCancel: fsm.StateCancelled, fsm.EventExpire: fsm.StateExpired} {
		if a.From.State.Class() != fsm.ClassLive || !sys.profile.Fires(event) || !sys.profile.Has(target) {
			continue
		}
		if b, err := sys.answer(a.From, event); err != nil || b.Verdict != fsm.VerdictApplied || b.To.State != target {
			return fmt.Errorf("%s is %s and leads to %s (%v)", event, b.Verdict, b.To, err)
		}
	}
	return nil
})

// alive: every state of the profile is reachable from none; from every live
// state active and an ended state can be reached.
func alive(sys system, w walk) error {
	begun := sys.states(fsm.Configuration{})
	for _, s := range fsm.States() {
		if sys.profile.Has(s) && !begun[s] {
			return fmt.Errorf("%s cannot be reached", s)
		}
	}
	for _, a := range w {
		if a.From.State.Class() != fsm.ClassLive {
			continue
		}
		if ahead := sys.states(a.From); !ahead[fsm.StateActive] || !ahead[fsm.StateExpired] && !ahead[fsm.StateCancelled] {
			return fmt.Errorf("from %s only these can be reached: %v", a.From, ahead)
		}
	}
	return nil
}

// states returns the states that any events lead to.
func (sys system) states(from fsm.Configuration) map[fsm.State]bool {
	states := map[fsm.State]bool{}
	for c := range sys.reach(search{from, true}) {
		states[c.State] = true
	}
	return states
}

// flag: a scheduled cancellation rises only by schedule_cancellation, and falls
// only by unschedule_cancellation or by ending.
var flag = every(func(_ system, a replay.Answer) error {
	before, after := a.From.CancellationScheduled, a.To.CancellationScheduled
	falls := a.Event == fsm.EventUnscheduleCancellation || a.To.State.Class() == fsm.ClassEnded
	switch {
	case !before && after && a.Event != fsm.EventScheduleCancellation:
		return fmt.Errorf("the flag rises")
	case before && !after && !falls:
		return fmt.Errorf("the flag falls")
	case a.Event == fsm.EventScheduleCancellation && a.Verdict == fsm.VerdictApplied && (before || !after),
		a.Event == fsm.EventUnscheduleCancellation && a.Verdict == fsm.VerdictApplied && (!before || after):
		return fmt.Errorf("the flag was %t and is %t", before, after)
	}
	return nil
})

// cancelWins: up to eight events of a walk, those that the law leaves out left
// out, with cancel put among them at each place, delivered to the live
// configuration where they began, end in cancelled.
func cancelWins(sys system, w walk) error {
	if !sys.profile.Fires(fsm.EventCancel) || !sys.profile.Has(fsm.StateCancelled) {
		return nil
	}
	for i, a := range w {
		var set []fsm.Event
		for _, b := range w[i:min(len(w), i+8)] {
			if b.Event != fsm.EventExpire && b.Event != fsm.EventReactivate && b.Event != fsm.EventLoseContact {
				set = append(set, b.Event)
			}
		}
		for place := range len(set) + 1 {
			if err := sys.endsIn(a.From, slices.Insert(slices.Clone(set), place, fsm.EventCancel)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (sys system) endsIn(from fsm.Configuration, order []fsm.Event) error {
	if from.State.Class() != fsm.ClassLive {
		return nil
	}
	at := from
	for _, e := range order {
		a, err := sys.answer(at, e)
		if err != nil {
			return err
		}
		at = a.To
	}
	if at.State != fsm.StateCancelled {
		return fmt.Errorf("from %s, %v ends in %s", from, order, at)
	}
	return nil
}

// refinement: what a profile applies, standard applies with the same result.
var refinement = every(func(sys system, a replay.Answer) error {
	if a.Verdict != fsm.VerdictApplied {
		return nil
	}
	if b, err := sys.standard(a.From, a.Event); err != nil || b != a {
		return fmt.Errorf("%v, and in standard %v (%v)", a, b, err)
	}
	return nil
})

// failClosed: unknown is never ready, and neither is a name outside the
// vocabulary or what has not started.
func failClosed(sys system, w walk) error {
	states := []fsm.State{fsm.StateUnknown, fsm.StateNone, "nonsense"}
	for _, a := range w {
		if a.To.State == fsm.StateUnknown {
			states = append(states, a.To.State)
		}
	}
	for _, s := range states {
		if reading := sys.steady(s); reading != fsm.SteadyBlocked {
			return fmt.Errorf("%s is %s", s, reading)
		}
	}
	return nil
}

// breaks checks the laws on every single step from every configuration that the
// rows can reach, the material of all walks, and returns the first that does not
// hold.
func breaks(rows []fsm.Row, p fsm.Profile) (law, error) {
	sys, err := systemOf(rows, p)
	if err != nil {
		return law{}, err
	}
	single := sys.everyStep()
	for _, l := range laws {
		if err := l.holds(sys, single); err != nil {
			return l, err
		}
	}
	return law{}, nil
}

// everyStep is every event in every configuration that can be reached.
func (sys system) everyStep() (all walk) {
	configurations := slices.SortedFunc(maps.Keys(sys.reach(search{fsm.Configuration{}, true})), func(a, b fsm.Configuration) int {
		return strings.Compare(a.String(), b.String())
	})
	for _, c := range configurations {
		if c.State != fsm.StateNone {
			c.Generation = 1
		}
		for _, e := range fsm.Events() {
			if a, err := sys.answer(c, e); err == nil {
				all = append(all, a)
			}
		}
	}
	return all
}
