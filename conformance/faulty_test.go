package conformance_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// in makes a fault of one cell: elsewhere the table answers.
func in(state fsm.State, e fsm.Event, wrong fault) fault {
	return func(l *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
		if right.From().State == state && right.Event() == e {
			return wrong(l, right)
		}
		return right.Verdict(), right.To()
	}
}

// after makes a fault that begins when an event has come so often.
func after(times int, e fsm.Event, wrong fault) fault {
	return func(l *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
		if l.count(e) >= times {
			return wrong(l, right)
		}
		return right.Verdict(), right.To()
	}
}

func refuse(_ *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
	return fsm.VerdictRejected, right.From()
}

func ignore(_ *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
	return fsm.VerdictIgnored, right.From()
}

// leads answers rightly, and leads to a state.
func leads(to fsm.State) fault {
	return func(_ *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
		return right.Verdict(), fsm.Configuration{State: to, Generation: 1}
	}
}

func apply(to fsm.State) fault {
	return func(*ledger, fsm.Step) (fsm.Verdict, fsm.Configuration) {
		return fsm.VerdictApplied, fsm.Configuration{State: to, Generation: 1}
	}
}

// unflag loses the scheduled cancellation.
func unflag(_ *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
	to := right.To()
	to.CancellationScheduled = false
	return right.Verdict(), to
}

// flag schedules a cancellation that nobody asked for.
func flag(_ *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
	to := right.To()
	to.CancellationScheduled = true
	return right.Verdict(), to
}

// whenScheduled makes a fault that depends on the flag.
func whenScheduled(wrong fault) fault {
	return func(l *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
		if right.From().CancellationScheduled {
			return wrong(l, right)
		}
		return right.Verdict(), right.To()
	}
}

// TestPlantedFaultsAreNamed: by kind and cell, on the first level that can.
func TestPlantedFaultsAreNamed(t *testing.T) {
	for _, test := range []struct {
		why   string
		fault fault
		level int
		key   string
	}{
		{"a cancelled subscription is revived", in(fsm.StateCancelled, fsm.EventRecover, apply(fsm.StateActive)), 1, "cancelled/recover accepted"},
		{"what is not legal is swallowed", in(fsm.StateExpired, fsm.EventRenew, ignore), 1, "expired/renew accepted"},
		{"what is legal is ignored", in(fsm.StatePastDue, fsm.EventRecover, ignore), 1, "past_due/recover verdict"},
		{"it leads to another state, as all can see", in(fsm.StatePastDue, fsm.EventRecover, apply(fsm.StateGracePeriod)), 1, "past_due/recover elsewhere"},
		{"a refused event moves it", in(fsm.StateTrial, fsm.EventRenew, leads(fsm.StateActive)), 1, "trial/renew changed"},
		{"an ignored event moves it", in(fsm.StateActive, fsm.EventResume, leads(fsm.StateSuspended)), 1, "active/resume changed"},
		{"a law does not let it refuse", in(fsm.StateSuspended, fsm.EventCancel, refuse), 1, "suspended/cancel refused"},
		{"unknown is answered as active", in(fsm.StateActive, fsm.EventLoseContact, apply(fsm.StateActive)), 1, "active/lose_contact elsewhere"},
		{"the flag is lost, as is seen only later", in(fsm.StateActive, fsm.EventRenew, unflag), 1, "active/renew elsewhere"},
		{"a refused event leaves a flag behind", in(fsm.StatePastDue, fsm.EventActivate, flag), 1, "past_due/activate changed"},
		{"an ignored event loses the flag", in(fsm.StateActive, fsm.EventActivate, unflag), 1, "active/activate changed"},
		{"the gap forgets that it is cancelled", in(fsm.StateCancelled, fsm.EventLoseContact, func(_ *ledger, right fsm.Step) (fsm.Verdict, fsm.Configuration) {
			return right.Verdict(), fsm.Configuration{State: fsm.StateUnknown, Generation: 1}
		}), 1, "cancelled/lose_contact elsewhere"},
		{"it refuses to end only when that is scheduled", in(fsm.StateActive, fsm.EventCancel, whenScheduled(refuse)), 1, "active/cancel refused"},
		{"a second failure is one too many", in(fsm.StatePastDue, fsm.EventRecover, after(2, fsm.EventFailRenewal, refuse)), 1, "past_due/recover hidden"},
		{"a renewal is refused after two failures", in(fsm.StateActive, fsm.EventRenew, after(2, fsm.EventFailRenewal, refuse)), 1, "active/renew hidden"},
		{"a renewal is refused after three failures", in(fsm.StateActive, fsm.EventRenew, after(3, fsm.EventFailRenewal, refuse)), 1, "active/renew hidden"},
		{"a renewal is refused after nine", in(fsm.StateActive, fsm.EventRenew, after(9, fsm.EventRenew, refuse)), 5, "active/renew hidden"},
	} {
		t.Run(test.key, func(t *testing.T) {
			t.Parallel()
			r := inquiry{open: opens(test.fault), Options: conformance.Options{Level: test.level}}.check(t)
			if r.Verdict != conformance.VerdictDiffers || !slices.Equal(keys(r), []string{test.key}) {
				t.Errorf("%s: %s, %s: %q", test.why, r.Verdict, r.Because, keys(r))
			}
			if test.level == 1 {
				return
			}
			r = inquiry{open: opens(test.fault), Options: conformance.Options{Level: test.level - 1}}.check(t)
			if r.Verdict != conformance.VerdictConforms {
				t.Errorf("%s: it is found on level %d already: %q", test.why, test.level-1, keys(r))
			}
		})
	}
}

