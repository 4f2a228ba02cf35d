package conformance_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

var (
	cancel  = conformance.Cell{State: fsm.StatePastDue, Event: fsm.EventCancel}
	recover = conformance.Cell{State: fsm.StateCancelled, Event: fsm.EventRecover}
)

// ran is a report of a run that was played to its end.
func ran(findings ...conformance.Finding) *conformance.Report {
	return &conformance.Report{
		Levels:   []conformance.LevelResult{{Level: 1, Held: 3, Planned: 3}},
		Findings: findings,
		Cells:    map[conformance.Cell]conformance.CellResult{cancel: {Held: 1}, recover: {Held: 2}},
	}
}

func known(t *testing.T, text string) *conformance.Known {
	t.Helper()
	k, err := conformance.ParseKnown("known.txt", text)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestParseKnown(t *testing.T) {
	k := known(t, "# why\n\n  past_due/cancel   refused # until March\r\nnone/start_trial accepted\nunsteady")
	var lines []string
	for _, l := range k.Lines {
		lines = append(lines, l.String())
	}
	want := []string{"known.txt:3: past_due/cancel refused", "known.txt:4: none/start_trial accepted", "known.txt:5: unsteady"}
	if !slices.Equal(lines, want) {
		t.Errorf("%q, want %q", lines, want)
	}
}

func TestParseKnownReportsEveryProblem(t *testing.T) {
	for _, test := range []struct{ why, text, place, message, help string }{
		{"a state outside the vocabulary", "canceled/recover accepted", ":1:1", `unknown state "canceled"`, "did you mean cancelled?"},
		{"an event outside it", "\npast_due/cancell refused", ":2:10", `unknown event "cancell"`, "did you mean cancel?"},
		{"a kind outside it", "é/cancel x", ":1:1", `unknown state "é"`, "one of none, trial"},
		{"a kind alone that is none", "  unstedy", ":1:3", `unknown kind "unstedy"`, "did you mean unsteady?"},
		{"a cell without a kind", "past_due/cancel", ":1:1", "the kind of finding is missing", "past_due/cancel refused"},
		{"a configuration is no state", "active+scheduled/cancel refused", ":1:1", `unknown state "active+scheduled"`, "one of none"},
		{"a state without an event", "past_due refused", ":1:1", `"past_due" is no cell`, "state/event"},
		{"more than a cell and a kind", "past_due/cancel refused always", ":1:25", "nothing may follow the kind", "#"},
		{"the same twice", "unsteady\n#\n unsteady", ":3:2", "unsteady stands on line 1 already", ""},
	} {
		_, err := conformance.ParseKnown("known.txt", test.text)
		var problems diag.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: no problem is reported", test.why)
			continue
		}
		p := problems[0]
		if p.Place() != "known.txt"+test.place || p.Message != test.message || !strings.Contains(p.Help, test.help) {
			t.Errorf("%s: %s: %s (%s)", test.why, p.Place(), p.Message, p.Help)
		}
	}
	_, err := conformance.ParseKnown("known.txt", "canceled/cancell refusd\nactive/nothing")
	var problems diag.Problems
	if errors.As(err, &problems); len(problems) != 5 {
		t.Errorf("not every problem is reported: %v", err)
	}
}

func TestApply(t *testing.T) {
	refused := conformance.Finding{Kind: conformance.KindRefused, Cell: cancel}
	unsteady := conformance.Finding{Kind: conformance.KindUnsteady}
	skipped := ran()
	skipped.Cells[cancel] = conformance.CellResult{Held: 1, Skipped: 1}
	stopped := ran()
	stopped.Levels[0].Stopped = "interrupted"
	for _, test := range []struct {
		why    string
		report *conformance.Report
		text   string
		open   int
		stale  int
	}{
		{"a finding is named", ran(refused), "past_due/cancel refused", 0, 0},
		{"another finding of the cell is not", ran(refused), "past_due/cancel elsewhere", 1, 1},
		{"a finding about no cell", ran(unsteady), "unsteady", 0, 0},
		{"one line names all findings of its key", ran(refused, refused), "past_due/cancel refused", 0, 0},
		{"nothing is wrong any more", ran(), "past_due/cancel refused\nunsteady", 0, 2},
		{"the cell was not asked", ran(), "none/start_trial refused", 0, 0},
		{"a case about the cell was skipped", skipped, "past_due/cancel refused", 0, 0},
		{"the run ended before its time", stopped, "past_due/cancel refused\nunsteady", 0, 0},
		{"nothing was asked at all", &conformance.Report{}, "past_due/cancel refused\nunsteady", 0, 0},
	} {
		stale := known(t, test.text).Apply(test.report)
		if open := test.report.Open(); len(open) != test.open || len(stale) != test.stale || len(test.report.Stale) != test.stale {
			t.Errorf("%s: %d open and %d stale, want %d and %d", test.why, len(open), len(stale), test.open, test.stale)
		}
	}
	r := ran(refused)
	known(t, "past_due/cancel refused").Apply(r)
	known(t, "").Apply(r)
	if len(r.Open()) != 1 {
		t.Error("a finding stays known to a file that does not name it")
	}
}

func TestFixed(t *testing.T) {
	revived := conformance.Finding{Kind: conformance.KindAccepted, Cell: recover}
	for _, test := range []struct{ why, text, want string }{
		{"a stale line goes, comments stay", "# a\npast_due/cancel refused # b\n\n# c\n", "# a\n\n# c\ncancelled/recover accepted\n"},
		{"what is needed stays as it is", "cancelled/recover   accepted # b", "cancelled/recover   accepted # b\n"},
		{"an empty file", "", "cancelled/recover accepted\n"},
		{"the file's own line ends", "# a\r\n", "# a\r\ncancelled/recover accepted\r\n"},
	} {
		k, r := known(t, test.text), ran(revived, revived)
		k.Apply(r)
		if got := k.Fixed(r); got != test.want {
			t.Errorf("%s: %q, want %q", test.why, got, test.want)
		}
	}
}

// FuzzKnown: whatever is read is either refused at a place in the text, or, once
// fixed, names all findings and nothing stale.
func FuzzKnown(f *testing.F) {
	for _, text := range []string{"# why\n\npast_due/cancel refused # x\r\n", "unsteady", "canceled/x y z", "\xff/\x00 é\n\tunsteady"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		k, err := conformance.ParseKnown("known.txt", text)
		var problems diag.Problems
		if errors.As(err, &problems) {
			for _, p := range problems {
				if p.Span.Line < 1 || p.Span.Column < 1 || p.Span.Column+p.Span.Width-1 > len([]rune(p.Source.Line(p.Span.Line))) {
					t.Errorf("%q: %s lies outside of the text", text, p.Place())
				}
			}
			return
		}
		r := ran(conformance.Finding{Kind: conformance.KindAccepted, Cell: recover}, conformance.Finding{Kind: conformance.KindAdapter})
		k.Apply(r)
		fixed := known(t, k.Fixed(r))
		if stale := fixed.Apply(r); len(stale) > 0 || len(r.Open()) > 0 {
			t.Errorf("%q: fixed, %v is stale and %v open", text, stale, r.Open())
		}
	})
}
