package adapter

import (
	"context"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// trialPolicy is the deadline of the reference in these tests.
var trialPolicy = replay.Policy{fsm.StateTrial: {After: 14 * 24 * time.Hour, Event: fsm.EventExpire}}

// whole is what the reference can do: everything.
func whole() conformance.Capabilities {
	statuses := map[fsm.State]string{}
	for _, s := range fsm.Sources() {
		statuses[s] = s.String()
	}
	return conformance.Capabilities{
		Name: "reference", Version: "1", Events: fsm.Events(), Statuses: statuses,
		Seeds: true, Clock: true, Policy: trialPolicy, Batch: true, Once: true, Parallel: 2,
	}
}

// bare is the least that an adapter can say.
func bare() conformance.Capabilities { return conformance.Capabilities{Name: "bare", Parallel: 1} }

// steady conforms, with a few events.
func steady() conformance.Capabilities {
	return conformance.Capabilities{
		Name: "steady", Statuses: whole().Statuses, Parallel: 1, Once: true,
		Events: []fsm.Event{fsm.EventActivate, fsm.EventCancel, fsm.EventReactivate},
	}
}

// A subject is the reference, as a subject under test.
type subject struct {
	life *replay.Life
}

func newSubject(context.Context) (conformance.Subject, error) {
	s := &subject{}
	return s, s.Seed(context.Background(), fsm.Configuration{})
}

func (s *subject) Seed(_ context.Context, c fsm.Configuration) error {
	if c.State == fsm.StateSuspended {
		return &conformance.SkipError{Reason: "the sandbox cannot suspend"}
	}
	instance, err := replay.Reference(fsm.Standard())
	if err == nil {
		err = instance.Restore(fsm.Snapshot{Configuration: c})
	}
	if err == nil {
		s.life, err = replay.NewLife(instance, trialPolicy, c, replay.DefaultClock)
	}
	return err
}

func (s *subject) Deliver(ctx context.Context, e fsm.Event) (fsm.Verdict, error) {
	return s.DeliverOnce(ctx, "", e)
}

func (s *subject) DeliverOnce(ctx context.Context, id string, e fsm.Event) (fsm.Verdict, error) {
	switch e {
	case fsm.EventObserveTrial:
		return "", &conformance.SkipError{Reason: "nobody can look"}
	case fsm.EventObserveActive:
		return "", &conformance.DefiniteError{Message: "the queue is full"}
	case fsm.EventObservePastDue:
		return "", context.DeadlineExceeded
	}
	answers, err := s.life.Deliver(ctx, replay.Delivery{Event: e, ID: id})
	if err != nil {
		return "", err
	}
	return answers[len(answers)-1].Verdict, nil
}

func (s *subject) ReadState(context.Context) (string, error) {
	return s.life.Configuration().State.String(), nil
}

func (s *subject) Advance(ctx context.Context, by time.Duration) error {
	_, err := s.life.MoveTo(ctx, s.life.Now().Add(by))
	return err
}
