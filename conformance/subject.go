package conformance

import (
	"context"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// VerdictAccepted is the answer of a subject that does not tell applied from
// ignored; it is given in place of both.
const VerdictAccepted = suite.VerdictAccepted

// A Subject is one subscription of the implementation under test, which has not
// started. It is used by one goroutine at a time. Deliver is all that it must be
// able to do; what else it can do it shows by the other interfaces of this file.
//
// A subject that is an [io.Closer] is closed when it is no longer used.
type Subject interface {
	// Deliver sends one event and returns the answer: [fsm.VerdictApplied],
	// [fsm.VerdictIgnored] or [fsm.VerdictRejected]; a subject that does not tell
	// the first two apart answers [VerdictAccepted] for both. A refusal is an
	// answer, not an error. An error other than *[DefiniteError] and *[SkipError]
	// leaves open whether the event took effect.
	Deliver(ctx context.Context, e fsm.Event) (fsm.Verdict, error)
}

// A StateReader lets its state be read: the name of the state, "none" before the
// start, or the word of [Options.Statuses] for it.
type StateReader interface {
	ReadState(ctx context.Context) (string, error)
}

// A Seeder can be put into a configuration in place of not having started, before
// its first event.
type Seeder interface {
	Seed(ctx context.Context, c fsm.Configuration) error
}

// A Clock can move the subject's time forward, so that its own deadlines fire;
// [Options.Policy] says which those are.
type Clock interface {
	Advance(ctx context.Context, by time.Duration) error
}

// A Batch delivers several events at once. It stops where it cannot go on; then
// there are fewer answers than events, and an error.
type Batch interface {
	DeliverAll(ctx context.Context, events []fsm.Event) ([]Observed, error)
}

// A Once knows deliveries by their ids: an id that it has seen, a refused
// event's too, is ignored.
type Once interface {
	DeliverOnce(ctx context.Context, id string, e fsm.Event) (fsm.Verdict, error)
}

// Observed is what a subject shows after an event: its answer and, where the state
// can be read, what is read then.
type Observed struct {
	Verdict fsm.Verdict
	State   string
}

// A DefiniteError says that the subject could not answer, and that nothing has
// happened.
type DefiniteError struct{ Message string }

// Error returns the message.
func (e *DefiniteError) Error() string { return e.Message }

// A SkipError says that the subject cannot be asked this here, and why: an event
// that its sandbox does not have, a state that cannot be seeded. What was not
// asked is never counted as held.
type SkipError struct{ Reason string }

// Error returns the reason.
func (e *SkipError) Error() string { return "skipped: " + e.Reason }

// A FaultError says that what stands between the kit and the subject is broken:
// a hang, a crash, an answer that is none. It holds the evidence.
type FaultError struct {
	Fault    Fault
	Message  string // in a sentence, what was waited for included
	Evidence string // what was received, the last lines of standard error; may be empty
}

// Error returns the message.
func (e *FaultError) Error() string { return e.Message }

// A Fault is a kind of breakage between the kit and the subject.
type Fault string

// The faults.
const (
	FaultHung    Fault = "hung"    // no answer within the time limit
	FaultCrashed Fault = "crashed" // the process ended, or the connection did
	FaultBabbled Fault = "babbled" // what came is no message, or too long
	FaultLied    Fault = "lied"    // a message that its own hello does not allow
	FaultSlow    Fault = "slow"    // the time for the whole run is over
	FaultPanic   Fault = "panicked"
)
