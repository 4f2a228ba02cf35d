package history

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Options say how a log is read.
type Options struct {
	Kind Kind
	// Sampled takes a log of states for snapshots: between two of them anything may
	// have happened, so the later state need only be reachable.
	Sampled bool
	// Midway says that a log begins in the middle: at its first record a
	// subscription may have been in any configuration. Otherwise it has not started.
	Midway bool
}

// Rules are the model for logs of one kind. They are slow and plain, and immutable.
type Rules struct {
	Options
	Table    *fsm.Table
	every    Set // what the profile can reach, none included
	standard *Rules
	quiet    [32]Set // by configuration: what it may become while its state is kept
	moves    [32]Set // by configuration: where one applied event leads
	reached  [32]Set // by configuration: where any number of applied events leads
}

// Compile makes the rules of a table. Rows that differ from the standard ones are
// fine.
func Compile(t *fsm.Table, o Options) *Rules {
	r := compile(t, o)
	r.standard = r
	if t.Profile() != fsm.Standard() {
		r.standard = compile(fsm.NewTable(fsm.Standard()), o)
		r.standard.standard = r.standard
	}
	return r
}

func compile(t *fsm.Table, o Options) *Rules {
	r := &Rules{Options: o, Table: t}
	for _, c := range t.Configurations() {
		i, _ := c.Index()
		r.every |= of(i)
		for e := range fsm.Events() {
			if cell := t.Cell(i, fsm.EventIndex(e)); cell.Verdict() == fsm.VerdictApplied {
				r.moves[i] |= of(cell.Next)
			}
		}
	}
	for i := range r.every.all() {
		c, _ := i.Configuration()
		r.quiet[i] = r.closure(of(i), func(next Set) Set { return next.in(c.State) })
		r.reached[i] = r.closure(of(i), func(next Set) Set { return next })
	}
	return r
}

// closure adds what moves lead to, as far as a filter lets them.
func (r *Rules) closure(s Set, filter func(Set) Set) Set {
	for {
		grown := s
		for i := range s.all() {
			grown |= filter(r.moves[i])
		}
		if grown == s {
			return s
		}
		s = grown
	}
}

// Begin returns what a subscription may be in before its first record.
func (r *Rules) Begin() Set {
	if r.Midway {
		return r.every
	}
	return of(0)
}

// Step answers a record, and returns what the subscription may be in after it.
// After a finding that is:
//
//   - what it was in, where an event was rejected: rejected events change nothing;
//   - what the event leads to, where the recorded state is another: the model's word
//     goes on;
//   - every configuration of the recorded state in a log of states: there is nothing
//     else to go on from.
func (r *Rules) Step(s Set, record Record) (Set, Answer) {
	switch {
	case r.Kind == KindStates:
		return r.state(s, record.State)
	case record.Event == "":
		return r.check(s, record.State, Answer{Possible: true, Verdict: fsm.VerdictIgnored, Reason: Reason(fsm.ReasonAlready)})
	}
	next, answer := r.event(s, record.Event)
	if record.State == fsm.StateNone || !answer.Possible {
		return next, answer
	}
	return r.check(next, record.State, answer)
}

// event answers an event: whatever would reject it is not what the subscription
// was in.
func (r *Rules) event(s Set, e fsm.Event) (next Set, a Answer) {
	event, _ := e.Index()
	for i := range s.all() {
		cell := r.Table.Cell(i, event)
		switch {
		case cell.Verdict() == fsm.VerdictRejected:
			continue
		case cell.Verdict() == fsm.VerdictApplied:
			a.Verdict, a.Reason = fsm.VerdictApplied, ""
			a.Begins = a.Begins || cell.Begins()
		case a.Verdict == "":
			a.Verdict, a.Reason = fsm.VerdictIgnored, Reason(cell.Reason())
		}
		next |= of(cell.Next)
	}
	if next == 0 {
		return s, Answer{Verdict: fsm.VerdictRejected, Reason: r.refusal(s, event)}
	}
	a.Possible = true
	return next, a
}

// refusal is the first reason, in the order of reasons, that any configuration of
// the set gives.
func (r *Rules) refusal(s Set, e fsm.EventIndex) Reason {
	var given []fsm.Reason
	for i := range s.all() {
		given = append(given, r.Table.Cell(i, e).Reason())
	}
	for _, reason := range fsm.Reasons() {
		if slices.Contains(given, reason) {
			return Reason(reason)
		}
	}
	return Reason(fsm.ReasonNotAllowed)
}

// check holds a recorded state against what the subscription may be in.
func (r *Rules) check(s Set, state fsm.State, a Answer) (Set, Answer) {
	if agreed := s.in(state); agreed != 0 {
		return agreed, a
	}
	a.Possible, a.Reason = false, ReasonResult
	return s, a
}

// state answers a state in a log of states.
func (r *Rules) state(s Set, to fsm.State) (Set, Answer) {
	if next := r.follow(s, to); next != 0 {
		if from, one := s.State(); one && from == to {
			return next, Answer{Possible: true, Verdict: fsm.VerdictIgnored, Reason: Reason(fsm.ReasonAlready)}
		}
		return next, Answer{Possible: true, Verdict: fsm.VerdictApplied, Begins: r.begins(s, to)}
	}
	a := Answer{Verdict: fsm.VerdictRejected, Reason: r.astray()}
	if r.standard.follow(s, to) != 0 {
		a.Reason = Reason(fsm.ReasonProfile)
	}
	if there := r.every.in(to); there != 0 {
		return there, a
	}
	return s, a // the profile has no such state
}

// astray is the reason where no way leads to a recorded state.
func (r *Rules) astray() Reason {
	if r.Sampled {
		return Reason(fsm.ReasonUnreachable)
	}
	return ReasonNoStep
}

// follow returns what the subscription may be in when it is seen in a state: by one
// event that changes the state, and any that keep it, or by any number where the
// log is sampled.
func (r *Rules) follow(s Set, to fsm.State) (next Set) {
	for i := range s.all() {
		c, _ := i.Configuration()
		switch {
		case r.Sampled:
			next |= r.reached[i].in(to)
		case c.State == to:
			next |= r.quiet[i]
		default:
			for kept := range r.quiet[i].all() {
				next |= r.moves[kept].in(to)
			}
		}
	}
	return next
}

// begins reports that a state seen anew is a new generation's: it started, or an
// ended one lives again.
func (r *Rules) begins(s Set, to fsm.State) bool {
	from, one := s.State()
	return one && (from == fsm.StateNone || from.Class() == fsm.ClassEnded && to.Class() == fsm.ClassLive)
}

// Legal returns what would have been possible instead, in alphabetical order:
// events, or states where the log tells states alone.
func (r *Rules) Legal(s Set) []string {
	var legal []string
	if r.Kind == KindStates {
		for _, state := range fsm.States() {
			if r.follow(s, state) != 0 {
				legal = append(legal, string(state))
			}
		}
	} else {
		for _, e := range fsm.Events() {
			if _, a := r.event(s, e); a.Verdict == fsm.VerdictApplied {
				legal = append(legal, string(e))
			}
		}
	}
	slices.Sort(legal)
	return legal
}
