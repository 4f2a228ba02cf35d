package studio

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// deliver delivers events, the last one with what it carries.
func (a Act) deliver(e *editing) (*edited, error) {
	var steps []replay.Step
	for _, name := range a.Events {
		event, err := fsm.ParseEvent(name)
		if err != nil {
			return nil, err
		}
		d := replay.Delivery{Event: event}
		if e.told.Order == replay.OrderOccurred { // else it would be sorted to the beginning
			d.At = e.clock()
		}
		steps = append(steps, replay.Step{Events: []replay.Delivery{d}})
	}
	if err := a.carry(&steps[len(steps)-1].Events[0]); err != nil {
		return nil, err
	}
	return e.extend(steps...)
}

// carry reads what an event carries.
func (a Act) carry(d *replay.Delivery) (err error) {
	d.ID = a.ID
	if a.At != "" {
		if d.At, err = replay.ParseInstant(a.At); err != nil {
			return err
		}
	}
	if a.Effective != "" {
		d.Effective, err = replay.ParseInstant(a.Effective)
	}
	return err
}

// advance moves the clock by a duration.
func (a Act) advance(e *editing) (*edited, error) {
	by, err := replay.ParseDuration(a.Advance)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w; write whole w, d, h, m, s: 14d, 1h30m", err)
	case by == 0:
		return nil, errors.New("the clock is moved by more than nothing")
	}
	return e.extend(replay.Step{Advance: by})
}

// until moves the clock to an instant.
func (a Act) until(e *editing) (*edited, error) {
	to, err := replay.ParseInstant(a.Until)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w; write 2026-03-01 or 2026-03-01T12:00:00Z", err)
	case to.Before(e.clock()):
		return nil, fmt.Errorf("%w; the clock stands at %s, and undo goes back", replay.ErrPast, replay.Stamp(e.clock()))
	}
	return e.extend(replay.Step{Until: to})
}

// deadline moves the clock to the next deadline. What is due already fires where
// the clock stands.
func (e *editing) deadline() (*edited, error) {
	read := 0
	if row := e.row(); row != nil {
		read = row.read
	}
	f, pending := e.told.Next(e.answers[:read])
	switch {
	case !pending:
		return nil, errors.New("no deadline is pending; a policy gives a state one")
	case !f.At.After(e.clock()):
		return e.extend(replay.Step{})
	}
	return e.extend(replay.Step{Until: f.At})
}

// profile tells the story again under another profile.
func (a Act) profile(e *editing) (*edited, error) {
	p, err := fsm.ParseProfile(a.Profile.Name)
	if len(a.Profile.Without) > 0 {
		p, err = fsm.NewProfile(a.Profile.Name, a.Profile.Without...)
	}
	if err != nil {
		return nil, err
	}
	next := *e.told
	next.Profile = p
	under := "profile " + p.Name()
	var lost []string
	next.Policy, lost = fitting(e.told.Policy, p)
	if len(lost) > 0 {
		under += fmt.Sprintf(", which has no place for the deadlines of %s,", strings.Join(lost, ", "))
	}
	return e.again(&next, under)
}

// fitting returns the deadlines that a profile has a place for, and names the states of the
// others.
func fitting(policy replay.Policy, p fsm.Profile) (kept replay.Policy, lost []string) {
	kept = replay.Policy{}
	for _, state := range fsm.States() {
		rule, given := policy[state]
		switch {
		case given && p.Has(state) && p.Fires(rule.Event):
			kept[state] = rule
		case given:
			lost = append(lost, state.String())
		}
	}
	return kept, lost
}

// policy tells the story again under another deadline of a state.
func (a Act) policy(e *editing) (*edited, error) {
	state, err := fsm.ParseState(a.Policy.State)
	if err != nil {
		return nil, err
	}
	next := *e.told
	next.Policy = maps.Clone(e.told.Policy)
	delete(next.Policy, state)
	if a.Policy.After == "" {
		return e.again(&next, "no deadline of "+state.String())
	}
	after, err := replay.ParseDuration(a.Policy.After)
	if err != nil {
		return nil, fmt.Errorf("%w; write whole w, d, h, m, s: 14d, 1h30m", err)
	}
	event, err := fsm.ParseEvent(a.Policy.Event)
	if err != nil {
		return nil, err
	}
	if next.Policy == nil {
		next.Policy = replay.Policy{}
	}
	next.Policy[state] = replay.Rule{After: after, Event: event}
	return e.again(&next, fmt.Sprintf("%s after %s %s", state, a.Policy.After, event))
}

// start begins anew in a configuration.
func (a Act) start(e *editing) (*edited, error) {
	c, err := fsm.ParseConfiguration(a.Start)
	if err != nil {
		return nil, err
	}
	return e.anew(c)
}

// name names the scenario.
func (a Act) name(e *editing) (*edited, error) {
	next := *e.told
	next.Name = a.Name
	return e.written(&next, renamed(e.text, e.told, &next))
}
