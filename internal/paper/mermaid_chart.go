package paper

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

func (m *mermaid) scope() *node { return m.scopes[len(m.scopes)-1] }

// node returns the state of an id, which it makes where it is new. It belongs to
// the innermost state in which it stands.
func (m *mermaid) node(id string, at diag.Span) *node {
	n := m.ids[id]
	if n == nil {
		m.mayAddState(at)
		n = m.scope().add(id, at)
		m.ids[id] = n
		return n
	}
	n.mentions++
	if scope := m.scope(); scope != n.parent && scope.within(n.parent) && !scope.within(n) {
		n.parent.children = slices.DeleteFunc(n.parent.children, func(c *node) bool { return c == n })
		n.parent = scope
		scope.children = append(scope.children, n)
	}
	return n
}

// draw adds an arrow.
func (m *mermaid) draw(d drawn) {
	if m.mayAddArrow(d.span) {
		m.arrows = append(m.arrows, d)
	}
}

// The nodes by which our own pictures say something of many states.
const (
	anyLive  = "any_live"  // every live state
	anyOther = "any_other" // none, and every state but the target
	observed = "observed"  // the state that the event observes
	observeS = "observe_S" // every observation
)

// expand draws what choices and the nodes for many states stand for, one arrow
// each.
func (m *mermaid) expand() {
	m.chosen()
	var all []drawn
	for _, d := range m.arrows {
		all = append(all, m.many(d)...)
	}
	m.arrows = all
	for _, id := range []string{anyLive, anyOther, observed} {
		m.remove(id)
	}
}

// remove takes a node out that is no state.
func (m *mermaid) remove(id string) {
	if n := m.ids[id]; n != nil {
		n.parent.children = slices.DeleteFunc(n.parent.children, func(c *node) bool { return c == n })
	}
}

// drawnStates returns the ids of the states that fit, in the order of the
// drawing.
func (m *mermaid) drawnStates(fits func(fsm.State) bool) (ids []string) {
	for _, n := range m.root.leaves() {
		if s, standing := m.nameOf(n); standing == ours && s != fsm.StateNone && fits(s) {
			ids = append(ids, n.name)
		}
	}
	return ids
}

// many returns the arrows that an arrow stands for.
func (m *mermaid) many(d drawn) (all []drawn) {
	from := []string{d.from}
	keeps := d.from == d.to
	switch d.from {
	case anyLive:
		from = m.drawnStates(func(s fsm.State) bool { return s.Class() == fsm.ClassLive })
	case anyOther:
		target, _ := m.state(d.to)
		from = append([]string{terminal}, m.drawnStates(func(s fsm.State) bool { return s != target })...)
	}
	for _, d.from = range from {
		if keeps {
			d.to = d.from
		}
		all = append(all, m.observations(d)...)
	}
	return all
}

// observations returns the arrows to the states that are observed.
func (m *mermaid) observations(d drawn) (all []drawn) {
	if d.to != observed {
		return []drawn{d}
	}
	for _, id := range m.drawnStates(func(s fsm.State) bool { return s != fsm.StateUnknown }) {
		state, _ := m.nameOf(m.ids[id])
		event, _ := m.event(d.event)
		if names, observes := event.Observes(); d.event == observeS || observes && names == state {
			one := d
			one.to, one.event = id, "observe_"+state.String()
			all = append(all, one)
		}
	}
	if len(all) == 0 {
		m.problem(d.span, "%q observes no state of the drawing", d.event)
	}
	return all
}

// chosen replaces the arrows into a choice by those that lead through it, each
// guarded by what stands at its way out.
func (m *mermaid) chosen() {
	if len(m.choice) == 0 {
		return
	}
	var all []drawn
	for _, d := range m.arrows {
		if !m.choice[d.from] {
			all = append(all, m.through(d)...)
		}
	}
	m.arrows = all
	for id := range m.choice {
		m.remove(id)
	}
}

// through follows an arrow through choices, to every state behind them.
func (m *mermaid) through(d drawn) (all []drawn) {
	if !m.choice[d.to] {
		return []drawn{d}
	}
	seen := map[string]bool{d.to: true}
	for queue := []string{d.to}; len(queue) > 0; queue = queue[1:] {
		for _, out := range m.arrows {
			if out.from != queue[0] || seen[out.to] {
				continue
			}
			if seen[out.to] = true; m.choice[out.to] {
				queue = append(queue, out.to)
				continue
			}
			one := d
			one.to, one.guard = out.to, "choice"
			all = append(all, one)
		}
	}
	return all
}

// chart hangs the arrows on their states.
func (m *mermaid) chart() *chart {
	c := &chart{root: m.root, match: exactly}
	for _, d := range m.arrows {
		h := handler{event: d.event, target: m.ids[d.to], guard: d.guard, span: d.span}
		switch from := m.ids[d.from]; {
		case d.from == terminal && d.to == terminal:
			m.problem(d.span, "an arrow leads from nowhere to nowhere")
		case d.from == terminal && d.scope == m.root:
			c.starts = append(c.starts, h)
		case d.from == terminal:
			d.scope.initial = m.begins(d.scope, h.target)
		case d.to == terminal:
			m.ends(from, d)
		case d.event == "":
			m.note(d.span, noteEventless)
		default:
			from.on = append(from.on, h)
		}
	}
	m.noteEntries(c)
	return c
}

// begins returns what is entered with a state; nil where it is not inside.
func (m *mermaid) begins(scope, target *node) *node {
	if target != scope && target.within(scope) {
		return target
	}
	return nil
}

// ends reads an arrow to where the diagram ends. With an event it would have to
// say in which state: expired and cancelled are both ends.
func (m *mermaid) ends(from *node, d drawn) {
	switch {
	case d.event == "":
		from.final = true
	case d.scope != m.root:
		m.note(d.span, noteEventless)
	default:
		end := m.ids[terminal]
		if end == nil {
			end = m.root.add(terminal, d.span)
			m.ids[terminal] = end
		}
		from.on = append(from.on, handler{event: d.event, target: end, guard: d.guard, span: d.span})
	}
}
