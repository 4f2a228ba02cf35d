package attest

import (
	"bytes"
	"io"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// The name and the version of the json format. A reader should refuse another
// version; one that only adds members keeps its number.
const (
	jsonFormat  = "subsim conform"
	jsonVersion = 1
)

// longestEvidence bounds in bytes what JSON holds of the evidence of a finding.
const longestEvidence = 64 << 10

// JSON writes the whole report for programs, in the shape that
// docs/conformance.schema.json fixes. Steps, lines and learned states are counted
// as in the text: steps and lines from 1, learned states from 0.
func JSON(w io.Writer, r *conformance.Report, o Options) error { return encode(w, factsOf(r, o)) }

// encode writes a document that people can read, and that holds no character
// that a terminal would obey.
func encode(w io.Writer, document any) error {
	var b bytes.Buffer
	if err := ink.JSON(&b, document); err != nil {
		return err
	}
	_, err := w.Write(ink.Visible(b.Bytes()))
	return err
}

// document is the whole report.
type document struct {
	Format    string               `json:"format"`
	Version   int                  `json:"version"`
	Verdict   word                 `json:"verdict"`
	Passed    bool                 `json:"passed"`
	Because   string               `json:"because"`
	Subject   subjectFacts         `json:"subject"`
	Guarantee guaranteeFacts       `json:"guarantee"`
	Levels    []levelFacts         `json:"levels"`
	Findings  []findingFacts       `json:"findings"`
	Stricter  *profileFacts        `json:"stricter"`
	Refused   []cell               `json:"refused"`
	Cells     []cellFacts          `json:"cells"`
	Skips     []skipFacts          `json:"skips"`
	Learned   *conformance.Learned `json:"learned"`
	Stale     []staleFacts         `json:"stale"`
}

type cell = conformance.Cell

type subjectFacts struct {
	Name     string `json:"name"`
	Version  string `json:"version"`
	Seeds    bool   `json:"seeds"`
	Clock    bool   `json:"clock"`
	Batch    bool   `json:"batch"`
	Once     bool   `json:"once"`
	Parallel int    `json:"parallel"`
}

type profileFacts struct {
	Name    string   `json:"name"`
	Without []string `json:"without"`
}

type guaranteeFacts struct {
	Given       bool         `json:"given"` // only a pass gives one
	Level       int          `json:"level"`
	Extra       int          `json:"extra"`
	States      int          `json:"states"`
	Observation string       `json:"observation"`
	Profile     profileFacts `json:"profile"`
	Events      []fsm.Event  `json:"events"`
	Merged      [][]string   `json:"merged"`
	Beyond      []string     `json:"beyond"`
	Model       string       `json:"model"`
	Assumptions []string     `json:"assumptions"`
	Sentences   []string     `json:"sentences"`
}

type levelFacts struct {
	Level   int    `json:"level"`
	Name    string `json:"name"`
	Paper   string `json:"paper,omitempty"`
	Planned int    `json:"planned"`
	Held    int    `json:"held"`
	Broke   int    `json:"broke"`
	Skipped int    `json:"skipped"`
	Events  int    `json:"events"`
	Stopped string `json:"stopped,omitempty"`
}

type seenFacts struct {
	Verdict fsm.Verdict `json:"verdict"`
	State   string      `json:"state,omitempty"`
}

type findingFacts struct {
	Key      string            `json:"key"`
	Kind     conformance.Kind  `json:"kind"`
	Fault    conformance.Fault `json:"fault,omitempty"`
	Known    bool              `json:"known"`
	Level    int               `json:"level"`
	Cell     *cell             `json:"cell"`
	Before   *string           `json:"before"`
	Events   []fsm.Event       `json:"events"`
	Step     int               `json:"step,omitempty"`
	Want     *seenFacts        `json:"want"`
	Got      *seenFacts        `json:"got"`
	Message  string            `json:"message"`
	Evidence string            `json:"evidence,omitempty"`
	Cases    int               `json:"cases"`
	Scenario string            `json:"scenario,omitempty"`
	Saved    string            `json:"saved,omitempty"`
	Rerun    string            `json:"rerun,omitempty"`
}

type cellFacts struct {
	cell
	Outcome string `json:"outcome"`
	Held    int    `json:"held"`
	Broke   int    `json:"broke"`
	Behind  int    `json:"behind"`
	Skipped int    `json:"skipped"`
}

type skipFacts struct {
	Reason string `json:"reason"`
	Cases  int    `json:"cases"`
}

type staleFacts struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Key  string `json:"key"`
}

