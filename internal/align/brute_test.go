package align_test

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/align"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A brute tries every edit of a log that costs no more than a budget. It reads the
// table alone, and knows nothing of hops, ways and ranks.
type brute struct {
	table   *fsm.Table
	options history.Options
	costs   align.Costs
	records []history.Record
	failed  map[attempt]bool
	known   map[fsm.Configuration]fsm.Configuration
}

// An attempt is where a search stands: it is in vain, or not, whatever came before.
type attempt struct {
	record int
	at     fsm.Configuration
	budget int
	added  bool // something is missing right before the record, which therefore stays
}

// within reports that some edit makes the log possible within a budget.
func (b *brute) within(begin []fsm.Configuration, budget int) bool {
	b.failed = map[attempt]bool{}
	return slices.ContainsFunc(begin, func(c fsm.Configuration) bool { return b.try(attempt{0, c, budget, false}) })
}

func (b *brute) try(a attempt) bool {
	switch {
	case a.budget < 0 || b.failed[a]:
		return false
	case a.record == len(b.records):
		return true
	}
	b.failed[a] = true // until shown otherwise, so that what costs nothing makes no circle
	record := b.records[a.record]
	for _, to := range b.meet(a.at, record) {
		if b.try(attempt{a.record + 1, to, a.budget, false}) {
			return true
		}
	}
	if !a.added && b.try(attempt{a.record + 1, a.at, a.budget - b.removal(a.at, record), false}) || b.doubt(a, record) {
		return true
	}
	for to, cost := range b.insertions(a.at) {
		if b.try(attempt{a.record, to, a.budget - cost, true}) {
			return true
		}
	}
	return false
}

// doubt believes the event and not the state.
func (b *brute) doubt(a attempt, record history.Record) bool {
	if b.options.Kind != history.KindBoth || record.Event == "" {
		return false
	}
	for _, to := range b.meet(a.at, history.Record{Event: record.Event}) {
		if b.try(attempt{a.record + 1, to, a.budget - b.costs.Disbelieved, false}) {
			return true
		}
	}
	return false
}

// meet returns what a record that is believed can lead to.
func (b *brute) meet(at fsm.Configuration, record history.Record) (all []fsm.Configuration) {
	switch {
	case b.options.Kind == history.KindStates && b.options.Sampled:
		return inState(b.walk(at, func(fsm.Configuration) bool { return true }), record.State)
	case b.options.Kind == history.KindStates && at.State == record.State:
		return b.quiet(at)
	case b.options.Kind == history.KindStates:
		for _, kept := range b.quiet(at) {
			for _, e := range fsm.Events() {
				if to, ok := b.applied(kept, e); ok && to.State == record.State {
					all = append(all, to)
				}
			}
		}
		return all
	case record.Event == "":
		return inState([]fsm.Configuration{at}, record.State)
	}
	step, err := b.table.Step(at, record.Event)
	if err != nil || step.Verdict() == fsm.VerdictRejected {
		return nil
	}
	if record.State != fsm.StateNone && step.To().State != record.State {
		return nil
	}
	return []fsm.Configuration{b.earliest(step.To())}
}

func inState(all []fsm.Configuration, s fsm.State) []fsm.Configuration {
	return slices.DeleteFunc(all, func(c fsm.Configuration) bool { return c.State != s })
}

// earliest is a configuration in the earliest generation that the profile knows it
// in: stories do not count generations.
func (b *brute) earliest(c fsm.Configuration) fsm.Configuration {
	if b.known == nil {
		b.known = map[fsm.Configuration]fsm.Configuration{}
		for _, known := range b.table.Configurations() {
			generation := known.Generation
			for ; known.Generation < 3; known.Generation++ {
				first := known
				first.Generation = generation
				b.known[known] = first
			}
		}
	}
	return b.known[c]
}

func (b *brute) applied(at fsm.Configuration, e fsm.Event) (fsm.Configuration, bool) {
	step, err := b.table.Step(at, e)
	return b.earliest(step.To()), err == nil && step.Verdict() == fsm.VerdictApplied
}

// quiet returns what a subscription may become while its state is kept.
func (b *brute) quiet(at fsm.Configuration) []fsm.Configuration {
	return b.walk(at, func(c fsm.Configuration) bool { return c.State == at.State })
}

// walk returns all that applied events lead to over configurations that pass.
func (b *brute) walk(at fsm.Configuration, pass func(fsm.Configuration) bool) []fsm.Configuration {
	all := []fsm.Configuration{at}
	for n := 0; n < len(all); n++ {
		for _, e := range fsm.Events() {
			if to, ok := b.applied(all[n], e); ok && pass(to) && !slices.Contains(all, to) {
				all = append(all, to)
			}
		}
	}
	return all
}

// insertions returns what one missing record can lead to, at the least cost.
func (b *brute) insertions(at fsm.Configuration) map[fsm.Configuration]int {
	ways := map[fsm.Configuration]int{}
	from := []fsm.Configuration{at}
	if b.options.Kind == history.KindStates {
		from = b.quiet(at)
	}
	for _, c := range from {
		for _, e := range fsm.Events() {
			to, ok := b.applied(c, e)
			if !ok || b.options.Kind == history.KindStates && to.State == at.State {
				continue
			}
			cost := b.costs.Missing
			if slices.Contains(decisions, e) {
				cost = b.costs.MissingDecision
			}
			if known, seen := ways[to]; !seen || cost < known {
				ways[to] = cost
			}
		}
	}
	return ways
}

var decisions = []fsm.Event{
	"reactivate", "lose_contact", "observe_trial", "observe_active", "observe_past_due",
	"observe_grace_period", "observe_suspended", "observe_expired", "observe_cancelled",
}

// removal is what taking a record out costs.
func (b *brute) removal(at fsm.Configuration, r history.Record) int {
	ended := []fsm.State{"cancelled", "expired", "unknown"}
	switch {
	case r.Event == "" && b.options.Kind == history.KindBoth:
		return b.costs.Disbelieved
	case slices.Contains([]fsm.Event{"cancel", "expire", "reactivate", "lose_contact"}, r.Event),
		r.Event == "" && slices.Contains(ended, r.State) && !slices.Contains(ended, at.State):
		return b.costs.ImpossibleTurn
	}
	return b.costs.Impossible
}
