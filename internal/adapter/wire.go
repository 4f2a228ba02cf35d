package adapter

import (
	"context"
	"errors"
	"fmt"

	"github.com/Huzefaaa2/subsim/conformance"
)

// A wire carries one request at a time to an adapter, and its answer back.
type wire interface {
	// exchange returns the line that came for a request. The error is the
	// context's, or a *[conformance.FaultError]; the wire is then of no more use.
	exchange(ctx context.Context, request []byte) ([]byte, error)
	// end lets the adapter end by itself, and says what was wrong with the end.
	end(ctx context.Context) *conformance.FaultError
	// cut ends everything at once, and returns what standard error ended with.
	cut() string
}

// A link is a wire whose hello was answered. Its requests are numbered from 1. It
// serves one session at a time.
type link struct {
	adapter *Adapter
	wire    wire
	n       int64
}

// ask asks one request, within a time limit; decode reads the line that comes.
// After a fault or the end of the context the link is of no more use, and broken
// reports that.
func (l *link) ask(ctx context.Context, r request, decode func(line []byte, r request) error) (broken bool, err error) {
	l.n++
	r.N = l.n
	limit := l.adapter.limits.Request
	if r.Op == opHello {
		limit = l.adapter.limits.Start
	}
	limited, stop := l.adapter.within(ctx, limit)
	defer stop()
	answer, err := l.wire.exchange(limited, line(r))
	if err == nil {
		err = decode(answer, r)
	}
	wrong := new(conformance.FaultError)
	switch over := l.adapter.ended(ctx); {
	case err == nil:
		return false, nil
	case over != nil:
		l.wire.cut()
		return true, fmt.Errorf("%s: %w", r, over)
	case errors.Is(err, context.DeadlineExceeded):
		wrong = fault(conformance.FaultHung, "", "no answer within %s", limit)
	case !errors.As(err, &wrong):
		return false, err // it answers that it could not
	}
	return true, in(r, wrong, l.wire.cut())
}
