package picture

import (
	"strings"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A path is drawn over a machine that is pale: where it went is bold, each event has
// its number on the line, and what changed nothing stands at the corner of the state
// where it came, with a sign.

// signs are what stands before the numbers of what changed nothing.
var signs = []struct {
	verdict fsm.Verdict
	sign    string
}{{fsm.VerdictRejected, "✕"}, {fsm.VerdictIgnored, "="}}

// trace draws all of a path that is no line: labels, numbers and marks come last, so
// that nothing covers them.
func (d *drawing) trace() {
	for _, e := range d.edges {
		if w := d.ways[id(e.from, e.to)]; w != nil {
			d.along(e, w)
		}
	}
	for _, s := range fsm.Sources() {
		d.corners(s)
	}
}

// along writes what was done along a line, and its numbers onto it.
func (d *drawing) along(e edge, w *way) {
	at := e.label
	if e.silent {
		at = e.counts
	}
	d.put(`<g class="edge taken %s">`, kind(e))
	for i, event := range w.events {
		text := string(event)
		if i < len(w.events)-1 {
			text += ","
		}
		d.put(`<text class="%s" x="%s" y="%s">%s</text>`, at.anchor, number(at.x), number(at.y), escaped(text))
		at.y += lineHeight
	}
	d.put("</g>")
	text, on := numbers(w.numbers), e.at(e.badge())
	if pillWidth(text) > e.length()*.7 { // no room on the line: below it
		on = e.at(.5).plus(point{0, 23})
	}
	d.pill("step", on, text)
}

// badge is how far along a line its numbers stand.
func (e edge) badge() float64 {
	if e.numbers > 0 {
		return e.numbers
	}
	return .5
}

// pill writes a text on a ground of its own, around a point.
func (d *drawing) pill(class string, at point, text string) float64 {
	wide := pillWidth(text)
	d.put(`<g class="%s"><rect x="%s" y="%s" width="%s" height="22" rx="11"/><text x="%s" y="%s">%s</text></g>`,
		class, number(at.x-wide/2), number(at.y-11), number(wide), number(at.x), number(at.y+5.5), escaped(text))
	return wide
}

func pillWidth(text string) float64 { return max(22, 8*float64(utf8.RuneCountInString(text))+10) }

// corners marks where a path begins and ends, and what changed nothing in a state.
func (d *drawing) corners(s fsm.State) {
	c := centres[s]
	left, right := c.x-boxWidth/2-8, c.x+boxWidth/2+8
	y := c.y - boxHeight/2
	switch s {
	case fsm.StateNone:
		left, right, y = c.x+18, c.x-16, c.y-14
	case fsm.StatePastDue, fsm.StateGracePeriod, fsm.StateSuspended: // lines come from above
		y = c.y + boxHeight/2
	}
	if tag := d.Path.tag(s); tag != "" {
		d.pill("tag", point{left + pillWidth(tag)/2, y}, tag)
	}
	for _, sign := range signs {
		if all := d.Path.inert(s, sign.verdict); len(all) > 0 {
			text := sign.sign + " " + numbers(all)
			right -= d.pill(string(sign.verdict), point{right - pillWidth(text)/2, y}, text) + 3
		}
	}
}

// keptText is what a path did within a state: what, where there is room for it.
func keptText(w *way, room int) string {
	text := numbers(w.numbers)
	if len(w.events) == 1 && len(text)+len(w.events[0]) < room {
		text += " " + string(w.events[0])
	}
	return "↻ " + text
}

// seen names the states that a line of a path stands for, where there is one.
func (d *drawing) seen(name string) string {
	var states []fsm.State
	for _, w := range d.touching(name) {
		if name == observed {
			states = append(states, w.to...)
		} else {
			states = append(states, w.from...)
		}
	}
	if len(states) == 1 {
		return states[0].String()
	}
	return pills[name].text
}

// touching returns the ways of a path that touch what stands for many.
func (d *drawing) touching(name string) (ways []*way) {
	for _, e := range d.edges {
		if w := d.ways[id(e.from, e.to)]; w != nil && (e.from == name || e.to == name) {
			ways = append(ways, w)
		}
	}
	return ways
}

// key says what the signs of a path mean.
func (d *drawing) key() {
	x := legend.x
	for _, l := range []struct{ class, pill, text string }{
		{"step", "1", "the first event, and so on"}, {"rejected", "✕ 2", "rejected there"}, {"ignored", "= 3", "ignored there"},
	} {
		wide := pillWidth(l.pill)
		d.pill(l.class, point{x + wide/2, legend.y - 6}, l.pill)
		d.put(`<text class="note" x="%s" y="%s">%s</text>`, number(x+wide+8), number(legend.y), escaped(l.text))
		x += wide + 8 + 7.8*float64(len(strings.TrimSpace(l.text))) + 24
	}
}