// A broken service is wrong in what it has beyond its answers.
type brokenService struct {
	*service
	deliver func(e fsm.Event) (fsm.Verdict, error) // nil where nothing is wrong with that
	seed    func(c fsm.Configuration) (fsm.Configuration, error)
	batch   func(all []conformance.Observed) ([]conformance.Observed, error)
	once    func(id string) string
}

func (s brokenService) Deliver(ctx context.Context, e fsm.Event) (fsm.Verdict, error) {
	if s.deliver != nil {
		if verdict, err := s.deliver(e); verdict != "" || err != nil {
			return verdict, err
		}
	}
	return s.service.Deliver(ctx, e)
}

func (s brokenService) Seed(ctx context.Context, c fsm.Configuration) (err error) {
	if s.seed != nil {
		if c, err = s.seed(c); err != nil {
			return err
		}
	}
	return s.service.Seed(ctx, c)
}

func (s brokenService) DeliverAll(ctx context.Context, events []fsm.Event) ([]conformance.Observed, error) {
	var seen []conformance.Observed
	for _, e := range events {
		verdict, err := s.Deliver(ctx, e)
		if err != nil {
			return seen, err
		}
		seen = append(seen, conformance.Observed{Verdict: verdict, State: s.at.State.String()})
	}
	if s.batch != nil {
		return s.batch(seen)
	}
	return seen, nil
}

func (s brokenService) DeliverOnce(ctx context.Context, id string, e fsm.Event) (fsm.Verdict, error) {
	if s.once != nil {
		id = s.once(id)
	}
	return s.service.DeliverOnce(ctx, id, e)
}

// broken opens services that are broken in one way each.
func broken(how func(s *brokenService)) func() conformance.Subject {
	return func() conformance.Subject {
		s := &brokenService{service: newService(nil, 0)}
		how(s)
		return s
	}
}

