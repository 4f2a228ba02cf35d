package replay

import (
	"context"
	"fmt"
	"strconv"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Trace is what happened, event by event, wherever it happened: in a replay,
// in an implementation under test, in a log.
type Trace struct {
	Start   fsm.Configuration `json:"start"`
	Answers []Answer          `json:"answers"`
}

// An Answer is what became of one event.
type Answer struct {
	Step    int               `json:"step"` // the scenario's step, counted from 0
	Event   fsm.Event         `json:"event"`
	From    fsm.Configuration `json:"from"`
	To      fsm.Configuration `json:"to"`
	Verdict fsm.Verdict       `json:"verdict"`
	Reason  fsm.Reason        `json:"reason,omitempty"`
}

// An Instance is one subscription that a scenario is played against.
type Instance interface {
	// Restore puts the subscription where a scenario starts, nothing seen.
	Restore(fsm.Configuration) error
	// Deliver answers one event; the empty id is none. The answer's step is the
	// player's to fill in.
	Deliver(ctx context.Context, id string, e fsm.Event) (Answer, error)
}

// reference is the reference machine as an instance.
type reference struct{ machine *fsm.Machine }

func (r reference) Restore(c fsm.Configuration) error {
	return r.machine.Restore(fsm.Snapshot{Configuration: c})
}

func (r reference) Deliver(ctx context.Context, id string, e fsm.Event) (Answer, error) {
	step, err := r.machine.Deliver(ctx, id, e)
	if err != nil {
		return Answer{}, err
	}
	return AnswerOf(step), nil
}

// AnswerOf writes a step of the model down.
func AnswerOf(s fsm.Step) Answer {
	return Answer{Event: s.Event(), From: s.From(), To: s.To(), Verdict: s.Verdict(), Reason: s.Reason()}
}

// A Player plays scenarios, one at a time; it is not safe for concurrent use.
// It keeps one instance for each profile it meets.
type Player struct {
	build     func(fsm.Profile) (Instance, error)
	instances map[fsm.Profile]Instance
}

// NewPlayer returns a player against the reference machine.
func NewPlayer() *Player {
	return NewPlayerAgainst(func(p fsm.Profile) (Instance, error) {
		machine, err := fsm.NewMachine(fsm.NewTable(p))
		return reference{machine}, err
	})
}

// NewPlayerAgainst returns a player against instances of another making.
func NewPlayerAgainst(build func(fsm.Profile) (Instance, error)) *Player {
	return &Player{build, map[fsm.Profile]Instance{}}
}

// Play plays a whole scenario, whether or not its expectations hold. An error
// means that it could not be played to its end: the context is done, or the
// instance gave no answer.
func (p *Player) Play(ctx context.Context, s *Scenario) (*Trace, error) {
	instance, err := p.instance(s.Profile)
	if err != nil {
		return nil, err
	}
	if err := instance.Restore(s.Start); err != nil {
		return nil, fmt.Errorf("%s: start: %w", s.Place(), err)
	}
	trace := &Trace{Start: s.Start}
	for i, step := range s.Steps {
		if step.Event == "" {
			continue
		}
		answer, err := instance.Deliver(ctx, step.ID, step.Event)
		if err != nil {
			return nil, fmt.Errorf("%s: step %d: %w", s.Place(), i+1, err)
		}
		answer.Step = i
		trace.Answers = append(trace.Answers, answer)
	}
	return trace, nil
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

// Observed is what can be seen after a step: the configuration and, where the
// step delivered an event, its answer.
type Observed struct {
	Configuration fsm.Configuration
	Answer        *Answer // nil after a pure check
}

// Value writes what is observed under a condition's key.
func (o Observed) Value(key string) string {
	c := o.Configuration
	switch key {
	case KeyAccepted, KeyVerdict:
		return o.verdict()
	case KeyReason:
		return o.reason()
	case KeyState:
		return c.State.String()
	case KeyScheduled:
		return strconv.FormatBool(c.CancellationScheduled)
	case KeyGeneration:
		return strconv.Itoa(c.Generation)
	case KeySteadyState:
		return string(c.State.SteadyState())
	}
	return lastKnown(c, key)
}

// lastKnown writes what is known from before the gap.
func lastKnown(c fsm.Configuration, key string) string {
	if c.State != fsm.StateUnknown {
		return "no gap"
	}
	switch key {
	case KeyLastKnown:
		return c.LastKnown.String()
	case KeyLastKnownScheduled:
		return strconv.FormatBool(c.CancellationScheduled)
	case KeyLastKnownGen:
		return strconv.Itoa(c.Known().Generation)
	}
	return ""
}

func (o Observed) verdict() string {
	if o.Answer == nil {
		return ""
	}
	return string(o.Answer.Verdict)
}

func (o Observed) reason() string {
	if o.Answer == nil {
		return ""
	}
	return o.Answer.Reason.String()
}
