package export

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// stepsSection writes the step table: a line for each event, a column for none
// and each state of the profile.
func stepsSection(t *fsm.Table) string {
	states := slices.DeleteFunc(fsm.Sources(), func(s fsm.State) bool { return !t.Profile().Has(s) })
	var lines [][]string
	for _, e := range fsm.Events() {
		cells := []string{code(e)}
		for _, s := range states {
			mark := notation(t.Row(s, e))
			if mark != "" && !t.Keeps(s, e) {
				mark = "×"
			}
			cells = append(cells, mark)
		}
		lines = append(lines, cells)
	}
	return MarkdownTable(append([]string{"event"}, written(states)...), lines)
}

// notation writes what a row does as the step table shows it; nothing where it
// rejects.
func notation(row fsm.Row) string {
	switch row.Effect {
	case fsm.EffectMove:
		return "→" + row.To.String()
	case fsm.EffectResolve:
		return "→" + row.To.String() + " if reachable"
	case fsm.EffectKeep:
		return "self"
	case fsm.EffectSchedule, fsm.EffectUnschedule:
		return "flag"
	case fsm.EffectIgnore:
		return "="
	case fsm.EffectReject:
		return ""
	}
	panic("export: effect " + string(row.Effect) + " has no notation")
}

// rowsSection writes every row with its reason.
func rowsSection(t *fsm.Table) string {
	var lines [][]string
	for _, row := range rows(t) {
		effect := notation(row)
		if effect == "" {
			effect = "rejected"
		}
		lines = append(lines, []string{code(row.Event), codes(written(row.In)), effect, MarkdownText(row.Why)})
	}
	return MarkdownTable([]string{"event", "in", "effect", "why"}, lines)
}

// gapsSection writes, for each configuration before a gap, which observations
// end it. Configurations that agree share a line.
func gapsSection(t *fsm.Table) string {
	var lines [][]string
	for _, c := range t.Configurations() {
		if c.State != fsm.StateUnknown {
			continue
		}
		known := code(c.Known().String())
		ends, refused := codes(observations(t, c, fsm.VerdictApplied)), codes(observations(t, c, fsm.VerdictRejected))
		if i := len(lines) - 1; i >= 0 && lines[i][1] == ends && lines[i][2] == refused {
			lines[i][0] += ", " + known
			continue
		}
		lines = append(lines, []string{known, ends, refused})
	}
	return MarkdownTable([]string{"last known", "observations that end the gap", "refused"}, lines)
}

// observations returns the states whose observation in a gap has a verdict, among
// those that the profile keeps.
func observations(t *fsm.Table, gap fsm.Configuration, verdict fsm.Verdict) (states []fsm.State) {
	for _, step := range steps(t) {
		state, observes := step.Event().Observes()
		if observes && step.From() == gap && step.Verdict() == verdict && t.Keeps(gap.State, step.Event()) {
			states = append(states, state)
		}
	}
	return states
}
