package replay

import (
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// DefaultClock is where the clock of a scenario begins that says nothing of
// instants. It is never today.
var DefaultClock = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// A Policy gives states their deadlines.
type Policy map[fsm.State]Rule

// A Rule is a deadline: after so long in the state, the event fires.
type Rule struct {
	After time.Duration // at least 0
	Event fsm.Event

	span diag.Span // where its state stands
}

// A Cycle is a chain of deadlines that would fire for ever in one instant: each
// step's event fires at once where the last one led.
type Cycle []fsm.Step

// String spells the cycle out: "active -start_grace-> grace_period -recover-> active".
func (c Cycle) String() string {
	text := ""
	for _, step := range c {
		text += step.From().State.String() + " -" + string(step.Event()) + "-> "
	}
	return text + c[0].From().State.String()
}

// Cycle returns the first cycle of a policy under a table, and nothing where
// every instant comes to an end.
func (p Policy) Cycle(t *fsm.Table) Cycle {
	if !p.instant() {
		return nil
	}
	for _, c := range t.Configurations() {
		if cycle := p.cycleFrom(t, c); cycle != nil {
			return cycle
		}
	}
	return nil
}

// instant reports a deadline that falls due at once.
func (p Policy) instant() bool {
	for _, rule := range p {
		if rule.After == 0 {
			return true
		}
	}
	return false
}

// cycleFrom follows the deadlines of one instant until they end or come back.
func (p Policy) cycleFrom(t *fsm.Table, start fsm.Configuration) Cycle {
	var cycle Cycle
	for at := start; len(cycle) < len(p); {
		rule, given := p[at.State]
		if !given || rule.After > 0 {
			return nil
		}
		step, err := t.Step(at, rule.Event)
		if err != nil || !restarts(step.From(), step.To(), step.Event(), step.Verdict()) {
			return nil
		}
		cycle = append(cycle, step)
		if at = step.To(); at.State == start.State {
			return cycle
		}
	}
	return nil // it runs into a cycle that start is no part of
}

// restarts reports whether an answer starts the clock of a deadline: where a
// state is entered, a gap's end included, or a term or trial is renewed.
func restarts(from, to fsm.Configuration, e fsm.Event, v fsm.Verdict) bool {
	again := e == fsm.EventRenew || e == fsm.EventExtendTrial
	return v == fsm.VerdictApplied && (from.State != to.State || again)
}
