package fsm

import (
	"fmt"
	"strings"
)

// A Configuration is all that the model knows of one subscription: law 2 says
// that it and an event decide the verdict. The zero value has not started.
// Configurations are comparable.
type Configuration struct {
	State State `json:"state"`
	// CancellationScheduled says that a decision to end later stands. Only live
	// states carry it, and gaps, where it belongs to the last known state.
	CancellationScheduled bool `json:"cancellation_scheduled"`
	// LastKnown is the state before the gap while State is [StateUnknown], else
	// [StateNone].
	LastKnown State `json:"last_known"`
	// Generation is 0 before the start, 1 from the first applied event, and one
	// more by each applied reactivate.
	Generation int `json:"generation"`
}

// A ConfigurationIndex is the place of a configuration among the 26 there are
// in the standard profile, generation left aside: none, each live state plain
// and scheduled, the two ended ones, then a gap after each of these 13.
type ConfigurationIndex uint8

const (
	knownCount         = 13
	configurationCount = 2 * knownCount
)

// configurations lists the 26 in index order, generation left at 0; padded to a
// power of two, so that a masked index needs no bounds check.
var configurations = func() (all [32]Configuration) {
	i := 0
	for _, state := range Sources() {
		if state == StateUnknown {
			continue
		}
		all[i] = Configuration{State: state}
		i++
		if state.Class() == ClassLive {
			all[i] = Configuration{State: state, CancellationScheduled: true}
			i++
		}
	}
	for i, known := range all[:knownCount] {
		all[knownCount+i] = Configuration{StateUnknown, known.CancellationScheduled, known.State, 0}
	}
	return all
}()

// at returns a configuration in a generation.
func at(i ConfigurationIndex, generation int) Configuration {
	c := configurations[i%32]
	c.Generation = generation
	return c
}

// Configuration returns the configuration of an index, in its earliest
// generation, and false for an index that stands for none: it is the way back from
// [Configuration.Index].
func (i ConfigurationIndex) Configuration() (Configuration, bool) {
	switch {
	case i >= configurationCount:
		return Configuration{}, false
	case i == 0:
		return at(0, 0), true
	}
	return at(i, 1), true
}

// impossible is the index of what no subscription can be; no table reaches it.
const impossible = 31

// indexByPlace holds the index by the places of state and last known state, and
// the flag.
var indexByPlace = func() (index [32][32][2]ConfigurationIndex) {
	for s := range index {
		for k := range index[s] {
			index[s][k] = [2]ConfigurationIndex{impossible, impossible}
		}
	}
	for i, c := range configurations[:configurationCount] {
		index[c.State.place()][c.LastKnown.place()][flag(c.CancellationScheduled)] = ConfigurationIndex(i)
	}
	return index
}()

// flag returns the scheduled cancellation as an index.
func flag(scheduled bool) uint8 {
	if scheduled {
		return 1
	}
	return 0
}

// Index returns the configuration's index, generation left aside, and false
// where no subscription can ever be so: a name outside the vocabulary, a flag on
// a state that carries none, a last known state outside a gap.
func (c Configuration) Index() (ConfigurationIndex, bool) {
	i := indexByPlace[c.State.place()%32][c.LastKnown.place()%32][flag(c.CancellationScheduled)]
	return i, i != impossible
}

// String writes the configuration without its generation: "none", "active",
// "active+scheduled", "unknown<none>", "unknown<active+scheduled>".
func (c Configuration) String() string {
	known := c
	if c.State == StateUnknown {
		known.State = c.LastKnown
	}
	text := known.State.String()
	if c.CancellationScheduled {
		text += "+scheduled"
	}
	if c.State == StateUnknown {
		text = "unknown<" + text + ">"
	}
	return text
}

// ParseConfiguration reads what [Configuration.String] writes; "unknown" alone
// is "unknown<none>". A started configuration gets generation 1. The error is a
// [*NameError] or a [*ConfigurationError].
func ParseConfiguration(text string) (Configuration, error) {
	inner, gap := strings.CutPrefix(text, "unknown<")
	if gap {
		var closed bool
		if inner, closed = strings.CutSuffix(inner, ">"); !closed {
			return Configuration{}, newNameError("configuration", text, configurationNames[:])
		}
	}
	name, scheduled := strings.CutSuffix(inner, "+scheduled")
	c := Configuration{State: State(name), CancellationScheduled: scheduled}
	if name == "none" {
		c.State = StateNone
	} else if _, err := ParseState(name); err != nil {
		return Configuration{}, err
	}
	if gap {
		c = Configuration{State: StateUnknown, CancellationScheduled: scheduled, LastKnown: c.State}
	}
	if c.State != StateNone {
		c.Generation = 1
	}
	if _, possible := c.Index(); !possible {
		return Configuration{}, &ConfigurationError{Configuration: c, Problem: c.problem()}
	}
	return c, nil
}

// configurationNames holds [Configuration.String] of each configuration.
var configurationNames = func() (names [configurationCount]string) {
	for i, c := range configurations[:configurationCount] {
		names[i] = c.String()
	}
	return names
}()

// Known returns the configuration before the gap while the state is unknown,
// else the configuration itself.
func (c Configuration) Known() Configuration {
	if c.State == StateUnknown {
		c.State, c.LastKnown = c.LastKnown, StateNone
		if c.State == StateNone {
			c.Generation = 0
		}
	}
	return c
}

// A ConfigurationError reports a configuration in which no subscription can be,
// or none under the profile in force.
type ConfigurationError struct {
	Configuration Configuration
	Problem       string // why not
}

func (e *ConfigurationError) Error() string {
	return fmt.Sprintf("impossible configuration %s, generation %d: %s", e.Configuration, e.Configuration.Generation, e.Problem)
}

// maxGeneration is far above what can happen and far below where counting ends.
const maxGeneration = 1 << 53

// problem says what no profile allows about c, or nothing.
func (c Configuration) problem() string {
	known := c.Known().State
	switch {
	case known == StateUnknown:
		return "the last known state cannot be unknown itself"
	case c.State != StateUnknown && c.LastKnown != StateNone:
		return "only a gap has a last known state"
	case c.CancellationScheduled && known.Class() != ClassLive:
		return fmt.Sprintf("%s carries no scheduled cancellation; only live states do", known)
	case c.Generation > maxGeneration:
		return "nothing was brought back so often"
	case c.Generation < 0:
		return "generations are counted from 0"
	case c.State == StateNone && c.Generation != 0:
		return "generation 0 belongs to none, and none to generation 0"
	case c.State != StateNone && c.Generation == 0:
		return "a started subscription is at least in generation 1"
	}
	return ""
}
