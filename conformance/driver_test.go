package conformance_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// A brokenDriver says hello and ends as it is told.
type brokenDriver struct {
	conformance.Driver
	hello, end error
	ended      int
}

func (d *brokenDriver) Hello(ctx context.Context) (conformance.Capabilities, error) {
	if d.hello != nil {
		return conformance.Capabilities{}, d.hello
	}
	return d.Driver.Hello(ctx)
}

func (d *brokenDriver) Close() error {
	d.ended++
	return d.end
}

// TestDrivers: one that says nothing, or does not end well, is a finding and never
// a pass; and each is ended once.
func TestDrivers(t *testing.T) {
	crash := &conformance.FaultError{Fault: conformance.FaultCrashed, Message: "it crashed", Evidence: "core dumped"}
	refusal := errors.New("no such file")
	done, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		why        string
		ctx        context.Context
		hello, end error
		err        error
		verdict    conformance.Verdict // empty where there is no report
		finding    string
	}{
		{"all is well", t.Context(), nil, nil, nil, conformance.VerdictConforms, ""},
		{"it does not end well", t.Context(), nil, crash, nil, conformance.VerdictInconclusive, "adapter"},
		{"it never said hello", t.Context(), crash, nil, nil, conformance.VerdictInconclusive, "adapter"},
		{"it could not be started: that is about the question", t.Context(), refusal, nil, refusal, "", ""},
		{"nobody waits for its hello any more", done, crash, nil, context.Canceled, "", ""},
		{"nobody waits any more, and it ends badly", done, nil, crash, context.Canceled, conformance.VerdictInconclusive, ""},
	} {
		d := &brokenDriver{Driver: conformance.InProcess(opens(nil), conformance.Capabilities{}), hello: test.hello, end: test.end}
		r, err := conformance.Check(test.ctx, d, conformance.Options{Level: 1})
		if !errors.Is(err, test.err) {
			t.Errorf("%s: %v", test.why, err)
		}
		if want := test.err != refusal; (d.ended == 1) != want {
			t.Errorf("%s: it was ended %d times", test.why, d.ended)
		}
		if test.verdict == "" {
			continue
		}
		if r.Verdict != test.verdict || !named(r, test.finding) {
			t.Errorf("%s: %s, %s: %q", test.why, r.Verdict, r.Because, keys(r))
		}
		for _, f := range r.Findings {
			if f.Fault != crash.Fault || f.Evidence != crash.Evidence || r.Because != crash.Message {
				t.Errorf("%s: the evidence is lost: %+v", test.why, f)
			}
		}
	}
}

// TestOptionsMakeSense: what cannot be asked is an error, and all of it is told.
func TestOptionsMakeSense(t *testing.T) {
	of := conformance.Capabilities{Events: []fsm.Event{fsm.EventActivate, fsm.EventCancel}}
	for _, test := range []struct {
		why     string
		options conformance.Options
		says    []string
	}{
		{"a level too high", conformance.Options{Level: 6}, []string{"there is no level 6"}},
		{"a level too low", conformance.Options{Level: -1}, []string{"there is no level -1"}},
		{"events that nobody knows, and that the subject does not", conformance.Options{Events: []fsm.Event{"cancell", fsm.EventRenew}}, []string{"cancell", "the subject does not know the event renew"}},
	} {
		r, err := conformance.Check(t.Context(), conformance.InProcess(opens(nil), of), test.options)
		if err == nil || r != nil {
			t.Errorf("%s: %+v, %v", test.why, r, err)
			continue
		}
		if slices.ContainsFunc(test.says, func(part string) bool { return !strings.Contains(err.Error(), part) }) {
			t.Errorf("%s: %v", test.why, err)
		}
	}
}
