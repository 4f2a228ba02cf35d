package replay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// An Instance is one subscription that a scenario is played against.
type Instance interface {
	// Restore puts the subscription into a configuration, some delivery ids seen.
	Restore(fsm.Snapshot) error
	// Deliver answers one event; the empty id is none. The caller fills in what
	// the instance cannot know: step, order, instant.
	Deliver(ctx context.Context, id string, e fsm.Event) (Answer, error)
}

// reference is the reference machine as an instance.
type reference struct{ *fsm.Machine }

func (r reference) Deliver(ctx context.Context, id string, e fsm.Event) (Answer, error) {
	step, err := r.Machine.Deliver(ctx, id, e)
	if err != nil {
		return Answer{}, err
	}
	return AnswerOf(step), nil
}

// Reference returns an instance of the reference machine.
func Reference(p fsm.Profile) (Instance, error) {
	machine, err := fsm.NewMachine(fsm.NewTable(p))
	return reference{machine}, err
}

// A Player plays scenarios, one at a time; it is not safe for concurrent use.
// It keeps one instance for each profile it meets.
type Player struct {
	build     func(fsm.Profile) (Instance, error)
	instances map[fsm.Profile]Instance
}

// NewPlayer returns a player against the reference machine.
func NewPlayer() *Player { return NewPlayerAgainst(Reference) }

// NewPlayerAgainst returns a player against instances of another making.
func NewPlayerAgainst(build func(fsm.Profile) (Instance, error)) *Player {
	return &Player{build, map[fsm.Profile]Instance{}}
}

// Play plays a whole scenario, whether or not its expectations hold. An error
// means that it could not be played to its end: the context is done, the
// instance gave no answer, or the scenario asks for what cannot be played: too
// many answers, a step after a race that ends in several ways. The latter is a
// [diag.Problems] where the scenario was read from a file.
func (p *Player) Play(ctx context.Context, s *Scenario) (*Trace, error) {
	instance, err := p.instance(s.Profile)
	if err != nil {
		return nil, err
	}
	life, err := NewLife(instance, s.Policy, s.Start, s.Clock)
	if err != nil {
		return nil, fmt.Errorf("%s: start: %w", s.Place(), err)
	}
	r := &performance{scenario: s, life: life, trace: &Trace{Start: s.Start, Clock: s.Clock}}
	r.trace.Answers = make([]Answer, 0, len(s.Steps))
	stages := s.stages()
	for i, g := range stages {
		if err := r.stage(ctx, g, stages[i+1:]); err != nil {
			return nil, err
		}
	}
	return r.trace, nil
}

func (p *Player) instance(profile fsm.Profile) (Instance, error) {
	if instance, met := p.instances[profile]; met {
		return instance, nil
	}
	instance, err := p.build(profile)
	if err == nil {
		p.instances[profile] = instance
	}
	return instance, err
}

// A performance is one scenario being played.
type performance struct {
	scenario *Scenario
	life     *Life
	trace    *Trace
}

// stage plays a stage in each of its orders. Where they end in different
// moments, nobody can say what the stages that follow would begin from.
func (r *performance) stage(ctx context.Context, g stage, following []stage) error {
	begin := r.life.moment
	var first moment
	var firstActs []act
	for n, acts := range g.orders {
		if n > 1 {
			if err := r.life.restore(begin); err != nil {
				return err
			}
		}
		if err := r.order(ctx, n, acts, len(following) == 0); err != nil {
			return err
		}
		switch {
		case n == 0:
		case n == 1:
			first, firstActs = r.life.moment, slices.Clone(acts)
		case len(following) > 0 && !first.same(r.life.moment):
			return r.parted(following[0].acts[0].step, r.end(firstActs, first), r.end(acts, r.life.moment))
		}
	}
	return nil
}

// order plays the acts of one order; what is due at the scenario's end fires
// there.
func (r *performance) order(ctx context.Context, n int, acts []act, last bool) error {
	for _, a := range acts {
		if err := r.act(ctx, n, a); err != nil {
			return err
		}
	}
	if !last {
		return nil
	}
	before := len(r.trace.Answers)
	var err error
	r.trace.Answers, err = r.life.moveTo(ctx, r.trace.Answers, r.life.now)
	return r.placed(before, n, len(r.scenario.Steps), err)
}

// act does what one step asks for.
func (r *performance) act(ctx context.Context, n int, a act) (err error) {
	step, answers := &r.scenario.Steps[a.step], r.trace.Answers
	switch {
	case a.event >= 0:
		r.trace.Answers, err = r.life.deliver(ctx, answers, &step.Events[a.event])
	case !step.Until.IsZero():
		r.trace.Answers, err = r.life.moveTo(ctx, answers, step.Until)
	default:
		r.trace.Answers, err = r.life.moveTo(ctx, answers, r.life.now.Add(step.Advance))
	}
	return r.placed(len(answers), n, a.step, err)
}

// placed gives what came of a step, the error too, the place it came from.
func (r *performance) placed(before, order, step int, err error) error {
	for i := before; i < len(r.trace.Answers); i++ {
		r.trace.Answers[i].Order, r.trace.Answers[i].Step = order, step
	}
	switch {
	case err == nil:
		return nil
	case errors.Is(err, ErrTooMany):
		return r.scenario.problem(min(step, len(r.scenario.Steps)-1), err.Error(),
			"make the jump shorter, the policy's deadlines longer, or the races smaller")
	}
	return fmt.Errorf("%s: step %d: %w", r.scenario.Place(), step+1, err)
}

// parted is the problem of a step that follows a race with several ends.
func (r *performance) parted(step int, one, other string) error {
	return r.scenario.problem(step, fmt.Sprintf("nothing may follow here: the orders before it end in different ways, %s and %s", one, other),
		"end the scenario with the any_order, or tell each order in a scenario of its own")
}

// end writes for people where an order ends, and what is pending there.
func (r *performance) end(acts []act, m moment) string {
	var events []string
	for _, a := range acts {
		events = append(events, string(r.scenario.delivery(a).Event))
	}
	text := fmt.Sprintf("%s in %s, generation %d", strings.Join(events, " then "), m.at, m.at.Generation)
	if f, pending := m.pending.next(r.scenario.Policy, m.at); pending {
		text += fmt.Sprintf(", with %s due %s", f.Event, Stamp(f.At))
	}
	return text
}

// problem is bad input at a step.
func (s *Scenario) problem(step int, message, help string) error {
	if s.source == nil {
		return fmt.Errorf("step %d: %s", step+1, message)
	}
	return diag.Problems{{Source: s.source, Span: s.Steps[step].span, Message: message, Help: help}}
}
