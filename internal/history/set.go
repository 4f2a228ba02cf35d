package history

import (
	"iter"
	"math/bits"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Set holds configurations, a bit for the index of each.
type Set uint32

// of returns the set of one configuration.
func of(i fsm.ConfigurationIndex) Set { return 1 << i }

// all yields the indices, in order.
func (s Set) all() iter.Seq[fsm.ConfigurationIndex] {
	return func(yield func(fsm.ConfigurationIndex) bool) {
		for rest := s; rest != 0; rest &= rest - 1 {
			if !yield(fsm.ConfigurationIndex(bits.TrailingZeros32(uint32(rest)))) {
				return
			}
		}
	}
}

// Configurations returns what is in the set, in index order, each in its earliest
// generation.
func (s Set) Configurations() []fsm.Configuration {
	var all []fsm.Configuration
	for i := range s.all() {
		c, _ := i.Configuration()
		all = append(all, c)
	}
	return all
}

// Only returns the configuration of a set of one, and false for any other set.
func (s Set) Only() (fsm.Configuration, bool) {
	if bits.OnesCount32(uint32(s)) != 1 {
		return fsm.Configuration{}, false
	}
	return fsm.ConfigurationIndex(bits.TrailingZeros32(uint32(s))).Configuration()
}

// State returns the state that all configurations of the set share, and false
// where they differ or there is none.
func (s Set) State() (fsm.State, bool) {
	var state fsm.State
	first := true
	for i := range s.all() {
		c, _ := i.Configuration()
		if !first && c.State != state {
			return fsm.StateNone, false
		}
		state, first = c.State, false
	}
	return state, !first
}

// in returns those of the set whose state is s.
func (s Set) in(state fsm.State) (some Set) {
	for i := range s.all() {
		if c, _ := i.Configuration(); c.State == state {
			some |= of(i)
		}
	}
	return some
}
