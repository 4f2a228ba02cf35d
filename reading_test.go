package subsim_test

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// read answers from the rows alone, in the words of docs/model.md and without
// anything compiled: the slow second opinion that law 17 compares with.
func (s *system) read(c fsm.Configuration, e fsm.Event) answer {
	a := answer{event: e, from: c, to: c, verdict: fsm.VerdictRejected}
	row := s.rows[cell{c.State, e}]
	to, applied := s.change(row, c)
	switch {
	case !s.keeps(row, c.State):
		a.reason = s.refusal(c, e)
	case applied:
		a.to, a.verdict = to, fsm.VerdictApplied
	case row.Effect == fsm.EffectResolve || row.Effect == fsm.EffectReject:
		a.reason = s.refusal(c, e)
	default:
		a.verdict, a.reason = fsm.VerdictIgnored, fsm.ReasonAlready
	}
	return a
}

// keeps reports whether the profile leaves a cell: its event, its source, its
// target and the cell itself.
func (s *system) keeps(row fsm.Row, from fsm.State) bool {
	to := from
	if row.Effect == fsm.EffectMove || row.Effect == fsm.EffectResolve {
		to = row.To
	}
	return s.profile.Fires(row.Event) && s.profile.Has(from) && s.profile.Has(to) && !s.refused[cell{from, row.Event}]
}

// change says what a row makes of a configuration, and whether it is applied.
func (s *system) change(row fsm.Row, c fsm.Configuration) (fsm.Configuration, bool) {
	to := c
	if c.State == fsm.StateNone || row.Event == fsm.EventReactivate {
		to.Generation++
	}
	switch row.Effect {
	case fsm.EffectKeep:
		return to, true
	case fsm.EffectSchedule, fsm.EffectUnschedule:
		to.CancellationScheduled = row.Effect == fsm.EffectSchedule
		return to, to.CancellationScheduled != c.CancellationScheduled
	case fsm.EffectMove:
		return moved(to, row.To), true
	case fsm.EffectResolve:
		return moved(to, row.To), s.reachQuietly(c.Known()).states[row.To]
	}
	return c, false
}

// moved says where a move leads: a gap remembers what was known, an end clears
// the flag, everything else keeps it.
func moved(c fsm.Configuration, to fsm.State) fsm.Configuration {
	switch {
	case to == fsm.StateUnknown && c.State != fsm.StateUnknown:
		c.LastKnown = c.State
	case to != fsm.StateUnknown:
		c.LastKnown = fsm.StateNone
	}
	c.State = to
	c.CancellationScheduled = c.CancellationScheduled && !ended(to)
	return c
}

// refusal returns the first reason that fits a rejected event.
func (s *system) refusal(c fsm.Configuration, e fsm.Event) fsm.Reason {
	observes := slices.Contains(observations, e)
	switch {
	case s.standard != s && s.standard.read(c, e).verdict == fsm.VerdictApplied:
		return fsm.ReasonProfile
	case c.State == fsm.StateNone:
		return fsm.ReasonNotStarted
	case c.State == fsm.StateUnknown && !observes:
		return fsm.ReasonGap
	case c.State == fsm.StateUnknown:
		return fsm.ReasonUnreachable
	case observes && e != fsm.Event("observe_"+c.State):
		return fsm.ReasonContradiction
	case ended(c.State):
		return fsm.ReasonEnded
	}
	return fsm.ReasonNotAllowed
}
