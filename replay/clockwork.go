package replay

import (
	"fmt"
	"time"
)

// Where the clock stands at each step follows from the file alone, since no
// deadline and no answer moves it elsewhere. So what time does not allow is
// found before anything is played.

// beginning is the instant at which a scenario begins that does not say so: the
// earliest at in it, else the default.
func (s *Scenario) beginning() time.Time {
	var earliest time.Time
	for _, step := range s.Steps {
		for _, d := range step.Events {
			if !d.At.IsZero() && (earliest.IsZero() || d.At.Before(earliest)) {
				earliest = d.At
			}
		}
	}
	if earliest.IsZero() {
		return DefaultClock
	}
	return earliest
}

// clockwork reports the steps that time does not allow.
func (p *parser) clockwork(s *Scenario) {
	if s.Order == OrderOccurred {
		p.eventsFirst(s)
		p.fewOrders(s)
	} else {
		p.timelessRaces(s)
	}
	if !s.tells() {
		return // time allows all of it
	}
	now := s.Clock
	for _, g := range s.stages() {
		for _, acts := range g.orders {
			for _, a := range acts {
				now = p.tick(s, a, now)
			}
			break // the orders of a race come by the same instants
		}
	}
}

// tick moves the clock by an act.
func (p *parser) tick(s *Scenario, a act, now time.Time) time.Time {
	step := &s.Steps[a.step]
	switch {
	case a.event >= 0:
		d := s.delivery(a)
		if d.At.After(now) {
			now = d.At
		}
		if !d.Effective.IsZero() && !d.Effective.After(now) {
			p.problem(d.span, "a scheduled cancellation takes effect later than now", "the clock stands at "+Stamp(now), "give effective a later instant")
		}
	case !step.Until.IsZero() && step.Until.Before(now):
		p.problem(step.span, "until lies in the past; "+ErrPast.Error(), "the clock stands at "+Stamp(now), "name a later instant, or set the scenario's clock to an earlier one")
	case !step.Until.IsZero():
		now = step.Until
	default:
		if now = now.Add(step.Advance); now.Year() > lastYear {
			p.problem(step.span, fmt.Sprintf("the clock would pass the year %d", lastYear), "", "advance less")
			now = s.Clock
		}
	}
	return now
}

// eventsFirst reports checks and clock moves among events that are yet to be
// sorted.
func (p *parser) eventsFirst(s *Scenario) {
	last := -1
	for i, step := range s.Steps {
		if len(step.Events) > 0 {
			last = i
		}
	}
	for i, step := range s.Steps {
		if i < last && len(step.Events) == 0 {
			p.problem(step.span, "under order: occurred, checks and clock moves stand after the last event", "", "move it to the end; the events are sorted before they are played")
		}
	}
}

// fewOrders reports races that come in too many orders together.
func (p *parser) fewOrders(s *Scenario) {
	orders := 1
	for _, step := range s.Steps {
		for n := range len(step.Events) { // one event comes in one order
			orders *= n + 1
		}
		if orders > maxOrders {
			p.problem(step.span, fmt.Sprintf("the events would come in more than %d orders", maxOrders), "", "under order: occurred the orders of each any_order multiply; tell them in several scenarios")
			return
		}
	}
}

// timelessRaces reports instants inside a race: in another order they would
// have the clock run backwards.
func (p *parser) timelessRaces(s *Scenario) {
	for _, step := range s.Steps {
		for _, d := range step.Events {
			if step.AnyOrder && !d.At.IsZero() {
				p.problem(d.span, "an event of any_order has no at under order: delivered", "", "remove it, or write order: occurred")
			}
		}
	}
}
