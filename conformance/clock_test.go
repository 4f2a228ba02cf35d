package conformance_test

import (
	"context"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
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
