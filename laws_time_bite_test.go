package subsim_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/replay"
)

// brokenPlays are players that a law of time must report, on the stories below.
var brokenPlays = []struct {
	law  int
	what string // what is wrong with it
	play func() play
}{
	{12, "sequence numbers are not looked at", altered(func(s *replay.Scenario) {
		for i := range s.Steps {
			for e := range s.Steps[i].Events {
				s.Steps[i].Events[e].Seq = 0
			}
		}
	})},
	{12, "events are played as delivered", altered(func(s *replay.Scenario) { s.Order = replay.OrderDelivered })},
	{13, "deadlines fire where the jump ends", forged(func(s *replay.Scenario, t *replay.Trace) {
		now := s.Clock
		for i, a := range t.Answers {
			if a.Deadline && a.Step < len(s.Steps) && s.Steps[a.Step].Advance > 0 {
				t.Answers[i].At = now.Add(s.Steps[a.Step].Advance)
			}
		}
	})},
	{13, "one deadline fires in a jump", forged(firstOfEach)},
	{14, "one deadline fires in a jump", forged(firstOfEach)},
	{14, "only where a jump ends is looked at", forged(lastOfEach)},
	{14, "a deadline fires a moment late", forged(func(_ *replay.Scenario, t *replay.Trace) {
		for i, a := range t.Answers {
			if a.Deadline {
				t.Answers[i].At = a.At.Add(1)
			}
		}
	})},
	{15, "ids are counted from one play to the next", func() play {
		plays := 0
		return func(s *replay.Scenario) (*replay.Trace, error) {
			plays++
			t, err := sound(s)
			t.Answers[0].ID = fmt.Sprint(plays)
			return t, err
		}
	}},
}

// stories are short scenarios in which each of the laws of time has something
// to say.
const stories = `
name: delivered the wrong way round
start: past_due
order: occurred
steps:
  - {event: recover, at: 2026-01-01T02:00:00Z, seq: 2}
  - {event: fail_renewal, at: 2026-01-01T02:00:00Z, seq: 1}
  - {event: suspend, at: 2026-01-01T01:00:00Z}
  - {expect: active}
---
name: a long jump
policy:
  trial: {after: 2h, event: fail_renewal}
  past_due: {after: 1h, event: start_grace}
  grace_period: {after: 1h, event: suspend}
  suspended: {after: 1h, event: expire}
steps:
  - {event: start_trial}
  - {advance: 9h, expect: expired}
`

// TestEveryLawOfTimeBites: each law reports the players that were broken for it,
// lets the sound one pass, and tells a counterexample that can be replayed.
func TestEveryLawOfTimeBites(t *testing.T) {
	t.Parallel()
	all, err := replay.Parse("stories.subsim.yaml", []byte(stories))
	if err != nil {
		t.Fatal(err)
	}
	bitten := map[int]bool{}
	for _, test := range brokenPlays {
		bitten[test.law] = true
		l, p := timed(t, test.law), test.play()
		broken := slices.IndexFunc(all, func(s *replay.Scenario) bool { return l.holds(p, s) != nil })
		if broken < 0 {
			t.Errorf("law %d does not report the player in which %s", test.law, test.what)
			continue
		}
		text := counterexample(l.number, l.name, p, all[broken])
		if _, err := replay.Parse("counterexample.subsim.yaml", []byte(text)); err != nil {
			t.Errorf("the counterexample of law %d cannot be replayed: %v\n%s", test.law, err, text)
		}
	}
	for _, l := range timedLaws() {
		if !bitten[l.number] {
			t.Errorf("nothing shows that law %d (%s) can be broken", l.number, l.name)
		}
		for _, s := range all {
			if err := l.holds(sound, s); err != nil {
				t.Errorf("law %d: the player is sound, and yet: %v", l.number, err)
			}
		}
	}
}

// altered is a player that plays another scenario than it was given.
func altered(alter func(*replay.Scenario)) func() play {
	return func() play {
		return func(s *replay.Scenario) (*replay.Trace, error) {
			other := *s
			other.Steps = slices.Clone(s.Steps)
			for i := range other.Steps {
				other.Steps[i].Events = slices.Clone(s.Steps[i].Events)
			}
			alter(&other)
			return sound(&other)
		}
	}
}

// forged is a player whose traces are not what happened.
func forged(forge func(*replay.Scenario, *replay.Trace)) func() play {
	return func() play {
		return func(s *replay.Scenario) (*replay.Trace, error) {
			t, err := sound(s)
			if err == nil {
				forge(s, t)
			}
			return t, err
		}
	}
}

// firstOfEach keeps the first deadline of each step.
func firstOfEach(_ *replay.Scenario, t *replay.Trace) {
	t.Answers = slices.CompactFunc(t.Answers, func(a, b replay.Answer) bool {
		return a.Deadline && b.Deadline && a.Step == b.Step
	})
}

// lastOfEach keeps the last deadline of each step.
func lastOfEach(s *replay.Scenario, t *replay.Trace) {
	slices.Reverse(t.Answers)
	firstOfEach(s, t)
	slices.Reverse(t.Answers)
}
