package report

import (
	"io"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// The name and the version of the json format. A reader should refuse another
// version; one that only adds members keeps its number.
const (
	jsonFormat  = "subsim replay"
	jsonVersion = 1
)

// A JSON writes results for programs, in the shape that docs/report.schema.json
// fixes. What stands in the summary is known at the end, and stands there.
type JSON struct {
	*outline
	trails bool
}

// NewJSON returns a writer of a report for programs; with trails also of what
// happened in the scenarios that held.
func NewJSON(out io.Writer, trails bool) *JSON {
	j := &JSON{newOutline(out), trails}
	j.introduce(jsonFormat, jsonVersion)
	return j
}

// File writes what became of a file.
func (j *JSON) File(f File) error {
	j.object("")
	j.member("file", f.Name)
	j.list("problems")
	for _, p := range f.Problems {
		j.element(factsOfProblem(p))
	}
	j.end()
	j.list("scenarios")
	for _, r := range f.Results {
		j.scenario(r)
	}
	j.end()
	j.end()
	return j.flush()
}

// End writes the summary.
func (j *JSON) End(t *Tally) error { return j.conclude(factsOfTally(t)) }

// scenario writes what became of one scenario, in one line where there is little
// to tell.
func (j *JSON) scenario(r Result) {
	facts := factsOfScenario(r)
	if r.Failure == nil && !j.trails {
		j.element(facts)
		return
	}
	j.object("")
	j.members(facts)
	if r.Failure != nil {
		j.failure(r)
	} else {
		j.trail(r.Trace.First())
	}
	j.end()
}

// failure writes how a scenario broke.
func (j *JSON) failure(r Result) {
	s, f := r.Scenario, r.Failure
	broken, at := mismatches(f), f.Observed.Configuration
	j.object("failure")
	j.members(factsOfFailure(r, broken[0]))
	if f.Order > 0 {
		j.member("race", raced(f))
	}
	j.list("mismatches")
	for _, m := range broken {
		j.element(mismatchFacts{m.Key, m.Want, m.Got, m.Span().Line, m.Span().Column})
	}
	j.end()
	j.trail(f.Path)
	next, pending := s.Next(f.Path)
	j.member("next_deadline", orNull(deadlineFacts{string(next.Event), next.At.Format(time.RFC3339Nano)}, pending))
	table := fsm.NewTable(s.Profile)
	j.member("legal", orEmpty(table.Legal(at)))
	wanted, asked := wantedState(f)
	j.member("route", orNull(factsOfRoute(table, at, wanted), asked))
	j.end()
}

// trail writes what happened, its steps counted from 1 as everywhere in the
// report.
func (j *JSON) trail(answers []replay.Answer) {
	j.list("trail")
	for _, a := range answers {
		a.Step++
		j.element(a)
	}
	j.end()
}

// deadlineFacts name a deadline that is pending; its instant may lie beyond the
// years that a time can be marshalled in.
type deadlineFacts struct {
	Event string `json:"event"`
	At    string `json:"at"`
}

// orNull is for what is not always there.
func orNull[T any](value T, there bool) *T {
	if !there {
		return nil
	}
	return &value
}

// orEmpty is for lists that JSON should not call null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

type problemFacts struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
	Note    string `json:"note,omitempty"`
	Help    string `json:"help,omitempty"`
}

func factsOfProblem(p *diag.Problem) problemFacts {
	return problemFacts{p.Span.Line, p.Span.Column, p.Message, p.Note, p.Help}
}

type scenarioFacts struct {
	Name     string         `json:"name"`
	Line     int            `json:"line"`
	Profile  string         `json:"profile"`
	Tags     []string       `json:"tags"`
	Held     bool           `json:"held"`
	Warnings []problemFacts `json:"warnings,omitempty"`
}

func factsOfScenario(r Result) scenarioFacts {
	s := r.Scenario
	facts := scenarioFacts{s.Name, s.Line(), s.Profile.Name(), orEmpty(s.Tags), r.Failure == nil, nil}
	for _, w := range s.Warnings {
		facts.Warnings = append(facts.Warnings, factsOfProblem(w))
	}
	return facts
}

type failureFacts struct {
	Step   int `json:"step"`
	Of     int `json:"of"`
	Line   int `json:"line"`
	Column int `json:"column"`
	Order  int `json:"order,omitempty"`
}

func factsOfFailure(r Result, first replay.Mismatch) failureFacts {
	return failureFacts{r.Failure.Step + 1, len(r.Scenario.Steps), first.Span().Line, first.Span().Column, r.Failure.Order}
}

type mismatchFacts struct {
	Key      string `json:"key"`
	Expected string `json:"expected"`
	Got      string `json:"got"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
}

type routeFacts struct {
	To     fsm.State   `json:"to"`
	Events []fsm.Event `json:"events"` // null where there is none
}

func factsOfRoute(t *fsm.Table, at fsm.Configuration, to fsm.State) routeFacts {
	facts := routeFacts{To: to}
	route, found := t.Route(at, fsm.GoalState(to))
	if found {
		facts.Events = []fsm.Event{}
	}
	for _, step := range route {
		facts.Events = append(facts.Events, step.Event())
	}
	return facts
}

type tallyFacts struct {
	Green     bool          `json:"green"`
	Files     int           `json:"files"`
	Of        int           `json:"of"`
	Scenarios int           `json:"scenarios"`
	Held      int           `json:"held"`
	Broke     int           `json:"broke"`
	Problems  int           `json:"problems"`
	Cells     []cellFacts   `json:"cells"`
	Partial   *partialFacts `json:"partial"`
	Missing   *string       `json:"missing"`
}

type cellFacts struct {
	Profile   string `json:"profile"`
	Exercised int    `json:"exercised"`
	Of        int    `json:"of"`
}

type partialFacts struct {
	Reason Stop `json:"reason"`
	File   int  `json:"file"`
	Of     int  `json:"of"`
}

func factsOfTally(t *Tally) tallyFacts {
	facts := tallyFacts{
		Green: t.Green(), Files: t.Files, Of: t.Of,
		Scenarios: t.Played(), Held: t.Held, Broke: t.Broke, Problems: t.Problems,
		Cells:   []cellFacts{},
		Partial: orNull(partialFacts{t.Stopped, t.last(), t.Of}, t.Stopped != ""),
		Missing: orNull(t.Missing, t.Missing != ""),
	}
	for _, p := range t.Coverage.Profiles() {
		exercised, of := t.Coverage.Count(p)
		facts.Cells = append(facts.Cells, cellFacts{p.Name(), exercised, of})
	}
	return facts
}
