package fsm

import (
	"errors"
	"fmt"
)

// A grid holds the row of every cell: rows by source, columns by event.
type grid [stateCount][eventCount]*Row

// newGrid lays the rows out. It reports every row that cannot mean anything, and
// every cell that no row or more than one row decides.
func newGrid(rows []Row) (*grid, error) {
	g := new(grid)
	var problems []error
	for i := range rows {
		for _, problem := range append(rows[i].problems(), g.lay(&rows[i])...) {
			problems = append(problems, fmt.Errorf("row %d: %w", i+1, problem))
		}
	}
	for s, state := range Sources() {
		for e, event := range Events() {
			if g[s][e] == nil {
				problems = append(problems, fmt.Errorf("%s in %s is not decided", event, state))
			}
		}
	}
	return g, errors.Join(problems...)
}

// lay puts a row into its cells and reports those that are taken. What the row
// misnames has no cell.
func (g *grid) lay(r *Row) (problems []error) {
	event, known := r.Event.Index()
	for _, state := range r.In {
		if !known || !state.known() {
			continue
		}
		cell := &g[state.place()][event]
		if *cell != nil {
			problems = append(problems, fmt.Errorf("%s in %s is decided twice", r.Event, state))
		}
		*cell = r
	}
	return problems
}

// problems reports what the row misnames or leaves out, and where its effect
// cannot mean anything.
func (r *Row) problems() (problems []error) {
	if _, err := ParseEvent(string(r.Event)); err != nil {
		problems = append(problems, err)
	}
	if r.Why == "" {
		problems = append(problems, fmt.Errorf("%s gives no reason", r.Event))
	}
	if !r.To.known() {
		problems = append(problems, newNameError("state", string(r.To), States()))
	} else if r.moves() && r.To == StateNone {
		problems = append(problems, fmt.Errorf("%s moves nowhere; nothing leads back to none", r.Event))
	}
	for _, state := range r.In {
		if !state.known() {
			problems = append(problems, newNameError("state", string(state), States()))
		} else if !r.Effect.bearable(state) {
			problems = append(problems, fmt.Errorf("effect %q makes no sense in %s", r.Effect, state))
		}
	}
	return problems
}

// bearable reports whether the effect can mean anything in a state.
func (e Effect) bearable(s State) bool {
	switch e {
	case EffectMove, EffectIgnore, EffectReject:
		return true
	case EffectKeep:
		return s != StateNone
	case EffectSchedule, EffectUnschedule:
		return s.Class() == ClassLive
	case EffectResolve:
		return s == StateUnknown
	}
	return false
}

// row returns the row that decides an event in a state; both must be known.
func (g *grid) row(s State, e Event) *Row { return g[s.place()][e.place()] }
