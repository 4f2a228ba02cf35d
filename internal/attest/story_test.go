package attest_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/attest"
	"github.com/Huzefaaa2/subsim/internal/suite"
	"github.com/Huzefaaa2/subsim/replay"
)

// TestAFindingIsTold looks for what a block must say.
func TestAFindingIsTold(t *testing.T) {
	merged := dim(t)
	merged.Verdict = conformance.VerdictDiffers
	merged.Findings = []conformance.Finding{finding(t, conformance.KindRefused, 2, conformance.Observed{Verdict: "rejected"}, "activate", "fail_renewal", "cancel")}
	seeded := conforming(t)
	seeded.Verdict = conformance.VerdictDiffers
	seeded.Findings = []conformance.Finding{{
		Kind: conformance.KindSeed, Level: 2, Cell: conformance.Cell{State: fsm.StateSuspended, Event: fsm.EventResume},
		Before: fsm.Configuration{State: fsm.StateSuspended, Generation: 1}, Events: []fsm.Event{"resume"},
		Want: seen("applied", "active"), Got: seen("applied", "past_due"),
		Scenario: &replay.Scenario{Name: "resume", Profile: fsm.Standard(), Start: fsm.Configuration{State: fsm.StateSuspended, Generation: 1}, Steps: []replay.Step{{Events: []replay.Delivery{{Event: "resume"}}}}},
	}}
	clocked := conforming(t)
	clocked.Verdict = conformance.VerdictDiffers
	clocked.Findings = []conformance.Finding{{
		Kind: conformance.KindClock, Events: []fsm.Event{"start_trial"}, Want: seen("", "expired"), Got: seen("", "trial"),
		Scenario: &replay.Scenario{Name: "clock", Profile: fsm.Standard(), Steps: []replay.Step{{Events: []replay.Delivery{{Event: "start_trial"}}}, {Advance: 14 * 24 * time.Hour}}},
	}}
	strict := stricter(t)
	strict.Verdict = conformance.VerdictDiffers
	strict.Findings = []conformance.Finding{{
		Kind: conformance.KindAccepted, Cell: conformance.Cell{State: fsm.StateCancelled, Event: fsm.EventReactivate}, Before: fsm.Configuration{State: fsm.StateCancelled, Generation: 1},
		Events: []fsm.Event{"activate", "cancel", "reactivate"}, Shown: 2, Want: seen("rejected", "cancelled"), Got: seen("applied", "active"),
	}}
	hung := crashed(t)
	hung.Findings[0].Fault = conformance.FaultHung
	early := knowing(t)
	early.Levels[4].Stopped = "100 cases broke"
	saved := attest.Options{Saved: func(conformance.Finding) string { return "found/1.subsim.yaml" }}
	for _, test := range []struct {
		why    string
		report *conformance.Report
		o      attest.Options
		says   []string
		not    []string
	}{
		{"what cannot be told apart where it is wrong", merged, options, []string{
			"  not told apart: in place of past_due it may be in any of past_due,",
			"        want  applied, cancelled\n        got   rejected\n", "  run only this: subsim conform --run '^past_due/cancel$' -- ./adapter",
		}, nil},
		{"where a seeded subject begins", seeded, options, []string{"        from suspended\n  >  1  resume  suspended -> active\n"}, nil},
		{"a deadline is told by its scenario", clocked, options, []string{"FAIL  clock ", "  want  expired\n  got   trial\n", "advance: 14d"}, []string{"none -> trial"}},
		{"the stricter profile is what it is held against", strict, options, []string{"  >  3  reactivate  cancelled: rejected (profile)"}, nil},
		{"an adapter says what it does wrong", hung, options, []string{"\nFAIL  adapter hung  "}, nil},
		{"answers that contradict each other are none that were wanted", differing(t), options, []string{"        first applied, active\n        then  ignored, active\n"}, nil},
		{"a cell that is right at first, and wrong later on the way", asked(t, conformance.Options{Level: 5}, counting), options, []string{
			"hidden: the same event", "  level      5 (not played)\n",
		}, []string{"the wrong cell"}},
		{"a run that knows what differs, and was left early", early, options, []string{"6 known failures, but what is not known may have gone"}, nil},
		{"what was not asked, and why", skipping(t), options, []string{"not asked\n  ", ": the sandbox has no lose_contact\n"}, nil},
		{"where a hidden state begins", differing(t), options, []string{"\n  a second past_due (state 12)\n      it begins with fail_renewal in past_due; told from"}, nil},
		{"what the subject can do beside answering", conforming(t), options, []string{"  abilities  seeding, batches; 4 at a time\n"}, nil},
		{"the stricter profile, once", stricter(t), options, []string{"cancelled/reactivate; stricter\n             than what was asked for"}, []string{"measured against"}},
		{"a scenario that is saved is not written twice", merged, saved, []string{"  the reference's way: found/1.subsim.yaml\n"}, []string{"steps:"}},
	} {
		text := written(t, format{"txt", attest.Text}, test.report, test.o)
		for _, part := range test.says {
			if !strings.Contains(text, part) {
				t.Errorf("%s: %q is not said:\n%s", test.why, part, text)
			}
		}
		for _, part := range test.not {
			if strings.Contains(text, part) {
				t.Errorf("%s: %q is said:\n%s", test.why, part, text)
			}
		}
	}
}

