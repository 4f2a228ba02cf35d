package docket

import (
	"bytes"
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A JUnit writes for what shows test results. The verdict is a case of its own, so
// that nothing but a log that passed is green. Then there is a suite for each sort of
// thing that can be wrong, the same in every report: a case for each finding, stretch
// of lines and notice, a case for those that are not told, or one case that held.
type JUnit struct {
	*keeper
	out io.Writer
}

// NewJUnit returns a writer for what shows test results. It writes at the end.
func NewJUnit(w io.Writer, o Options) *JUnit { return &JUnit{newKeeper(o), w} }

// End writes the report.
func (j *JUnit) End(r *audit.Result) error {
	x := ink.NewJUnit(j.out)
	suite := func(name string, cases []ink.TestCase) error { return x.Suite(name, "", cases) }
	if err := suite("verdict", []ink.TestCase{j.verdict(r)}); err != nil {
		return err
	}
	for _, reason := range history.Reasons() {
		if err := suite("impossible: "+string(reason), j.reason(r, reason)); err != nil {
			return err
		}
	}
	for _, fault := range logs.Faults() {
		if err := suite("not judged: "+string(fault), j.fault(r, fault)); err != nil {
			return err
		}
	}
	for _, mark := range logs.Marks() {
		if err := suite("noticed: "+string(mark), j.mark(r, mark)); err != nil {
			return err
		}
	}
	return x.Close()
}

// verdict is red for every log that did not pass; a log that nobody can judge is an
// error, as tests are that could not be run.
func (j *JUnit) verdict(r *audit.Result) ink.TestCase {
	c := ink.TestCase{Class: "audit", Name: "verdict"}
	s := stands(r, j.Accepted)
	if s.verdict == verdictPossible {
		return c
	}
	c.Outcome, c.Type, c.Message, c.Body = ink.OutcomeError, string(s.verdict), s.String(), counts(r)
	if s.verdict == verdictImpossible {
		c.Outcome = ink.OutcomeFailure
	}
	return c
}

// reason tells the findings with a reason. The counts are the result's: a report is
// red even where nobody told it of a finding.
func (j *JUnit) reason(r *audit.Result, reason history.Reason) []ink.TestCase {
	class := "audit.impossible." + string(reason)
	var cases []ink.TestCase
	for _, f := range j.findings {
		if f.Reason == reason {
			cases = append(cases, j.finding(class, f))
		}
	}
	rest := ink.TestCase{Class: class, Outcome: ink.OutcomeFailure, Type: string(reason)}
	cases = appendMore(cases, rest, r.First[reason]-int64(len(cases)), "finding", "")
	cases = appendMore(cases, rest, r.Following[reason], "finding", " that may follow from others")
	return orHeld(cases, class)
}

func (j *JUnit) finding(class string, f keptFinding) ink.TestCase {
	var body bytes.Buffer
	t := NewText(&body, Options{Max: 1})
	_ = t.Finding(f.Finding) // a buffer takes everything
	if len(f.Story) > 0 {
		_ = t.Explain(f.Finding, f.Story)
	}
	return ink.TestCase{
		Class: class, Name: fmt.Sprintf("%s %s", place(f.Place, 1), title(f.Finding)), File: name(f.File), Line: int(f.Line),
		Outcome: ink.OutcomeFailure, Type: string(f.Reason), Message: title(f.Finding) + ": " + answer(f.Finding), Body: body.String(),
	}
}

// appendMore adds a case for what is counted and not told.
func appendMore(cases []ink.TestCase, c ink.TestCase, n int64, noun, what string) []ink.TestCase {
	if n <= 0 {
		return cases
	}
	more := "more "
	if len(cases) == 0 || what != "" {
		more = ""
	}
	c.Name = more + noun + "s" + what
	c.Message = counted(n, more+noun) + what
	return append(cases, c)
}

// orHeld says of a sort that nothing of it came.
func orHeld(cases []ink.TestCase, class string) []ink.TestCase {
	if len(cases) == 0 {
		return []ink.TestCase{{Class: class, Name: "none"}}
	}
	return cases
}

func (j *JUnit) fault(r *audit.Result, fault logs.Fault) []ink.TestCase {
	class := "audit.unjudged." + string(fault)
	var cases []ink.TestCase
	left := r.Unjudged[fault]
	for _, u := range j.lines {
		if u.Fault == fault {
			left -= u.Lines
			cases = append(cases, ink.TestCase{
				Class: class, Name: place(u.Place, u.Lines), File: name(u.File), Line: int(u.Line),
				Outcome: ink.OutcomeError, Type: string(fault), Message: plain(u.Text),
			})
		}
	}
	cases = appendMore(cases, ink.TestCase{Class: class, Outcome: ink.OutcomeError, Type: string(fault)}, left, "line", "")
	return orHeld(cases, class)
}

// mark tells the notices of a mark; those that are excused are skipped.
func (j *JUnit) mark(r *audit.Result, mark logs.Mark) []ink.TestCase {
	class, outcome := "audit.noticed."+string(mark), ink.OutcomeFailure
	if excused(mark, j.Accepted) {
		outcome = ink.OutcomeSkipped
	}
	var cases []ink.TestCase
	for _, n := range j.notices {
		if n.Mark == mark {
			cases = append(cases, ink.TestCase{
				Class: class, Name: place(n.Place, 1), File: name(n.File), Line: int(n.Line),
				Outcome: outcome, Type: string(mark), Message: plain(n.Text),
			})
		}
	}
	cases = appendMore(cases, ink.TestCase{Class: class, Outcome: outcome, Type: string(mark)}, r.Notices[mark]-int64(len(cases)), "notice", "")
	return orHeld(cases, class)
}
