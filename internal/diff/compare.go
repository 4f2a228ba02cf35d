// Package diff holds a machine on paper against the reference. [Compare] finds
// where they are apart, cell by cell (a state or none × an event) and in what
// leads where; each finding comes with a scenario that holds for the reference.
// [Text], [JSON] and [Markdown] write a comparison.
package diff

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/paper"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Comparison is a drawing held against the table of a profile.
type Comparison struct {
	Machine  *paper.Machine
	Table    *fsm.Table
	Verdict  Verdict
	Findings []Finding // the gravest kinds first, then in the order of states and events
	Agree    int       // cells that are the same
	Cells    int       // of the profile: its states and none × all events
}

// A Finding is one thing that is apart.
type Finding struct {
	Kind  Kind
	State fsm.State // empty, as for none, where Kind is KindUnused
	Event fsm.Event // empty where the finding speaks of a state
	Drawn []fsm.State
	Span  diag.Span // where the drawing has it; zero where it has nothing
	// Answers are the reference's to the events of the witness; the last is what
	// the finding is about.
	Answers []fsm.Step
	Witness *replay.Scenario
}

// Of returns the findings of a kind.
func (c *Comparison) Of(k Kind) (all []Finding) {
	for _, f := range c.Findings {
		if f.Kind == k {
			all = append(all, f)
		}
	}
	return all
}

// Compare holds a drawing against a table.
func Compare(m *paper.Machine, t *fsm.Table) *Comparison {
	c := &comparer{Comparison: &Comparison{Machine: m, Table: t}}
	c.atlas = wholeAtlas(t, c.shares)
	for _, s := range c.sources() {
		for _, e := range fsm.Events() {
			c.compare(s, e)
		}
	}
	c.unshown()
	c.foreign()
	c.launders()
	c.ways()
	slices.SortStableFunc(c.Findings, func(a, b Finding) int {
		return slices.Index(Kinds(), a.Kind) - slices.Index(Kinds(), b.Kind)
	})
	c.Verdict = verdictOf(c.Findings)
	return c.Comparison
}

// A comparer is a comparison being made.
type comparer struct {
	*Comparison
	atlas atlas
}

// sources returns none and the states that the profile can reach.
func (c *comparer) sources() []fsm.State {
	return slices.DeleteFunc(fsm.Sources(), func(s fsm.State) bool { return !c.has(s) })
}

// has reports whether the profile can reach a state.
func (c *comparer) has(s fsm.State) bool { return len(c.atlas.of(s)) > 0 }

// draws reports whether the drawing shows a state; none needs no state of its
// own.
func (c *comparer) draws(s fsm.State) bool {
	_, drawn := c.Machine.State(s)
	return drawn || s == fsm.StateNone
}

// A cell is what the reference does with an event in a state, in any of its
// configurations.
type cell struct {
	state   fsm.State
	event   fsm.Event
	steps   []fsm.Step // by how short the way there is
	applied []fsm.State
	ignored bool
}

func (c *comparer) cell(s fsm.State, e fsm.Event) cell {
	found := cell{state: s, event: e}
	for _, from := range c.atlas.of(s) {
		step, err := c.Table.Step(from, e)
		if err != nil {
			continue
		}
		found.steps = append(found.steps, step)
		switch to := step.To().State; step.Verdict() {
		case fsm.VerdictApplied:
			if !slices.Contains(found.applied, to) {
				found.applied = append(found.applied, to)
			}
		case fsm.VerdictIgnored:
			found.ignored = true
		}
	}
	return found
}

// allows reports whether the event may lead to a state; what is ignored keeps
// its own.
func (c cell) allows(to fsm.State) bool {
	return slices.Contains(c.applied, to) || c.ignored && to == c.state
}

// first returns the first of the cell's steps that has a verdict, else the
// first.
func (c cell) first(v fsm.Verdict) fsm.Step {
	for _, step := range c.steps {
		if step.Verdict() == v {
			return step
		}
	}
	return c.steps[0]
}

// drawn returns where the drawing leads from a cell. Where it begins by an event
// that it does not name, the events that lead there count as drawn.
func (c *comparer) drawn(of cell) (arrows []paper.Arrow) {
	arrows = c.Machine.From(of.state, of.event)
	if of.state == fsm.StateNone && len(arrows) == 0 {
		for _, a := range c.Machine.From(fsm.StateNone, "") {
			if slices.Contains(of.applied, a.To) {
				arrows = append(arrows, a)
			}
		}
	}
	return arrows
}

// shares reports whether the drawing leads where a step of the reference does,
// and nowhere else.
func (c *comparer) shares(step fsm.Step) bool {
	from, to := step.From().State, step.To().State
	arrows := c.drawn(cell{state: from, event: step.Event(), applied: []fsm.State{to}})
	return len(arrows) > 0 && !slices.ContainsFunc(arrows, func(a paper.Arrow) bool { return a.To != to })
}

// compare finds what is apart in one cell. Of states that are not drawn, with all
// that leads there, and events that are not used, unshown speaks.
func (c *comparer) compare(s fsm.State, e fsm.Event) {
	c.Cells++
	cell := c.cell(s, e)
	arrows := c.drawn(cell)
	wrong := slices.DeleteFunc(slices.Clone(arrows), func(a paper.Arrow) bool { return cell.allows(a.To) })
	switch {
	case len(wrong) > 0:
		c.astray(cell, wrong)
	case len(arrows) > 0, len(cell.applied) == 0 && !cell.ignored:
		c.Agree++
	case len(cell.applied) == 0:
		c.found(Finding{Kind: KindOmitted, State: s, Event: e}, cell.first(fsm.VerdictIgnored))
	case c.draws(s) && c.uses(e) && slices.ContainsFunc(cell.applied, c.draws):
		c.found(Finding{Kind: KindRefused, State: s, Event: e}, cell.first(fsm.VerdictApplied))
	}
}

// astray finds arrows that lead where the reference does not.
func (c *comparer) astray(cell cell, arrows []paper.Arrow) {
	f := Finding{Kind: KindElsewhere, State: cell.state, Event: cell.event, Span: arrows[0].Span}
	_, observes := cell.event.Observes()
	for _, a := range arrows {
		f.Drawn = append(f.Drawn, a.To)
		if cell.state.Class() == fsm.ClassEnded && a.To.Class() == fsm.ClassLive && cell.event != fsm.EventReactivate && !observes {
			f.Kind = KindRevives
		}
	}
	if f.Kind != KindRevives && len(cell.applied) == 0 && !cell.ignored {
		f.Kind = KindBeyond
	}
	c.found(f, cell.first(fsm.VerdictApplied))
}

// uses reports whether the drawing has an event, be it where it begins without
// naming it.
func (c *comparer) uses(e fsm.Event) bool {
	return c.Machine.Uses(e) || len(c.drawn(c.cell(fsm.StateNone, e))) > 0
}

// found adds a finding whose witness ends in a step of the reference.
func (c *comparer) found(f Finding, step fsm.Step) {
	c.show(f, append(slices.Clone(c.atlas.way(step.From())), step))
}

// show adds a finding with its witness.
func (c *comparer) show(f Finding, answers []fsm.Step) {
	f.Answers = answers
	f.Witness = f.witness(c.Table.Profile())
	c.Findings = append(c.Findings, f)
}
