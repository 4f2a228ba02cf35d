package subsim_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A ticking is the second reading of time: a clock that goes minute by minute
// and asks at each whether something is due. It is slow, plain, and shares no
// line with the player, so that law 14 compares two opinions.
type ticking struct {
	scenario *replay.Scenario
	table    *fsm.Table
	now      time.Time
	at       fsm.Configuration
	seen     map[string]bool
	since    time.Time // the clock of the state began
	running  bool      // and has not fired
	ends     time.Time // the instant of a scheduled cancellation; zero where it has none
	ended    bool      // and it has fired
	told     bytes.Buffer
}

// tick plays a scenario as delivered, without races, and writes its history.
func tick(s *replay.Scenario) string {
	k := &ticking{scenario: s, table: fsm.NewTable(s.Profile), now: s.Clock, at: s.Start, seen: map[string]bool{}, since: s.Clock, running: true}
	for _, step := range s.Steps {
		switch {
		case len(step.Events) > 0:
			d := step.Events[0]
			k.until(d.At, false)
			k.answer(d.Event, d.ID, d.Effective, false)
		case step.Advance > 0:
			k.until(k.now.Add(step.Advance), true)
		case !step.Until.IsZero():
			k.until(step.Until, true)
		default:
			k.fire()
		}
	}
	k.fire()
	return k.told.String()
}

// until goes on minute by minute; what is due at the last one fires only where
// it is included.
func (k *ticking) until(t time.Time, included bool) {
	for k.now.Before(t) {
		k.fire()
		k.now = k.now.Add(time.Minute)
	}
	if included {
		k.fire()
	}
}

// fire fires what is due now, one after the other.
func (k *ticking) fire() {
	for {
		rule, given := k.scenario.Policy[k.at.State]
		isLive := live(k.at.State)
		flagged := isLive && k.at.CancellationScheduled
		switch {
		case flagged && !k.ends.IsZero() && !k.ended && !k.now.Before(k.ends):
			k.ended = true
			k.answer(fsm.EventCancel, "", time.Time{}, true)
		case given && k.running && k.now.Sub(k.since) >= rule.After:
			k.running = false
			event := rule.Event
			if flagged && k.ends.IsZero() && (k.at.State == fsm.StateTrial || k.at.State == fsm.StateActive) {
				event = fsm.EventCancel
			}
			k.answer(event, "", time.Time{}, true)
		default:
			return
		}
	}
}

// answer delivers an event now.
func (k *ticking) answer(e fsm.Event, id string, effective time.Time, deadline bool) {
	from, verdict, reason := k.at, fsm.VerdictIgnored, fsm.ReasonDuplicate
	if id == "" || !k.seen[id] {
		step, err := k.table.Step(from, e)
		if err != nil {
			panic(err)
		}
		verdict, reason, k.at = step.Verdict(), step.Reason(), step.To()
	}
	if id != "" {
		k.seen[id] = true
	}
	fmt.Fprintf(&k.told, "%s %s %t %s %s %s %d %s %s\n", k.now, e, deadline, id, from, k.at, k.at.Generation, verdict, reason)
	if verdict != fsm.VerdictApplied {
		return
	}
	if k.at.State != from.State || e == fsm.EventRenew || e == fsm.EventExtendTrial {
		k.since, k.running = k.now, k.at.State != fsm.StateUnknown
	}
	if e == fsm.EventScheduleCancellation {
		k.ends, k.ended = effective, false
	}
	if !k.at.CancellationScheduled {
		k.ends, k.ended = time.Time{}, false
	}
}
