package fsm

import "slices"

// A State is one of the eight published states, or [StateNone].
type State string

// The eight states, published names in published order. StateNone is UML's
// initial pseudostate: a subscription that has not started. It is no ninth
// label; it is the zero value and is written "none".
const (
	StateNone        State = ""
	StateTrial       State = "trial"
	StateActive      State = "active"
	StatePastDue     State = "past_due"
	StateGracePeriod State = "grace_period"
	StateSuspended   State = "suspended"
	StateExpired     State = "expired"
	StateCancelled   State = "cancelled"
	StateUnknown     State = "unknown"
)

// A Class groups states by what can become of them.
type Class string

// The classes. ClassNone belongs to [StateNone] alone.
const (
	ClassNone  Class = "none"
	ClassLive  Class = "live"
	ClassEnded Class = "ended"
	ClassGap   Class = "gap"
)

// A SteadyState says whether steady-state operation may go on in a state.
type SteadyState string

// The readings of a state. Only SteadyBlocked is published, and only for some
// states ([State.Published]); the others are this project's.
const (
	SteadyReady   SteadyState = "ready"
	SteadyWatch   SteadyState = "watch"
	SteadyBlocked SteadyState = "blocked"
)

type stateFacts struct {
	state     State
	class     Class
	steady    SteadyState
	published bool // the published rule names the state as blocking
	meaning   string
}

// stateTable holds none and the eight states; its order is the published one
// and the order of every output.
var stateTable = [...]stateFacts{
	{StateNone, ClassNone, SteadyBlocked, false, "not started: nothing has happened yet"},
	{StateTrial, ClassLive, SteadyWatch, false, "service before a first term"},
	{StateActive, ClassLive, SteadyReady, false, "a current term in good standing"},
	{StatePastDue, ClassLive, SteadyBlocked, true, "a renewal failed and recovery is under way; may be open-ended"},
	{StateGracePeriod, ClassLive, SteadyWatch, false, "a bounded window with a promised end, before service is withheld"},
	{StateSuspended, ClassLive, SteadyBlocked, true, "service withheld, recoverable, whatever the reason"},
	{StateExpired, ClassEnded, SteadyBlocked, true, "a limit of time ran out"},
	{StateCancelled, ClassEnded, SteadyBlocked, false, "an act ended it: a decision that took effect, an operator, a policy"},
	{StateUnknown, ClassGap, SteadyBlocked, true, "nobody can vouch for the state: an observation gap, not a lifecycle state"},
}

const stateCount = len(stateTable)

var stateLookup = newLookup(759, Sources())

// place returns the state's place in stateTable, or unlisted.
func (s State) place() uint8 { return stateLookup.place(string(s)) }

// known reports whether the name is in the vocabulary, StateNone included.
func (s State) known() bool { return s.place() != unlisted }

// States returns the eight published states in published order.
func States() []State { return statesFrom(1) }

// Sources returns [StateNone] and the eight states: the rows of the step table.
func Sources() []State { return statesFrom(0) }

func statesFrom(first int) []State {
	states := make([]State, 0, stateCount)
	for _, facts := range stateTable[first:] {
		states = append(states, facts.state)
	}
	return states
}

// ParseState returns the published state of that name. "none" is not one; see
// [ParseConfiguration]. The error is a [*NameError].
func ParseState(name string) (State, error) {
	if i := slices.Index(States(), State(name)); i >= 0 {
		return State(name), nil
	}
	return StateNone, newNameError("state", name, States())
}

// String returns the published name, or "none" for [StateNone].
func (s State) String() string {
	if s == StateNone {
		return "none"
	}
	return string(s)
}

// MarshalText writes the name as [State.String] does, so that JSON never holds
// an empty state.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what [State.MarshalText] writes. The error is a
// [*NameError].
func (s *State) UnmarshalText(text []byte) error {
	if string(text) == "none" {
		*s = StateNone
		return nil
	}
	state, err := ParseState(string(text))
	if err == nil {
		*s = state
	}
	return err
}

// Class returns the state's class; ClassNone for anything but the eight.
func (s State) Class() Class { return s.facts().class }

// Meaning returns what the state means in this model, in a few words.
func (s State) Meaning() string { return s.facts().meaning }

// SteadyState returns this project's reading of the state. A name outside the
// vocabulary is blocked, as none is: unclear never means ready.
func (s State) SteadyState() SteadyState { return s.facts().steady }

// Published returns what the published rule says of the state: SteadyBlocked
// and true for the four states it names, and false where it is silent.
func (s State) Published() (SteadyState, bool) {
	if s.facts().published {
		return SteadyBlocked, true
	}
	return "", false
}

// facts returns the row of s, and that of none for a name outside the
// vocabulary: a caller that skipped ParseState gets the most careful answer.
func (s State) facts() *stateFacts {
	if s.known() {
		return &stateTable[s.place()]
	}
	return &stateTable[0]
}
