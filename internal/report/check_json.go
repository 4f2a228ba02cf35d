package report

import (
	"io"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// The name and the version of the json format of a check. A reader should refuse
// another version; one that only adds members keeps its number.
const (
	checkFormat  = "subsim check"
	checkVersion = 1
)

// A CheckJSON writes what was found for programs.
type CheckJSON struct{ *outline }

// NewCheckJSON returns a writer of a report for programs.
func NewCheckJSON(out io.Writer) *CheckJSON {
	j := &CheckJSON{newOutline(out)}
	j.introduce(checkFormat, checkVersion)
	return j
}

// File writes what was found in a file.
func (j *CheckJSON) File(c Checked) error {
	j.object("")
	j.member("file", c.Name)
	j.member("scenarios", c.Scenarios)
	j.member("binary", c.Binary)
	for _, found := range []struct {
		name     string
		problems diag.Problems
	}{{"problems", c.Problems}, {"breaches", c.Breaches}, {"warnings", c.Warnings}, {"fixed", c.Fixed}} {
		j.list(found.name)
		for _, p := range found.problems {
			j.element(checkFacts{factsOfProblem(p), p.Span.Width, p.Rule, p.Fix})
		}
		j.end()
	}
	j.end()
	return j.flush()
}

// End writes the summary.
func (j *CheckJSON) End(t *CheckTally) error {
	return j.conclude(checkSummary{t.Files, t.Of, t.Binary, t.Scenarios, t.Problems, t.Breaches, t.Warnings, t.Fixed})
}

type checkFacts struct {
	problemFacts
	Width int    `json:"width"`
	Rule  string `json:"rule,omitempty"`
	Fix   string `json:"fix,omitempty"` // what to write in the span
}

type checkSummary struct {
	Files     int `json:"files"`
	Of        int `json:"of"` // more than files where the run was interrupted
	Binary    int `json:"binary"`
	Scenarios int `json:"scenarios"`
	Problems  int `json:"problems"`
	Breaches  int `json:"breaches"`
	Warnings  int `json:"warnings"`
	Fixed     int `json:"fixed"`
}