// TestBrokenServicesAreNamed: what a subject has beyond its answers is judged too,
// and an adapter that fails is never a pass.
func TestBrokenServicesAreNamed(t *testing.T) {
	var deliveries, opened int
	for _, test := range []struct {
		name    string
		why     string
		open    func() conformance.Subject
		level   int
		verdict conformance.Verdict
		key     string // of a finding; empty where there is none
		because string // of a skip
	}{
		{"seed", "a seed loses the flag", broken(func(s *brokenService) {
			s.seed = func(c fsm.Configuration) (fsm.Configuration, error) {
				c.CancellationScheduled = false
				return c, nil
			}
		}), 2, conformance.VerdictDiffers, "active/schedule_cancellation seed", ""},
		{"seed skipped", "what cannot be seeded is not held", broken(func(s *brokenService) {
			s.seed = func(c fsm.Configuration) (fsm.Configuration, error) {
				return c, &conformance.SkipError{Reason: "no gap can be seeded"}
			}
		}), 2, conformance.VerdictInconclusive, "", "no gap can be seeded"},
		{"late", "the clock fires a minute late", func() conformance.Subject { return newService(nil, time.Minute) }, 1, conformance.VerdictDiffers, "trial/expire clock", ""},
		{"early", "the clock fires a minute early", func() conformance.Subject { return newService(nil, -time.Minute) }, 1, conformance.VerdictDiffers, "trial/expire clock", ""},
		{"batch", "a batch stops early and says nothing", broken(func(s *brokenService) {
			s.batch = func(all []conformance.Observed) ([]conformance.Observed, error) { return all[:len(all)/2], nil }
		}), 1, conformance.VerdictInconclusive, "adapter", ""},
		{"batch answers", "a batch is answered otherwise than its events", broken(func(s *brokenService) {
			s.batch = func(all []conformance.Observed) ([]conformance.Observed, error) {
				for i := range all {
					if all[i].Verdict == fsm.VerdictIgnored {
						all[i].Verdict = fsm.VerdictApplied
					}
				}
				return all, nil
			}
		}), 0, conformance.VerdictInconclusive, "*unsteady", ""},
		{"revives", "a fault of a cell is no fault of the seed or of the clock", func() conformance.Subject {
			return newService(in(fsm.StateActive, fsm.EventRenew, unflag), 0)
		}, 3, conformance.VerdictDiffers, "active/renew elsewhere", ""},
		{"once", "an id is applied twice", broken(func(s *brokenService) {
			s.once = func(string) string { return "" }
		}), 0, conformance.VerdictDiffers, "*duplicate", ""},
		{"panic", "a panic is caught", broken(func(s *brokenService) {
			s.deliver = func(e fsm.Event) (fsm.Verdict, error) {
				if e == fsm.EventRenew {
					panic("no more")
				}
				return "", nil
			}
		}), 1, conformance.VerdictInconclusive, "adapter", ""},
		{"indefinite", "nobody knows what became of it", broken(func(s *brokenService) {
			s.deliver = func(e fsm.Event) (fsm.Verdict, error) {
				if e == fsm.EventRenew && s.at.State == fsm.StateActive {
					return "", errors.New("the line was cut")
				}
				return "", nil
			}
		}), 1, conformance.VerdictInconclusive, "active/renew indeterminate", ""},
		{"skip", "what cannot be asked has not held", broken(func(s *brokenService) {
			s.deliver = func(e fsm.Event) (fsm.Verdict, error) {
				if e == fsm.EventLoseContact {
					return "", &conformance.SkipError{Reason: "the sandbox is always in contact"}
				}
				return "", nil
			}
		}), 1, conformance.VerdictInconclusive, "", "the sandbox is always in contact"},
		{"definite", "two errors in a row that say that nothing happened are forgiven", broken(func(s *brokenService) {
			s.deliver = func(fsm.Event) (fsm.Verdict, error) {
				if deliveries++; deliveries%1000 < 2 {
					return "", &conformance.DefiniteError{Message: "busy"}
				}
				return "", nil
			}
		}), 1, conformance.VerdictConforms, "", ""},
		{"busy", "always busy is no answer", broken(func(s *brokenService) {
			s.deliver = func(fsm.Event) (fsm.Verdict, error) { return "", &conformance.DefiniteError{Message: "busy"} }
		}), 1, conformance.VerdictInconclusive, "", "asked 3 times: busy"},
		{"babble", "an answer that is none", broken(func(s *brokenService) {
			s.deliver = func(e fsm.Event) (fsm.Verdict, error) { return "perhaps", nil }
		}), 1, conformance.VerdictInconclusive, "adapter", ""},
		{"used", "a subscription that was opened has started already", func() conformance.Subject {
			s := newService(nil, 0)
			s.begin(fsm.Configuration{State: fsm.StateActive, Generation: 1})
			return s
		}, 1, conformance.VerdictInconclusive, "adapter", ""},
		{"unsteady", "the same is answered in two ways", func() conformance.Subject {
			s := newService(nil, 0)
			if opened++; opened%2 == 0 {
				s.fault = in(fsm.StateActive, fsm.EventRenew, refuse)
			}
			return s
		}, 1, conformance.VerdictInconclusive, "active/renew unsteady", ""},
		{"nothing", "there is no subject", func() conformance.Subject { return nil }, 1, conformance.VerdictInconclusive, "adapter", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := inquiry{open: test.open, of: conformance.Capabilities{Policy: terms}, Options: conformance.Options{Level: test.level}}.check(t)
			if r.Verdict != test.verdict || !named(r, test.key) || !skipped(r, test.because) {
				t.Errorf("%s: %s, %s: %q, skipped: %v", test.why, r.Verdict, r.Because, keys(r), r.Skips)
			}
		})
	}
}

