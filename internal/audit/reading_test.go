package audit_test

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A reading is a second reading of what package history says, straight from the
// steps of the table: slow, and obvious. It holds what one subscription may be in.
type reading struct {
	table   *fsm.Table
	kind    history.Kind
	sampled bool
	known   []fsm.Configuration // in the order of the standard configurations
}

// A ruling is what a reading says of a record.
type ruling struct {
	possible bool
	verdict  string
	reason   string
}

func newReading(o options) *reading {
	r := &reading{table: o.table, kind: o.kind, sampled: o.sampled, known: []fsm.Configuration{{}}}
	if o.midway {
		r.known = o.table.Configurations()
	}
	return r
}

// names writes configurations out.
func names(all []fsm.Configuration) (texts []string) {
	for _, c := range all {
		texts = append(texts, c.String())
	}
	return texts
}

// sorted brings configurations into their order and takes each once.
func sorted(t *fsm.Table, all []fsm.Configuration) (once []fsm.Configuration) {
	texts := names(all)
	for _, c := range append(t.Configurations(), fsm.NewTable(fsm.Standard()).Configurations()...) {
		if slices.Contains(texts, c.String()) && !slices.Contains(names(once), c.String()) {
			once = append(once, c)
		}
	}
	return once
}

// applied returns where an event leads that is applied.
func applied(t *fsm.Table, c fsm.Configuration, e fsm.Event) (fsm.Configuration, bool) {
	step, err := t.Step(c, e)
	if err != nil || step.Verdict() != fsm.VerdictApplied {
		return c, false
	}
	return sorted(t, []fsm.Configuration{step.To()})[0], true
}

// walk returns all that applied events lead to, over configurations that pass.
func walk(t *fsm.Table, from fsm.Configuration, pass func(fsm.Configuration) bool) []fsm.Configuration {
	all := []fsm.Configuration{from}
	for n := 0; n < len(all); n++ {
		for _, e := range fsm.Events() {
			if to, ok := applied(t, all[n], e); ok && pass(to) && !slices.Contains(all, to) {
				all = append(all, to)
			}
		}
	}
	return all
}

// seen returns what a subscription may be in when it is seen in a state in a log of
// states.
func (r *reading) seen(t *fsm.Table, c fsm.Configuration, s fsm.State) (all []fsm.Configuration) {
	keep := func(to fsm.Configuration) bool { return to.State == c.State }
	switch {
	case r.sampled:
		all = walk(t, c, func(fsm.Configuration) bool { return true })
	case c.State == s:
		return walk(t, c, keep)
	default:
		for _, kept := range walk(t, c, keep) {
			for _, e := range fsm.Events() {
				if to, ok := applied(t, kept, e); ok {
					all = append(all, to)
				}
			}
		}
	}
	return within(all, s)
}

// within returns those in a state.
func within(all []fsm.Configuration, s fsm.State) (some []fsm.Configuration) {
	for _, c := range all {
		if c.State == s {
			some = append(some, c)
		}
	}
	return some
}

// seenFromAny is seen for all that the subscription may be in.
func (r *reading) seenFromAny(t *fsm.Table, s fsm.State) (all []fsm.Configuration) {
	for _, c := range r.known {
		all = append(all, r.seen(t, c, s)...)
	}
	return sorted(t, all)
}

// state returns the state that all of the known share.
func (r *reading) state() (fsm.State, bool) {
	state := r.known[0].State
	return state, len(within(r.known, state)) == len(r.known)
}

// take reads a record.
func (r *reading) take(e fsm.Event, s fsm.State) ruling {
	if r.kind == history.KindStates {
		return r.takeState(s)
	}
	given := ruling{possible: true, verdict: "ignored", reason: "already"}
	if e != "" {
		given = r.takeEvent(e)
	}
	if s != fsm.StateNone && given.possible {
		if agreed := within(r.known, s); len(agreed) > 0 {
			r.known = agreed
		} else {
			given.possible, given.reason = false, "result"
		}
	}
	return given
}

func (r *reading) takeEvent(e fsm.Event) ruling {
	var next []fsm.Configuration
	var reasons []fsm.Reason
	given := ruling{verdict: "ignored"}
	for _, c := range r.known {
		step, err := r.table.Step(c, e)
		if err != nil {
			panic(err)
		}
		switch step.Verdict() {
		case fsm.VerdictApplied:
			given.verdict = "applied"
		case fsm.VerdictRejected:
			reasons = append(reasons, step.Reason())
			continue
		}
		next = append(next, step.To())
	}
	if len(next) == 0 {
		for _, reason := range fsm.Reasons() {
			if slices.Contains(reasons, reason) {
				return ruling{false, "rejected", string(reason)}
			}
		}
	}
	if given.verdict == "ignored" {
		given.reason = "already"
	}
	given.possible, r.known = true, sorted(r.table, next)
	return given
}

func (r *reading) takeState(s fsm.State) ruling {
	before, one := r.state()
	next := r.seenFromAny(r.table, s)
	switch {
	case len(next) > 0 && one && before == s:
		r.known = next
		return ruling{true, "ignored", "already"}
	case len(next) > 0:
		r.known = next
		return ruling{true, "applied", ""}
	}
	given := ruling{false, "rejected", "no_step"}
	if r.sampled {
		given.reason = "unreachable"
	}
	if len(r.seenFromAny(fsm.NewTable(fsm.Standard()), s)) > 0 {
		given.reason = "profile"
	}
	if there := within(r.table.Configurations(), s); len(there) > 0 {
		r.known = there
	}
	return given
}

// legal returns what would be possible now.
func (r *reading) legal() (texts []string) {
	if r.kind == history.KindStates {
		for _, s := range fsm.States() {
			if len(r.seenFromAny(r.table, s)) > 0 {
				texts = append(texts, string(s))
			}
		}
	}
	for _, e := range fsm.Events() {
		possible := func(c fsm.Configuration) bool { _, ok := applied(r.table, c, e); return ok }
		if r.kind != history.KindStates && slices.ContainsFunc(r.known, possible) {
			texts = append(texts, string(e))
		}
	}
	slices.Sort(texts)
	return texts
}