// outcomes spells the marks of cells for programs.
var outcomes = map[mark]string{
	markHeld: "held", markDiffers: "differs", markKnown: "known",
	markRefused: "refused", markSkipped: "skipped", markUnasked: "unasked",
}

func factsOf(r *conformance.Report, o Options) document {
	s := stands(r)
	d := document{
		Format: jsonFormat, Version: jsonVersion,
		Verdict: s.word, Passed: Passed(r, o), Because: s.why,
		Subject:   factsOfSubject(r.Subject),
		Guarantee: factsOfGuarantee(r, s.word),
		Levels:    ink.Each(r.Levels, func(l conformance.LevelResult) levelFacts { return levelFacts(l) }),
		Findings:  ink.Each(r.Findings, func(f conformance.Finding) findingFacts { return factsOfFinding(r, f, o) }),
		Refused:   ink.Each(r.Refused, func(c cell) cell { return c }),
		Cells:     factsOfCells(r),
		Skips:     ink.Each(r.Skips, func(s conformance.Skip) skipFacts { return skipFacts(s) }),
		Stale:     ink.Each(r.Stale, func(l conformance.KnownLine) staleFacts { return staleFacts(l) }),
	}
	if r.Stricter != nil {
		facts := factsOfProfile(*r.Stricter)
		d.Stricter = &facts
	}
	if r.Learned != nil {
		d.Learned = tame(r.Learned)
	}
	return d
}

func factsOfSubject(c conformance.Capabilities) subjectFacts {
	return subjectFacts{c.Name, c.Version, c.Seeds, c.Clock, c.Batch, c.Once, max(c.Parallel, 1)}
}

func factsOfProfile(p fsm.Profile) profileFacts {
	return profileFacts{p.Name(), append([]string{}, p.Without()...)}
}

func factsOfGuarantee(r *conformance.Report, w word) guaranteeFacts {
	g := r.Guarantee
	same := func(text string) string { return text }
	return guaranteeFacts{
		Given: w == wordConforms || w == wordStricter,
		Level: g.Level, Extra: g.Extra, States: g.States,
		Observation: g.Observation, Profile: factsOfProfile(g.Profile),
		Events:      append([]fsm.Event{}, g.Events...),
		Merged:      ink.Each(g.Merged, func(class []fsm.Configuration) []string { return ink.Each(class, fsm.Configuration.String) }),
		Beyond:      ink.Each(g.Beyond, fsm.Configuration.String),
		Model:       g.Model,
		Assumptions: ink.Each(g.Assumptions, same),
		Sentences:   guarantee(r),
	}
}

func factsOfSeen(o conformance.Observed) seenFacts { return seenFacts{o.Verdict, o.State} }

func factsOfFinding(r *conformance.Report, f conformance.Finding, o Options) findingFacts {
	facts := findingFacts{
		Key: f.Key(), Kind: f.Kind, Fault: f.Fault, Known: f.Known, Level: f.Level,
		Events: append([]fsm.Event{}, f.Events...), Cases: f.Cases,
		Message: storyOf(r, f, o).Message, Evidence: ink.Clipped(f.Evidence, longestEvidence, "\n(cut)"),
		Scenario: scenarioText(f), Saved: o.saved(f), Rerun: o.rerun(f),
	}
	if f.Cell.Event != "" {
		before := f.Before.String()
		facts.Cell, facts.Before = &f.Cell, &before
	}
	if len(f.Events) > 0 {
		want, got := factsOfSeen(f.Want), factsOfSeen(f.Got)
		facts.Step, facts.Want, facts.Got = f.Shown+1, &want, &got
	}
	return facts
}

// factsOfCells lists all cells, in the order of the table.
func factsOfCells(r *conformance.Report) []cellFacts {
	var all []cellFacts
	for _, e := range fsm.Events() {
		for _, s := range fsm.Sources() {
			c := cell{State: s, Event: e}
			result := r.Cells[c]
			all = append(all, cellFacts{c, outcomes[markOf(r, c)], result.Held, result.Broke, result.Behind, result.Skipped})
		}
	}
	return all
}
