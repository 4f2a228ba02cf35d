package paper

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// resolve turns a chart into the machine: each innermost state by its own name
// or that of a state around it, each event in it by whatever handles it.
func (r *reading) resolve(c *chart) {
	events := r.alphabet(c)
	states := r.nameLeaves(c)
	if len(r.problems) > 0 {
		return
	}
	for _, h := range c.starts {
		r.start(states, h)
	}
	for _, leaf := range c.root.leaves() {
		from, found := states[leaf]
		if !found {
			r.leftState(c, leaf)
			continue
		}
		r.addState(from, leaf.span)
		for _, name := range events {
			if event, standing := r.event(name); standing == ours {
				r.handle(c, states, leaf, name, event)
			}
		}
	}
	r.leftEvents(c)
}

// alphabet returns the names of the events that the chart knows, and reports
// those that nobody else knows. Where it has patterns, the vocabulary belongs to
// it, each event under the drawing's own name where it has one.
func (r *reading) alphabet(c *chart) []string {
	var names []string
	var unknown strangers
	patterns := false
	add := func(h handler) {
		switch {
		case h.event == "":
		case isPattern(h.event):
			patterns = true
		default:
			if _, standing := r.event(h.event); standing == strange {
				unknown.add("event", h.event, h.span, 1)
			}
			if !slices.Contains(names, h.event) {
				names = append(names, h.event)
			}
		}
	}
	for _, h := range c.starts {
		add(h)
	}
	c.root.walk(func(n *node) {
		for _, h := range n.on {
			add(h)
		}
	})
	r.refuse(unknown)
	if len(names) > MaxEvents {
		r.problem(diag.Span{}, "the drawing names more than %d events", MaxEvents)
		return nil
	}
	if patterns {
		names = r.everyEvent(c, names)
	}
	return names
}

// everyEvent adds what a pattern may stand for: names that are said to be
// events, and the vocabulary.
func (r *reading) everyEvent(c *chart, names []string) []string {
	drawn := map[fsm.Event]bool{}
	for _, name := range names {
		event, _ := r.event(name)
		drawn[event] = true
	}
	var said []string
	for name, ours := range r.names {
		if isEvent(ours) && !slices.Contains(names, name) && c.anticipates(name) {
			said = append(said, name)
		}
	}
	slices.Sort(said)
	for _, name := range said {
		event, _ := r.event(name)
		drawn[event] = true
	}
	names = append(names, said...)
	for _, e := range fsm.Events() {
		if !drawn[e] {
			names = append(names, string(e))
		}
	}
	return names
}

// anticipates reports whether any state of the chart takes an event of that
// name.
func (c *chart) anticipates(name string) (does bool) {
	c.root.walk(func(n *node) { does = does || len(c.match(n, name)) > 0 })
	return does
}

// nameLeaves finds the state that each innermost state stands for; those that
// are left out have none.
func (r *reading) nameLeaves(c *chart) map[*node]fsm.State {
	states, firsts := map[*node]fsm.State{}, map[fsm.State]diag.Span{}
	var unknown strangers
	for _, leaf := range c.root.leaves() {
		switch state, standing := r.nameOf(leaf); standing {
		case ours:
			if before, several := firsts[state]; several && lastKnown(leaf) == nil {
				r.note(before, "several states are read as "+state.String()+": what any of them does counts")
			} else {
				firsts[state] = leaf.span
			}
			states[leaf] = state
		case strange:
			unknown.add("state", leaf.name, leaf.span, leaf.mentions)
		}
	}
	r.refuse(unknown)
	return states
}

// nameOf names an innermost state: by its name or title, or by the nearest state
// around it that has one of ours.
func (r *reading) nameOf(leaf *node) (fsm.State, standing) {
	for n := leaf; n.parent != nil; n = n.parent {
		for _, name := range []string{n.name, n.title} {
			if state, standing := r.state(name); name != "" && standing != strange {
				return state, standing
			}
		}
	}
	return fsm.StateNone, strange
}

// start takes in where the drawing begins. A beginning in a state that it calls
// none says nothing.
func (r *reading) start(states map[*node]fsm.State, h handler) {
	event, standing := fsm.Event(""), ours
	if h.event != "" {
		event, standing = r.event(h.event)
	}
	to, found := states[h.target.entered()]
	switch {
	case standing == left:
		r.leave(h.event)
	case !found, to == fsm.StateNone:
	default:
		r.guarded(h.span, h.guard)
		r.addArrow(Arrow{From: fsm.StateNone, Event: event, To: to, Guard: h.guard, Span: h.span})
	}
}

// handle draws what becomes of an event in an innermost state: it is offered to
// the state, then to those around it, until one takes it for certain.
func (r *reading) handle(c *chart, states map[*node]fsm.State, leaf *node, name string, event fsm.Event) {
	if c.stops && leaf.final && leaf.parent == c.root {
		return
	}
	for n, certain := leaf, false; n != nil && !certain; n = n.parent {
		for _, h := range c.match(n, name) {
			r.take(states, leaf, event, h)
			if certain = certain || h.guard == ""; certain && c.ordered {
				return
			}
		}
	}
}

// take draws one handler.
func (r *reading) take(states map[*node]fsm.State, leaf *node, event fsm.Event, h handler) {
	r.guarded(h.span, h.guard)
	target := leaf
	if h.target != nil {
		target = h.target.entered()
	}
	to, found := states[target]
	switch {
	case h.inert, !found:
	case to == fsm.StateNone && states[leaf] != fsm.StateNone:
		r.problem(h.span, "%s leads back to none: what has begun is never not started again", h.event)
	default:
		a := Arrow{From: states[leaf], Event: event, To: to, Guard: h.guard, Span: h.span}
		if a.From == fsm.StateUnknown {
			a.Known = lastKnown(leaf)
		}
		r.addArrow(a)
	}
}

// lastKnown tells what was known before a gap, where a state inside unknown says so as
// our own charts do: after_active_scheduled, or the same behind unknown_.
func lastKnown(leaf *node) []fsm.State {
	name, says := strings.CutPrefix(strings.TrimPrefix(leaf.name, "unknown_"), "after_")
	known := fsm.State(strings.TrimSuffix(name, "_scheduled"))
	switch {
	case !says:
	case name == fsm.StateNone.String():
		return []fsm.State{fsm.StateNone}
	case slices.Contains(fsm.States(), known):
		return []fsm.State{known}
	}
	return nil
}

// leftState counts what is left out with a state: it, and the arrows that touch
// it.
func (r *reading) leftState(c *chart, leaf *node) {
	name := leaf.name
	for n := leaf; n.parent != nil; n = n.parent {
		if r.names[n.name] == "-" {
			name = n.name
			break
		}
	}
	touching := 0
	c.root.walk(func(n *node) {
		for _, h := range n.on {
			if n == leaf || h.target != nil && h.target.entered() == leaf {
				touching++
			}
		}
	})
	r.leave(name)
	if touching > 0 {
		r.note(leaf.span, fmt.Sprintf("%s is left out, and with it every arrow that touches it: %d", name, touching))
	}
}

// leftEvents counts the arrows whose event is left out.
func (r *reading) leftEvents(c *chart) {
	c.root.walk(func(n *node) {
		for _, h := range n.on {
			if _, standing := r.event(h.event); standing == left {
				r.leave(h.event)
			}
		}
	})
}
