package fsm

import "slices"

// A decider answers for one profile, slowly and plainly, from the rows. The
// executors are built from its answers.
type decider struct {
	grid     *grid
	profile  Profile
	follows  [knownCount]uint16 // by last known configuration: the states a gap may end in
	standard *decider           // the same rows without a profile; nil where this is it
}

func newDecider(g *grid, p Profile) *decider {
	d := &decider{grid: g, profile: p}
	if p != (Profile{name: p.name}) {
		d.standard = newDecider(g, Profile{})
	}
	for i, known := range configurations[:knownCount] {
		d.follows[i] = d.followers(known)
	}
	return d
}

// followers is the gap rule: the states that can be reached from a known
// configuration by applied events other than reactivate, lose_contact and
// observations. Where nothing was known observations count too, for whoever first
// hears of a subscription had no gap: standard then reaches every state.
func (d *decider) followers(known Configuration) uint16 {
	events := quietEvents
	if known.State == StateNone {
		events = slices.Concat(quietEvents, observations)
	}
	var states uint16
	var seen [configurationCount]bool
	for queue := []Configuration{known}; len(queue) > 0; queue = queue[1:] {
		states |= 1 << queue[0].State.place()
		for _, event := range events {
			to, verdict := d.effect(queue[0], event)
			if i, _ := to.Index(); verdict == VerdictApplied && to.State != StateUnknown && !seen[i] {
				seen[i] = true
				queue = append(queue, to)
			}
		}
	}
	return states
}

// quietEvents are those that neither observe, nor open a gap, nor bring back.
var quietEvents = slices.DeleteFunc(Events(), func(e Event) bool {
	_, observes := e.Observes()
	return observes || e == EventReactivate || e == EventLoseContact
})

var observations = slices.DeleteFunc(Events(), func(e Event) bool {
	_, observes := e.Observes()
	return !observes
})

// effect says what becomes of a configuration, its generation left aside.
func (d *decider) effect(c Configuration, e Event) (Configuration, Verdict) {
	row := d.grid.row(c.State, e)
	if !d.profile.keeps(row, c.State) {
		return c, VerdictRejected
	}
	switch row.Effect {
	case EffectMove:
		return c.move(row.To), VerdictApplied
	case EffectKeep:
		return c, VerdictApplied
	case EffectSchedule, EffectUnschedule:
		return c.schedule(row.Effect == EffectSchedule)
	case EffectResolve:
		if d.follow(c, row.To) {
			return c.move(row.To), VerdictApplied
		}
		return c, VerdictRejected
	case EffectIgnore:
		return c, VerdictIgnored
	case EffectReject:
		return c, VerdictRejected
	}
	panic("fsm: effect " + string(row.Effect) + " passed the grid's check")
}

// follow reports whether a gap may end in a state.
func (d *decider) follow(gap Configuration, to State) bool {
	i, _ := gap.Known().Index()
	return d.follows[i]&(1<<to.place()) != 0
}

// move returns the configuration after a move: a gap remembers what was known,
// an end clears the flag, everything else keeps it.
func (c Configuration) move(to State) Configuration {
	switch {
	case to == StateUnknown && c.State == StateUnknown:
		return c
	case to == StateUnknown:
		return Configuration{State: to, CancellationScheduled: c.CancellationScheduled, LastKnown: c.State}
	case to.Class() == ClassLive:
		return Configuration{State: to, CancellationScheduled: c.CancellationScheduled}
	}
	return Configuration{State: to}
}

// schedule records or takes back the decision to end later.
func (c Configuration) schedule(scheduled bool) (Configuration, Verdict) {
	if c.CancellationScheduled == scheduled {
		return c, VerdictIgnored
	}
	c.CancellationScheduled = scheduled
	return c, VerdictApplied
}

// reason returns the first reason that fits an event that was not applied.
func (d *decider) reason(c Configuration, e Event, verdict Verdict) Reason {
	observed, observes := e.Observes()
	switch {
	case verdict == VerdictIgnored:
		return ReasonAlready
	case d.removes(c, e):
		return ReasonProfile
	case c.State == StateNone:
		return ReasonNotStarted
	case c.State == StateUnknown && !observes:
		return ReasonGap
	case c.State == StateUnknown:
		return ReasonUnreachable
	case observes && observed != c.State:
		return ReasonContradiction
	case c.State.Class() == ClassEnded:
		return ReasonEnded
	}
	return ReasonNotAllowed
}

// removes reports whether the standard profile would apply what this one
// refuses.
func (d *decider) removes(c Configuration, e Event) bool {
	if d.standard == nil {
		return false
	}
	_, verdict := d.standard.effect(c, e)
	return verdict == VerdictApplied
}
