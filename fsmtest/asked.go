package fsmtest

import (
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// asked is the profile that was asked for.
func (r *result) asked() fsm.Profile {
	if r.options.Profile == (fsm.Profile{}) {
		return fsm.Standard()
	}
	return r.options.Profile
}

func (r *result) refuses(cell conformance.Cell) bool { return slices.Contains(r.Refused, cell) }

// unasked says why nothing is known of a cell; empty where something is.
func (r *result) unasked(cell conformance.Cell) string {
	count := r.Cells[cell]
	switch {
	case count.Held+count.Broke > 0 || r.refuses(cell):
		return ""
	case count.Skipped > 0 && len(r.Skips) > 0:
		return "not answered: " + r.Skips[0].Reason
	case r.Guarantee.States == 0:
		return "not asked: " + r.Because
	case r.options.Level == 0:
		return "not asked: level 0 looks at the adapter alone"
	case !slices.Contains(r.Guarantee.Events, cell.Event):
		return fmt.Sprintf("not asked: %s is not among the events that are sent", cell.Event)
	}
	return "not asked: " + r.stopped()
}

// absent says why no cell of a state is asked; empty where some are, or where
// something was found in it all the same.
func (r *result) absent(state fsm.State) string {
	measured := r.Guarantee.Profile
	switch {
	case r.Guarantee.States == 0 || r.met(state):
		return ""
	case !measured.Has(state):
		return fmt.Sprintf("not asked: the profile %s has no %s", measured.Name(), state)
	case r.unreached(state):
		return fmt.Sprintf("not asked: no event that is sent leads to %s", state)
	}
	return ""
}

// met reports whether there is something to tell of a state's cells.
func (r *result) met(state fsm.State) bool {
	return slices.ContainsFunc(r.Findings, func(f conformance.Finding) bool { return f.Cell.State == state && f.Cell.Event != "" }) ||
		slices.ContainsFunc(r.Refused, func(cell conformance.Cell) bool { return cell.State == state })
}

// unreached reports whether no configuration of a state can be reached.
func (r *result) unreached(state fsm.State) bool {
	return !slices.ContainsFunc(fsm.NewTable(r.Guarantee.Profile).Configurations(), func(c fsm.Configuration) bool {
		return c.State == state && !slices.Contains(r.Guarantee.Beyond, c)
	})
}

// stopped says why the levels ended early.
func (r *result) stopped() string {
	for _, level := range r.Levels {
		if level.Stopped != "" {
			return level.Stopped
		}
	}
	return r.Because
}
