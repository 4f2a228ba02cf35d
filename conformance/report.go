package conformance

import (
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Verdict is the end of a run.
type Verdict string

// The verdicts. Only VerdictConforms is what was asked for.
const (
	VerdictConforms     Verdict = "conforms"
	VerdictStricter     Verdict = "stricter" // [Report.Stricter] is that profile
	VerdictAnswers      Verdict = "answers"  // level 0 alone was asked for: nothing is said of its transitions
	VerdictDiffers      Verdict = "differs"
	VerdictInconclusive Verdict = "inconclusive" // nobody can say: the adapter failed, time ran out, cases were skipped
)

// A Report is all that a run has found out.
type Report struct {
	Verdict Verdict
	// Because says in a sentence why the verdict is not VerdictConforms.
	Because   string
	Subject   Capabilities
	Guarantee Guarantee
	Levels    []LevelResult
	Findings  []Finding // what differs first, by level, then by length
	// Stricter is the profile that the subject conforms as, or is measured
	// against, where it refuses more than what was asked for; nil otherwise.
	Stricter *fsm.Profile
	Refused  []Cell // what it refuses beyond what was asked for
	Learned  *Learned
	Cells    map[Cell]CellResult
	Skips    []Skip // what was not asked, by reason
	// Stale are the lines of the known failures that are needed no longer.
	Stale []KnownLine
}

// A Skip is a reason why something was not asked.
type Skip struct {
	Reason string
	Cases  int
}

// A Guarantee is what a pass means, and no more.
type Guarantee struct {
	Level       int
	Extra       int // k: how many states more than the model the subject may have
	States      int // the states of the model, as far as they can be told apart
	Observation string
	Profile     fsm.Profile
	Events      []fsm.Event // those that were sent
	Merged      [][]fsm.Configuration
	Beyond      []fsm.Configuration // configurations that those events do not lead to
	Model       string              // the version of the model's format and its digest
	Assumptions []string            // in sentences
}

// A Cell is an event in a state.
type Cell struct {
	State fsm.State `json:"state"`
	Event fsm.Event `json:"event"`
}

// String writes "past_due/cancel".
func (c Cell) String() string { return c.State.String() + "/" + string(c.Event) }

// A CellResult counts the answers that a cell gave in all cases.
type CellResult struct {
	Held    int // as the reference's
	Broke   int // otherwise
	Behind  int // otherwise, since a cell before it is wrong
	Skipped int // not given
}

// A LevelResult counts the cases of one level.
type LevelResult struct {
	Level   int
	Name    string // "HSI, k=1"
	Paper   string // key in docs/references.md; empty where there is none
	Planned int    // cases; known when the level is done
	Held    int
	Broke   int
	Skipped int
	Events  int    // events that were delivered
	Stopped string // why the level was not played to its end; empty where it was
}

// A Kind is what sort of difference was found.
type Kind string

// The kinds of findings.
const (
	KindAccepted      Kind = "accepted"      // applied or ignored, where the reference rejects
	KindRefused       Kind = "refused"       // rejected, where the reference does not
	KindElsewhere     Kind = "elsewhere"     // the right answer, and the wrong state after it
	KindVerdict       Kind = "verdict"       // applied in place of ignored, or the reverse
	KindChanged       Kind = "changed"       // rejected or ignored, yet something changed
	KindHidden        Kind = "hidden"        // right at first, wrong after some history: there is a state that nobody sees
	KindIndeterminate Kind = "indeterminate" // an error that leaves open what happened
	KindUnsteady      Kind = "unsteady"      // the same events were answered differently: first as Want, then as Got
	KindAdapter       Kind = "adapter"       // a hang, a crash, an answer that is none
	KindClock         Kind = "clock"         // a deadline that fired wrongly, or did not
	KindSeed          Kind = "seed"          // seeded, it behaves otherwise than when led there
	KindDuplicate     Kind = "duplicate"     // a delivery id came again, and was not ignored
)

// Kinds returns the kinds of findings in the order of every output.
func Kinds() []Kind {
	return []Kind{
		KindAccepted, KindRefused, KindElsewhere, KindVerdict, KindChanged, KindHidden,
		KindClock, KindSeed, KindDuplicate, KindIndeterminate, KindUnsteady, KindAdapter,
	}
}

// A Finding is one thing that is wrong, in its shortest form.
type Finding struct {
	Kind  Kind
	Fault Fault // of the adapter; empty otherwise
	Level int
	// Cell is the wrong cell; zero where the finding is about none.
	Cell   Cell
	Before fsm.Configuration // where the reference is before the cell's event
	// Events is the shortest sequence that shows it, and Shown the step, counted
	// from 0, at which it is seen.
	Events []fsm.Event
	Shown  int
	Want   Observed // at that step
	Got    Observed
	// Message says it in a sentence; Evidence is what an adapter sent, or empty.
	Message  string
	Evidence string
	Cases    int // how many cases show it
	// Scenario is what the reference does, to be replayed as it is; nil where the
	// finding is about no events.
	Scenario *replay.Scenario
	Known    bool // a line of the known failures names it
}

// Key names a finding in a file of known failures: "past_due/cancel refused".
func (f Finding) Key() string {
	if f.Cell.Event == "" {
		return string(f.Kind)
	}
	return f.Cell.String() + " " + string(f.Kind)
}
