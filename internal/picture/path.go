package picture

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Path is what one subscription went through: where it began, and each event.
type Path struct {
	Start fsm.State
	Legs  []Leg
}

// A Leg is one event of a path and what became of it; its number is its place.
type Leg struct {
	From    fsm.State
	Event   fsm.Event
	To      fsm.State
	Verdict fsm.Verdict
	Reason  fsm.Reason
	Aside   string // what else is to be said of it; often nothing
}

// end is where the path ends.
func (p *Path) end() fsm.State {
	if n := len(p.Legs); n > 0 {
		return p.Legs[n-1].To
	}
	return p.Start
}

// visits reports whether the path passes a state.
func (p *Path) visits(s fsm.State) bool {
	return s == p.Start || slices.ContainsFunc(p.Legs, func(l Leg) bool { return l.To == s || l.From == s })
}

// told bounds how many events a description tells, and numbered how many numbers
// stand in one place.
const (
	told     = 200
	numbered = 3
)

// String tells the path in words, for whoever hears the picture.
func (p *Path) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "The path begins in %s.", p.Start)
	for i, l := range p.Legs[:min(len(p.Legs), told)] {
		fmt.Fprintf(&b, " %d: %s.", i+1, l)
	}
	if more := len(p.Legs) - told; more > 0 {
		fmt.Fprintf(&b, " %d more events follow.", more)
	}
	fmt.Fprintf(&b, " It ends in %s.", p.end())
	return b.String()
}

// String tells what became of the event.
func (l Leg) String() string {
	text := fmt.Sprintf("%s, %s to %s", l.Event, l.From, l.To)
	switch {
	case l.Verdict != fsm.VerdictApplied:
		text = fmt.Sprintf("%s in %s is %s (%s)", l.Event, l.From, l.Verdict, l.Reason)
	case l.From == l.To:
		text = fmt.Sprintf("%s in %s", l.Event, l.From)
	}
	if l.Aside != "" {
		text += " (" + l.Aside + ")"
	}
	return text
}

// A way is what a path did along one edge.
type way struct {
	numbers []int
	events  []fsm.Event
	from    []fsm.State
	to      []fsm.State
	told    []string
}

// ways sorts what was applied by the ids of the edges.
func (p *Path) ways() map[string]*way {
	ways := map[string]*way{}
	for i, l := range p.Legs {
		if l.Verdict != fsm.VerdictApplied {
			continue
		}
		key := arc{l.From, l.Event, l.To}.id()
		w := ways[key]
		if w == nil {
			w = &way{}
			ways[key] = w
		}
		w.numbers = append(w.numbers, i+1)
		w.events, w.from, w.to = with(w.events, l.Event), with(w.from, l.From), with(w.to, l.To)
		if len(w.told) < told {
			w.told = append(w.told, fmt.Sprintf("%d: %s", i+1, l))
		}
	}
	return ways
}

// with returns a list that holds a value.
func with[T comparable](list []T, value T) []T {
	if slices.Contains(list, value) {
		return list
	}
	return append(list, value)
}

// numbers writes the first of some numbers.
func numbers(all []int) string {
	var texts []string
	for _, n := range all[:min(len(all), numbered)] {
		texts = append(texts, fmt.Sprint(n))
	}
	if len(all) > numbered {
		texts = append(texts, "…")
	}
	return strings.Join(texts, ", ")
}

// inert returns the numbers of the events that a verdict left a state's alone with.
func (p *Path) inert(s fsm.State, v fsm.Verdict) (all []int) {
	for i, l := range p.Legs {
		if l.From == s && l.Verdict == v {
			all = append(all, i+1)
		}
	}
	return all
}

// tag says whether a path begins or ends in a state.
func (p *Path) tag(s fsm.State) string {
	var parts []string
	if s == p.Start {
		parts = append(parts, "start")
	}
	if s == p.end() {
		parts = append(parts, "end")
	}
	return strings.Join(parts, ", ")
}
