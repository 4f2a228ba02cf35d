package replay

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Coverage counts what scenarios exercise, profile by profile: cells, which are
// state × event; steps, which are configuration × event and finer; and pairs of
// different states, one step apart. The zero value is ready. Its memory depends
// on the number of profiles alone.
type Coverage struct {
	of map[fsm.Profile]*exercises
}

// An Exercise says how often something was exercised. The zero value says that
// it never was.
type Exercise struct {
	Times int
	First Place // the scenario that exercised it first, in the order of [Coverage.Add]
}

// A Place is where a scenario stands. It holds nothing of the scenario itself.
type Place struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Name string `json:"name"`
}

// String writes file:line and the name; the name alone where there is no file.
func (p Place) String() string {
	if p.File == "" {
		return p.Name
	}
	return fmt.Sprintf("%s:%d  %s", p.File, p.Line, p.Name)
}

// Add counts answers that a scenario got, under the scenario's profile. A
// duplicate exercises nothing, for its id decided; a deadline counts like any
// other event.
func (c *Coverage) Add(s *Scenario, answers []Answer) {
	if c.of == nil {
		c.of = map[fsm.Profile]*exercises{}
	}
	x := c.of[s.Profile]
	if x == nil {
		x = new(exercises)
		c.of[s.Profile] = x
	}
	known := len(x.places)
	for i := range answers {
		if answers[i].Reason != fsm.ReasonDuplicate {
			x.add(&answers[i], known)
		}
	}
	if x.novel {
		x.novel = false
		x.places = append(x.places, Place{strings.Clone(s.File()), s.Line(), strings.Clone(s.Name)})
	}
}

// Has reports whether a cell was exercised under a profile.
func (c *Coverage) Has(p fsm.Profile, s fsm.State, e fsm.Event) bool {
	return c.Cell(p, s, e).Times > 0
}

// Cell says how often an event was answered in a state.
func (c *Coverage) Cell(p fsm.Profile, s fsm.State, e fsm.Event) Exercise {
	row, found := stateIndex[s]
	column, known := e.Index()
	return c.look(p, found && known, func(x *exercises) tried { return x.cells[row][column] })
}

// Step says how often an event was answered in a configuration, in whichever
// generation.
func (c *Coverage) Step(p fsm.Profile, from fsm.Configuration, e fsm.Event) Exercise {
	row, possible := from.Index()
	column, known := e.Index()
	return c.look(p, possible && known, func(x *exercises) tried { return x.steps[row][column] })
}

// Pair says how often an applied event led from one state to a different one.
func (c *Coverage) Pair(p fsm.Profile, from, to fsm.State) Exercise {
	row, found := stateIndex[from]
	column, known := stateIndex[to]
	return c.look(p, found && known, func(x *exercises) tried { return x.pairs[row][column] })
}

// look spells out what was counted somewhere under a profile.
func (c *Coverage) look(p fsm.Profile, exists bool, at func(*exercises) tried) Exercise {
	x := c.of[p]
	if x == nil || !exists {
		return Exercise{}
	}
	t := at(x)
	if t.times == 0 {
		return Exercise{}
	}
	return Exercise{t.times, x.places[t.first]}
}

// Count returns how many cells were exercised under a profile, and how many it
// has: a row for each source that it can reach, a column for each event.
func (c *Coverage) Count(p fsm.Profile) (exercised, of int) {
	reached := map[fsm.State]bool{}
	for _, configuration := range fsm.NewTable(p).Configurations() {
		reached[configuration.State] = true
	}
	for state := range reached {
		for _, event := range fsm.Events() {
			if of++; c.Has(p, state, event) {
				exercised++
			}
		}
	}
	return exercised, of
}

// Profiles returns the profiles that were played, by name, standard first;
// those that share a name by what they are without.
func (c *Coverage) Profiles() []fsm.Profile {
	return slices.SortedFunc(maps.Keys(c.of), func(a, b fsm.Profile) int {
		switch standard := fsm.Standard(); {
		case a == b:
			return 0
		case a == standard:
			return -1
		case b == standard:
			return 1
		}
		return cmp.Or(strings.Compare(a.Name(), b.Name()), slices.Compare(a.Without(), b.Without()))
	})
}
