package fsm

import "slices"

// An Effect is what a row of the table does in its states.
type Effect string

// The effects. EffectResolve is a move that the gap rule guards: it is applied
// where the observed state can follow from the last known one.
const (
	EffectMove       Effect = "move"       // applied, the state becomes Row.To
	EffectKeep       Effect = "keep"       // applied, the state is kept
	EffectSchedule   Effect = "schedule"   // applied, only the cancellation is scheduled
	EffectUnschedule Effect = "unschedule" // applied, only the schedule is taken back
	EffectResolve    Effect = "resolve"    // applied where reachable, the state becomes Row.To
	EffectIgnore     Effect = "ignore"     // ignored, nothing is left to do
	EffectReject     Effect = "reject"     // rejected
)

// A Row decides one event in some states, with its reason. The rows of a table
// decide every state × event exactly once: there is no default.
type Row struct {
	Event  Event
	In     []State // the states the row speaks of; StateNone among them
	Effect Effect
	To     State // the target of EffectMove and EffectResolve, else unused
	Why    string
}

// Rows returns a copy of the standard table: every row, in the order of
// [Events].
func Rows() []Row { return cloneRows(standardRows) }

// target returns the state the row leads to from a state it speaks of, whether
// or not anything changes.
func (r Row) target(from State) State {
	if r.moves() {
		return r.To
	}
	return from
}

// moves reports whether the row's effect is to lead to Row.To.
func (r Row) moves() bool { return r.Effect == EffectMove || r.Effect == EffectResolve }

// clone returns a copy that shares nothing with r.
func (r Row) clone() Row {
	r.In = slices.Clone(r.In)
	return r
}

// cloneRows returns rows that share nothing with those given.
func cloneRows(rows []Row) []Row {
	clones := make([]Row, len(rows))
	for i, row := range rows {
		clones[i] = row.clone()
	}
	return clones
}
