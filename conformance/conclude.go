package conformance

import (
	"context"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// skip notes why something was not asked.
func (r *run) skip(reason string) {
	i := slices.IndexFunc(r.report.Skips, func(s Skip) bool { return s.Reason == reason })
	if i < 0 {
		r.report.Skips = append(r.report.Skips, Skip{Reason: reason})
		i = len(r.report.Skips) - 1
	}
	r.report.Skips[i].Cases++
}

// conclude comes to a verdict.
func (r *run) conclude(err error) {
	slices.SortStableFunc(r.report.Findings, func(a, b Finding) int {
		if a.Kind.doubt() != b.Kind.doubt() {
			return int(a.Kind.doubt() - b.Kind.doubt())
		}
		return len(a.Events) - len(b.Events)
	})
	r.acquit()
	r.report.Guarantee = r.guarantee()
	r.report.Verdict, r.report.Because = r.verdict(err)
}

// acquit clears the cells whose wrong answers come of another cell, where findings
// name those that are wrong, and counts for each finding the cases that broke
// behind its cell.
func (r *run) acquit() {
	guilty := map[Cell]bool{}
	for i, f := range r.report.Findings {
		if f.Kind.ofCell() {
			guilty[f.Cell] = true
			r.report.Findings[i].Cases = max(r.brokeBehind(f.Cell), 1)
		}
	}
	for cell, result := range r.report.Cells {
		if len(guilty) > 0 && !guilty[cell] {
			result.Broke, result.Behind = 0, result.Broke
			r.report.Cells[cell] = result
		}
	}
}

func (r *run) brokeBehind(cell Cell) (cases int) {
	for _, b := range r.broken {
		if slices.ContainsFunc(r.trail(b.word), func(s fsm.Step) bool { return cell == (Cell{s.From().State, s.Event()}) }) {
			cases++
		}
	}
	return cases
}

// doubt is 1 for what leaves open whether the subject is the reference, 0 for
// what shows that it is not.
func (k Kind) doubt() int {
	switch k {
	case KindAdapter, KindIndeterminate, KindUnsteady:
		return 1
	}
	return 0
}

func (r *run) verdict(err error) (Verdict, string) {
	differing, doubtful := 0, 0
	for _, f := range r.report.Findings {
		if f.Kind.doubt() == 0 {
			differing++
		} else {
			doubtful++
		}
	}
	switch {
	case differing > 0:
		return VerdictDiffers, fmt.Sprintf("%s, the first: %s", counted(differing, "difference"), r.report.Findings[0].Key())
	case err != nil:
		return VerdictInconclusive, "the run was cut off: " + context.Cause(r.ctx).Error()
	case len(r.broken) > 0 && doubtful == 0:
		return VerdictDiffers, "cases broke, and could not be explained"
	case doubtful > 0:
		return VerdictInconclusive, r.report.Findings[0].Message
	case len(r.report.Skips) > 0:
		return VerdictInconclusive, "not everything was asked: " + r.report.Skips[0].Reason
	case r.stopped != "":
		return VerdictInconclusive, r.stopped
	case r.report.Stricter != nil:
		return VerdictStricter, fmt.Sprintf("it refuses %s that %s does not", counted(len(r.report.Refused), "cell"), r.options.Profile.Name())
	case r.options.Level == 0:
		return VerdictAnswers, "level 0 looks at the adapter alone"
	}
	return VerdictConforms, ""
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// guarantee says what a pass of this run means.
func (r *run) guarantee() Guarantee {
	g := Guarantee{Level: r.options.Level, Profile: r.options.Profile, Events: r.options.Events}
	if r.reference == nil {
		return g
	}
	g.Profile = r.reference.Table.Profile()
	g.Extra = min(max(g.Level-2, 0), 1) + r.extra // levels 4 and 5 prove no more: see assumptions
	g.States = r.reference.Machine.States()
	g.Observation = r.reference.Observation.String()
	g.Merged, g.Beyond = r.reference.Merged(), r.reference.Beyond()
	g.Model = fmt.Sprintf("version %d, %s", export.ModelVersion, export.Digest(r.reference.Table))
	g.Assumptions = r.assumptions(g)
	return g
}

// assumptions are what a level takes for granted, in sentences.
func (r *run) assumptions(g Guarantee) []string {
	if g.Level == 0 {
		return []string{"Nothing is said of transitions: level 0 looks at the adapter alone."}
	}
	always := []string{
		"Every subscription that is opened begins anew, and knows nothing of the others.",
		"The same events are answered in the same way, whenever they come.",
	}
	if r.caps.Statuses != nil {
		always = append(always, "What is read as the state depends on where the subscription is, and on nothing else.")
	}
	switch g.Level {
	case 1:
		return append(always, "A cell that was right once is always right, and an event leads where what is read after it says.")
	case 2, 3:
		return append(always, fmt.Sprintf("The subject has at most %d states, %d more than can be told apart in the reference.", g.States+g.Extra, g.Extra))
	}
	return append(always, fmt.Sprintf(
		"The subject has at most %d states, %d more than can be told apart in the reference; or at most %d, if events that are not applied change nothing in it.",
		g.States+g.Extra, g.Extra, g.States+suite.Deepest))
}