// named reports whether a finding has a key, or a kind after a star; an empty key
// is that of no finding at all.
func named(r *conformance.Report, key string) bool {
	if key == "" {
		return len(r.Findings) == 0
	}
	return slices.ContainsFunc(r.Findings, func(f conformance.Finding) bool {
		return f.Key() == key || "*"+string(f.Kind) == key
	})
}

func skipped(r *conformance.Report, reason string) bool {
	if reason == "" {
		return len(r.Skips) == 0
	}
	return slices.ContainsFunc(r.Skips, func(s conformance.Skip) bool { return s.Reason == reason || hasSuffix(s.Reason, reason) })
}

func hasSuffix(text, end string) bool {
	return len(text) >= len(end) && text[len(text)-len(end):] == end
}

// TestRestrictedAlphabets: what is not sent is not judged, and the report says
// what is beyond it.
func TestRestrictedAlphabets(t *testing.T) {
	few := []fsm.Event{fsm.EventActivate, fsm.EventSuspend, fsm.EventResume, fsm.EventCancel}
	for _, test := range []struct {
		why     string
		fault   fault
		verdict conformance.Verdict
		key     string
	}{
		{"all is right", nil, conformance.VerdictConforms, ""},
		{"the fault lies in what is sent", in(fsm.StateCancelled, fsm.EventResume, apply(fsm.StateActive)), conformance.VerdictDiffers, "cancelled/resume accepted"},
		{"the fault lies beyond", in(fsm.StateCancelled, fsm.EventRecover, apply(fsm.StateActive)), conformance.VerdictConforms, ""},
	} {
		for _, q := range []inquiry{
			{of: conformance.Capabilities{Events: few}, Options: conformance.Options{Level: 3}},
			{Options: conformance.Options{Level: 3, Events: few}},
		} {
			q.open = opens(test.fault)
			r := q.check(t)
			if r.Verdict != test.verdict || !named(r, test.key) {
				t.Errorf("%s: %s, %s: %q", test.why, r.Verdict, r.Because, keys(r))
			}
			if !slices.Equal(r.Guarantee.Events, few) || len(r.Guarantee.Beyond) != 26-4 {
				t.Errorf("%s: %v are sent, and %v lie beyond", test.why, r.Guarantee.Events, r.Guarantee.Beyond)
			}
		}
	}
}

// TestLessIsSeen: a fault that an observation shows is named, and one that it
// cannot show is no finding.
func TestLessIsSeen(t *testing.T) {
	accepting := suite.AnswersOnly()
	accepting.Accepts = true
	for _, test := range []struct {
		why     string
		fault   fault
		sees    suite.Observation
		verdict conformance.Verdict
		key     string
	}{
		{"a revival shows in the answer", in(fsm.StateCancelled, fsm.EventRecover, apply(fsm.StateActive)), suite.AnswersOnly(), conformance.VerdictDiffers, "cancelled/recover accepted"},
		{"and where applied and ignored are one", in(fsm.StateCancelled, fsm.EventRecover, apply(fsm.StateActive)), accepting, conformance.VerdictDiffers, "cancelled/recover accepted"},
		{"another live state shows only in what comes", in(fsm.StateActive, fsm.EventFailRenewal, leads(fsm.StateGracePeriod)), suite.Coarse(), conformance.VerdictDiffers, "active/fail_renewal elsewhere"},
		{"ignored for applied is seen", in(fsm.StatePastDue, fsm.EventFailRenewal, ignore), suite.AnswersOnly(), conformance.VerdictDiffers, "past_due/fail_renewal verdict"},
		{"but not where both are accepted", in(fsm.StatePastDue, fsm.EventFailRenewal, ignore), accepting, conformance.VerdictConforms, ""},
	} {
		r := inquiry{open: seenAs(opens(test.fault), test.sees), of: conformance.Capabilities{Statuses: test.sees.Statuses, Accepts: test.sees.Accepts}, Options: conformance.Options{Level: 3}}.check(t)
		if r.Verdict != test.verdict || !named(r, test.key) {
			t.Errorf("%s: %s, %s: %q", test.why, r.Verdict, r.Because, keys(r))
		}
	}
}
