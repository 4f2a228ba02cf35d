package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// The name and the version of the json format of a check. A reader should refuse
// another version; one that only adds members keeps its number.
const (
	checkFormat  = "subsim check"
	checkVersion = 1
)

// A CheckJSON writes what was found for programs, a file a line.
type CheckJSON struct {
	out   io.Writer
	files int
}

// NewCheckJSON returns a writer of a report for programs.
func NewCheckJSON(out io.Writer) *CheckJSON { return &CheckJSON{out: out} }

// File writes what was found in a file.
func (j *CheckJSON) File(c Checked) error {
	j.begin()
	if j.files > 0 {
		fmt.Fprint(j.out, ",\n")
	}
	j.files++
	return j.value(checkedFile{
		c.Name, c.Scenarios, c.Binary,
		checkedProblems(c.Problems), checkedProblems(c.Breaches), checkedProblems(c.Warnings), checkedProblems(c.Fixed),
	})
}

// End writes the summary.
func (j *CheckJSON) End(t *CheckTally) error {
	j.begin()
	fmt.Fprint(j.out, "\n],\n\"summary\": ")
	err := j.value(checkSummary{t.Of, t.Files, t.Binary, t.Scenarios, t.Problems, t.Breaches, t.Warnings, t.Fixed})
	fmt.Fprint(j.out, "}\n")
	return err
}

// begin writes what stands before the first file.
func (j *CheckJSON) begin() {
	if j.files == 0 {
		fmt.Fprintf(j.out, "{\"format\": %q, \"version\": %d, \"files\": [\n", checkFormat, checkVersion)
	}
}

func (j *CheckJSON) value(v any) error {
	text, err := json.Marshal(v)
	if err == nil {
		_, err = j.out.Write(text)
	}
	return err
}

// checkedFile and the types below are the format's members.
type checkedFile struct {
	File      string           `json:"file"`
	Scenarios int              `json:"scenarios"`
	Binary    bool             `json:"binary,omitempty"`
	Problems  []checkedProblem `json:"problems"`
	Breaches  []checkedProblem `json:"breaches"`
	Warnings  []checkedProblem `json:"warnings"`
	Fixed     []checkedProblem `json:"fixed"`
}

type checkedProblem struct {
	Line    int    `json:"line"` // 0 for the whole file
	Column  int    `json:"column"`
	Width   int    `json:"width"`
	Rule    string `json:"rule,omitempty"`
	Message string `json:"message"`
	Note    string `json:"note,omitempty"`
	Help    string `json:"help,omitempty"`
	Fix     string `json:"fix,omitempty"` // what to write in the span
}

func checkedProblems(problems diag.Problems) []checkedProblem {
	all := []checkedProblem{}
	for _, p := range problems {
		all = append(all, checkedProblem{p.Span.Line, p.Span.Column, p.Span.Width, p.Rule, p.Message, p.Note, p.Help, p.Fix})
	}
	return all
}

type checkSummary struct {
	Asked     int `json:"asked"` // more than files where the run was interrupted
	Files     int `json:"files"`
	Binary    int `json:"binary"`
	Scenarios int `json:"scenarios"`
	Problems  int `json:"problems"`
	Breaches  int `json:"breaches"`
	Warnings  int `json:"warnings"`
	Fixed     int `json:"fixed"`
}
