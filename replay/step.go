package replay

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
)

// steps reads what happens.
func (p *parser) steps(s *Scenario, found fieldset, n *yaml.Node) {
	f, given := found.get("steps")
	if !given {
		if !has(n, "steps") {
			p.problem(span(n), "the scenario has no steps", "", "write: steps: [{event: activate, expect: active}]")
		}
		return
	}
	before, expects := len(p.problems), false
	s.Steps = make([]Step, 0, len(f.value.Content))
	for _, item := range p.items(f) {
		step, explicit := p.step(item)
		s.Steps = append(s.Steps, step)
		expects = expects || explicit
	}
	switch {
	case len(p.problems) > before:
	case len(s.Steps) == 0:
		p.problem(f.at, "the scenario has no steps", "", "write: steps: [{event: activate, expect: active}]")
	case !expects:
		p.problem(f.at, "the scenario expects nothing, so it can never fail", "", "add an expect to at least one step")
	}
}

// The keys of a step: its verb, what an event may carry, what is expected.
var (
	verbs        = []string{"event", "advance", "until", "any_order"}
	deliveryKeys = []string{"id", "at", "seq", "effective"}
	stepKeys     = slices.Concat(verbs, deliveryKeys, []string{"expect", "fired"})
)

// step reads one step, and whether it expects something in so many words.
func (p *parser) step(f field) (step Step, explicit bool) {
	step.span = f.at
	found := p.fields(f.value, "a step", stepKeys...)
	verb := p.verb(f, found)
	switch verb {
	case "event":
		step.Events = []Delivery{p.event(f, found).accepted()}
		step.span = step.Events[0].span
	case "any_order":
		step.AnyOrder = true
		step.Events, explicit = p.anyOrder(found)
	case "advance":
		step.Advance = p.advance(found)
	case "until":
		until, _ := found.get("until")
		step.Until, _ = p.instant(until)
	}
	if f, given := found.get(verb); given && verb != "event" {
		step.span = span(f.value)
	}
	if verb != "event" {
		p.eventless(found)
		if expect, given := found.get("expect"); given {
			step.Expect, explicit = p.expect(expect, false), true
		}
	}
	_, expects := found.get("expect")
	return step, p.fired(&step, found) || expects || explicit
}

// verb returns the one verb of a step; empty in a check.
func (p *parser) verb(f field, found fieldset) string {
	var given []string
	whole := 2*len(found) == len(f.value.Content) // nothing in it is misspelt
	for _, verb := range verbs {
		if _, read := found.get(verb); read || !whole && has(f.value, verb) {
			given = append(given, verb)
		}
	}
	switch {
	case len(given) > 1:
		p.problem(f.at, "a step has one verb", "got "+strings.Join(given, " and "), "make a step of each")
	case len(given) == 1:
		return given[0]
	case f.value.Kind == yaml.MappingNode && len(f.value.Content) == 0:
		p.problem(f.at, "the step does nothing", "", "keys: "+strings.Join(stepKeys, ", "))
	}
	return ""
}

// eventless reports what only an event can carry.
func (p *parser) eventless(found fieldset) {
	for _, key := range deliveryKeys {
		if f, given := found.get(key); given {
			p.problem(f.at, "only an event has "+article(key), "", "add the event, or remove the "+key)
		}
	}
}

func article(key string) string {
	if strings.ContainsRune("aeiou", rune(key[0])) {
		return "an " + key
	}
	return "a " + key
}

// accepted adds the unwritten condition: unless something is expected of its
// verdict, an event must not be rejected.
func (d Delivery) accepted() Delivery {
	if !answers(d.Expect) {
		d.Expect = append(d.Expect, Condition{KeyAccepted, Accepted().Want, d.span})
	}
	return d
}

// event reads an event, what it carries, and what is expected of it.
func (p *parser) event(f field, found fieldset) Delivery {
	d := Delivery{span: f.at}
	if event, given := found.get("event"); given {
		d.Event, _ = p.eventName(event)
		d.span = span(event.value)
	}
	if id, given := found.get("id"); given {
		d.ID, _ = p.text(id)
	}
	if at, given := found.get("at"); given {
		d.At, _ = p.instant(at)
	}
	if seq, given := found.get("seq"); given {
		d.Seq, _ = p.count(seq)
	}
	if effective, given := found.get("effective"); given {
		d.Effective, _ = p.instant(effective)
		if d.Event != "" && d.Event != fsm.EventScheduleCancellation {
			p.problem(effective.at, "only schedule_cancellation has effective", "", "remove the key")
		}
	}
	if expect, given := found.get("expect"); given {
		d.Expect = p.expect(expect, true)
	}
	return d
}

// anyOrder reads the events of a race, and whether one of them expects something
// in so many words. A race has losers: where nothing is expected of an event, it
// may be rejected.
func (p *parser) anyOrder(found fieldset) (events []Delivery, explicit bool) {
	f, given := found.get("any_order")
	if !given {
		return nil, false
	}
	items := p.items(f)
	for _, item := range items {
		inner := p.fields(item.value, "an entry of any_order", append([]string{"event", "expect"}, deliveryKeys...)...)
		if item.value.Kind == yaml.MappingNode && !has(item.value, "event") {
			p.problem(item.at, "an entry of any_order is an event", "", "write: any_order: [{event: cancel}, {event: recover}]")
		}
		d := p.event(item, inner)
		if len(d.Expect) > 0 {
			d, explicit = d.accepted(), true
		}
		events = append(events, d)
	}
	switch {
	case len(items) > MaxAnyOrder:
		p.problem(f.at, fmt.Sprintf("any_order takes up to %d events", MaxAnyOrder), fmt.Sprintf("got %d", len(items)), "tell the race of fewer events, in several scenarios")
	case len(items) == 0 && f.value.Kind == yaml.SequenceNode:
		p.problem(f.at, "any_order is empty", "", "list the events whose order nobody knows")
	}
	return events, explicit
}

// fired reads the deadlines that must fire in the step, and whether it asks for
// any.
func (p *parser) fired(step *Step, found fieldset) bool {
	f, given := found.get("fired")
	if !given {
		return false
	}
	step.LooksAtFired, step.fired = true, f.at
	for _, item := range p.items(f) {
		step.Fired = append(step.Fired, p.firing(item))
	}
	switch {
	case step.AnyOrder:
		p.problem(f.at, "fired does not stand on any_order", "", "write it on a check or a clock move after the race, or on an event outside it")
	case !step.mayFire():
		p.problem(f.at, "no deadline fires in this step", "", "fired stands on a step that moves the clock, and on a check: give the event an at, or write a step of its own")
	}
	return true
}

// firing reads one deadline.
func (p *parser) firing(item field) Firing {
	f := Firing{span: item.at}
	found := p.fields(item.value, "an entry of fired", firingKeys...)
	if event, given := found.get("event"); given {
		f.Event, _ = p.eventName(event)
		f.span = span(event.value)
	} else if item.value.Kind == yaml.MappingNode && !has(item.value, "event") {
		p.problem(item.at, "an entry of fired names no event", "", "write: fired: [{event: expire, at: 2026-03-15}]")
	}
	if at, given := found.get("at"); given {
		f.At, _ = p.instant(at)
	}
	return f
}

// Line returns the line of the file on which the step stands; 0 where there is no
// file.
func (s *Step) Line() int { return s.span.Line }
