package fsm

import (
	"fmt"
	"slices"
)

// A Law is a property that the model holds, by number.
type Law struct {
	Number    int    `json:"law"`
	Name      string `json:"name"`
	Statement string `json:"statement"`
}

var laws = [...]Law{
	{1, "closed", "once started, the state is one of the eight"},
	{2, "decided", "every configuration × event has exactly one verdict, and the same one every time"},
	{3, "inert", "ignored and rejected events change nothing but the clock and the set of seen ids"},
	{4, "final", "only reactivate, or a gap, leaves an ended state; under strict nothing but a gap does"},
	{5, "no laundering", "what can be known after a gap could have been reached without the gap and without reactivate"},
	{6, "confirmation", "observing the last known state always ends a gap"},
	{7, "exit", "cancel and expire, where the profile keeps the event and its target, are applied in every live state"},
	{8, "alive", "every state of a profile is reachable from none; from every live state active and an ended state can be reached"},
	{9, "flag", "a scheduled cancellation falls only by unschedule_cancellation or by ending, and is clear after reactivate"},
	{10, "once", "an event id delivered again changes nothing"},
	{11, "cancel wins", "any set of events holding cancel, and none of expire, reactivate, lose_contact, with distinct ids, delivered in any order to a live subscription while no deadline falls due, ends in cancelled"},
	{12, "order", "replayed as occurred, every permutation of the delivery ends alike, where no two events share time and sequence number and equal ids carry equal events"},
	{13, "jump", "advancing by a+b equals advancing by a, then by b"},
	{14, "no skip", "every deadline that falls due is recorded, at its own instant"},
	{15, "same bytes", "the same scenario gives byte-identical output"},
	{16, "refinement", "a profile applies only what standard applies, with the same result"},
	{17, "agreement", "the looplab machine, the compiled table and every exported form agree in every cell"},
	{18, "fail closed", "unknown is never ready"},
}

// Laws returns the 18 laws in order.
func Laws() []Law { return append([]Law(nil), laws[:]...) }

// A Warning names a law that a profile breaks, and how. Such a profile is
// accepted all the same: it is its author's choice.
type Warning struct {
	Law     Law
	Problem string
}

func (w Warning) String() string {
	return fmt.Sprintf("law %d (%s) does not hold: %s", w.Law.Number, w.Law.Name, w.Problem)
}

// Warnings returns where the table breaks laws 6, 7 and 8; nothing for the
// built-in profiles.
func (t *Table) Warnings() []Warning {
	var warnings []Warning
	for _, c := range t.Configurations() {
		warnings = append(warnings, t.confirmation(c)...)
		warnings = append(warnings, t.exit(c)...)
		if !c.CancellationScheduled {
			warnings = append(warnings, t.alive(c)...)
		}
	}
	warnings = append(warnings, t.orphans()...)
	slices.SortStableFunc(warnings, func(a, b Warning) int { return a.Law.Number - b.Law.Number })
	return warnings
}

// confirmation checks law 6 in one configuration.
func (t *Table) confirmation(c Configuration) []Warning {
	if c.State != StateUnknown || c.LastKnown == StateNone {
		return nil
	}
	step, err := t.Step(c, "observe_"+Event(c.LastKnown))
	if err == nil && step.Verdict() == VerdictApplied && step.To().State == c.LastKnown {
		return nil
	}
	return []Warning{{laws[5], fmt.Sprintf("in %s, observing %s does not end the gap", c, c.LastKnown)}}
}

// exit checks law 7 in one configuration.
func (t *Table) exit(c Configuration) []Warning {
	var warnings []Warning
	for _, exit := range []struct {
		event Event
		to    State
	}{{EventCancel, StateCancelled}, {EventExpire, StateExpired}} {
		if c.State.Class() != ClassLive || !t.Profile().Fires(exit.event) || !t.Profile().Has(exit.to) {
			continue
		}
		if step, err := t.Step(c, exit.event); err != nil || step.To().State != exit.to {
			warnings = append(warnings, Warning{laws[6], fmt.Sprintf("in %s, %s is not applied", c, exit.event)})
		}
	}
	return warnings
}

// alive checks the second half of law 8 in one configuration.
func (t *Table) alive(c Configuration) []Warning {
	if c.State.Class() != ClassLive {
		return nil
	}
	var warnings []Warning
	if _, found := t.Route(c, GoalState(StateActive)); !found {
		warnings = append(warnings, Warning{laws[7], fmt.Sprintf("active cannot be reached from %s", c)})
	}
	ended := Goal{"an ended state", func(c Configuration) bool { return c.State.Class() == ClassEnded }}
	if _, found := t.Route(c, ended); !found {
		warnings = append(warnings, Warning{laws[7], fmt.Sprintf("no ended state can be reached from %s", c)})
	}
	return warnings
}

// orphans checks the first half of law 8.
func (t *Table) orphans() []Warning {
	reached := map[State]bool{}
	for _, c := range t.Configurations() {
		reached[c.State] = true
	}
	var warnings []Warning
	for _, s := range States() {
		if t.Profile().Has(s) && !reached[s] {
			warnings = append(warnings, Warning{laws[7], fmt.Sprintf("%s cannot be reached from none", s)})
		}
	}
	return warnings
}
