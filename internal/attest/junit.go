package attest

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// JUnit writes a report for what shows test results: the verdict as a case of its
// own, so that nothing but a pass is green, then a case a level, and a case a cell.
// A finding is a failure, adapter trouble an error; what is known, or was not
// asked, is skipped.
func JUnit(w io.Writer, r *conformance.Report, o Options) error {
	j := ink.NewJUnit(w)
	for _, suite := range []struct {
		name  string
		cases []ink.TestCase
	}{
		{"verdict", verdictCases(r, o)},
		{"levels", levelCases(r)},
		{"skips", skipCases(r)},
		{"adapter", adapterCases(r, o)},
		{"cells", cellCases(r, o)},
	} {
		if len(suite.cases) == 0 {
			continue
		}
		if err := j.Suite(suite.name, "", suite.cases); err != nil {
			return err
		}
	}
	return j.Close()
}

func verdictCases(r *conformance.Report, o Options) []ink.TestCase {
	s := stands(r)
	verdict := ink.TestCase{Class: "conform", Name: "verdict"}
	if !passes(r, o) {
		verdict.Outcome, verdict.Type, verdict.Message = ink.OutcomeFailure, string(s.word), headline(r)
		verdict.Body = strings.Join(guarantee(r), "\n")
		if s.word == wordInconclusive {
			verdict.Outcome = ink.OutcomeError
		}
	}
	cases := []ink.TestCase{verdict}
	for _, l := range r.Stale {
		cases = append(cases, ink.TestCase{
			Class: "conform.known", Name: l.Key, File: diag.Harmless(l.File), Line: l.Line, Outcome: ink.OutcomeError,
			Type: "stale", Message: "the run does not show this known failure any more; take its line out",
		})
	}
	return cases
}

// levelCases tells each level. What broke in it is told by its cells.
func levelCases(r *conformance.Report) []ink.TestCase {
	return ink.Each(r.Levels, func(l conformance.LevelResult) ink.TestCase {
		c := ink.TestCase{Class: "conform.level", Name: strings.TrimSpace(fmt.Sprintf("%d %s", l.Level, plain(l.Name)))}
		switch {
		case l.Stopped != "":
			c.Outcome, c.Type, c.Message = ink.OutcomeError, "stopped", "not played to its end: "+plain(l.Stopped)
		case l.Held+l.Broke == 0:
			c.Outcome, c.Type, c.Message = ink.OutcomeSkipped, "skipped", ink.Counted(l.Skipped, "case")+" skipped, and none played"
		}
		return c
	})
}

// skipCases tells what was not asked, by reason.
func skipCases(r *conformance.Report) []ink.TestCase {
	return ink.Each(skips(r), func(n note) ink.TestCase {
		return ink.TestCase{Class: "conform.skip", Name: n.Text, Outcome: ink.OutcomeSkipped, Type: "skipped", Message: n.Term + " not asked"}
	})
}

// adapterCases tells the findings that are about no cell.
func adapterCases(r *conformance.Report, o Options) []ink.TestCase {
	var cases []ink.TestCase
	for _, f := range r.Findings {
		if f.Cell.Event == "" {
			c := ink.TestCase{Class: "conform.adapter", Name: storyOf(r, f, o).Title}
			tellFindings(&c, r, []conformance.Finding{f}, o)
			cases = append(cases, c)
		}
	}
	return cases
}

// cellCases tells each cell of what was asked: of the profile's states, and the
// events that were sent.
func cellCases(r *conformance.Report, o Options) []ink.TestCase {
	var cases []ink.TestCase
	for _, s := range fsm.Sources() {
		for _, e := range fsm.Events() {
			c := conformance.Cell{State: s, Event: e}
			m := markOf(r, c)
			if m == markUnasked && (!slices.Contains(r.Guarantee.Events, e) || !r.Guarantee.Profile.Has(s)) {
				continue
			}
			cases = append(cases, cellCase(r, c, m, o))
		}
	}
	return cases
}

func cellCase(r *conformance.Report, c conformance.Cell, m mark, o Options) ink.TestCase {
	test := ink.TestCase{Class: "conform." + c.State.String(), Name: string(c.Event)}
	var about []conformance.Finding
	for _, f := range r.Findings {
		if f.Cell == c {
			about = append(about, f)
		}
	}
	switch {
	case len(about) > 0:
		tellFindings(&test, r, about, o)
	case m == markDiffers:
		test.Outcome, test.Type, test.Message = ink.OutcomeFailure, "broke", ink.Counted(r.Cells[c].Broke, "case")+" broke"
	case m == markSkipped:
		test.Outcome, test.Type, test.Message = ink.OutcomeSkipped, "skipped", ink.Counted(r.Cells[c].Skipped, "case")+" skipped"
	case m == markUnasked:
		test.Outcome, test.Type, test.Message = ink.OutcomeSkipped, "unasked", "not asked"
	}
	return test
}

// tellFindings says what is wrong: the worst decides the outcome, each has its
// block.
func tellFindings(c *ink.TestCase, r *conformance.Report, all []conformance.Finding, o Options) {
	var messages []string
	var body strings.Builder
	c.Outcome, c.Type = ink.OutcomeSkipped, "known"
	for _, f := range all {
		s := storyOf(r, f, o)
		messages = append(messages, s.Title+": "+s.Message)
		body.WriteString(block(s))
		switch {
		case f.Known:
		case f.Kind == conformance.KindAdapter && c.Outcome != ink.OutcomeFailure:
			c.Outcome, c.Type = ink.OutcomeError, string(f.Kind)
		case f.Kind != conformance.KindAdapter:
			c.Outcome, c.Type = ink.OutcomeFailure, string(f.Kind)
		}
	}
	c.Message, c.Body = strings.Join(messages, "\n"), body.String()
}
