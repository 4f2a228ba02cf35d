package report

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Tally counts results.
type Tally struct {
	Files, Of   int // files reported, of those that were asked for
	Held, Broke int
	Problems    int // pieces of bad input
	Coverage    replay.Coverage
	Stopped     Stop   // why the run ended before its time; empty where it did not
	Missing     string // what was asked for and is not there; empty where all was found
}

// A Stop says why a run ended before its time.
type Stop string

// The stops: the first failure was asked to be the last, somebody ended the
// program, or one of the reports could not be written.
const (
	StoppedByFailFast  Stop = "fail-fast"
	StoppedByInterrupt Stop = "interrupted"
	StoppedByWriting   Stop = "unwritten"
)

// Add counts one file; what came after a failure was not judged, and exercises
// no cell.
func (t *Tally) Add(f File) {
	t.Files++
	t.Problems += len(f.Problems)
	for _, r := range f.Results {
		judged := r.Trace.Answers
		if r.Failure == nil {
			t.Held++
		} else {
			t.Broke++
			judged = judged[:r.Failure.Judged]
		}
		t.Coverage.Add(r.Scenario, judged)
	}
}

// Played counts the scenarios that were played.
func (t *Tally) Played() int { return t.Held + t.Broke }

// String writes the tally in one line:
// "31 scenarios: 30 held, 1 broke; 142 of 198 cells".
func (t *Tally) String() string {
	counts := []string{fmt.Sprintf("%d held", t.Held)}
	if t.Broke > 0 {
		counts = append(counts, fmt.Sprintf("%d broke", t.Broke))
	}
	return fmt.Sprintf("%s: %s; %s", ink.Counted(t.Played(), "scenario"), strings.Join(counts, ", "), t.cells())
}

// Green reports whether everything that was asked for was played, and held.
func (t *Tally) Green() bool {
	return t.Held > 0 && t.Broke == 0 && t.Problems == 0 && t.Stopped == "" && t.Missing == ""
}

// Partial says that the run ended before its time, and where; nothing where it
// did not.
func (t *Tally) Partial() string {
	place := fmt.Sprintf("in file %d of %d", t.last(), t.Of)
	switch t.Stopped {
	case StoppedByInterrupt:
		return "partial: interrupted " + place
	case StoppedByFailFast:
		return "partial: stopped at the first scenario that broke, " + place
	case StoppedByWriting:
		return "partial: a report could not be written, " + place
	}
	return ""
}

// Remarks say in a line each why the run is less than what was asked for: it is
// partial, or something is missing.
func (t *Tally) Remarks() []string {
	var remarks []string
	if partial := t.Partial(); partial != "" {
		remarks = append(remarks, partial)
	}
	if t.Missing != "" {
		remarks = append(remarks, "missing: "+t.Missing)
	}
	return remarks
}

// last is the file in which the run ended, counted from 1.
func (t *Tally) last() int {
	if t.Stopped == StoppedByInterrupt {
		return min(t.Files+1, t.Of)
	}
	return t.Files
}

// cells writes the coverage of one profile, standard where it was played, and
// how many others there were; it names the profile unless only standard was
// played.
func (t *Tally) cells() string {
	profiles := t.Coverage.Profiles()
	if len(profiles) == 0 {
		return "no cells"
	}
	exercised, of := t.Coverage.Count(profiles[0])
	text := fmt.Sprintf("%d of %d cells", exercised, of)
	if len(profiles) > 1 || profiles[0] != fsm.Standard() {
		text += " of " + profiles[0].Name()
	}
	switch others := len(profiles) - 1; {
	case others == 1:
		text += ", and another profile"
	case others > 1:
		text += fmt.Sprintf(", and %d other profiles", others)
	}
	return text
}
