package replay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// MaxAnswers is how many events and deadlines may be answered in one scenario,
// all orders of its races together, and MaxFileAnswers in all scenarios of a file.
const (
	MaxAnswers     = 100_000
	MaxFileAnswers = 3 * MaxAnswers
)

// ErrTooMany says that there would be more than [MaxAnswers] answers.
var ErrTooMany = fmt.Errorf("more than %d events and deadlines would be played", MaxAnswers)

// ErrPast says that the clock would have to run backwards.
var ErrPast = errors.New("time never runs backwards")

// A Life is one subscription and its virtual clock. No clock of the machine has
// a say in it. It is not safe for concurrent use.
type Life struct {
	instance Instance
	policy   Policy
	answers  int // so far
	moment
}

// A moment is where a life is.
type moment struct {
	now     time.Time
	at      fsm.Configuration
	pending deadlines
	seen    []string // delivery ids
}

// same reports whether nothing that comes can tell two moments apart. The ids that
// were seen are left aside: all orders of a race deliver the same.
func (m moment) same(o moment) bool {
	return m.now.Equal(o.now) && m.at == o.at && m.pending == o.pending
}

// NewLife begins a life in a configuration, at an instant. The error is that of
// the instance's Restore.
func NewLife(instance Instance, policy Policy, start fsm.Configuration, clock time.Time) (*Life, error) {
	l := &Life{instance: instance, policy: policy}
	return l, l.restore(moment{now: clock.UTC(), at: start, pending: policy.begin(start, clock.UTC())})
}

// restore puts the life where it was.
func (l *Life) restore(m moment) error {
	l.moment = m
	l.seen = slices.Clip(m.seen)
	return l.instance.Restore(fsm.Snapshot{Configuration: m.at, Seen: m.seen})
}

// Now returns the instant at which the clock stands.
func (l *Life) Now() time.Time { return l.now }

// Configuration returns where the subscription is.
func (l *Life) Configuration() fsm.Configuration { return l.at }

// Next returns the deadline that falls due next.
func (l *Life) Next() (f Firing, pending bool) { return l.pending.next(l.policy, l.at) }

// Deliver delivers an event. Where it says when it happened, the clock first
// moves there, and what is due before that instant fires; what happened before
// now is late, and does not move the clock. A scheduled cancellation whose instant
// is not later than now falls due at once. The last answer is the event's own.
func (l *Life) Deliver(ctx context.Context, d Delivery) ([]Answer, error) {
	return l.deliver(ctx, nil, &d)
}

// deliver appends the answers.
func (l *Life) deliver(ctx context.Context, to []Answer, d *Delivery) ([]Answer, error) {
	if d.At.After(l.now) {
		var err error
		if to, err = l.fire(ctx, to, d.At, false); err != nil {
			return to, err
		}
		l.now = d.At.UTC()
	}
	if d.ID != "" {
		l.seen = append(l.seen, d.ID)
	}
	return l.answer(ctx, to, d, false)
}

// MoveTo moves the clock, and fires all that falls due on the way, the instant
// itself included. The error is [ErrPast] for an instant before now, and
// [ErrTooMany].
func (l *Life) MoveTo(ctx context.Context, t time.Time) ([]Answer, error) {
	return l.moveTo(ctx, nil, t)
}

func (l *Life) moveTo(ctx context.Context, to []Answer, t time.Time) ([]Answer, error) {
	if t.Before(l.now) {
		return to, ErrPast
	}
	to, err := l.fire(ctx, to, t, true)
	if err == nil {
		l.now = t.UTC()
	}
	return to, err
}

// fire fires the deadlines before an instant, or up to and including it, one by
// one, each at its own instant.
func (l *Life) fire(ctx context.Context, to []Answer, limit time.Time, including bool) ([]Answer, error) {
	for {
		f, pending := l.Next()
		if !pending || f.At.After(limit) || !including && f.At.Equal(limit) {
			return to, nil
		}
		if f.At.After(l.now) {
			l.now = f.At
		}
		before := l.pending
		l.pending = l.pending.without(f, l.at)
		var err error
		if to, err = l.answer(ctx, to, &Delivery{Event: f.Event}, true); err != nil {
			l.pending = before
			return to, err
		}
	}
}

// answer asks the instance and appends what it says.
func (l *Life) answer(ctx context.Context, to []Answer, d *Delivery, deadline bool) ([]Answer, error) {
	if l.answers++; l.answers > MaxAnswers {
		return to, ErrTooMany
	}
	a, err := l.instance.Deliver(ctx, d.ID, d.Event)
	if err != nil {
		return to, err
	}
	a.At, a.ID, a.Effective, a.Deadline = l.now, d.ID, d.Effective.UTC(), deadline
	a.Late = d.At.Before(l.now) && !d.At.IsZero()
	l.at = a.To
	l.pending = l.pending.after(l.policy, a)
	return append(to, a), nil
}
