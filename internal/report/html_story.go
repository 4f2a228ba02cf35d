package report

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/sheet"
	"github.com/Huzefaaa2/subsim/replay"
)

type answer = replay.Answer

// maxSteps is how many events of a scenario a page lists: the first of one that
// held, the last of one that broke.
const maxSteps = 40

// maxName bounds what others named.
const maxName = 300

// clean makes what others wrote fit to be shown.
func clean(text string) string { return diag.Harmless(ink.Clipped(text, maxName, "…")) }

// A pageRow is one scenario that broke, in the index.
type pageRow struct {
	Link, Place, Name, Step, Want, Got string
}

func rowOfPage(r Result, number int, told bool) pageRow {
	m := mismatches(r.Failure)[0]
	want, got := sides(m, r.Failure)
	row := pageRow{"", clean(place(r.Scenario, m)), clean(r.Scenario.Name), fmt.Sprintf("%d of %d", r.Failure.Step+1, len(r.Scenario.Steps)), clean(want), clean(got)}
	if told {
		row.Link = fmt.Sprintf("broke-%d", number)
	}
	return row
}

// A pageProblem is a piece of bad input.
type pageProblem struct{ Place, Message, Excerpt, Help, Fix string }

func problemOfPage(p *diag.Problem) pageProblem {
	told := pageProblem{Place: clean(p.Place()), Message: clean(p.Message), Help: clean(p.Help), Fix: clean(p.Fix)}
	if p.Span.Line > 0 {
		told.Excerpt = ink.Clipped(diag.Excerpt(p.Source, p.Span, 1, p.Note), maxBlock, "…")
	}
	return told
}

// A pageScenario is a scenario with its steps.
type pageScenario struct {
	Name, About, Place string
	Begins             string // what came before its steps
	Steps              []pageStep
	Timed              bool
	Left               string // how many events are not listed
	Notes              []sheet.Note
	// of one that broke:
	Number     int
	Mismatches []pageMismatch
}

// A pageStep is an event, and what became of it.
type pageStep struct {
	Number                     int
	At, Event, Way, Word, Note string
	Tone                       string
	Broke                      bool
}

// A pageMismatch is a condition that did not hold.
type pageMismatch struct{ Says, Place, Excerpt string }

func scenarioOfPage(r Result) pageScenario {
	p := basics(r, r.Trace.First())
	if next, pending := r.Scenario.Next(r.Trace.First()); pending {
		p.note("next deadline", next.String())
	}
	return p
}

// basics is what is told of every scenario.
func basics(r Result, answers []answer) pageScenario {
	s := r.Scenario
	p := pageScenario{Name: clean(s.Name), About: clean(s.About), Place: clean(s.Place()), Begins: s.Start.String(), Timed: s.Timed()}
	if s.Profile != fsm.Standard() {
		p.note("profile", clean(s.Profile.Name()))
	}
	if len(s.Tags) > 0 {
		p.note("tags", clean(strings.Join(s.Tags, ", ")))
	}
	for _, w := range s.Warnings {
		p.note("warning", clean(w.Message))
	}
	if orders := orders(r.Trace); orders > 1 {
		p.note("race", fmt.Sprintf("%d orders were played; one is shown", orders))
	}
	p.steps(r, answers)
	return p
}

func (p *pageScenario) note(term, text string) {
	p.Notes = append(p.Notes, sheet.Note{Term: term, Text: text})
}

// orders counts the orders of the races in a trace.
func orders(t *replay.Trace) int {
	most := 1
	for _, a := range t.Answers {
		most = max(most, a.Order)
	}
	return most
}

// steps lists the events that there is room for.
func (p *pageScenario) steps(r Result, answers []answer) {
	first, last := 0, len(answers)
	if left := len(answers) - maxSteps; left > 0 {
		p.Left = ink.Counted(left, "more event")
		if last = maxSteps; r.Failure != nil {
			p.Left = ink.Counted(left, "earlier event")
			first, last = left, len(answers)
		}
	}
	for i := first; i < last; i++ {
		step := stepOfPage(i, answers[i])
		step.Broke = r.Failure != nil && answers[i].Step == r.Failure.Step
		p.Steps = append(p.Steps, step)
	}
}

// verdictTones say how a verdict looks.
var verdictTones = map[fsm.Verdict]string{fsm.VerdictApplied: "good", fsm.VerdictIgnored: "fair", fsm.VerdictRejected: "bad"}

func stepOfPage(i int, a answer) pageStep {
	s := pageStep{Number: i + 1, At: replay.Stamp(a.At), Event: string(a.Event), Way: a.From.String(), Word: string(a.Verdict), Tone: verdictTones[a.Verdict], Note: special(a)}
	if a.Verdict == fsm.VerdictApplied {
		s.Way = fmt.Sprintf("%s → %s", a.From, a.To)
	} else {
		s.Word += fmt.Sprintf(" (%s)", a.Reason)
	}
	return s
}

// failureOfPage tells how a scenario broke.
func (h *HTML) failureOfPage(r Result) pageScenario {
	s, f := r.Scenario, r.Failure
	p := basics(r, f.Path)
	p.Number = h.failures
	for _, m := range mismatches(f) {
		p.Mismatches = append(p.Mismatches, pageMismatch{
			Says: clean(stepOf(s, f) + ": expected " + difference(m, f)), Place: clean(place(s, m)), Excerpt: ink.Clipped(s.Excerpt(m), maxBlock, "…"),
		})
	}
	table, at := fsm.NewTable(s.Profile), f.Observed.Configuration
	if f.Order > 0 {
		p.note("breaks in this order", describe.Events(raced(f)))
	}
	if next, pending := s.Next(f.Path); pending {
		p.note("next deadline", next.String())
	}
	if why := because(table, f); why != "" {
		p.note("because", why)
	}
	p.note("legal in "+at.String(), describe.Events(table.Legal(at)))
	if wanted, found := wantedState(f); found {
		p.note("shortest legal route to "+wanted.String(), describe.Route(table.Route(at, fsm.GoalState(wanted))))
	}
	if command := rerun(s); command != "" {
		p.note("run only this", command)
	}
	return p
}

// pathLabel names a picture for whoever does not see it.
func pathLabel(r Result, answers []answer) string {
	end := r.Scenario.Start.State
	if n := len(answers); n > 0 {
		end = answers[n-1].To.State
	}
	return fmt.Sprintf("The path from %s to %s through the machine; the table of steps says the same", r.Scenario.Start.State, end)
}
