package adapter

import (
	"context"
	"fmt"

	"github.com/Huzefaaa2/subsim/conformance"
)

// Open begins a subscription that has not started. It waits while as many are open
// as the adapter offers at the same time; closing one makes room: each is an
// [io.Closer]. It has
// the methods of every optional interface of a subject; those that the hello did
// not promise must not be called. The error may be a *[GivenUpError].
func (a *Adapter) Open(ctx context.Context) (conformance.Subject, error) {
	c, err := a.Hello(ctx)
	if err != nil {
		return nil, err
	}
	select {
	case a.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-a.ctx.Done():
		return nil, a.ctx.Err()
	}
	s, err := a.open(ctx, c)
	if err != nil {
		<-a.slots
		return nil, err
	}
	return s, nil
}

func (a *Adapter) open(ctx context.Context, c conformance.Capabilities) (*session, error) {
	if err := a.usable(ctx); err != nil {
		return nil, err
	}
	l, err := a.link(ctx)
	if err != nil {
		return nil, err
	}
	s := &session{link: l, capabilities: c, name: a.name()}
	if _, err := s.ask(ctx, request{Op: opOpen}); err != nil {
		s.leave(err)
		return nil, err
	}
	return s, nil
}

// link returns a link for one session: one that has come to rest, also while
// another was begun, or a new one.
func (a *Adapter) link(ctx context.Context) (*link, error) {
	if l := a.resting(); l != nil {
		return l, nil
	}
	if err := a.hold(ctx); err != nil {
		return nil, err
	}
	defer a.release()
	if l := a.resting(); l != nil {
		return l, nil
	}
	l, _, err := a.connect(ctx)
	return l, err
}

// name returns a name that no session of this adapter had.
func (a *Adapter) name() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sessions++
	return fmt.Sprintf("s%d", a.sessions)
}
