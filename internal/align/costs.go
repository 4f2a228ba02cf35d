package align

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Costs say what a change of the log costs: the dearer, the less it is believed.
// Only their proportions matter; none is negative.
type Costs struct {
	Missing         int // an event, or a state, that the log lacks
	MissingDecision int // one that brings back, or begins or ends a gap
	Impossible      int // a record that cannot have happened
	ImpossibleTurn  int // one that ends, brings back, or begins a gap
	Disbelieved     int // a recorded state, where what the record says beside it is believed
}

// Standard returns the costs that people get unless they ask for others. Logs lose
// records more often than they make them up, so adding one (2) is cheaper than taking
// one out (3). The others keep stories from being silly:
//
//   - A success after the end is late, not a second life: bringing back, or ending a
//     gap, which nobody does by accident, costs more (5) than taking one record out.
//     It costs less than taking out two: they are a life.
//   - An end, a return or the beginning of a gap is not recorded by accident, either:
//     were it as cheap to take out as others (3 and not 6), then any two records after
//     an end would be reason enough to say that it never came.
//   - A wrong state beside an event that fits casts doubt on the state (2), not on the
//     event.
func Standard() Costs {
	return Costs{Missing: 2, MissingDecision: 5, Impossible: 3, ImpossibleTurn: 6, Disbelieved: 2}
}

// Lines says what each change costs, for people, a line each.
func (c Costs) Lines() []string {
	var lines []string
	for _, row := range []struct {
		cost int
		text string
	}{
		{c.Missing, "missing: the log lacks it"},
		{c.MissingDecision, "missing, and it brings back, or begins or ends a gap"},
		{c.Impossible, "impossible: it cannot have happened"},
		{c.ImpossibleTurn, "impossible, and it ends, brings back, or begins a gap"},
		{c.Disbelieved, "disbelieved: the recorded state alone is wrong"},
	} {
		lines = append(lines, fmt.Sprintf("%2d  %s", row.cost, row.text))
	}
	return lines
}

// missing is the cost of an event that the log lacks.
func (c Costs) missing(e fsm.Event) int {
	if _, observes := e.Observes(); observes || e == fsm.EventReactivate || e == fsm.EventLoseContact {
		return c.MissingDecision
	}
	return c.Missing
}

// impossibleEvent is the cost of taking an event out.
func (c Costs) impossibleEvent(e fsm.Event) int {
	switch e {
	case fsm.EventCancel, fsm.EventExpire, fsm.EventReactivate, fsm.EventLoseContact:
		return c.ImpossibleTurn
	}
	return c.Impossible
}

// impossibleState is the cost of taking a state out of a log of states. Behind an
// end, another end is no turn.
func (c Costs) impossibleState(from, to fsm.State) int {
	turn := to.Class() == fsm.ClassEnded || to.Class() == fsm.ClassGap
	if turn && from.Class() != fsm.ClassEnded && from.Class() != fsm.ClassGap {
		return c.ImpossibleTurn
	}
	return c.Impossible
}
