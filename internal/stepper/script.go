package stepper

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// A script is a scenario that is walked through step by step. A race is walked
// through in the order of the file, which is one of its orders.
type script struct {
	place string
	steps []replay.Step
}

// newScript lays a scenario's steps out one behind the other.
func newScript(scenario *replay.Scenario) *script {
	sc := &script{place: scenario.Place()}
	last := 0 // the steps up to the last event
	for _, step := range scenario.Steps {
		if len(step.Events) == 0 {
			sc.steps = append(sc.steps, step)
			continue
		}
		for i, d := range step.Events {
			one := step
			one.Events, one.AnyOrder = []replay.Delivery{d}, false
			if step.AnyOrder && i == len(step.Events)-1 && scenario.Order != replay.OrderOccurred {
				one.Events[0].Expect = slices.Concat(d.Expect, step.Expect)
			}
			one.Expect = nil
			sc.steps = append(sc.steps, one)
		}
		last = len(sc.steps)
	}
	if scenario.Order == replay.OrderOccurred {
		sc.sort(scenario.Clock, last)
	}
	return sc
}

// sort puts the events into the order in which they happened; they stand before
// all else.
func (sc *script) sort(clock time.Time, events int) {
	happened := func(step replay.Step) time.Time {
		if at := step.Events[0].At; !at.IsZero() {
			return at
		}
		return clock
	}
	slices.SortStableFunc(sc.steps[:events], func(a, b replay.Step) int {
		return cmp.Or(happened(a).Compare(happened(b)), cmp.Compare(a.Events[0].Seq, b.Events[0].Seq))
	})
}

// Load begins anew where a scenario begins, under its rules, to walk through it.
func (s *Session) Load(scenario *replay.Scenario) (string, error) {
	next := story{
		profile: scenario.Profile, start: scenario.Start, clock: scenario.Clock, policy: scenario.Policy,
		name: scenario.Name, script: newScript(scenario), by: "load " + scenario.Place(),
	}
	life, err := next.begin()
	if err != nil {
		return "", err
	}
	s.tell(next, life)
	text := diag.Wrap("", diag.Harmless(next.script.place)+": "+scenario.Name)
	return fmt.Sprintf("%s%s to walk: forward, or an empty line on a terminal\n%s", text, stepsOf(len(next.script.steps)), s.status()), nil
}

func stepsOf(n int) string {
	if n == 1 {
		return "1 step"
	}
	return fmt.Sprintf("%d steps", n)
}

// Walking reports whether a scenario is being walked through.
func (s *Session) Walking() bool { return s.now().script != nil }

// forward does the next steps of the scenario, and says of each whether what
// the file expects is there.
func forward(ctx context.Context, s *Session, n int) (Reply, error) {
	switch told := s.now(); {
	case told.script == nil:
		return Reply{}, errors.New("no scenario is loaded; load FILE:LINE, or write an event")
	case told.walked == len(told.script.steps):
		return Reply{Text: "that was the scenario's last step; go on by hand, or undo\n"}, nil
	}
	var text strings.Builder
	for range n {
		if told := s.now(); told.walked == len(told.script.steps) {
			break
		}
		one, err := s.walk(ctx)
		if err != nil {
			return Reply{Text: text.String()}, err
		}
		text.WriteString(one)
	}
	return Reply{Text: text.String()}, nil
}

// walk does the next step of the scenario.
func (s *Session) walk(ctx context.Context) (string, error) {
	told := s.now()
	step := told.script.steps[told.walked]
	bare := step
	bare.Expect, bare.Fired, bare.LooksAtFired = nil, nil, false
	if len(step.Events) > 0 {
		if err := later(step.Events[0], s.life.Now()); err != nil {
			return "", err
		}
		d := step.Events[0]
		d.Expect = nil
		bare.Events = []replay.Delivery{d}
	}
	if step.Until.Before(s.life.Now()) && !step.Until.IsZero() {
		return "", fmt.Errorf("step %d: %w", told.walked+1, replay.ErrPast)
	}
	a, err := s.perform(ctx, bare)
	if err != nil {
		return "", err
	}
	s.told[s.at].walked++
	headline := fmt.Sprintf("step %d of %d: %s\n", told.walked+1, len(told.script.steps), a.verb())
	return headline + s.page(a) + judged(told, step, a), nil
}

// judged says whether a step came out as its scenario expects.
func judged(told story, step replay.Step, a act) string {
	one := &replay.Scenario{Profile: told.profile, Start: a.from, Policy: told.policy, Steps: []replay.Step{step}}
	failure := replay.Judge(one, &replay.Trace{Start: a.from, Answers: a.answers})
	if failure == nil {
		return "  file     it is as the file expects\n"
	}
	var b strings.Builder
	for _, m := range failure.Mismatches {
		entry(&b, "file", fmt.Sprintf("expects %s %s, got %s", m.Key, m.Want, m.Got))
	}
	return b.String()
}
