package replay

import (
	"strconv"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Observed is what can be seen after a step: the configuration, the deadlines
// that fired in it and, where the step delivered an event, its answer.
type Observed struct {
	Configuration fsm.Configuration
	Fired         []Answer
	Answer        *Answer // nil where no event was delivered
}

// Value writes what is observed under a condition's key.
func (o Observed) Value(key string) string {
	c := o.Configuration
	switch key {
	case KeyAccepted, KeyVerdict:
		return o.verdict()
	case KeyReason:
		return o.reason()
	case KeyState:
		return c.State.String()
	case KeyScheduled:
		return strconv.FormatBool(c.CancellationScheduled)
	case KeyGeneration:
		return strconv.Itoa(c.Generation)
	case KeySteadyState:
		return string(c.State.SteadyState())
	}
	return lastKnown(c, key)
}

// lastKnown writes what is known from before the gap.
func lastKnown(c fsm.Configuration, key string) string {
	if c.State != fsm.StateUnknown {
		return "no gap"
	}
	switch key {
	case KeyLastKnown:
		return c.LastKnown.String()
	case KeyLastKnownScheduled:
		return strconv.FormatBool(c.CancellationScheduled)
	case KeyLastKnownGen:
		return strconv.Itoa(c.Known().Generation)
	}
	return ""
}

func (o Observed) verdict() string {
	if o.Answer == nil {
		return ""
	}
	return string(o.Answer.Verdict)
}

func (o Observed) reason() string {
	if o.Answer == nil {
		return ""
	}
	return o.Answer.Reason.String()
}
