package adapter

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A host holds the subjects that are open.
type host struct {
	capabilities conformance.Capabilities
	newSubject   func(context.Context) (conformance.Subject, error)
	sessions     map[string]conformance.Subject
}

func newHost(c conformance.Capabilities, newSubject func(context.Context) (conformance.Subject, error)) *host {
	return &host{c, newSubject, map[string]conformance.Subject{}}
}

// answer answers one line.
func (h *host) answer(ctx context.Context, asked []byte) ([]byte, error) {
	if _, err := names(asked); err != nil {
		return nil, babbled(asked, "this is no request: %v", err)
	}
	var r request
	if err := fill(asked, &r); err != nil {
		return nil, babbled(asked, "this is no request: %v", err)
	}
	if r.Op == opHello {
		return line(helloOf(r.N, h.capabilities)), nil
	}
	a, err := h.do(ctx, r)
	a.N = r.N
	if err == nil {
		return line(a), nil
	}
	return line(declining(r, a, err)), nil
}

// declining is the response for an error: what the subject said of it.
func declining(r request, a response, err error) response {
	said := response{N: r.N}
	if r.Op == opRun {
		said.Answers = a.Answers
	}
	if skip := new(conformance.SkipError); errors.As(err, &skip) {
		said.Skip = &skip.Reason
		return said
	}
	definite := errors.As(err, new(*conformance.DefiniteError))
	said.Error = &failure{&definite, err.Error()}
	return said
}

// do does what is asked for. What a subject was not promised to do it declines.
func (h *host) do(ctx context.Context, r request) (response, error) {
	if r.Op == opOpen {
		return h.open(ctx, r)
	}
	s, open := h.sessions[r.Session]
	if !open {
		return response{}, &conformance.DefiniteError{Message: fmt.Sprintf("session %q is not open", r.Session)}
	}
	var a response
	var err error
	switch r.Op {
	case opEvent:
		a.Verdict, err = h.deliver(ctx, s, r)
	case opRun:
		return h.run(ctx, s, r.Events)
	case opAdvance:
		err = h.advance(ctx, s, r.By)
	case opClose:
		delete(h.sessions, r.Session)
		return a, shutDown(s)
	default:
		err = &conformance.DefiniteError{Message: fmt.Sprintf("nobody knows how to %q", r.Op)}
	}
	if err == nil {
		a.State, err = h.read(ctx, s)
	}
	return a, err
}

func (h *host) open(ctx context.Context, r request) (a response, err error) {
	if before, open := h.sessions[r.Session]; open {
		if err := shutDown(before); err != nil {
			return a, err
		}
	}
	s, err := h.newSubject(ctx)
	if err != nil {
		return a, err
	}
	if r.Configuration != nil {
		err = s.(conformance.Seeder).Seed(ctx, *r.Configuration)
	}
	if err == nil {
		a.State, err = h.read(ctx, s)
	}
	h.sessions[r.Session] = s
	return a, err
}

func shutDown(s conformance.Subject) error {
	if closer, ok := s.(io.Closer); ok {
		return closer.Close()
	}
	return nil
}

// read reads the state, where the capabilities say that it can be.
func (h *host) read(ctx context.Context, s conformance.Subject) (*string, error) {
	if h.capabilities.Statuses == nil {
		return nil, nil
	}
	state, err := s.(conformance.StateReader).ReadState(ctx)
	if err != nil { // whatever it says of itself: what was read for may have happened
		err = fmt.Errorf("the state cannot be read: %s", err)
	}
	return &state, err
}

func (h *host) deliver(ctx context.Context, s conformance.Subject, r request) (string, error) {
	if r.ID != "" {
		v, err := s.(conformance.Once).DeliverOnce(ctx, r.ID, r.Event)
		return string(v), err
	}
	v, err := s.Deliver(ctx, r.Event)
	return string(v), err
}

// run delivers one by one: a subject that does not know batches has them too.
func (h *host) run(ctx context.Context, s conformance.Subject, events []fsm.Event) (response, error) {
	answers := []answer{}
	a := response{Answers: &answers}
	for _, e := range events {
		verdict, err := s.Deliver(ctx, e)
		if err != nil {
			return a, err
		}
		state, err := h.read(ctx, s)
		if err != nil {
			return a, err
		}
		answers = append(answers, answer{string(verdict), state})
	}
	return a, nil
}

func (h *host) advance(ctx context.Context, s conformance.Subject, by string) error {
	d, err := replay.ParseDuration(by)
	if err != nil {
		return &conformance.DefiniteError{Message: err.Error()}
	}
	return s.(conformance.Clock).Advance(ctx, d)
}
