package conformance

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
	"github.com/Huzefaaa2/subsim/replay"
)

// add adds a finding, or counts it to one that says the same; the shorter of the two
// stays. Of what an adapter does the first stays, since what comes later may follow
// from it.
func (r *run) add(f Finding) {
	f.Cases = max(f.Cases, 1)
	for i, known := range r.report.Findings {
		if !known.same(f) {
			continue
		}
		cases := known.Cases + f.Cases
		if f.Kind != KindAdapter && len(f.Events) < len(known.Events) {
			r.report.Findings[i] = f
		}
		r.report.Findings[i].Cases = cases
		return
	}
	r.report.Findings = append(r.report.Findings, f)
}

// same reports whether two findings are one.
func (f Finding) same(g Finding) bool {
	return f.Kind == g.Kind && f.Cell == g.Cell && f.Fault == g.Fault
}

// about fills in what a word says of a finding: the cell is that of its last
// event, unless the finding names one. An empty word says nothing.
func (r *run) about(f Finding, word []int) Finding {
	steps := r.trail(word)
	if len(steps) == 0 {
		return f
	}
	f.Events, f.Shown = r.reference.Word(word), len(word)-1
	if f.Cell == (Cell{}) {
		last := steps[len(steps)-1]
		f.Cell, f.Before = Cell{last.From().State, last.Event()}, last.From()
	}
	if law := r.against(f.Cell); f.Kind == KindRefused && law != "" {
		f.Message += "; a profile without it would break " + law
	}
	f.Scenario = r.scenario(f, fsm.Configuration{}, steps)
	return f
}

// scenario tells what the reference does, step by step; what the subject does
// stands in its prose.
func (r *run) scenario(f Finding, start fsm.Configuration, steps []fsm.Step) *replay.Scenario {
	s := &replay.Scenario{
		Name:    f.title(),
		About:   f.Message,
		Tags:    []string{"conformance"},
		Profile: r.reference.Table.Profile(),
		Start:   start,
	}
	trace := &replay.Trace{Start: start}
	for i, step := range steps {
		s.Steps = append(s.Steps, replay.Step{Events: []replay.Delivery{{Event: step.Event()}}})
		answer := replay.AnswerOf(step)
		answer.Step = i
		trace.Answers = append(trace.Answers, answer)
	}
	return s.Recorded(trace)
}

// title names a finding in a few words.
func (f Finding) title() string {
	if f.Cell.Event == "" {
		return string(f.Kind)
	}
	return fmt.Sprintf("%s in %s: %s", f.Cell.Event, f.Cell.State, f.Kind)
}

// String writes what was seen: "applied, active".
func (o Observed) String() string {
	return suite.Seen{Verdict: o.Verdict, Status: o.State}.String()
}