func TestManyFindingsAreToldByName(t *testing.T) {
	r := differing(t)
	for range 30 {
		r.Findings = append(r.Findings, r.Findings[1])
	}
	short, long := written(t, formats[0], r, attest.Options{}), written(t, formats[1], r, attest.Options{})
	if got := strings.Count(short, "FAIL  past_due"); got != 15 || !strings.Contains(short, "and 16 findings more; -v tells all\n  past_due/cancel refused\n") {
		t.Errorf("%d blocks are written", got)
	}
	if got := strings.Count(long, "FAIL  past_due"); got != 31 {
		t.Errorf("with -v %d blocks are written", got)
	}
}

// TestTheGuaranteeClaimsNoMore holds its sentences against the level, the events
// and what can be seen.
func TestTheGuaranteeClaimsNoMore(t *testing.T) {
	at := func(level int) *conformance.Report {
		r := conforming(t)
		r.Guarantee.Level, r.Levels = level, append(r.Levels, conformance.LevelResult{Level: 4, Name: "chains", Held: 1, Planned: 1})
		return r
	}
	few := conforming(t)
	few.Guarantee = guarantee(t, fsm.Standard(), []fsm.Event{"activate", "suspend", "resume"}, suite.StateReadable())
	const every = "answers every sequence of these events"
	for _, test := range []struct {
		why    string
		report *conformance.Report
		says   string
		not    string
	}{
		{"the adapter alone", at(0), "Of the machine behind it nothing is said", every},
		{"a tour", at(1), "no fault is excluded for certain", every},
		{"a complete suite", at(3), every, "nothing is said of which of them it is in: (active"},
		{"more than a complete suite proves", at(4), "look for more, and prove no more, unless", "no fault is excluded"},
		{"little can be seen", dim(t), "(trial, trial+scheduled)", "which nothing is said: none"},
		{"few events are sent", few, "do not lead to these configurations, of which nothing is said: trial", "not sent nothing is said: 0"},
		{"it differs", differing(t), "Nothing is guaranteed", every},
		{"it crashed", crashed(t), "Nothing is guaranteed", "Assumed"},
	} {
		text := strings.Join(strings.Fields(written(t, formats[0], test.report, attest.Options{})), " ")
		if !strings.Contains(text, test.says) || strings.Contains(text, test.not) {
			t.Errorf("%s: %q is not said, or %q is:\n%s", test.why, test.says, test.not, text)
		}
	}
}

func TestMarks(t *testing.T) {
	cell := conformance.Cell{State: fsm.StatePastDue, Event: fsm.EventCancel}
	open := conformance.Finding{Kind: conformance.KindRefused, Cell: cell}
	known := open
	known.Known = true
	for _, test := range []struct {
		why      string
		result   conformance.CellResult
		findings []conformance.Finding
		refused  bool
		want     string
	}{
		{"it was not asked", conformance.CellResult{}, nil, false, "."},
		{"it held", conformance.CellResult{Held: 2}, nil, false, "ok"},
		{"it held as refused", conformance.CellResult{Held: 2}, nil, true, "less"},
		{"a part was skipped", conformance.CellResult{Held: 2, Skipped: 1}, nil, false, "skip"},
		{"a case broke", conformance.CellResult{Held: 2, Broke: 1}, nil, false, "FAIL"},
		{"a finding, though no case was counted", conformance.CellResult{}, []conformance.Finding{open}, false, "FAIL"},
		{"a finding that is known", conformance.CellResult{Broke: 1, Skipped: 1}, []conformance.Finding{known}, false, "known"},
		{"one that is known and one that is not", conformance.CellResult{Broke: 2}, []conformance.Finding{known, open}, false, "FAIL"},
		{"refused beyond the stricter profile too", conformance.CellResult{Broke: 1}, []conformance.Finding{open}, true, "FAIL"},
	} {
		r := &conformance.Report{Findings: test.findings, Cells: map[conformance.Cell]conformance.CellResult{cell: test.result}}
		if test.refused {
			r.Refused = []conformance.Cell{cell}
		}
		for line := range strings.Lines(written(t, format{"matrix.txt", matrix}, r, options)) {
			if words := strings.Fields(line); len(words) > 4 && words[0] == "cancel" && words[4] != test.want {
				t.Errorf("%s: %s, want %s", test.why, words[4], test.want)
			}
		}
	}
}

// TestMermaidDrawsWhatWasLearned: nothing that was not.
func TestMermaidDrawsWhatWasLearned(t *testing.T) {
	drawn := format{"mmd", attest.Mermaid}
	r := differing(t)
	compare(t, "testdata/differing.mmd", written(t, drawn, r, options))
	r.Learned = hostileMachine(t)
	for line := range strings.Lines(written(t, drawn, r, options)) {
		if strings.ContainsAny(line, "\x1b\r<\u202e") || !strings.HasPrefix(line, "stateDiagram") && !strings.HasPrefix(line, "    ") {
			t.Fatalf("it draws %q", line)
		}
	}
	if err := attest.Mermaid(io.Discard, conforming(t), options); err == nil || !strings.Contains(err.Error(), "--learn") {
		t.Errorf("nothing was learned, and what is said is %v", err)
	}
}
