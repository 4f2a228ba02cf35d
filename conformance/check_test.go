package conformance_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
	"github.com/Huzefaaa2/subsim/replay"
)

// An inquiry is what a test asks, and of whom.
type inquiry struct {
	open func() conformance.Subject
	of   conformance.Capabilities
	conformance.Options
}

// check asks, and holds the report against what must be true of every report.
func (q inquiry) check(t *testing.T) *conformance.Report {
	t.Helper()
	if q.MaxQueries == 0 {
		q.MaxQueries = -1
	}
	report, err := conformance.Check(context.Background(), conformance.InProcess(q.open, q.of), q.Options)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		scenarioHolds(t, f)
	}
	if conforms := report.Verdict == conformance.VerdictConforms; conforms != (report.Because == "") {
		t.Errorf("%s, because %q", report.Verdict, report.Because)
	}
	if conforming(report) && len(report.Findings)+len(report.Skips) > 0 {
		t.Errorf("%s, with %v and %v", report.Verdict, keys(report), report.Skips)
	}
	return report
}

func conforming(r *conformance.Report) bool {
	return r.Verdict == conformance.VerdictConforms || r.Verdict == conformance.VerdictStricter
}

// scenarioHolds: the scenario of a finding can be written, read back and replayed,
// and the reference does what it says.
func scenarioHolds(t *testing.T, f conformance.Finding) {
	t.Helper()
	if f.Scenario == nil {
		if f.Kind != conformance.KindAdapter && len(f.Events) > 0 {
			t.Errorf("%s has no scenario", f.Key())
		}
		return
	}
	var file strings.Builder
	if err := replay.Format(&file, f.Scenario); err != nil {
		t.Errorf("%s: %s", f.Key(), err)
		return
	}
	scenarios, err := replay.Parse("finding.subsim.yaml", []byte(file.String()))
	if err != nil {
		t.Errorf("%s: %s\n%s", f.Key(), err, file.String())
		return
	}
	trace, err := replay.NewPlayer().Play(context.Background(), scenarios[0])
	if err != nil {
		t.Errorf("%s: %s\n%s", f.Key(), err, file.String())
		return
	}
	if failure := replay.Judge(scenarios[0], trace); failure != nil {
		t.Errorf("%s: step %d of its own scenario does not hold: %v\n%s", f.Key(), failure.Step+1, failure.Mismatches, file.String())
	}
}

// keys names the findings.
func keys(r *conformance.Report) []string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.Key())
	}
	return all
}

// played names what was played.
func played(r *conformance.Report) []string {
	var all []string
	for _, level := range r.Levels {
		all = append(all, level.Name)
	}
	return all
}

// TestRightSubjectsConform: on every level, with all that a subject can have.
func TestRightSubjectsConform(t *testing.T) {
	t.Parallel()
	service := func() conformance.Subject { return newService(nil, 0) }
	for level := 0; level <= conformance.MaxLevel; level++ {
		r := inquiry{open: service, of: conformance.Capabilities{Policy: terms}, Options: conformance.Options{Level: level}}.check(t)
		want := conformance.VerdictConforms
		if level == 0 {
			want = conformance.VerdictAnswers
		}
		if r.Verdict != want || len(r.Findings) > 0 {
			t.Errorf("level %d: %s, %s %v", level, r.Verdict, r.Because, keys(r))
		}
		if names := played(r); level >= 2 && !(slices.Contains(names, "deadlines") && slices.Contains(names, "seeded configurations")) {
			t.Errorf("level %d: the clock or the seeds were left out: %v", level, names)
		}
	}
}

// TestProfilesConformAsThemselves: whatever can be seen.
func TestProfilesConformAsThemselves(t *testing.T) {
	t.Parallel()
	for _, p := range fsm.Profiles() {
		for _, o := range []suite.Observation{suite.StateReadable(), suite.Coarse(), suite.AnswersOnly()} {
			open := opensAs(p, nil)
			r := inquiry{open: seenAs(open, o), of: conformance.Capabilities{Statuses: o.Statuses}, Options: conformance.Options{Level: 2, Profile: p}}.check(t)
			if r.Verdict != conformance.VerdictConforms {
				t.Errorf("%s, %s: %s, %s %v", p.Name(), o, r.Verdict, r.Because, keys(r))
			}
		}
	}
}

// A coarse subject shows a status in place of its state, and accepts.
type coarse struct {
	*ledger
	suite.Observation
}

func (c coarse) Deliver(ctx context.Context, e fsm.Event) (fsm.Verdict, error) {
	verdict, err := c.ledger.Deliver(ctx, e)
	return c.Observation.Verdict(verdict), err
}

func (c coarse) ReadState(context.Context) (string, error) { return c.Status(c.at.State), nil }

// seenAs shows ledgers as an observation does.
func seenAs(open func() conformance.Subject, o suite.Observation) func() conformance.Subject {
	return func() conformance.Subject {
		seen := coarse{open().(*ledger), o}
		if o.Statuses == nil {
			return struct{ deliverer }{seen}
		}
		return seen
	}
}

// A deliverer has the one method that it must have.
type deliverer interface {
	Deliver(context.Context, fsm.Event) (fsm.Verdict, error)
}
