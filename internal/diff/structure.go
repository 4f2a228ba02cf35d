package diff

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/paper"
)

// unshown finds the states of the profile that are not drawn, and the events
// that are not used: one finding each, not one a cell.
func (c *comparer) unshown() {
	for _, s := range c.sources() {
		if !c.draws(s) {
			c.show(Finding{Kind: KindUndrawn, State: s}, c.arrival(s))
		}
	}
	narrower := fsm.NewTable(c.narrowed(KindUndrawn))
	for _, e := range fsm.Events() {
		if step, applied := c.applied(e); applied && lives(narrower, e) && !c.uses(e) {
			c.found(Finding{Kind: KindUnused, Event: e}, step)
		}
	}
}

// narrowed is the profile without what findings of some kinds are about.
func (c *Comparison) narrowed(kinds ...Kind) fsm.Profile {
	dropped := c.Table.Profile().Without()
	for _, k := range kinds {
		for _, f := range c.Of(k) {
			dropped = append(dropped, f.Subject())
		}
	}
	if len(dropped) == len(c.Table.Profile().Without()) {
		return c.Table.Profile()
	}
	profile, err := fsm.NewProfile("", dropped...)
	if err != nil {
		panic("diff: the vocabulary does not know its own names: " + err.Error())
	}
	return profile
}

// lives reports whether a table applies an event anywhere.
func lives(t *fsm.Table, e fsm.Event) bool {
	return slices.ContainsFunc(t.Configurations(), func(c fsm.Configuration) bool {
		step, err := t.Step(c, e)
		return err == nil && step.Verdict() == fsm.VerdictApplied
	})
}

// arrival returns the shortest way to a state.
func (c *comparer) arrival(s fsm.State) []fsm.Step { return c.atlas.way(c.atlas.of(s)[0]) }

// applied returns the nearest step that applies an event.
func (c *comparer) applied(e fsm.Event) (fsm.Step, bool) {
	for _, from := range c.atlas.places {
		if step, err := c.Table.Step(from, e); err == nil && step.Verdict() == fsm.VerdictApplied {
			return step, true
		}
	}
	return fsm.Step{}, false
}

// foreign finds states that the profile does not have. That nothing can lead
// there shows in none: the event that would name the state is rejected.
func (c *comparer) foreign() {
	for _, s := range c.Machine.States {
		if c.has(s.Name) {
			continue
		}
		event := fsm.EventLoseContact
		for _, e := range fsm.Events() {
			if observed, observes := e.Observes(); observes && observed == s.Name {
				event = e
			}
		}
		if step, err := c.Table.Step(fsm.Configuration{}, event); err == nil {
			c.found(Finding{Kind: KindForeign, State: s.Name, Span: s.Span}, step)
		}
	}
}

// launders finds observations that end a gap although they cannot follow from
// what was last known. A drawing that does not tell gaps apart treats unknown as
// a state like any other; then it is held against what it leads into the gap
// from an ended state, and out of it to a live one. A guard is trusted.
func (c *comparer) launders() {
	for _, a := range c.Machine.Arrows {
		if a.From != fsm.StateUnknown || a.Guard != "" || !c.cell(a.From, a.Event).allows(a.To) {
			continue
		}
		for _, gap := range c.atlas.of(fsm.StateUnknown) {
			step, err := c.Table.Step(gap, a.Event)
			if err == nil && step.Reason() == fsm.ReasonUnreachable && c.confuses(a, gap.LastKnown) {
				c.found(Finding{Kind: KindLaunders, State: a.From, Event: a.Event, Drawn: []fsm.State{a.To}, Span: a.Span}, step)
				break
			}
		}
	}
}

// confuses reports whether the drawing has an arrow out of a gap after some last
// known state.
func (c *comparer) confuses(a paper.Arrow, lastKnown fsm.State) bool {
	if a.Known != nil {
		return slices.Contains(a.Known, lastKnown)
	}
	enters := slices.ContainsFunc(c.Machine.Arrows, func(b paper.Arrow) bool {
		return b.From == lastKnown && b.To == fsm.StateUnknown
	})
	return enters && lastKnown.Class() == fsm.ClassEnded && a.To.Class() == fsm.ClassLive
}

// ways finds states that nothing leads to, and live states that do not lead
// where the reference leads from them.
func (c *comparer) ways() {
	reached := c.reached(fsm.StateNone, func(fsm.State) bool { return true })
	for _, s := range c.Machine.States {
		if !c.has(s.Name) || s.Name == fsm.StateNone {
			continue
		}
		if c.Machine.Begins() && !slices.Contains(reached, s.Name) {
			c.show(Finding{Kind: KindUnreached, State: s.Name, Span: s.Span}, c.arrival(s.Name))
		}
		if s.Name.Class() != fsm.ClassLive {
			continue
		}
		c.leads(KindStuck, s, []fsm.State{fsm.StateCancelled, fsm.StateExpired})
		if c.draws(fsm.StateActive) {
			c.leads(KindLost, s, []fsm.State{fsm.StateActive})
		}
	}
}

// leads finds that a live state does not lead to any of some states although the
// reference does, without a gap and without an end on the way.
func (c *comparer) leads(k Kind, s paper.State, to []fsm.State) {
	drawn := c.reached(s.Name, isLive)
	if slices.ContainsFunc(to, func(t fsm.State) bool { return slices.Contains(drawn, t) }) {
		return
	}
	for _, goal := range to {
		if way, found := c.continued(s.Name, goal); found {
			c.show(Finding{Kind: k, State: s.Name, Span: s.Span}, way)
			return
		}
	}
}

// reached returns the states that the drawing leads to from a state, that state
// first; it goes on from those that it may pass.
func (c *comparer) reached(from fsm.State, pass func(fsm.State) bool) []fsm.State {
	reached := []fsm.State{from}
	for i := 0; i < len(reached); i++ {
		if !pass(reached[i]) {
			continue
		}
		for _, a := range c.Machine.Arrows {
			if a.From == reached[i] && !slices.Contains(reached, a.To) {
				reached = append(reached, a.To)
			}
		}
	}
	return reached
}

// continued returns the way to a state and on to another, as the reference leads
// without a gap and without an end in between.
func (c *comparer) continued(from, to fsm.State) ([]fsm.Step, bool) {
	begin := c.atlas.of(from)[0]
	on := newAtlas(begin)
	on.spread(c.Table, goesOn)
	goals := on.of(to)
	if len(goals) == 0 {
		return nil, false
	}
	return append(slices.Clone(c.atlas.way(begin)), on.way(goals[0])...), true
}
