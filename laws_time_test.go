package subsim_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/replay"
)

// A play plays a scenario: the player's, or a broken one.
type play func(*replay.Scenario) (*replay.Trace, error)

// sound is the player as it is shipped.
func sound(s *replay.Scenario) (*replay.Trace, error) {
	return replay.NewPlayer().Play(context.Background(), s)
}

// A timedLaw is a law that speaks of clocks, orders or bytes: a predicate over a
// scenario and what plays it. holds returns an error that says what broke.
type timedLaw struct {
	number int
	name   string
	holds  func(play, *replay.Scenario) error
}

func timedLaws() []timedLaw {
	return []timedLaw{
		{12, "order", order},
		{13, "jump", jump},
		{14, "no skip", noSkip},
		{15, "same bytes", sameBytes},
	}
}

// order is law 12: as occurred gives the same end for every permutation of the
// delivery, where no two events share time and sequence number and equal ids
// carry equal events. Scenarios that are played as delivered it leaves alone.
func order(p play, s *replay.Scenario) error {
	if s.Order != replay.OrderOccurred {
		return nil
	}
	want, err := end(p, s)
	if err != nil {
		return err
	}
	events := eventsOf(s)
	for permuted := range permutations(s.Steps[:events]) {
		other := *s
		other.Steps = slices.Concat(permuted, s.Steps[events:])
		if got, err := end(p, &other); err != nil || got != want {
			return fmt.Errorf("delivered otherwise, it ends in %s instead of %s (error %v):\n%s", got, want, err, written(&other))
		}
	}
	return nil
}

// eventsOf counts the steps that deliver an event; they come first.
func eventsOf(s *replay.Scenario) (n int) {
	for _, step := range s.Steps {
		n += len(step.Events)
	}
	return n
}

// end writes where a scenario ends: the configuration, and what is pending.
func end(p play, s *replay.Scenario) (string, error) {
	t, err := p(s)
	if err != nil {
		return "", err
	}
	at := t.Start
	if len(t.Answers) > 0 {
		at = t.Answers[len(t.Answers)-1].To
	}
	deadline, pending := s.Next(t.Answers)
	return fmt.Sprintf("%s, generation %d, deadline %v %s", at, at.Generation, pending, deadline), nil
}

// permutations yields every arrangement of up to four steps; of more, some: each
// step moved to the front, and the whole reversed.
func permutations(steps []replay.Step) func(func([]replay.Step) bool) {
	return func(yield func([]replay.Step) bool) {
		if len(steps) > 4 {
			reversed := slices.Clone(steps)
			slices.Reverse(reversed)
			for i := range steps {
				moved := slices.Concat(steps[i:i+1], steps[:i], steps[i+1:])
				if !yield(moved) {
					return
				}
			}
			yield(reversed)
			return
		}
		arrange(slices.Clone(steps), 0, yield)
	}
}

// arrange puts each of the remaining steps next, in turn.
func arrange(steps []replay.Step, fixed int, yield func([]replay.Step) bool) bool {
	if fixed == len(steps) {
		return yield(slices.Clone(steps))
	}
	for i := fixed; i < len(steps); i++ {
		steps[fixed], steps[i] = steps[i], steps[fixed]
		if !arrange(steps, fixed+1, yield) {
			return false
		}
		steps[fixed], steps[i] = steps[i], steps[fixed]
	}
	return true
}

// jump is law 13: advancing by a+b equals advancing by a, then by b. Each advance
// of the scenario is split in each hour, and just before its end.
func jump(p play, s *replay.Scenario) error {
	whole, err := p(s)
	if err != nil {
		return err
	}
	for i, step := range s.Steps {
		for first := time.Hour; first < step.Advance; first += time.Hour {
			for _, a := range []time.Duration{first, step.Advance - time.Second} {
				split := *s
				split.Steps = slices.Concat(s.Steps[:i], []replay.Step{{Advance: a}, {Advance: step.Advance - a}}, s.Steps[i+1:])
				parts, err := p(&split)
				if err != nil || history(parts) != history(whole) {
					return fmt.Errorf("step %d is %s, and in two parts, the first %s, it comes to another history (error %v):\n%s",
						i+1, step.Advance, a, err, written(&split))
				}
			}
		}
	}
	return nil
}

// history writes what happened, whichever step it happened in.
func history(t *replay.Trace) string {
	if t == nil {
		return ""
	}
	var b bytes.Buffer
	for _, a := range t.Answers {
		fmt.Fprintf(&b, "%s %s %t %s %s %s %d %s %s\n", a.At, a.Event, a.Deadline, a.ID, a.From, a.To, a.To.Generation, a.Verdict, a.Reason)
	}
	return b.String()
}

// noSkip is law 14: every deadline that falls due is recorded, at its own
// instant. The other side of the comparison is a reading that goes minute by
// minute and knows no shortcut.
func noSkip(p play, s *replay.Scenario) error {
	if s.Order == replay.OrderOccurred {
		return nil // law 12's matter; the clock is the same
	}
	t, err := p(s)
	if err != nil {
		return err
	}
	if want, got := tick(s), history(t); want != got {
		return fmt.Errorf("minute by minute it is\n%sand the player says\n%s", want, got)
	}
	return nil
}

// sameBytes is law 15: the same scenario gives byte-identical output.
func sameBytes(p play, s *replay.Scenario) error {
	first, err := output(p, s)
	if err != nil {
		return err
	}
	for range 3 {
		again, err := output(p, s)
		if err != nil || !bytes.Equal(first, again) {
			return fmt.Errorf("played again, it comes to other bytes (error %v):\n%s\n%s", err, first, again)
		}
	}
	return nil
}

// output is all that can be written of a scenario and of what it comes to.
func output(p play, s *replay.Scenario) ([]byte, error) {
	t, err := p(s)
	if err != nil {
		return nil, err
	}
	trace, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	judged, err := json.Marshal(replay.Judge(s, t))
	return slices.Concat(trace, judged, []byte(written(s.Recorded(t)))), err
}

// written is a scenario as a file.
func written(s *replay.Scenario) string {
	var b bytes.Buffer
	if err := replay.Format(&b, s); err != nil {
		return err.Error()
	}
	return b.String()
}
