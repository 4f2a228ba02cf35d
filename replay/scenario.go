package replay

import (
	"fmt"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A Scenario is one story of one subscription. [Parse] reads scenarios from a
// file, [Format] writes them; a program may also build them.
type Scenario struct {
	Name    string
	About   string
	Tags    []string
	Profile fsm.Profile
	Start   fsm.Configuration
	Clock   time.Time // the instant at which it begins, in UTC
	Policy  Policy
	Order   Order // the zero value is OrderDelivered
	Steps   []Step
	// Warnings name the laws that a profile of the scenario's own breaks.
	Warnings diag.Problems

	source *diag.Source
	first  int    // the line its first key stands on
	lines  [2]int // the lines of its document, first and last
}

// An Order says in which order a scenario's events are played.
type Order string

// The orders. Under OrderOccurred the events are sorted by the instant at which
// they happened, then by sequence number, then by their place in the file.
const (
	OrderDelivered Order = "delivered"
	OrderOccurred  Order = "occurred"
)

// A Step is one entry of a scenario's steps: it delivers an event, delivers
// several in any order, moves the clock, or only looks.
type Step struct {
	Events   []Delivery    // one; several where AnyOrder; none where the clock moves, or in a check
	AnyOrder bool          // the events are delivered in every order
	Advance  time.Duration // by how much the clock moves; 0 where it does not
	Until    time.Time     // to where the clock moves; zero where it does not
	Expect   []Condition   // what must hold after the step; an event's own is in its delivery
	Fired    []Firing      // the deadlines that must fire in the step, in order
	// LooksAtFired says that Fired is expected, be it empty.
	LooksAtFired bool

	span  diag.Span // where its event stands, or the step itself
	fired diag.Span // where its fired stands
}

// A Delivery is one event as it is delivered.
type Delivery struct {
	Event     fsm.Event
	ID        string    // the delivery's id; empty where it has none
	At        time.Time // when it happened; zero where that is not said
	Seq       int       // breaks ties of At under OrderOccurred
	Effective time.Time // when a scheduled cancellation takes effect; zero where it carries no instant
	Expect    []Condition

	span diag.Span // where the event stands
}

// A Firing is a deadline: the event that it fires, and when.
type Firing struct {
	Event fsm.Event `json:"event"`
	At    time.Time `json:"at"` // where it is expected, zero for whenever

	span diag.Span
}

// A Condition is one thing that must hold after a step.
type Condition struct {
	Key  string // one of the Key constants
	Want string // as [Observed.Value] writes it

	span diag.Span // the value in the file
}

// The keys of conditions. KeyAccepted is the unwritten one: a step that delivers
// an event and names neither verdict nor reason must not be rejected.
const (
	KeyAccepted           = "accepted"
	KeyState              = "state"
	KeyVerdict            = "verdict"
	KeyReason             = "reason"
	KeyScheduled          = "cancellation_scheduled"
	KeyLastKnown          = "last_known"
	KeyLastKnownScheduled = "last_known.cancellation_scheduled"
	KeyLastKnownGen       = "last_known.generation"
	KeyGeneration         = "generation"
	KeySteadyState        = "steady_state"
	KeyFired              = "fired"
)

// Accepted is the unwritten condition of a step that delivers an event.
func Accepted() Condition { return Condition{Key: KeyAccepted, Want: "not rejected"} }

// File returns the name of the file the scenario was read from; empty where it
// was built by a program.
func (s *Scenario) File() string {
	if s.source == nil {
		return ""
	}
	return s.source.Name
}

// Line returns the line on which the scenario begins: that of its first key.
func (s *Scenario) Line() int { return s.first }

// Holds reports whether a line of the file belongs to the scenario, comments and
// the --- above it included.
func (s *Scenario) Holds(line int) bool { return s.lines[0] <= line && line <= s.lines[1] }

// Place returns file:line, which names the scenario on the command line.
func (s *Scenario) Place() string { return fmt.Sprintf("%s:%d", s.File(), s.first) }

// Timed reports whether the scenario speaks of time at all: whether it sets its
// clock, moves it, has a policy, or says when something happens.
func (s *Scenario) Timed() bool {
	return len(s.Policy) > 0 || s.Order == OrderOccurred || !s.Clock.Equal(DefaultClock) || s.tells()
}

// tells reports whether any step speaks of time.
func (s *Scenario) tells() bool {
	for i := range s.Steps {
		if s.Steps[i].movesClock() {
			return true
		}
		for e := range s.Steps[i].Events {
			if !s.Steps[i].Events[e].Effective.IsZero() {
				return true
			}
		}
	}
	return false
}

// movesClock reports whether a step may move the clock.
func (s *Step) movesClock() bool {
	if s.Advance != 0 || !s.Until.IsZero() {
		return true
	}
	for i := range s.Events {
		if !s.Events[i].At.IsZero() {
			return true
		}
	}
	return false
}

// mayFire reports whether a deadline may fire in a step: where it may move the
// clock, and in a check, before which all fires that is due.
func (s *Step) mayFire() bool { return len(s.Events) == 0 || s.movesClock() }

// Excerpt draws the place of a mismatch in the scenario's file; nothing where
// there is no file.
func (s *Scenario) Excerpt(m Mismatch) string {
	if s.source == nil {
		return ""
	}
	return diag.Excerpt(s.source, m.span, 2, "got "+m.Got)
}

// Span returns where the condition stands in the file; line 0 where there is none.
func (m Mismatch) Span() diag.Span { return m.span }
