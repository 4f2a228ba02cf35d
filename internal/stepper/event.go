package stepper

import (
	"context"
	"fmt"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// carried are the words behind an event, each with a value of its own.
var carried = []string{"at", "id", "effective"}

// parseEvent reads what an event carries: at INSTANT, id ID, effective INSTANT.
func parseEvent(event fsm.Event, words []string) (action, error) {
	d := replay.Delivery{Event: event}
	given := map[string]bool{}
	for len(words) > 0 {
		word, err := expand("word behind an event:", words[0], carried)
		if err != nil {
			return nil, err
		}
		if words = words[1:]; given[word] {
			return nil, fmt.Errorf("%s is there twice", word)
		}
		given[word] = true
		if words, err = carry(&d, word, words); err != nil {
			return nil, err
		}
	}
	if !d.Effective.IsZero() && event != fsm.EventScheduleCancellation {
		return nil, fmt.Errorf("only %s has an effective", fsm.EventScheduleCancellation)
	}
	return func(ctx context.Context, s *Session) (Reply, error) { return s.deliver(ctx, d) }, nil
}

// carry reads one value into a delivery and returns the words behind it.
func carry(d *replay.Delivery, word string, words []string) (rest []string, err error) {
	switch {
	case len(words) == 0:
		return nil, fmt.Errorf("%s needs a value", word)
	case word == "id":
		d.ID = words[0]
		return words[1:], nil
	case word == "at":
		d.At, rest, err = instant(words)
	default:
		d.Effective, rest, err = instant(words)
	}
	return rest, err
}

// deliver delivers an event and tells what became of it.
func (s *Session) deliver(ctx context.Context, d replay.Delivery) (Reply, error) {
	if err := later(d, s.life.Now()); err != nil {
		return Reply{}, err
	}
	return s.step(ctx, replay.Step{Events: []replay.Delivery{d}})
}

// later refuses a scheduled cancellation that would take effect before it is
// scheduled.
func later(d replay.Delivery, now time.Time) error {
	if d.At.After(now) {
		now = d.At
	}
	if !d.Effective.IsZero() && !d.Effective.After(now) {
		return fmt.Errorf("effective lies later than now, and the clock stands at %s", replay.Stamp(now))
	}
	return nil
}

// step does one step and tells what came of it.
func (s *Session) step(ctx context.Context, step replay.Step) (Reply, error) {
	a, err := s.perform(ctx, step)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Text: s.page(a)}, nil
}
