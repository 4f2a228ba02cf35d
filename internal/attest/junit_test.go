package attest_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/attest"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// A suites is a JUnit report as a reader sees it.
type suites struct {
	Suites []testsuite `xml:"testsuite" json:"testsuite"`
}

type testsuite struct {
	Name     string     `xml:"name,attr" json:"name"`
	Tests    int        `xml:"tests,attr" json:"tests"`
	Failures int        `xml:"failures,attr" json:"failures"`
	Errors   int        `xml:"errors,attr" json:"errors"`
	Skipped  int        `xml:"skipped,attr" json:"skipped"`
	Cases    []testcase `xml:"testcase" json:"testcase"`
}

type testcase struct {
	Class    string    `xml:"classname,attr" json:"classname"`
	Name     string    `xml:"name,attr" json:"name"`
	Failures []outcome `xml:"failure" json:"failure"`
	Errors   []outcome `xml:"error" json:"error"`
	Skipped  []outcome `xml:"skipped" json:"skipped"`
}

type outcome struct {
	Type    string `xml:"type,attr" json:"type"`
	Message string `xml:"message,attr" json:"message"`
	Body    string `xml:",chardata" json:"inner"`
}

// find returns the case of that name, and what became of it in a word.
func (s suites) find(class, name string) (testcase, string) {
	for _, suite := range s.Suites {
		for _, c := range suite.Cases {
			if c.Class != class || c.Name != name {
				continue
			}
			switch {
			case len(c.Failures) > 0:
				return c, "failure"
			case len(c.Errors) > 0:
				return c, "error"
			case len(c.Skipped) > 0:
				return c, "skipped"
			}
			return c, "held"
		}
	}
	return testcase{}, "missing"
}

// green reports whether whoever shows test results shows nothing wrong.
func (s suites) green() bool {
	for _, suite := range s.Suites {
		if suite.Failures+suite.Errors > 0 {
			return false
		}
	}
	return len(s.Suites) > 0
}

var asJUnit = format{"xml", attest.JUnit}

func readXML(t *testing.T, text string) (s suites) {
	t.Helper()
	if err := xml.Unmarshal([]byte(text), &s); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s
}

// judgeJUnit says what is wrong with the reports of some samples, whoever read
// them.
func judgeJUnit(t *testing.T, read func(*testing.T, string) suites) (complaints []string) {
	all := samples(t)
	for _, test := range []struct{ sample, class, name, want string }{
		{"conforming", "conform", "verdict", "held"},
		{"conforming", "conform.level", "3 HSI, k=1", "held"},
		{"conforming", "conform.past_due", "cancel", "held"},
		{"dim", "conform.active", "observe_active", "missing"},
		{"dim", "conform.unknown", "cancel", "skipped"},
		{"differing", "conform", "verdict", "failure"},
		{"differing", "conform.past_due", "cancel", "failure"},
		{"differing", "conform.adapter", "unsteady", "failure"},
		{"differing", "conform.none", "cancel", "held"},
		{"crashed", "conform", "verdict", "error"},
		{"crashed", "conform.level", "1 tour", "error"},
		{"crashed", "conform.adapter", "adapter crashed", "error"},
		{"crashed", "conform.active", "renew", "failure"},
		{"crashed", "conform.active", "cancel", "skipped"},
		{"stricter", "conform", "verdict", "failure"},
		{"stricter", "conform.cancelled", "reactivate", "held"},
		{"knowing", "conform", "verdict", "held"},
		{"knowing", "conform.past_due", "cancel", "skipped"},
		{"knowing", "conform.adapter", "unsteady", "skipped"},
		{"stale", "conform", "verdict", "held"},
		{"stale", "conform.known", "past_due/cancel refused", "error"},
		{"answering", "conform", "verdict", "held"},
		{"answering", "conform.active", "cancel", "skipped"},
		{"skipping", "conform", "verdict", "error"},
		{"skipping", "conform.skip", "the sandbox has no lose_contact", "skipped"},
		{"empty", "conform", "verdict", "error"},
	} {
		s := read(t, written(t, asJUnit, all[test.sample], options))
		if _, got := s.find(test.class, test.name); got != test.want {
			complaints = append(complaints, test.sample+": "+test.class+" "+test.name+" is "+got+", want "+test.want)
		}
	}
	for name, r := range all {
		s := read(t, written(t, asJUnit, r, options))
		if s.green() != attest.Passed(r, options) {
			complaints = append(complaints, name+" is green, or not, against the verdict")
		}
		for _, suite := range s.Suites {
			failures, errs, skipped := 0, 0, 0
			for _, c := range suite.Cases {
				failures, errs, skipped = failures+len(c.Failures), errs+len(c.Errors), skipped+len(c.Skipped)
			}
			if suite.Tests != len(suite.Cases) || suite.Failures != failures || suite.Errors != errs || suite.Skipped != skipped {
				complaints = append(complaints, name+": the counts of "+suite.Name+" are not those of its cases")
			}
		}
	}
	c, _ := read(t, written(t, asJUnit, all["differing"], options)).find("conform.past_due", "cancel")
	if len(c.Failures) != 1 || c.Failures[0].Type != "refused" || !strings.Contains(c.Failures[0].Body, "\n        got   rejected, past_due\n") {
		complaints = append(complaints, "the failure's block is not whole")
	}
	return complaints
}

func TestJUnitIsRead(t *testing.T) {
	for _, complaint := range judgeJUnit(t, readXML) {
		t.Error(complaint)
	}
	for why, change := range map[string]*strings.Replacer{
		"a failure gets lost": strings.NewReplacer("<failure", "<note", "</failure", "</note"),
		"a count is wrong":    strings.NewReplacer(`errors="0"`, `errors="1"`),
		"a cell gets lost":    strings.NewReplacer(`name="cancel"`, `name="x"`),
	} {
		broken := func(t *testing.T, text string) suites { return readXML(t, change.Replace(text)) }
		if len(judgeJUnit(t, broken)) == 0 {
			t.Errorf("%s, and nobody notices", why)
		}
	}
}

// TestJUnitIsReadByOthers has a program of others read the report.
func TestJUnitIsReadByOthers(t *testing.T) {
	// One process reads all reports; which is which their text says.
	var texts []string
	seen := map[string]int{}
	judgeJUnit(t, func(t *testing.T, text string) suites {
		if _, known := seen[text]; !known {
			seen[text] = len(texts)
			texts = append(texts, text)
		}
		return suites{Suites: []testsuite{{}}}
	})
	const script = `import {parse} from 'junit2json'
answer(await Promise.all(asked.map(text => parse(text))))`
	var read []suites
	peers.Ask(t, []string{"junit2json"}, script, texts, &read)
	for _, complaint := range judgeJUnit(t, func(_ *testing.T, text string) suites { return read[seen[text]] }) {
		t.Error(complaint)
	}
}
