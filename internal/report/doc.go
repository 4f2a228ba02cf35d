// Package report writes what became of scenarios. [Text] is for people; each
// further format is another writer of the same [Result] and [Tally].
package report

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Result is what became of one scenario.
type Result struct {
	Scenario *replay.Scenario
	Trace    *replay.Trace
	Failure  *replay.Failure // nil where everything held
}

// A Tally counts results.
type Tally struct {
	Held, Broke int
	Coverage    replay.Coverage
}

// Add counts one result; what came after a failure was not judged, and exercises
// no cell.
func (t *Tally) Add(r Result) {
	if r.Failure == nil {
		t.Held++
	} else {
		t.Broke++
	}
	judged := *r.Trace
	if r.Failure != nil {
		judged.Answers = answersUpTo(r.Trace, r.Failure.Step)
	}
	t.Coverage.Add(r.Scenario.Profile, &judged)
}

// String writes the tally in one line:
// "31 scenarios: 30 held, 1 broke; 142 of 198 cells".
func (t *Tally) String() string {
	counts := []string{fmt.Sprintf("%d held", t.Held)}
	if t.Broke > 0 {
		counts = append(counts, fmt.Sprintf("%d broke", t.Broke))
	}
	noun := "scenarios"
	if t.Held+t.Broke == 1 {
		noun = "scenario"
	}
	return fmt.Sprintf("%d %s: %s; %s", t.Held+t.Broke, noun, strings.Join(counts, ", "), t.cells())
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
