package picture

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// collect sorts what the table applies, and what was done, into edges.
func (d *drawing) collect() {
	if d.Path != nil {
		d.ways = d.Path.ways()
	}
	byID := map[string]*edge{}
	for _, a := range arcsOf(d.table) {
		e := byID[a.id()]
		if e == nil {
			e = &edge{line: lineOf(a)}
			byID[a.id()] = e
		}
		e.arcs = append(e.arcs, a)
	}
	d.weigh(byID)
	for _, l := range lines {
		if e := byID[id(l.from, l.to)]; e != nil {
			d.edges = append(d.edges, *e)
		}
	}
	for _, s := range fsm.Sources() {
		if e := byID[id(s.String(), s.String())]; e != nil {
			d.kept = append(d.kept, *e)
		}
	}
	if e := byID[id(anyLive, anyLive)]; e != nil {
		d.flags = *e
	}
}

// lineOf returns the line that an arc is drawn along.
func lineOf(a arc) line {
	from, to := a.ends()
	i := slices.IndexFunc(lines, func(l line) bool { return l.from == from && l.to == to })
	if i < 0 {
		return line{from: from, to: to}
	}
	return lines[i]
}

// weigh counts what was done.
func (d *drawing) weigh(byID map[string]*edge) {
	for _, s := range d.Steps {
		a := arc{s.From, s.Event, s.To}
		if e := byID[a.id()]; e != nil && e.applies(a) {
			e.count += s.Count
		} else if s.From != s.To {
			d.stray(a, s.Count)
		}
	}
	slices.SortFunc(d.astray, func(a, b edge) int { return strings.Compare(a.from+" "+a.to, b.from+" "+b.to) })
}

// applies reports whether an arc is among those of an edge; where nobody told the
// event, whether any is between its states.
func (e *edge) applies(a arc) bool {
	return slices.ContainsFunc(e.arcs, func(b arc) bool {
		return a.from == b.from && a.to == b.to && (a.event == "" || a.event == b.event)
	})
}

// stray counts what the table does not apply.
func (d *drawing) stray(a arc, count int64) {
	from, to := a.from.String(), a.to.String()
	i := slices.IndexFunc(d.astray, func(e edge) bool { return e.from == from && e.to == to })
	if i < 0 {
		i = len(d.astray)
		r := between(centres[a.from], centres[a.to])
		middle := r.points[0].plus(r.points[1].times(3)).plus(r.points[2].times(3)).plus(r.points[3]).times(.125)
		d.astray = append(d.astray, edge{line: line{from: from, to: to, route: r, counts: label{middle, "middle"}, silent: true}, astray: true})
	}
	d.astray[i].arcs = append(d.astray[i].arcs, a)
	d.astray[i].count += count
}

// exceptions says of each event of a line for many states where it is not applied.
func (d *drawing) exceptions(e edge) (all []string) {
	for _, event := range e.events() {
		if missing := d.missing(e, event); len(missing) > 0 {
			all = append(all, fmt.Sprintf("%s not in %s", event, strings.Join(missing, ", ")))
		}
	}
	return all
}

// missing returns the states that a line for many leaves out for an event.
func (d *drawing) missing(e edge, event fsm.Event) (missing []string) {
	for _, s := range fsm.Sources() {
		meant := e.from == anyLive && s.Class() == fsm.ClassLive || e.from == anyOther && s != fsm.StateUnknown
		if meant && d.has(s) && !slices.ContainsFunc(e.arcs, func(a arc) bool { return a.from == s && a.event == event }) {
			missing = append(missing, s.String())
		}
	}
	return missing
}

// edge draws a line with its head, its label and its weight. Beside a path, a line
// is bold or pale, and says nothing: what was done along it stands on top.
func (d *drawing) edge(e edge) {
	class, prefix, wide := kind(e), "edge", 2.0
	if e.astray {
		class, prefix = "astray", "astray"
	}
	title := d.titled(e)
	switch {
	case d.Path != nil && d.ways[id(e.from, e.to)] != nil:
		class, wide = class+" taken", takenWidth
	case d.Path != nil:
		class, wide = class+" idle", idleWidth
	case d.Steps != nil:
		title += fmt.Sprintf(" (%s)", times(e.count))
		wide = d.width(e)
		if e.count == 0 {
			class += " idle"
		}
	}
	d.group(prefix+"-"+e.from+"-"+e.to, "edge "+class, title)
	d.line(e, wide)
	if d.Path == nil {
		d.texts(e)
	}
	d.put("</g>")
}

// How wide a line is that a path takes, and one that it does not.
const (
	takenWidth = 4.5
	idleWidth  = 1.2
)

// line draws a line with its head.
func (d *drawing) line(e edge, wide float64) {
	long := 9 + 1.2*wide
	d.put(`<path d="%s" stroke-width="%s"/><path class="head" d="%s"/>`, e.path(long*.8), number(wide), e.head(long, 4+wide))
}

// width is that of a line by its weight, which may span many orders of magnitude.
func (d *drawing) width(e edge) float64 {
	var most int64 = 1
	for _, other := range append(slices.Clone(d.edges), d.astray...) {
		most = max(most, other.count)
	}
	return 1.5 + 6.5*math.Log1p(float64(e.count))/math.Log1p(float64(most))
}

// lineHeight is that of a label.
const lineHeight = 18

// texts writes the label of an edge and its weight.
func (d *drawing) texts(e edge) {
	at := e.label
	if !e.silent {
		for _, text := range e.text() {
			if event := fsm.Event(strings.TrimSuffix(text, ",")); len(d.missing(e, event)) > 0 {
				text += " *"
			}
			d.put(`<text class="%s" x="%s" y="%s">%s</text>`, at.anchor, number(at.x), number(at.y), escaped(text))
			at.y += lineHeight
		}
	}
	if e.count == 0 {
		return
	}
	if e.counts.anchor != "" {
		at = e.counts
	}
	d.put(`<text class="%s count" x="%s" y="%s">%s</text>`, at.anchor, number(at.x), number(at.y), Short(e.count))
}

// kind is the sort of way that a line is: onward, into trouble, back from it, to an
// end, or into a gap and out of it. Outside the frame labels lie on the bare paper.
func kind(e edge) string {
	from, to := fsm.State(e.from), fsm.State(e.to)
	switch {
	case to == fsm.StateUnknown || e.to == observed:
		return "lost outside"
	case to.Class() == fsm.ClassEnded:
		return "ending"
	case from.Class() == fsm.ClassEnded:
		return "back outside"
	case from == "none":
		return "onward outside"
	case to == fsm.StateActive && from != fsm.StateTrial:
		return "back"
	case to == fsm.StateActive:
		return "onward"
	}
	return "trouble"
}

// Applies reports whether a table applies an event that leads from a state to
// another; where nobody told the event, whether any does.
func Applies(t *fsm.Table, from fsm.State, event fsm.Event, to fsm.State) bool {
	e := edge{arcs: arcsOf(t)}
	return e.applies(arc{from, event, to})
}
