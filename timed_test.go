package subsim_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// onThePlayer checks a law of time on drawn scenarios, under each built-in
// profile and under drawn ones.
func onThePlayer(t *testing.T, number int, draw func(*rapid.T, *system) *replay.Scenario) {
	t.Parallel()
	l := timed(t, number)
	check := func(profile func(*rapid.T) fsm.Profile) func(*testing.T) {
		return rapid.MakeCheck(func(t *rapid.T) {
			s := draw(t, builtin(profile(t)))
			if err := l.holds(sound, s); err != nil {
				t.Fatalf("law %d (%s) is broken: %v\nsave and replay:\n%s", l.number, l.name, err, counterexample(l.number, l.name, sound, s))
			}
		})
	}
	for _, profile := range fsm.Profiles() {
		t.Run(profile.Name(), check(func(*rapid.T) fsm.Profile { return profile }))
	}
	t.Run("drawn", check(drawProfile))
}

func timed(t *testing.T, number int) timedLaw {
	t.Helper()
	all := timedLaws()
	i := slices.IndexFunc(all, func(l timedLaw) bool { return l.number == number })
	if i < 0 {
		t.Fatalf("law %d has no predicate in timedLaws()", number)
	}
	return all[i]
}

// drawDelivered draws a scenario that is played as delivered: events, some at an
// instant, some with an id, clock moves and checks, under a policy. Instants are
// whole minutes of a few hours, so that many of them coincide.
func drawDelivered(t *rapid.T, sys *system) *replay.Scenario {
	s := drawScene(t, sys)
	now := s.Clock
	for range rapid.IntRange(1, 8).Draw(t, "steps") {
		var step replay.Step
		switch rapid.IntRange(0, 5).Draw(t, "verb") {
		case 0:
			step.Advance = drawHours(t, 1, 6)
			now = now.Add(step.Advance)
		case 1:
			now = now.Add(drawHours(t, 0, 6))
			step.Until = now
		case 2: // a check
		default:
			d := drawDelivery(t, now)
			if d.At.After(now) {
				now = d.At
			}
			if d.Event == fsm.EventScheduleCancellation && rapid.Bool().Draw(t, "carries an instant") {
				d.Effective = now.Add(drawHours(t, 1, 4))
			}
			step.Events = []replay.Delivery{d}
		}
		s.Steps = append(s.Steps, step)
	}
	return s
}

// drawOccurred draws a scenario that is played as occurred: no two different
// events share instant and sequence number, and an event that comes again comes
// as it was.
func drawOccurred(t *rapid.T, sys *system) *replay.Scenario {
	s := drawScene(t, sys)
	s.Order = replay.OrderOccurred
	for i := range rapid.IntRange(1, 6).Draw(t, "events") {
		d := drawDelivery(t, s.Clock)
		d.ID, d.Seq = fmt.Sprintf("e-%d", i), i
		if d.Event == fsm.EventScheduleCancellation && rapid.Bool().Draw(t, "carries an instant") {
			d.Effective = s.Clock.Add(drawHours(t, 7, 12))
		}
		s.Steps = append(s.Steps, replay.Step{Events: []replay.Delivery{d}})
		if rapid.IntRange(0, 4).Draw(t, "comes again") == 0 {
			s.Steps = append(s.Steps, replay.Step{Events: []replay.Delivery{d}})
		}
	}
	s.Steps = append(s.Steps, replay.Step{Advance: drawHours(t, 1, 12)})
	return s
}

// drawScene draws where a scenario begins, and its policy.
func drawScene(t *rapid.T, sys *system) *replay.Scenario {
	s := &replay.Scenario{Name: "drawn", Profile: sys.profile, Start: drawStart(t, sys), Clock: replay.DefaultClock, Policy: replay.Policy{}}
	events := slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool { return !s.Profile.Fires(e) })
	for _, state := range eight {
		if state == fsm.StateUnknown || !s.Profile.Has(state) || rapid.Bool().Draw(t, "no deadline") {
			continue
		}
		rule := replay.Rule{After: drawHours(t, 0, 5), Event: rapid.SampledFrom(events).Draw(t, "fires")}
		if s.Policy[state] = rule; s.Policy.Cycle(fsm.NewTable(s.Profile)) != nil {
			delete(s.Policy, state)
		}
	}
	return s
}

// drawDelivery draws an event, at times late.
func drawDelivery(t *rapid.T, now time.Time) replay.Delivery {
	d := replay.Delivery{Event: rapid.SampledFrom(everyEvent).Draw(t, "event")}
	if rapid.Bool().Draw(t, "at") {
		d.At = now.Add(drawHours(t, -1, 5))
	}
	if rapid.IntRange(0, 2).Draw(t, "has an id") == 0 {
		d.ID = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "id")
	}
	return d
}

func drawHours(t *rapid.T, from, to int) time.Duration {
	return time.Duration(rapid.IntRange(from, to).Draw(t, "hours")) * time.Hour
}
