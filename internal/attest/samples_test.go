package attest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/attest"
	"github.com/Huzefaaa2/subsim/internal/suite"
	"github.com/Huzefaaa2/subsim/replay"
)

// hostile is what nobody should send, and somebody does.
const hostile = "\x1b[2J\x1b[31mgreen\x1b[0m\r\x00\u202e\u009b5m <script>alert(1)</script> ]]> </pre> & ```\n::error::gotcha\n##[error]gotcha\n| [a](b) `c` **d**\n"

// sent is what a service with no sight of gaps is sent.
var sent = slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool {
	_, observes := e.Observes()
	return observes || e == fsm.EventLoseContact
})

// guarantee is what the suite says of a model.
func guarantee(t testing.TB, p fsm.Profile, events []fsm.Event, o suite.Observation) conformance.Guarantee {
	t.Helper()
	m, err := suite.NewModel(fsm.NewTable(p), events, o)
	if err != nil {
		t.Fatal(err)
	}
	return conformance.Guarantee{
		Level: 3, Extra: 1, States: m.Machine.States(),
		Observation: o.String(), Profile: p, Events: m.Events,
		Merged: m.Merged(), Beyond: m.Beyond(), Model: "1 (0123456789ab)",
		Assumptions: []string{"a new subject begins anew", "it answers the same events alike"},
	}
}

// cells says that every cell of the table held.
func cells(g conformance.Guarantee) map[conformance.Cell]conformance.CellResult {
	all := map[conformance.Cell]conformance.CellResult{}
	for i, s := range fsm.Sources() {
		for j, e := range g.Events {
			if g.Profile.Has(s) && (s != fsm.StateUnknown || len(g.Events) == 22) {
				all[conformance.Cell{State: s, Event: e}] = conformance.CellResult{Held: 1 + i*j}
			}
		}
	}
	return all
}

func conforming(t testing.TB) *conformance.Report {
	r := asked(t, conformance.Options{Level: 3}, nil)
	r.Subject.Seeds, r.Subject.Batch, r.Subject.Parallel = true, true, 4
	return r
}

// dim lets little be seen, and is sent little.
func dim(t testing.TB) *conformance.Report {
	r := conforming(t)
	r.Guarantee = guarantee(t, fsm.Standard(), append(slices.Clone(sent), fsm.EventLoseContact), suite.Observation{Accepts: true})
	r.Cells = cells(r.Guarantee)
	return r
}

