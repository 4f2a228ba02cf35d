package adapter

import (
	"context"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A session is one subscription behind an adapter. It has the methods of all that
// a [conformance.Subject] may be able to do; which of them can be called, the
// capabilities say. After a fault, or the end of a context, every call returns that
// error again.
type session struct {
	link         *link
	capabilities conformance.Capabilities
	name         string
	state        string // as it was read last
	broken       error
	left         bool
}

// ask asks a request of this session and keeps the state that is read.
func (s *session) ask(ctx context.Context, r request) (seen []conformance.Observed, err error) {
	switch {
	case s.broken != nil:
		return nil, s.broken
	case s.left:
		return nil, ErrClosed
	}
	r.Session = s.name
	broken, err := s.link.ask(ctx, r, func(line []byte, r request) (err error) {
		seen, err = read(line, r, s.capabilities)
		return err
	})
	if broken {
		s.broken = err
		return nil, err
	}
	if len(seen) > 0 {
		s.state = seen[len(seen)-1].State
	}
	return seen, err
}

// Deliver sends one event.
func (s *session) Deliver(ctx context.Context, e fsm.Event) (fsm.Verdict, error) {
	return s.DeliverOnce(ctx, "", e)
}

// DeliverOnce sends one event with a delivery's id.
func (s *session) DeliverOnce(ctx context.Context, id string, e fsm.Event) (fsm.Verdict, error) {
	seen, err := s.ask(ctx, request{Op: opEvent, Event: e, ID: id})
	if err != nil {
		return "", err
	}
	return seen[0].Verdict, nil
}

// DeliverAll sends several events at once.
func (s *session) DeliverAll(ctx context.Context, events []fsm.Event) ([]conformance.Observed, error) {
	if len(events) == 0 {
		return nil, nil
	}
	return s.ask(ctx, request{Op: opRun, Events: events})
}

// ReadState returns the state that the last answer held; it asks nothing.
func (s *session) ReadState(context.Context) (string, error) { return s.state, s.broken }

// Seed begins the subscription anew, in a configuration.
func (s *session) Seed(ctx context.Context, c fsm.Configuration) error {
	_, err := s.ask(ctx, request{Op: opOpen, Configuration: &c})
	return err
}

// Advance moves the clock by whole seconds, more than none.
func (s *session) Advance(ctx context.Context, by time.Duration) error {
	if by < time.Second || by%time.Second != 0 {
		return &conformance.DefiniteError{Message: "a clock is moved by whole seconds, more than none: " + by.String()}
	}
	_, err := s.ask(ctx, request{Op: opAdvance, By: replay.FormatDuration(by)})
	return err
}

// Close ends the subscription and makes room for the next one. After a fault it
// returns nothing more: the fault was told.
func (s *session) Close() error {
	if s.left {
		return nil
	}
	defer func() { <-s.link.adapter.slots }()
	if s.broken != nil {
		s.leave(s.broken)
		return nil
	}
	_, err := s.ask(s.link.adapter.ctx, request{Op: opClose})
	s.leave(err)
	return err
}

// leave gives the link back, or up.
func (s *session) leave(err error) {
	s.left = true
	if s.broken != nil {
		s.link.adapter.drop(s.link, err)
	} else {
		s.link.adapter.rest(s.link)
	}
}
