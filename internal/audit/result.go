package audit

import (
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A Result counts what an audit found out. It holds no identifier and no place: it
// is made of counts, names of the vocabulary and two instants alone, but for Files
// and Unmapped.
type Result struct {
	Table   *fsm.Table
	Kind    history.Kind // empty where no record was read
	Sampled bool
	Midway  bool
	Order   Order
	Partial string // why the audit came to no end; empty where it did

	Files    []File
	Lines    Lines
	Unjudged map[logs.Fault]int64
	Unmapped []Unmapped // by role and name
	Notices  map[logs.Mark]int64

	Begin, End    time.Time // the earliest and the latest instant; zero where the log tells none
	Subscriptions int64
	States        map[fsm.State]int64 // how many subscriptions are in each state now; none where nothing was applied
	Unsettled     int64               // how many may be in several states: the log began midway
	Transitions   []Transition        // by source, event and target
	Verdicts      map[fsm.Verdict]int64
	Duplicates    int64                    // deliveries seen before: ignored, and among the verdicts
	First         map[history.Reason]int64 // findings that are their subscription's first
	Following     map[history.Reason]int64 // findings after the first of their subscription
	// Cells counts the records by the cell that decided them: the state before, and
	// the event. A log of states exercises none, and so does a record that may have
	// met several states.
	Cells map[Cell]int64
}

// A Cell is one of the 198: a state, or none, and an event.
type Cell struct {
	State fsm.State
	Event fsm.Event
}

// A File is a file of the log.
type File struct {
	Name        string
	Format      string // csv, jsonl or parquet
	Compression string // gzip, zstd or empty
	Lines       int64
}

// Lines counts the lines of all files, which in Parquet are rows:
// Present = Judged + Unjudged + LeftOut + Blank + Headers + Folded.
type Lines struct {
	Present  int64
	Judged   int64
	Unjudged int64
	LeftOut  int64 // with a name that the caller said to leave out
	Blank    int64
	Headers  int64
	Folded   int64 // behind a line break within quotes, so part of the record before
}

// An Unmapped is a name that the vocabulary does not hold.
type Unmapped struct {
	Name       string
	Role       string // event or state
	Count      int64
	First      Place
	Suggestion string // the likeliest name of the vocabulary; empty where none is near
}

// A Transition is a change of state, and how often it was made. Event is empty in a
// log of states.
type Transition struct {
	From  fsm.State
	Event fsm.Event
	To    fsm.State
	Count int64
}

// Findings returns how many records the model does not allow.
func (r *Result) Findings() int64 { return sum(r.First) + sum(r.Following) }

// Steady counts subscriptions by this project's reading of their state; a subscription
// that may be in several states is blocked, since nobody can vouch for it.
func (r *Result) Steady() map[fsm.SteadyState]int64 {
	counts := map[fsm.SteadyState]int64{fsm.SteadyBlocked: r.Unsettled}
	for state, n := range r.States {
		counts[state.SteadyState()] += n
	}
	return counts
}

// Published counts the subscriptions that the published rule blocks.
func (r *Result) Published() (blocked int64) {
	for state, n := range r.States {
		if _, named := state.Published(); named {
			blocked += n
		}
	}
	return blocked
}

// Unexercised returns the cells that no record met, in the order of the table; nil
// for a log of states, which tells no events.
func (r *Result) Unexercised() []Cell {
	if r.Kind == history.KindStates {
		return nil
	}
	var missing []Cell
	for _, s := range fsm.Sources() {
		for _, e := range fsm.Events() {
			if r.Cells[Cell{s, e}] == 0 {
				missing = append(missing, Cell{s, e})
			}
		}
	}
	return missing
}

// Passed reports whether nothing speaks against the log: everything was read, every
// line was judged, nothing was found, and what could make the verdict wrong was
// accepted by the caller.
func (r *Result) Passed(accepted ...logs.Mark) bool {
	if r.Partial != "" || r.Findings() > 0 || r.Lines.Unjudged > 0 || r.Lines.Judged == 0 {
		return false
	}
	return r.Unremarkable(accepted...)
}

// Unremarkable reports whether nothing was noticed that could make the verdict wrong, but
// for what was accepted.
func (r *Result) Unremarkable(accepted ...logs.Mark) bool {
	for mark, n := range r.Notices {
		if n > 0 && !mark.Harmless() && !slices.Contains(accepted, mark) {
			return false
		}
	}
	return true
}

// sum adds counts up.
func sum[K comparable](counts map[K]int64) (total int64) {
	for _, n := range counts {
		total += n
	}
	return total
}
