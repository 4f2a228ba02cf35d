package fsm

import (
	"errors"
	"fmt"
)

// A grid holds the row of every cell: rows by source, columns by event.
type grid [stateCount][eventCount]*Row

// newGrid lays the rows out. It reports every cell that no row or more than one
// row decides, and every row that cannot mean anything.
func newGrid(rows []Row) (*grid, error) {
	g := new(grid)
	var problems []error
	for i := range rows {
		row := &rows[i]
		if err := row.check(); err != nil {
			problems = append(problems, fmt.Errorf("row %d: %w", i+1, err))
			continue
		}
		for _, state := range row.In {
			cell := &g[state.place()][row.Event.place()]
			if *cell != nil {
				problems = append(problems, fmt.Errorf("row %d: %s in %s is decided twice", i+1, row.Event, state))
			}
			*cell = row
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

// check reports a row that names something unknown, gives no reason, or has an
// effect that its states cannot bear.
func (r *Row) check() error {
	if _, err := ParseEvent(string(r.Event)); err != nil {
		return err
	}
	if !r.To.known() {
		return newNameError("state", string(r.To), States())
	}
	if r.Why == "" {
		return fmt.Errorf("%s gives no reason", r.Event)
	}
	for _, state := range r.In {
		if !state.known() {
			return newNameError("state", string(state), States())
		}
		if !r.Effect.bearable(state) {
			return fmt.Errorf("effect %q makes no sense in %s", r.Effect, state)
		}
	}
	return nil
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
