package report

import (
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/replay"
)

// A JUnit writes results for what shows test results: a suite a file, a case a
// scenario. It says nothing of how long anything took: the time that passes in a
// scenario is none that anybody waited for.
type JUnit struct{ out *ink.JUnit }

// NewJUnit returns a writer of a report in JUnit's XML.
func NewJUnit(out io.Writer) *JUnit { return &JUnit{ink.NewJUnit(out)} }

// File writes a file as a suite; one of which nothing was asked is left out.
func (j *JUnit) File(f File) error {
	if len(f.Results)+len(f.Problems) == 0 {
		return nil
	}
	var cases []ink.TestCase
	class := classOf(f.Name)
	for _, p := range f.Problems {
		name := "bad input"
		if p.Span.Line > 0 {
			name += fmt.Sprintf(" at %d:%d", p.Span.Line, p.Span.Column)
		}
		cases = append(cases, ink.TestCase{
			Class: class, Name: name, File: f.Name, Line: p.Span.Line,
			Outcome: ink.OutcomeError, Type: "bad input", Message: p.Message, Body: problemBlock(p),
		})
	}
	for _, r := range f.Results {
		c := ink.TestCase{Class: class, Name: r.Scenario.Name, File: f.Name, Line: r.Scenario.Line()}
		if r.Failure != nil {
			c.Outcome, c.Type, c.Message, c.Body = ink.OutcomeFailure, mismatches(r.Failure)[0].Key, summary(r), block(r)
		}
		cases = append(cases, c)
	}
	return j.out.Suite(f.Name, f.Name, cases)
}

// End writes a case that is no scenario where the report must not be taken for a
// green one: the run ended early, or did not find what it was asked for.
func (j *JUnit) End(t *Tally) error {
	for _, remark := range t.Remarks() {
		kind, _, _ := strings.Cut(remark, ":")
		c := ink.TestCase{Class: "subsim", Name: "subsim: " + kind, Outcome: ink.OutcomeError, Type: kind, Message: remark, Body: remark + "\n"}
		if err := j.out.Suite("subsim", "", []ink.TestCase{c}); err != nil {
			return err
		}
	}
	return j.out.Close()
}

// classOf names the class of a file's cases: its path with dots, as those who
// read the report group by them.
func classOf(file string) string {
	var parts []string
	for _, part := range strings.Split(path.Clean(strings.TrimSuffix(file, replay.Extension)), "/") {
		if part != "" && part != ".." {
			parts = append(parts, strings.ReplaceAll(part, ".", "_"))
		}
	}
	return diag.Harmless(strings.Join(parts, "."))
}
