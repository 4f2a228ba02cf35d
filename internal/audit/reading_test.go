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

// A world is a table with what was found out about it, so that nothing is found out
// twice.
type world struct {
	table *fsm.Table
	all   []fsm.Configuration
	order map[string]int // by [fsm.Configuration.String]
	next  map[fsm.Configuration][]fsm.Configuration
	quiet map[fsm.Configuration][]fsm.Configuration // while the state is kept
	far   map[fsm.Configuration][]fsm.Configuration
}

var worlds = map[*fsm.Table]*world{}

func worldOf(t *fsm.Table) *world {
	if w, found := worlds[t]; found {
		return w
	}
	w := &world{table: t, all: t.Configurations(), order: map[string]int{}}
	for n, c := range w.all {
		w.order[c.String()] = n
	}
	w.next, w.quiet, w.far = map[fsm.Configuration][]fsm.Configuration{}, map[fsm.Configuration][]fsm.Configuration{}, map[fsm.Configuration][]fsm.Configuration{}
	for _, c := range w.all {
		for _, e := range fsm.Events() {
			if step, err := t.Step(c, e); err == nil && step.Verdict() == fsm.VerdictApplied {
				w.next[c] = append(w.next[c], step.To())
			}
		}
		w.next[c] = w.sorted(w.next[c])
	}
	for _, c := range w.all {
		w.quiet[c] = w.walk(c, func(to fsm.Configuration) bool { return to.State == c.State })
		w.far[c] = w.walk(c, func(fsm.Configuration) bool { return true })
	}
	worlds[t] = w
	return w
}

// sorted brings configurations into their order, each once and in its earliest
// generation.
func (w *world) sorted(some []fsm.Configuration) (once []fsm.Configuration) {
	present := map[int]bool{}
	for _, c := range some {
		present[w.order[c.String()]] = true
	}
	for n, c := range w.all {
		if present[n] {
			once = append(once, c)
		}
	}
	return once
}

// walk returns all that applied events lead to, over configurations that pass.
func (w *world) walk(from fsm.Configuration, pass func(fsm.Configuration) bool) []fsm.Configuration {
	all := []fsm.Configuration{from}
	for n := 0; n < len(all); n++ {
		for _, to := range w.next[all[n]] {
			if pass(to) && !slices.Contains(all, to) {
				all = append(all, to)
			}
		}
	}
	return all
}

// seen returns what a subscription may be in when it is seen in a state in a log of
// states.
func (r *reading) seen(w *world, c fsm.Configuration, s fsm.State) (all []fsm.Configuration) {
	switch {
	case r.sampled:
		all = w.far[c]
	case c.State == s:
		all = w.quiet[c]
	default:
		for _, kept := range w.quiet[c] {
			all = append(all, w.next[kept]...)
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

// seenFromAny is seen for all that the subscription may be in, each as the world
// knows it.
func (r *reading) seenFromAny(w *world, s fsm.State) (all []fsm.Configuration) {
	for _, c := range w.sorted(r.known) {
		all = append(all, r.seen(w, c, s)...)
	}
	return w.sorted(all)
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
	given.possible, r.known = true, worldOf(r.table).sorted(next)
	return given
}

func (r *reading) takeState(s fsm.State) ruling {
	before, one := r.state()
	next := r.seenFromAny(worldOf(r.table), s)
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
	if len(r.seenFromAny(worldOf(fsm.NewTable(fsm.Standard())), s)) > 0 {
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
			if len(r.seenFromAny(worldOf(r.table), s)) > 0 {
				texts = append(texts, string(s))
			}
		}
	}
	for _, e := range fsm.Events() {
		possible := func(c fsm.Configuration) bool {
			step, err := r.table.Step(c, e)
			return err == nil && step.Verdict() == fsm.VerdictApplied
		}
		if r.kind != history.KindStates && slices.ContainsFunc(r.known, possible) {
			texts = append(texts, string(e))
		}
	}
	slices.Sort(texts)
	return texts
}
