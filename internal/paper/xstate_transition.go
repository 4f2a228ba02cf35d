package paper

import (
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// handlers reads what a state does with events: an object by event, or, as
// version 4 allows, a list of transitions that name theirs.
func (x *xstate) handlers(n *node, on *value) {
	switch on.kind {
	case kindObject:
		for _, m := range on.members {
			x.transitions(n, m.name, m.at, m.value)
		}
	case kindArray:
		for _, item := range on.items {
			if event := item.get("event"); event != nil && event.kind == kindText {
				x.transitions(n, event.text, event.span, item)
			} else {
				x.problem(item.span, "a transition in a list names its event")
			}
		}
	default:
		x.problem(on.span, "on is an object, not %s", on.kind)
	}
}

// platform reports events that the machine itself raises.
func platform(event string) bool {
	for _, prefix := range []string{"done.", "error.", "xstate."} {
		if strings.HasPrefix(event, prefix) {
			return true
		}
	}
	return false
}

// transitions reads one transition, or a list of which the first that may is
// taken.
func (x *xstate) transitions(n *node, event string, at diag.Span, v *value) {
	switch {
	case event == "":
		x.note(at, noteEventless)
	case platform(event):
		x.note(at, noteInvoke)
	case v.kind == kindArray:
		for _, item := range v.items {
			x.transition(n, event, item.span, item)
		}
	default:
		x.transition(n, event, at, v)
	}
}

// transition reads one. Without a target the state is kept; without anything at
// all the event is forbidden, so that no state around this one takes it.
func (x *xstate) transition(n *node, event string, at diag.Span, v *value) {
	if !x.mayAddArrow(at) {
		return
	}
	h := handler{event: event, span: at}
	target := v
	switch v.kind {
	case kindText:
	case kindObject:
		target = v.get("target")
		h.guard = x.guard(v)
		x.aside(v)
		if actions := v.get("actions"); actions != nil && (len(actions.items) > 0 || actions.kind != kindArray) {
			x.note(actions.span, noteAction)
		} else {
			h.inert = target == nil || target.kind == kindNull
		}
	default:
		x.problem(v.span, "a transition is a name, an object or a list of these, not %s", v.kind)
		x.help(`{} forbids the event, {"actions": ...} keeps the state`)
		return
	}
	if target != nil && target.kind == kindArray && len(target.items) == 1 {
		target = target.items[0]
	}
	switch i := len(n.on); {
	case target == nil, target.kind == kindNull:
		n.on = append(n.on, h)
	case target.kind == kindArray:
		x.parallel(target.span)
	case target.kind != kindText:
		x.problem(target.span, "a target is a name, not %s", target.kind)
	default:
		n.on = append(n.on, h)
		x.later = append(x.later, func() { x.aim(n, &n.on[i], target) })
	}
}

// aim finds the target of a handler.
func (x *xstate) aim(n *node, h *handler, target *value) {
	if h.target = x.target(n, target.text); h.target == nil {
		near := n
		if n.parent != nil {
			near = n.parent
		}
		x.missing(target, near)
		return
	}
	h.target.mentions++
}

// guard reads the condition of a transition, by its name where it has one.
func (x *xstate) guard(v *value) string {
	for _, name := range []string{"guard", "cond", "in"} {
		switch g := v.get(name); {
		case g == nil, g.kind == kindNull:
		case g.kind == kindText && g.text != "":
			return g.text
		case g.get("type") != nil && g.get("type").text != "":
			return g.get("type").text
		default:
			return name
		}
	}
	return ""
}

// aside notes members of a transition that nobody knows.
func (x *xstate) aside(v *value) {
	for _, m := range v.members {
		switch m.name {
		case "target", "guard", "cond", "in", "actions", "internal", "external", "reenter", "description", "meta", "event":
		default:
			x.note(m.at, "the member "+m.name+" is not known, and not taken into account")
		}
	}
}
