package docket

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// The name and the version of what is written as JSON Lines.
const (
	auditFormat  = "subsim audit"
	auditVersion = 1
)

// JSONLines writes for programs: an object a line, each when it comes, in the shapes
// that docs/audit.schema.json fixes. The last one is the result; where it is missing,
// the audit was cut off.
type JSONLines struct {
	out      io.Writer
	accepted []logs.Mark
}

// NewJSONLines returns a writer for programs.
func NewJSONLines(w io.Writer, o Options) *JSONLines {
	return &JSONLines{w, o.Accepted}
}

// write writes an object in one line.
func (j *JSONLines) write(object any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // configurations hold angle brackets
	if err := encoder.Encode(object); err != nil {
		return err
	}
	_, err := j.out.Write(ink.Visible(b.Bytes()))
	return err
}

type placeFacts struct {
	File string `json:"file"`
	Line int64  `json:"line"`
}

type findingFacts struct {
	Type string `json:"type"`
	placeFacts
	Subscription *string             `json:"subscription"` // null unless identifiers are asked for
	At           *string             `json:"at"`
	Event        *fsm.Event          `json:"event"`
	State        *fsm.State          `json:"state"`
	Known        []fsm.Configuration `json:"known"`
	Verdict      fsm.Verdict         `json:"verdict"`
	Reason       history.Reason      `json:"reason"`
	Legal        []string            `json:"legal"`
	Follows      bool                `json:"follows"`
}

// Finding writes a finding.
func (j *JSONLines) Finding(f audit.Finding) error {
	facts := findingFacts{
		Type: "finding", placeFacts: placeFacts(f.Place), Subscription: filled(f.ID), Event: filled(f.Event), State: filled(f.State),
		Known: append([]fsm.Configuration{}, f.Known...), Verdict: f.Verdict, Reason: f.Reason,
		Legal: append([]string{}, f.Legal...), Follows: f.Follows,
	}
	if !f.At.IsZero() {
		at := stamp(f.At)
		facts.At = &at
	}
	return j.write(facts)
}

// filled is a word, or nil for none.
func filled[W ~string](w W) *W {
	if w == "" {
		return nil
	}
	return &w
}

// Unjudged writes a stretch of lines.
func (j *JSONLines) Unjudged(u audit.Unjudged) error {
	return j.write(struct {
		Type string `json:"type"`
		placeFacts
		Lines int64      `json:"lines"`
		Fault logs.Fault `json:"fault"`
		Text  string     `json:"text"`
	}{"unjudged", placeFacts(u.Place), u.Lines, u.Fault, u.Text})
}

// Notice writes a notice.
func (j *JSONLines) Notice(n audit.Notice) error {
	return j.write(struct {
		Type string `json:"type"`
		placeFacts
		Mark    logs.Mark `json:"mark"`
		Excused bool      `json:"excused"`
		Text    string    `json:"text"`
	}{"notice", placeFacts(n.Place), n.Mark, excused(n.Mark, j.accepted), n.Text})
}

// Explain writes the story of a finding.
func (j *JSONLines) Explain(f audit.Finding, lines []string) error {
	return j.write(struct {
		Type string `json:"type"`
		placeFacts
		Subscription *string  `json:"subscription"`
		Lines        []string `json:"lines"`
	}{"explanation", placeFacts(f.Place), filled(f.ID), append([]string{}, lines...)})
}

type resultFacts struct {
	Type     string      `json:"type"`
	Format   string      `json:"format"`
	Version  int         `json:"version"`
	Verdict  verdict     `json:"verdict"`
	Passed   bool        `json:"passed"`
	Because  string      `json:"because"`
	Partial  *string     `json:"partial"`
	Accepted []logs.Mark `json:"accepted"`
	Files    []fileFacts `json:"files"`
	Summary  summary     `json:"summary"`
}

type fileFacts struct {
	Name        string  `json:"name"`
	Format      string  `json:"format"`
	Compression *string `json:"compression"`
	Lines       int64   `json:"lines"`
}

// End writes the names that the vocabulary does not hold, and the result with the
// summary as it is where nothing is suppressed.
func (j *JSONLines) End(r *audit.Result) error {
	f, err := figuresOf(r)
	if err != nil {
		return err
	}
	for _, u := range r.Unmapped {
		if err := j.unmapped(u); err != nil {
			return err
		}
	}
	s := stands(r, j.accepted)
	return j.write(resultFacts{
		Type: "result", Format: auditFormat, Version: auditVersion,
		Verdict: s.verdict, Passed: r.Passed(j.accepted...), Because: s.why, Partial: filled(r.Partial),
		Accepted: append([]logs.Mark{}, slices.Compact(slices.Sorted(slices.Values(j.accepted)))...),
		Files: ink.Each(r.Files, func(f audit.File) fileFacts {
			return fileFacts{f.Name, f.Format, filled(f.Compression), f.Lines}
		}),
		Summary: summaryOf(f, 0),
	})
}

func (j *JSONLines) unmapped(u audit.Unmapped) error {
	return j.write(struct {
		Type string `json:"type"`
		Name string `json:"name"`
		Role string `json:"role"`
		placeFacts
		Count      int64   `json:"count"`
		Suggestion *string `json:"suggestion"`
	}{"unmapped", u.Name, u.Role, placeFacts(u.First), u.Count, filled(u.Suggestion)})
}
