package paper

import (
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// An xstate reads a machine of XState, version 4 or 5, written as JSON.
type xstate struct {
	*reading
	root  *node
	ids   map[string]*node
	later []func() // targets, which may stand anywhere
}

func readXState(r *reading) *chart {
	v := r.parseJSON()
	if v == nil {
		return nil
	}
	if v.get("states") == nil {
		r.problem(v.span, "this JSON holds no states, so it is no machine")
		return nil
	}
	x := &xstate{reading: r, root: &node{name: "(machine)", span: v.span}, ids: map[string]*node{}}
	if id := v.get("id"); id != nil && id.kind == kindText {
		x.root.name = id.text
	}
	x.ids[x.root.name] = x.root
	x.state(x.root, v, 0)
	for _, resolve := range x.later {
		resolve()
	}
	c := &chart{root: x.root, match: matchXState, ordered: true, stops: true}
	r.noteEntries(c)
	if len(x.root.children) > 0 {
		at := v.span
		if initial := v.get("initial"); initial != nil {
			at = initial.span
		} else {
			r.note(at, "the machine names no initial state; the first is taken")
		}
		c.starts = []handler{{target: x.root, span: at}}
	}
	return c
}

// unread are the members of a state that say nothing about its transitions, and
// notes those that do and are left aside.
var (
	unread = map[string]bool{
		"meta": true, "tags": true, "description": true, "version": true, "key": true, "order": true, "schema": true,
		"types": true, "tsTypes": true, "predictableActionArguments": true, "preserveActionOrder": true, "strict": true,
		"id": true, "type": true, "initial": true, "states": true, "on": true, "history": true, "target": true, "$schema": true,
	}
	unheeded = map[string]string{
		"always": noteEventless, "after": noteTimer, "invoke": noteInvoke, "onDone": noteInvoke, "onError": noteInvoke,
		"entry": noteAction, "exit": noteAction, "activities": noteAction, "onEntry": noteAction, "onExit": noteAction,
		"context": "the context is not taken into account", "data": "data is not taken into account", "output": "data is not taken into account",
		"delimiter": "a delimiter of one's own is not taken into account",
	}
)

// state reads a state into its node.
func (x *xstate) state(n *node, v *value, depth int) {
	if v.kind != kindObject {
		x.problem(v.span, "a state is an object, not %s", v.kind)
		return
	}
	if !x.mayAddState(v.span) {
		return
	}
	if depth > MaxNested {
		x.problem(v.span, "states are nested more than %d deep", MaxNested)
		return
	}
	for _, m := range v.members {
		switch note, known := unheeded[m.name]; {
		case known && len(m.members)+len(m.items) == 0 && m.kind != kindText:
		case known:
			x.note(m.at, note)
		case !unread[m.name] && m.name != "parallel":
			x.note(m.at, "the member "+m.name+" is not known, and not taken into account")
		}
	}
	if id := v.get("id"); id != nil && id.kind == kindText {
		x.ids[id.text] = n
	}
	x.kindOf(n, v)
	x.inside(n, v, depth)
	if on := v.get("on"); on != nil {
		x.handlers(n, on)
	}
}

// kindOf reads what kind of state it is.
func (x *xstate) kindOf(n *node, v *value) {
	kind := v.get("type")
	if parallel := v.get("parallel"); parallel != nil && parallel.text == "true" {
		x.parallel(parallel.span)
	}
	switch {
	case kind == nil, kind.isText("atomic"), kind.isText("compound"):
	case kind.isText("final"):
		n.final = true
	case kind.isText("parallel"):
		x.parallel(kind.span)
	case kind.isText("history"):
		n.history = true
		x.note(kind.span, noteHistory)
	default:
		x.problem(kind.span, "there is no such type of state")
		x.help("types: atomic, compound, final, history; parallel is not read")
	}
}

// parallel refuses states that are active side by side: a subscription is in one
// state.
func (r *reading) parallel(at diag.Span) {
	r.problem(at, "parallel states cannot be compared: a subscription is in one state at a time")
	r.help("draw the region that holds the subscription's state by itself")
}

// inside reads the states within a state, and which of them is entered.
func (x *xstate) inside(n *node, v *value, depth int) {
	states := v.get("states")
	if states == nil {
		return
	}
	if states.kind != kindObject {
		x.problem(states.span, "states is an object, not %s", states.kind)
		return
	}
	for _, m := range states.members {
		x.state(n.add(m.name, m.at), m.value, depth+1)
	}
	initial := v.get("initial")
	if initial != nil && initial.kind == kindObject {
		initial = initial.get("target")
	}
	if initial == nil {
		return
	}
	if initial.kind == kindArray && len(initial.items) == 1 {
		initial = initial.items[0]
	}
	if n.initial = x.path(n, initial.text); n.initial == nil || n.initial == n {
		n.initial = nil
		x.missing(initial, n)
	}
}

// missing reports a name that no state has.
func (x *xstate) missing(v *value, near *node) {
	x.problem(v.span, "no state is called %q", v.text)
	var known []string
	for _, c := range near.children {
		known = append(known, c.name)
	}
	if like := diag.DidYouMean(v.text, known); like != "" {
		x.help(like)
	}
}

// path follows names of states inward from a node; nil where there is no such
// state.
func (x *xstate) path(n *node, path string) *node {
	for _, name := range strings.Split(strings.ReplaceAll(path, `\.`, "\x00"), ".") {
		if n = n.child(strings.ReplaceAll(name, "\x00", ".")); n == nil {
			return nil
		}
	}
	return n
}

// target finds a target as XState writes it: a sibling, .inward, or #id.
func (x *xstate) target(of *node, text string) *node {
	if id, absolute := strings.CutPrefix(text, "#"); absolute {
		if n := x.ids[id]; n != nil {
			return n
		}
		id, rest, _ := strings.Cut(id, ".")
		if n := x.ids[id]; n != nil {
			return x.path(n, rest)
		}
		return nil
	}
	if inward, is := strings.CutPrefix(text, "."); is {
		return x.path(of, inward)
	}
	if of.parent == nil {
		return x.path(of, text)
	}
	return x.path(of.parent, text)
}

// matchXState returns the handlers of an event: its own, then those of patterns,
// the longest first.
func matchXState(n *node, event string) []handler {
	all := exactly(n, event)
	for prefix, more := event, true; more; {
		all = append(all, exactly(n, prefix+".*")...)
		i := strings.LastIndexByte(prefix, '.')
		if more = i >= 0; more {
			prefix = prefix[:i]
		}
	}
	return append(all, exactly(n, "*")...)
}
