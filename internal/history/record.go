package history

import "github.com/Huzefaaa2/subsim/fsm"

// A Kind says what the records of a log tell.
type Kind string

// The kinds of logs.
const (
	KindEvents Kind = "events" // what happened
	KindStates Kind = "states" // what the state was from then on
	KindBoth   Kind = "both"   // what happened, and the state after it
)

// A Record is what one line of a log tells of its subscription. In a log of events
// State is empty, in one of states Event is; in one of both either may be.
type Record struct {
	Event fsm.Event
	State fsm.State // fsm.StateNone where the record tells none
}

// A Reason says why a record is not as it should be: one of fsm's, or one of ours
// for what only a log can get wrong.
type Reason string

// The reasons that only logs know. A state that cannot be reached at all has
// [fsm.ReasonUnreachable].
const (
	ReasonResult Reason = "result"  // the recorded state is not the one that the event leads to
	ReasonNoStep Reason = "no_step" // no single event leads from the state before to this one
)

// Reasons returns every reason that a finding may have, fsm's first, in the order
// of every output.
func Reasons() []Reason {
	var all []Reason
	for _, r := range fsm.Reasons() {
		if r.Verdict() == fsm.VerdictRejected {
			all = append(all, Reason(r))
		}
	}
	return append(all, ReasonResult, ReasonNoStep)
}

// Meaning says when the reason is given.
func (r Reason) Meaning() string {
	switch r {
	case ReasonResult:
		return "the recorded state is not the one that the model knows after this"
	case ReasonNoStep:
		return "no single event leads from the state before to this one"
	}
	return fsm.Reason(r).Meaning()
}

// An Answer is what the rules say of a record. Possible is false for a finding:
// what the model does not allow, whatever the subscription may have been in.
type Answer struct {
	Possible bool
	Verdict  fsm.Verdict
	Reason   Reason
	Begins   bool // a new generation begins
}
