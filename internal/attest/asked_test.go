package attest_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// A fault changes what a subject would do, and where it goes.
type fault func(s *subject, step fsm.Step) (fsm.Verdict, fsm.Configuration)

// A subject answers as the reference does, but for its fault.
type subject struct {
	at    fsm.Configuration
	count int
	fault fault
}

func (s *subject) Deliver(_ context.Context, e fsm.Event) (fsm.Verdict, error) {
	step, err := fsm.NewTable(fsm.Standard()).Step(s.at, e)
	if err != nil {
		return "", err
	}
	verdict, to := step.Verdict(), step.To()
	if s.fault != nil {
		if verdict, to = s.fault(s, step); verdict == "" {
			return "", &conformance.SkipError{Reason: "the sandbox has no " + string(e)}
		}
	}
	s.at = to
	return verdict, nil
}

func (s *subject) ReadState(context.Context) (string, error) { return s.at.State.String(), nil }

// counting suspends a subscription at the third failure, though nobody sees it
// count.
func counting(s *subject, step fsm.Step) (fsm.Verdict, fsm.Configuration) {
	to := step.To()
	if step.Event() != fsm.EventFailRenewal || step.From().State != fsm.StatePastDue {
		s.count = 0
		return step.Verdict(), to
	}
	if s.count++; s.count == 2 {
		to.State, s.count = fsm.StateSuspended, 0
	}
	return step.Verdict(), to
}

// timid refuses what the strict profile refuses.
func timid(_ *subject, step fsm.Step) (fsm.Verdict, fsm.Configuration) {
	if step.Event() == fsm.EventReactivate && step.Verdict() == fsm.VerdictApplied {
		return fsm.VerdictRejected, step.From()
	}
	return step.Verdict(), step.To()
}

// deaf does not know what it cannot do.
func deaf(_ *subject, step fsm.Step) (fsm.Verdict, fsm.Configuration) {
	if step.Event() == fsm.EventLoseContact {
		return "", fsm.Configuration{}
	}
	return step.Verdict(), step.To()
}

// runs are the reports of real runs, each made once.
var runs sync.Map

// asked returns what a real run says of a subject with a fault. Its levels,
// findings and cells may be changed; what was learned may not.
func asked(t testing.TB, o conformance.Options, wrong fault) *conformance.Report {
	t.Helper()
	once, _ := runs.LoadOrStore(fmt.Sprintf("%+v %p", o.Level, wrong), sync.OnceValues(func() (*conformance.Report, error) {
		d := conformance.InProcess(func() conformance.Subject { return &subject{fault: wrong} }, conformance.Capabilities{Name: "demo", Version: "1.2.0"})
		return conformance.Check(context.Background(), d, o)
	}))
	r, err := once.(func() (*conformance.Report, error))()
	if err != nil {
		t.Fatal(err)
	}
	copied := *r
	copied.Guarantee.Model = "1 (0123456789ab)" // or each change of the model would change the goldens
	copied.Levels, copied.Findings, copied.Cells = slices.Clone(r.Levels), slices.Clone(r.Findings), maps.Clone(r.Cells)
	return &copied
}

func stricter(t testing.TB) *conformance.Report {
	return asked(t, conformance.Options{Level: 3}, timid)
}

func answering(t testing.TB) *conformance.Report {
	return asked(t, conformance.Options{}, counting)
}

func skipping(t testing.TB) *conformance.Report {
	return asked(t, conformance.Options{Level: 1}, deaf)
}

// learned is a machine with a hidden state.
func learned(t testing.TB) *conformance.Learned {
	return asked(t, conformance.Options{Level: 5}, counting).Learned
}

// TestTheRunsAreWhatTheyAreFor: a sample that comes out otherwise would test
// nothing.
func TestTheRunsAreWhatTheyAreFor(t *testing.T) {
	for name, want := range map[string]conformance.Verdict{
		"conforming": conformance.VerdictConforms, "stricter": conformance.VerdictStricter, "counting": conformance.VerdictDiffers,
		"answering": conformance.VerdictAnswers, "skipping": conformance.VerdictInconclusive,
	} {
		if got := samples(t)[name]; got.Verdict != want {
			t.Errorf("%s: %s, because %s", name, got.Verdict, got.Because)
		}
	}
	if extra := samples(t)["counting"].Guarantee.Extra; extra != 1 {
		t.Errorf("level 5 is said to prove k=%d, and the levels above 3 prove no more than k=1", extra)
	}
	if l := learned(t); l == nil || len(l.Hidden()) == 0 {
		t.Errorf("nothing hidden was learned: %+v", l)
	}
}
