package docket_test

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/docket"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// A suites is a JUnit report as a reader sees it.
type suites struct {
	Suites []struct {
		Name     string `xml:"name,attr"`
		Tests    int    `xml:"tests,attr"`
		Failures int    `xml:"failures,attr"`
		Errors   int    `xml:"errors,attr"`
		Skipped  int    `xml:"skipped,attr"`
		Cases    []struct {
			Name     string    `xml:"name,attr"`
			Failures []outcome `xml:"failure"`
			Errors   []outcome `xml:"error"`
			Skipped  []outcome `xml:"skipped"`
		} `xml:"testcase"`
	} `xml:"testsuite"`
}

type outcome struct {
	Message string `xml:"message,attr"`
	Body    string `xml:",chardata"`
}

func readXML(t *testing.T, text string) (s suites) {
	t.Helper()
	if err := xml.Unmarshal([]byte(text), &s); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s
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

// judgeJUnit says what is wrong with the reports of the samples.
func judgeJUnit(t *testing.T, damage *strings.Replacer) (complaints []string) {
	for _, accepted := range [][]logs.Mark{nil, {logs.MarkLate}, logs.Marks()} {
		for name, s := range samples() {
			f := formats[4]
			f.Accepted = accepted
			read := readXML(t, damage.Replace(written(t, f, s)))
			if read.green() != s.result.Passed(accepted...) {
				complaints = append(complaints, name+" is green, or not, against the verdict")
			}
			if len(read.Suites) != 24 {
				complaints = append(complaints, name+" has other suites than all others")
			}
			for _, suite := range read.Suites {
				failures, errors, skipped := 0, 0, 0
				for _, c := range suite.Cases {
					failures, errors, skipped = failures+len(c.Failures), errors+len(c.Errors), skipped+len(c.Skipped)
				}
				if len(suite.Cases) == 0 || suite.Tests != len(suite.Cases) || suite.Failures != failures || suite.Errors != errors || suite.Skipped != skipped {
					complaints = append(complaints, name+": the counts of "+suite.Name+" are not those of its cases")
				}
			}
		}
	}
	return complaints
}

func TestJUnitIsRedWhereTheAuditIs(t *testing.T) {
	for _, complaint := range judgeJUnit(t, strings.NewReplacer()) {
		t.Error(complaint)
	}
	for why, damage := range map[string]*strings.Replacer{
		"failures get lost":    strings.NewReplacer("<failure", "<note", "</failure", "</note"),
		"errors get lost":      strings.NewReplacer("<error", "<note", "</error", "</note"),
		"a count is wrong":     strings.NewReplacer(`errors="0"`, `errors="1"`),
		"a suite gets lost":    strings.NewReplacer("<testsuite ", "<suite ", "</testsuite>", "</suite>"),
		"what is red is green": strings.NewReplacer("<failure", "<skipped", "</failure", "</skipped", "<error", "<skipped", "</error", "</skipped", `failures="1"`, `failures="0"`, `errors="1"`, `errors="0"`),
	} {
		if len(judgeJUnit(t, damage)) == 0 {
			t.Errorf("%s, and nobody notices", why)
		}
	}
}

// TestJUnitIsReadByOthers has a program of others read the reports, and wants it to
// read what the standard library reads.
func TestJUnitIsReadByOthers(t *testing.T) {
	const script = `import {parse} from 'junit2json'
const told = suite => [suite.name, suite.tests, suite.failures, suite.errors, suite.skipped, ...suite.testcase.map(c => c.name)]
answer(await Promise.all(asked.map(async text => (await parse(text)).testsuite.map(s => told(s).join("|")))))`
	var texts []string
	var read, want [][]string
	for _, s := range samples() {
		text := written(t, formats[4], s)
		var told []string
		for _, suite := range readXML(t, text).Suites {
			line := fmt.Sprintf("%s|%d|%d|%d|%d", suite.Name, suite.Tests, suite.Failures, suite.Errors, suite.Skipped)
			for _, c := range suite.Cases {
				line += "|" + c.Name
			}
			told = append(told, line)
		}
		texts, want = append(texts, text), append(want, told)
	}
	peers.Ask(t, []string{"junit2json"}, script, texts, &read)
	for i := range want {
		if !slices.Equal(read[i], want[i]) {
			t.Errorf("%q\nwant\n%q\nof\n%s", read[i], want[i], texts[i])
		}
	}
}

// TestJUnitCountsWhatItDoesNotTell: cases are bounded, and the rest is a case, even
// where nobody told the writer anything.
func TestJUnitCountsWhatItDoesNotTell(t *testing.T) {
	text := written(t, formats[4], many(50))
	if n := strings.Count(text, `message="renew in cancelled: `); n != 3 {
		t.Errorf("%d findings are told", n)
	}
	if !strings.Contains(text, `message="47 more findings"`) {
		t.Errorf("the rest is not counted\n%s", text)
	}
	s := many(50)
	s.told = nil
	if text = written(t, formats[4], s); !strings.Contains(text, `name="findings"`) || readXML(t, text).green() {
		t.Errorf("untold findings are green\n%s", text)
	}
	var b strings.Builder
	w := docket.NewJUnit(&b, docket.Options{})
	if err := w.End(&audit.Result{}); err != nil || readXML(t, b.String()).green() {
		t.Errorf("nothing at all is green: %v", err)
	}
}