// finding tells of the last event of a way, or of an earlier one.
func finding(t testing.TB, kind conformance.Kind, wrong int, got conformance.Observed, events ...fsm.Event) conformance.Finding {
	t.Helper()
	table, at := fsm.NewTable(fsm.Standard()), fsm.Configuration{}
	f := conformance.Finding{Kind: kind, Level: 2, Events: events, Shown: len(events) - 1, Got: got, Cases: 14}
	s := &replay.Scenario{Name: fmt.Sprintf("%s, found at the event %s", kind, events[wrong]), Profile: fsm.Standard()}
	for i, e := range events {
		step, err := table.Step(at, e)
		if err != nil {
			t.Fatal(err)
		}
		if i == wrong {
			f.Before, f.Cell = at, conformance.Cell{State: at.State, Event: e}
		}
		at = step.To()
		f.Want = conformance.Observed{Verdict: step.Verdict(), State: at.State.String()}
		s.Steps = append(s.Steps, replay.Step{Events: []replay.Delivery{{Event: e}}})
	}
	trace, err := replay.NewPlayer().Play(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	f.Scenario = s.Recorded(trace)
	return f
}

func seen(v fsm.Verdict, s fsm.State) conformance.Observed {
	return conformance.Observed{Verdict: v, State: s.String()}
}

func differing(t testing.TB) *conformance.Report {
	r := conforming(t)
	r.Verdict = conformance.VerdictDiffers
	r.Because = "past_due/cancel is refused, and four more findings"
	refused := finding(t, conformance.KindRefused, 2, seen("rejected", "past_due"), "start_trial", "fail_renewal", "cancel")
	refused.Message = "it rejects cancel in past_due, which the reference applies"
	revived := finding(t, conformance.KindAccepted, 2, seen("applied", "active"), "activate", "cancel", "recover")
	elsewhere := finding(t, conformance.KindElsewhere, 1, seen("rejected", "active"), "activate", "start_grace", "recover")
	elsewhere.Message = "start_grace leads it elsewhere, which recover shows"
	changed := finding(t, conformance.KindChanged, 1, seen("rejected", "trial"), "activate", "start_trial")
	hidden := finding(t, conformance.KindHidden, 5, seen("applied", "suspended"), "start_trial", "activate", "schedule_cancellation", "lose_contact", "observe_active", "suspend", "resume")
	hidden.Level, hidden.Cases, hidden.Shown = 3, 1, 6
	unsteady := conformance.Finding{Kind: conformance.KindUnsteady, Level: 0, Message: "the same three events were answered in two ways", Events: []fsm.Event{"activate", "renew", "cancel"}, Shown: 1, Want: seen("applied", "active"), Got: seen("ignored", "active"), Cases: 2}
	r.Findings = []conformance.Finding{unsteady, refused, revived, elsewhere, changed, hidden}
	for i, f := range r.Findings[1:] {
		r.Levels[3+i/4].Held -= f.Cases
		r.Levels[3+i/4].Broke += f.Cases
		r.Cells[f.Cell] = conformance.CellResult{Held: 3, Broke: f.Cases}
	}
	r.Learned = learned(t)
	return r
}

func crashed(t testing.TB) *conformance.Report {
	r := conforming(t)
	r.Verdict = conformance.VerdictInconclusive
	r.Because = "the adapter crashed: " + hostile
	r.Subject = conformance.Capabilities{Name: hostile, Version: strings.Repeat("9", 4000)}
	r.Levels = r.Levels[:2]
	r.Levels[1] = conformance.LevelResult{Level: 1, Name: "tour", Held: 3, Skipped: 2, Events: 40, Stopped: "the adapter crashed three times"}
	r.Guarantee.Level = 1
	r.Skips = []conformance.Skip{{Reason: "the sandbox has no renewals " + hostile, Cases: 2}}
	r.Cells = map[conformance.Cell]conformance.CellResult{{State: fsm.StateActive, Event: fsm.EventRenew}: {Held: 1, Skipped: 2}}
	r.Findings = []conformance.Finding{{
		Kind: conformance.KindAdapter, Fault: conformance.FaultCrashed, Level: 1, Cases: 3,
		Message:  "it ended with code 137 while an answer to " + hostile + " was waited for",
		Evidence: strings.Repeat(hostile, 8) + strings.Repeat("x", 1<<17) + "\n\xff\xfe" + strings.Repeat("é", 500) + "\nlast words\n",
	}, {
		Kind: conformance.KindIndeterminate, Level: 1, Cases: 1,
		Cell: conformance.Cell{State: fsm.StateActive, Event: fsm.EventRenew}, Before: fsm.Configuration{State: fsm.StateActive, Generation: 1},
		Events: []fsm.Event{"activate", "renew"}, Shown: 1,
		Want: seen("applied", "active"), Got: conformance.Observed{State: hostile},
	}}
	return r
}

func knowing(t testing.TB) *conformance.Report {
	r := differing(t)
	k, err := conformance.ParseKnown("known.txt", `unsteady
past_due/cancel refused
cancelled/recover accepted
active/start_grace elsewhere
active/start_trial changed
active/suspend hidden
`)
	if err != nil {
		t.Fatal(err)
	}
	k.Apply(r)
	return r
}

func stale(t testing.TB) *conformance.Report {
	r := conforming(t)
	r.Stale = []conformance.KnownLine{{File: "known.txt", Line: 3, Key: "past_due/cancel refused"}}
	return r
}

// samples are reports of every sort.
func samples(t testing.TB) map[string]*conformance.Report {
	return map[string]*conformance.Report{
		"conforming": conforming(t), "dim": dim(t), "differing": differing(t), "crashed": crashed(t),
		"stricter": stricter(t), "knowing": knowing(t), "stale": stale(t), "empty": {},
		"counting":  asked(t, conformance.Options{Level: 5}, counting),
		"answering": answering(t), "skipping": skipping(t),
	}
}

// options tell where scenarios are, and how to ask again.
var options = attest.Options{
	Rerun: func(f conformance.Finding) string {
		if f.Cell.Event == "" {
			return ""
		}
		return "subsim conform --run '^" + f.Cell.String() + "$' -- ./adapter"
	},
}
