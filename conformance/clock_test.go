package conformance_test

import (
	"context"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// A clocked service is wrong in what its clock does.
type clocked struct {
	*service
	advance func(s *service, by time.Duration) error
}

func (c clocked) Advance(ctx context.Context, by time.Duration) error {
	if err := c.advance(c.service, by); err != nil {
		return err
	}
	return c.service.Advance(ctx, by)
}

// TestClocksAreAsked: a clock that cannot be moved has not held.
func TestClocksAreAsked(t *testing.T) {
	for _, test := range []struct {
		why     string
		err     error
		key     string
		because string
	}{
		{"it cannot be moved today", &conformance.SkipError{Reason: "no clock today"}, "", "no clock today"},
		{"it breaks", &conformance.FaultError{Fault: conformance.FaultCrashed, Message: "it crashed"}, "adapter", ""},
	} {
		r := inquiry{
			open: func() conformance.Subject {
				return clocked{newService(nil, 0), func(*service, time.Duration) error { return test.err }}
			},
			of: conformance.Capabilities{Policy: terms}, Options: conformance.Options{Level: 1},
		}.check(t)
		last := r.Levels[len(r.Levels)-1]
		if r.Verdict != conformance.VerdictInconclusive || !named(r, test.key) || !skipped(r, test.because) || last.Name != "deadlines" || last.Skipped == 0 {
			t.Errorf("%s: %s, %q, %v, %+v", test.why, r.Verdict, keys(r), r.Skips, last)
		}
	}
	r := inquiry{
		open: func() conformance.Subject {
			return struct {
				deliverer
				conformance.Clock
			}{newService(nil, 0), newService(nil, 0)}
		},
		of: conformance.Capabilities{Policy: terms, Events: []fsm.Event{fsm.EventActivate}}, Options: conformance.Options{Level: 1},
	}.check(t)
	if r.Verdict != conformance.VerdictInconclusive || !skipped(r, "no state can be read after it was moved") {
		t.Errorf("no state can be read: %s, %v", r.Verdict, r.Skips)
	}
}

// A keeper is a service that keeps its deadlines in a way of its own: a rule of its
// own in place of what the policy says of an event.
type keeper struct {
	*service
	rule func(s *service, e fsm.Event) (taken bool)
}

func (k keeper) Deliver(ctx context.Context, e fsm.Event) (fsm.Verdict, error) {
	if k.rule(k.service, e) {
		return fsm.VerdictApplied, nil
	}
	return k.service.Deliver(ctx, e)
}

// DeliverAll is what a keeper does one event after the other.
func (k keeper) DeliverAll(ctx context.Context, events []fsm.Event) ([]conformance.Observed, error) {
	var seen []conformance.Observed
	for _, e := range events {
		verdict, err := k.Deliver(ctx, e)
		if err != nil {
			return seen, err
		}
		seen = append(seen, conformance.Observed{Verdict: verdict, State: k.at.State.String()})
	}
	return seen, nil
}

// TestDeadlinesAreKept: what starts a deadline's clock anew, what does not, and
// what has no deadline at all.
func TestDeadlinesAreKept(t *testing.T) {
	for _, test := range []struct {
		why  string
		key  string
		rule func(s *service, e fsm.Event) bool
	}{
		{"an extended trial ends when it would have ended before", "trial/expire clock", func(s *service, e fsm.Event) bool {
			return e == fsm.EventExtendTrial && s.at.State == fsm.StateTrial
		}},
		{"a further failure gives recovery more time", "past_due/start_grace clock", func(s *service, e fsm.Event) bool {
			again := e == fsm.EventFailRenewal && s.at.State == fsm.StatePastDue
			if again {
				s.restart(terms)
			}
			return again
		}},
		{"an active term ends although nobody said so", "clock", func(s *service, e fsm.Event) bool {
			if (e == fsm.EventRecover || e == fsm.EventActivate) && s.at.State != fsm.StateActive {
				if _, err := s.book.Deliver(context.Background(), "", e); err != nil || s.at.State != fsm.StateActive {
					return false
				}
				s.restart(replay.Policy{fsm.StateActive: {After: 30 * 24 * time.Hour, Event: fsm.EventExpire}})
				return true
			}
			return false
		}},
	} {
		r := inquiry{
			open: func() conformance.Subject { return keeper{newService(nil, 0), test.rule} },
			of:   conformance.Capabilities{Policy: terms}, Options: conformance.Options{Level: 1, Events: []fsm.Event{
				fsm.EventStartTrial, fsm.EventExtendTrial, fsm.EventFailRenewal, fsm.EventStartGrace, fsm.EventRecover,
			}},
		}.check(t)
		if r.Verdict != conformance.VerdictDiffers || !named(r, test.key) {
			t.Errorf("%s: %s, %s: %q", test.why, r.Verdict, r.Because, keys(r))
		}
	}
}

// restart begins the service's clock anew where it is.
func (s *service) restart(policy replay.Policy) {
	life, err := replay.NewLife(s.book, policy, s.at, s.life.Now())
	if err != nil {
		panic(err)
	}
	s.life = life
}
