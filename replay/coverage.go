package replay

import (
	"maps"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Coverage counts the cells, state × event, that traces exercise, profile by
// profile. The zero value is ready.
type Coverage struct {
	cells map[fsm.Profile]map[cell]bool
}

type cell struct {
	state fsm.State
	event fsm.Event
}

// Add counts answers. A duplicate exercises no cell: its id decided.
func (c *Coverage) Add(p fsm.Profile, answers []Answer) {
	if c.cells == nil {
		c.cells = map[fsm.Profile]map[cell]bool{}
	}
	if c.cells[p] == nil {
		c.cells[p] = map[cell]bool{}
	}
	for _, answer := range answers {
		if answer.Reason != fsm.ReasonDuplicate {
			c.cells[p][cell{answer.From.State, answer.Event}] = true
		}
	}
}

// Has reports whether a cell was exercised under a profile.
func (c *Coverage) Has(p fsm.Profile, s fsm.State, e fsm.Event) bool {
	return c.cells[p][cell{s, e}]
}

// Count returns how many cells were exercised under a profile, and how many it
// has: a row for each source it keeps, a column for each event.
func (c *Coverage) Count(p fsm.Profile) (exercised, of int) {
	for _, s := range fsm.Sources() {
		if p.Has(s) {
			of += len(fsm.Events())
		}
	}
	return len(c.cells[p]), of
}

// Profiles returns the profiles that were played, by name, standard first.
func (c *Coverage) Profiles() []fsm.Profile {
	return slices.SortedFunc(maps.Keys(c.cells), func(a, b fsm.Profile) int {
		switch standard := fsm.Standard(); {
		case a == b:
			return 0
		case a == standard:
			return -1
		case b == standard:
			return 1
		}
		return strings.Compare(a.Name(), b.Name())
	})
}
