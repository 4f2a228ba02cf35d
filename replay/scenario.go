package replay

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A Scenario is one story of one subscription, read from a file.
type Scenario struct {
	Name    string
	About   string
	Tags    []string
	Profile fsm.Profile
	Start   fsm.Configuration
	Steps   []Step
	// Warnings name the laws that a profile of the scenario's own breaks.
	Warnings diag.Problems

	source *diag.Source
	first  int    // the line its first key stands on
	lines  [2]int // the lines of its document, first and last
}

// A Step is one entry of a scenario's steps.
type Step struct {
	Event  fsm.Event // empty in a pure check
	ID     string    // the event's delivery id; empty where it has none
	Expect []Condition

	span diag.Span // where its event stands, or the step itself
}

// A Condition is one thing that must hold after a step.
type Condition struct {
	Key  string // one of the Key constants
	Want string // as [Observed] writes it

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
)

// File returns the name of the file the scenario was read from.
func (s *Scenario) File() string { return s.source.Name }

// Line returns the line on which the scenario begins: that of its first key.
func (s *Scenario) Line() int { return s.first }

// Holds reports whether a line of the file belongs to the scenario, comments and
// the --- above it included.
func (s *Scenario) Holds(line int) bool { return s.lines[0] <= line && line <= s.lines[1] }

// Place returns file:line, which names the scenario on the command line.
func (s *Scenario) Place() string { return fmt.Sprintf("%s:%d", s.File(), s.first) }

// Excerpt draws the place of a mismatch in the scenario's file.
func (s *Scenario) Excerpt(m Mismatch) string {
	return diag.Excerpt(s.source, m.span, 2, "got "+m.Got)
}

// Position returns the line and column of a mismatch, counted from 1.
func (m Mismatch) Position() (line, column int) { return m.span.Line, m.span.Column }
