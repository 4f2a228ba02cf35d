package conformance_test

import (
	"context"
	"errors"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// A redelivery answers in place of a service when a delivery id comes again.
type redelivery struct {
	*service
	again func(s *service, id string, e fsm.Event) (fsm.Verdict, error)
	last  fsm.Verdict // of the first time
	met   bool
}

func (r *redelivery) DeliverOnce(ctx context.Context, id string, e fsm.Event) (verdict fsm.Verdict, err error) {
	if r.met {
		return r.again(r.service, id, e)
	}
	r.met = true
	r.last, err = r.service.DeliverOnce(ctx, id, e)
	return r.last, err
}

func redelivers(again func(r *redelivery, id string, e fsm.Event) (fsm.Verdict, error)) func() conformance.Subject {
	return func() conformance.Subject {
		r := &redelivery{service: newService(nil, 0)}
		r.again = func(_ *service, id string, e fsm.Event) (fsm.Verdict, error) { return again(r, id, e) }
		return r
	}
}

// forgets delivers an id again where it was first answered with a verdict.
func forgets(v fsm.Verdict) func() conformance.Subject {
	return redelivers(func(r *redelivery, id string, e fsm.Event) (fsm.Verdict, error) {
		if r.last == v {
			id = ""
		}
		return r.service.DeliverOnce(context.Background(), id, e)
	})
}

// A pooled ledger goes on where the one before it is, until that one is closed.
type pooled struct{ *ledger }

func (p pooled) Close() error { p.at = fsm.Configuration{}; return nil }

// TestLevelZero: each check of the adapter alone has something that it catches.
func TestLevelZero(t *testing.T) {
	opened := 0
	var pool pooled
	for _, test := range []struct {
		name, why string
		open      func() conformance.Subject
		of        conformance.Capabilities
		verdict   conformance.Verdict
		key       string
		because   string // of a skip
	}{
		{"again", "the second time it answers otherwise", func() conformance.Subject {
			if opened++; opened == 3 { // hello opens the first
				return opens(in(fsm.StateNone, fsm.EventStartTrial, refuse))()
			}
			return opens(nil)()
		}, conformance.Capabilities{Parallel: 1}, conformance.VerdictInconclusive, "*unsteady", ""},
		{"shared", "while one is open, another has not begun anew", func() conformance.Subject {
			if pool.ledger == nil {
				pool = pooled{&ledger{table: standard}}
			}
			return pool
		}, conformance.Capabilities{}, conformance.VerdictInconclusive, "adapter", ""},
		{"one at a time", "that one is open at a time was said", func() conformance.Subject {
			return pooled{&ledger{table: standard}}
		}, conformance.Capabilities{Parallel: 1}, conformance.VerdictAnswers, "", ""},
		{"lost line", "an error that leaves open what happened", broken(func(s *brokenService) {
			s.deliver = func(fsm.Event) (fsm.Verdict, error) { return "", errors.New("the line was cut") }
		}), conformance.Capabilities{}, conformance.VerdictInconclusive, "*indeterminate", ""},
		{"skips", "what cannot be asked does not answer", broken(func(s *brokenService) {
			s.deliver = func(fsm.Event) (fsm.Verdict, error) {
				return "", &conformance.SkipError{Reason: "not today"}
			}
		}), conformance.Capabilities{}, conformance.VerdictInconclusive, "", "not today"},
		{"applied again", "the id of what was applied is forgotten", forgets(fsm.VerdictApplied), conformance.Capabilities{}, conformance.VerdictDiffers, "*duplicate", ""},
		{"rejected again", "the id of what was rejected is forgotten", forgets(fsm.VerdictRejected), conformance.Capabilities{}, conformance.VerdictDiffers, "*duplicate", ""},
		{"moved", "it says ignored, and moves", redelivers(func(r *redelivery, _ string, _ fsm.Event) (fsm.Verdict, error) {
			r.at = fsm.Configuration{State: fsm.StateExpired, Generation: 1}
			return fsm.VerdictIgnored, nil
		}), conformance.Capabilities{}, conformance.VerdictDiffers, "*duplicate", ""},
		{"same answer", "it repeats its first answer, and does not move", redelivers(func(r *redelivery, _ string, _ fsm.Event) (fsm.Verdict, error) {
			return r.last, nil
		}), conformance.Capabilities{}, conformance.VerdictDiffers, "*duplicate", ""},
		{"ids skipped", "ids cannot be asked", redelivers(func(*redelivery, string, fsm.Event) (fsm.Verdict, error) {
			return "", &conformance.SkipError{Reason: "no ids today"}
		}), conformance.Capabilities{}, conformance.VerdictInconclusive, "", "no ids today"},
		{"ids panic", "a panic is caught there too", redelivers(func(*redelivery, string, fsm.Event) (fsm.Verdict, error) {
			panic("no more")
		}), conformance.Capabilities{}, conformance.VerdictInconclusive, "adapter", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := inquiry{open: test.open, of: test.of}.check(t)
			if r.Verdict != test.verdict || !named(r, test.key) || !skipped(r, test.because) {
				t.Errorf("%s: %s, %s: %q, skipped: %v", test.why, r.Verdict, r.Because, keys(r), r.Skips)
			}
			if l := r.Levels[0]; (l.Held == l.Planned) != (test.verdict == conformance.VerdictAnswers) {
				t.Errorf("%s: %+v", test.why, l)
			}
		})
	}
}

// TestSeedsAreAsked: at every place there, by more than one event.
func TestSeedsAreAsked(t *testing.T) {
	gap := func(c fsm.Configuration) bool { return c.State == fsm.StateUnknown }
	for _, test := range []struct {
		why     string
		seed    func(c fsm.Configuration) (fsm.Configuration, error)
		verdict conformance.Verdict
		key     string
		because string
		broke   bool
		skipped bool
	}{
		{"another live state: what differs first is the state that is read", func(c fsm.Configuration) (fsm.Configuration, error) {
			if c.State == fsm.StateGracePeriod {
				c.State = fsm.StatePastDue
			}
			return c, nil
		}, conformance.VerdictDiffers, "*seed", "", true, false},
		{"some cannot be seeded: they are skipped, by name", func(c fsm.Configuration) (fsm.Configuration, error) {
			if gap(c) {
				return c, &conformance.SkipError{Reason: "no gap can be seeded"}
			}
			return c, nil
		}, conformance.VerdictInconclusive, "", "no gap can be seeded", false, true},
		{"some break the adapter", func(c fsm.Configuration) (fsm.Configuration, error) {
			if gap(c) {
				return c, &conformance.FaultError{Fault: conformance.FaultCrashed, Message: "it crashed"}
			}
			return c, nil
		}, conformance.VerdictInconclusive, "adapter", "", false, true},
	} {
		r := inquiry{open: broken(func(s *brokenService) { s.seed = test.seed }), Options: conformance.Options{Level: 2}}.check(t)
		last := r.Levels[len(r.Levels)-1]
		if r.Verdict != test.verdict || !named(r, test.key) || !skipped(r, test.because) {
			t.Errorf("%s: %s, %s: %q, skipped: %v", test.why, r.Verdict, r.Because, keys(r), r.Skips)
		}
		if last.Name != "seeded configurations" || (last.Broke > 0) != test.broke || (last.Skipped > 0) != test.skipped {
			t.Errorf("%s: %+v", test.why, last)
		}
	}
}
