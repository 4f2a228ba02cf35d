package adapter

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
)

// An Adapter opens subscriptions of an implementation. It is safe for concurrent
// use. When its context ends, everything ends, and every error wraps the context's.
type Adapter struct {
	ctx    context.Context
	dial   func(ctx context.Context) (wire, error)
	model  Model
	limits Limits

	starting chan struct{} // held by whoever begins the adapter, once at a time
	slots    chan struct{} // one for each session that is open; made by the first hello

	mu       sync.Mutex
	said     *conformance.Capabilities // by the first hello
	greeting string                    // the same as text; every other hello must say it too
	idle     []*link
	busy     map[*link]bool
	sessions int
	faults   int
	last     *conformance.FaultError
	closed   bool
}

func newAdapter(ctx context.Context, model Model, limits Limits, dial func(context.Context) (wire, error)) *Adapter {
	return &Adapter{
		ctx: ctx, dial: dial, model: model, limits: limits.withDefaults(),
		starting: make(chan struct{}, 1), busy: map[*link]bool{},
	}
}

// ErrClosed says that an adapter, or a session, was closed before it was asked.
var ErrClosed = errors.New("it was closed")

// within bounds a context by a time limit and by the adapter's own context.
func (a *Adapter) within(ctx context.Context, limit time.Duration) (context.Context, context.CancelFunc) {
	limited, cancel := context.WithTimeout(ctx, limit)
	stop := context.AfterFunc(a.ctx, cancel)
	return limited, func() { stop(); cancel() }
}

// ended says that everything is over: a context has ended, or Close was called.
func (a *Adapter) ended(ctx context.Context) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case a.ctx.Err() != nil:
		return a.ctx.Err()
	case a.closed:
		return ErrClosed
	}
	return nil
}

// Hello returns what the adapter says of itself. The first call begins it; an
// adapter that cannot be begun at all, or that declines the hello, is an error
// other than *[conformance.FaultError].
func (a *Adapter) Hello(ctx context.Context) (conformance.Capabilities, error) {
	if err := a.hold(ctx); err != nil {
		return conformance.Capabilities{}, err
	}
	defer a.release()
	if a.said != nil {
		return *a.said, nil
	}
	l, c, err := a.connect(ctx)
	if err != nil {
		return conformance.Capabilities{}, err
	}
	a.said, a.slots = &c, make(chan struct{}, c.Parallel)
	a.rest(l)
	return c, nil
}

// hold waits until nobody else begins the adapter. Copies that all start at the same
// time would take the time of each other's hello.
func (a *Adapter) hold(ctx context.Context) error {
	select {
	case a.starting <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-a.ctx.Done():
		return a.ctx.Err()
	}
}

func (a *Adapter) release() { <-a.starting }

// connect begins the adapter, once more or for the first time, and greets it.
func (a *Adapter) connect(ctx context.Context) (*link, conformance.Capabilities, error) {
	var none conformance.Capabilities
	if err := a.usable(ctx); err != nil {
		return nil, none, err
	}
	w, err := a.dial(a.ctx)
	if err != nil {
		return nil, none, err
	}
	l, c := &link{adapter: a, wire: w}, none
	if err := a.take(l); err != nil {
		return nil, none, err
	}
	hello := request{Op: opHello, Protocol: Version, Model: &a.model}
	broken, err := l.ask(ctx, hello, func(answer []byte, r request) (err error) {
		if c, err = readHello(answer, r); err == nil {
			err = a.same(answer, c)
		}
		return err
	})
	if err == nil {
		return l, c, nil
	}
	if !broken {
		l.wire.cut()
		err = fmt.Errorf("the adapter declines the hello: %w", err)
	}
	a.drop(l, err)
	return nil, none, err
}

// usable says why nothing can be asked any more.
func (a *Adapter) usable(ctx context.Context) error {
	if err := a.ended(ctx); err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.faults > a.limits.Restarts {
		return &GivenUpError{a.limits.Restarts, a.last}
	}
	return nil
}

// same holds what a hello says against what the first one said.
func (a *Adapter) same(answer []byte, c conformance.Capabilities) error {
	text := string(line(c))
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.greeting == "" {
		a.greeting = text
	}
	if a.greeting != text {
		return lied(answer, "it says of itself something else than at first")
	}
	return nil
}

// take keeps account of a new link, so that Close ends it.
func (a *Adapter) take(l *link) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.closed {
		l.wire.cut()
		return ErrClosed
	}
	a.busy[l] = true
	return nil
}

// rest puts a link by until the next session. Close has cut it already, where it
// came first.
func (a *Adapter) rest(l *link) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if !a.closed {
		delete(a.busy, l)
		a.idle = append(a.idle, l)
	}
}

// drop forgets a link that is of no more use; a fault is counted.
func (a *Adapter) drop(l *link, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.busy, l)
	if wrong := new(conformance.FaultError); errors.As(err, &wrong) {
		a.faults++
		a.last = wrong
	}
}

// resting returns a link that waits for a session, and nil where there is none.
func (a *Adapter) resting() *link {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.idle) == 0 || a.closed {
		return nil
	}
	l := a.idle[len(a.idle)-1]
	a.idle = a.idle[:len(a.idle)-1]
	a.busy[l] = true
	return l
}

// Close ends the adapter: sessions that are still open end at once, everything else by
// the end of its input. The error joins a *[conformance.FaultError] for each copy
// of the program that did not end as it should.
func (a *Adapter) Close() error {
	a.mu.Lock()
	idle, busy := a.idle, a.busy
	a.idle, a.busy, a.closed = nil, map[*link]bool{}, true
	a.mu.Unlock()
	for l := range busy {
		l.wire.cut()
	}
	var ends sync.WaitGroup
	few := make(chan struct{}, endings)
	errs := make([]error, len(idle))
	for i, l := range idle {
		ends.Go(func() {
			few <- struct{}{}
			defer func() { <-few }()
			if wrong := l.wire.end(a.ctx); wrong != nil && a.ctx.Err() == nil {
				errs[i] = in(ending{}, wrong, l.wire.cut())
			}
			l.wire.cut()
		})
	}
	ends.Wait()
	return errors.Join(errs...)
}

// endings is how many copies of a program are ended at the same time: more would
// take the time that each has.
const endings = 8

// ending names the end of the kit's requests.
type ending struct{}

func (ending) String() string { return "the end of its input" }
