package occupancy

import (
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Series counts the subscriptions of a population by state, at instants that are
// evenly spread: the first at Begin, the last at End.
type Series struct {
	Begin, End time.Time
	Counts     []Count
}

// A Count is how many subscriptions are in each state, in the order of [fsm.Sources].
type Count [9]int64

// Of returns how many are in a state.
func (c *Count) Of(s fsm.State) int64 { return c[slices.Index(fsm.Sources(), s)] }

// Total returns how many there are.
func (c *Count) Total() (n int64) {
	for _, of := range c {
		n += of
	}
	return n
}

// At returns the instant of a count.
func (s *Series) At(i int) time.Time {
	n, whole := time.Duration(max(1, len(s.Counts)-1)), s.End.Sub(s.Begin)
	part := time.Duration(i)
	return s.Begin.Add(whole/n*part + whole%n*part/n)
}
