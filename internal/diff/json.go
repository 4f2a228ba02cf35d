package diff

import (
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// The name and the version of the json format. A reader should refuse another
// version; one that only adds members keeps its number.
const (
	jsonFormat  = "subsim diff"
	jsonVersion = 1
)

// document is the whole report; docs/diff.md describes its members.
type document struct {
	Format   string          `json:"format"`
	Version  int             `json:"version"`
	File     string          `json:"file"`
	Drawing  drawingFacts    `json:"drawing"`
	Profile  profileFacts    `json:"profile"`
	Verdict  Verdict         `json:"verdict"`
	Held     bool            `json:"held"`
	Cells    cellsFacts      `json:"cells"`
	Findings []findingFacts  `json:"findings"`
	Notes    []noteFacts     `json:"notes"`
	Renamed  []renamingFacts `json:"renamed"`
	LeftOut  []leavingFacts  `json:"left_out"`
}

type drawingFacts struct {
	Format string      `json:"format"`
	States []fsm.State `json:"states"`
	Arrows int         `json:"arrows"`
}

type profileFacts struct {
	Name    string   `json:"name"`
	Without []string `json:"without"`
}

type cellsFacts struct {
	Same int `json:"same"`
	Of   int `json:"of"`
}

type findingFacts struct {
	Kind      Kind          `json:"kind"`
	State     *fsm.State    `json:"state"`
	Event     *fsm.Event    `json:"event"`
	Drawn     []fsm.State   `json:"drawn"`
	Line      int           `json:"line"`
	Column    int           `json:"column"`
	Reference referenceFact `json:"reference"`
	Because   string        `json:"because"`
	Witness   witnessFacts  `json:"witness"`
}

type referenceFact struct {
	Configuration string      `json:"configuration"`
	Event         fsm.Event   `json:"event"`
	Verdict       fsm.Verdict `json:"verdict"`
	Reason        *fsm.Reason `json:"reason"`
	Next          string      `json:"next"`
}

type witnessFacts struct {
	Name   string      `json:"name"`
	Events []fsm.Event `json:"events"`
}

type noteFacts struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Message string `json:"message"`
}

type renamingFacts struct {
	Name string `json:"name"`
	As   string `json:"as"`
}

type leavingFacts struct {
	Name  string `json:"name"`
	Times int    `json:"times"`
}

// JSON writes the page as one object; null says that there is nothing to say.
func JSON(w io.Writer, p *Page) error {
	m, profile := p.Machine, p.Table.Profile()
	d := document{
		Format: jsonFormat, Version: jsonVersion, File: m.Source.Name, Verdict: p.Verdict, Held: p.Held,
		Drawing:  drawingFacts{m.Format, []fsm.State{}, len(m.Arrows)},
		Profile:  profileFacts{profile.Name(), append([]string{}, profile.Without()...)},
		Cells:    cellsFacts{p.Agree, p.Cells},
		Findings: ink.Each(p.Findings, factsOfFinding),
		Notes:    ink.Each(m.Notes, factsOfNote),
		Renamed:  []renamingFacts{}, LeftOut: []leavingFacts{},
	}
	for _, s := range m.States {
		d.Drawing.States = append(d.Drawing.States, s.Name)
	}
	for _, r := range m.Renamed {
		d.Renamed = append(d.Renamed, renamingFacts{r.Theirs, r.Ours})
	}
	for _, l := range m.Left {
		d.LeftOut = append(d.LeftOut, leavingFacts{l.Name, l.Times})
	}
	return ink.JSON(w, d)
}

func factsOfFinding(f Finding) findingFacts {
	answer := f.Answer()
	facts := findingFacts{
		Kind: f.Kind, Drawn: append([]fsm.State{}, f.Drawn...), Line: f.Span.Line, Column: f.Span.Column,
		Reference: referenceFact{answer.From().String(), answer.Event(), answer.Verdict(), nil, answer.To().String()},
		Because:   answer.Because(),
		Witness:   witnessFacts{f.Witness.Name, f.Events()},
	}
	if f.Kind != KindUnused {
		facts.State = &f.State
	}
	if f.Event != "" {
		facts.Event = &f.Event
	}
	if reason := answer.Reason(); reason != fsm.ReasonNone {
		facts.Reference.Reason = &reason
	}
	return facts
}

func factsOfNote(p *diag.Problem) noteFacts {
	return noteFacts{p.Span.Line, p.Span.Column, p.Message}
}
