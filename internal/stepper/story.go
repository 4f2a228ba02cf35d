package stepper

import (
	"context"
	"fmt"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A story is where a subscription began, under which rules, and what was done to
// it. Stories are values: a command makes a new one. The acts of successive
// stories share their memory, which is safe because a story is only added to
// once all that were made of it before are forgotten.
type story struct {
	name    string // of the scenario that it would be saved as; empty until it is given
	profile fsm.Profile
	start   fsm.Configuration
	clock   time.Time
	policy  replay.Policy // never changed in place
	acts    []act
	script  *script // the scenario that is walked through; nil for none
	walked  int     // its steps so far
	by      string  // the command that made this story of the one before it
}

// An act is one step and what came of it.
type act struct {
	step     replay.Step // nothing is expected in it
	answers  []replay.Answer
	from, to fsm.Configuration
}

// begin returns the life at the story's beginning.
func (s story) begin() (*replay.Life, error) {
	instance, err := replay.Reference(s.profile)
	if err != nil {
		return nil, err
	}
	return replay.NewLife(instance, s.policy, s.start, s.clock)
}

// again tells the story anew under its present rules, from its beginning.
func (s story) again(ctx context.Context) (story, *replay.Life, error) {
	life, err := s.begin()
	if err != nil {
		return s, nil, err
	}
	acts := make([]act, 0, len(s.acts))
	for i, a := range s.acts {
		if a, err = perform(ctx, life, a.step); err != nil {
			return s, nil, fmt.Errorf("step %d: %w", i+1, err)
		}
		acts = append(acts, a)
	}
	s.acts = acts
	return s, life, nil
}

// perform does one step to a life.
func perform(ctx context.Context, life *replay.Life, step replay.Step) (a act, err error) {
	a = act{step: step, from: life.Configuration()}
	switch {
	case len(step.Events) == 1:
		a.answers, err = life.Deliver(ctx, step.Events[0])
	case !step.Until.IsZero():
		a.answers, err = life.MoveTo(ctx, step.Until)
	default: // a check moves it by nothing
		a.answers, err = life.MoveTo(ctx, life.Now().Add(step.Advance))
	}
	a.to = life.Configuration()
	return a, err
}

// problem says why the story's rules make no sense together, or nothing.
func (s story) problem() error {
	table := fsm.NewTable(s.profile)
	if err := table.Check(s.start); err != nil {
		return err
	}
	for _, state := range fsm.States() {
		rule, given := s.policy[state]
		switch {
		case !given:
		case !s.profile.Has(state):
			return fmt.Errorf("the policy speaks of %s, which profile %s does not have; policy %s none ends that", state, s.profile.Name(), state)
		case !s.profile.Fires(rule.Event):
			return fmt.Errorf("the policy fires %s, which profile %s does not have; policy %s none ends that", rule.Event, s.profile.Name(), state)
		}
	}
	if cycle := s.policy.Cycle(table); cycle != nil {
		return fmt.Errorf("the policy would fire for ever in one instant: %s", cycle)
	}
	return nil
}
