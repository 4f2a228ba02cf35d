package report_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/peers"
	"github.com/Huzefaaa2/subsim/internal/report"
)

// A suites is a JUnit report as a reader sees it.
type suites struct {
	Name   string  `xml:"name,attr" json:"name"`
	Suites []suite `xml:"testsuite" json:"testsuite"`
}

type suite struct {
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
	File     string    `xml:"file,attr" json:"file"`
	Line     int       `xml:"line,attr" json:"-"`
	Failures []outcome `xml:"failure" json:"failure"`
	Errors   []outcome `xml:"error" json:"error"`
}

type outcome struct {
	Type    string `xml:"type,attr" json:"type"`
	Message string `xml:"message,attr" json:"message"`
	Body    string `xml:",chardata" json:"inner"`
}

// readXML is the reader of the standard library.
func readXML(t *testing.T, text string) (s suites) {
	t.Helper()
	if err := xml.Unmarshal([]byte(text), &s); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s
}

// judgeJUnit says what is wrong with a report of the stories, whoever read it.
func judgeJUnit(s suites) (complaints []string) {
	say := func(wrong bool, complaint string) {
		if wrong {
			complaints = append(complaints, complaint)
		}
	}
	say(s.Name != "subsim", "the report has no name")
	say(len(s.Suites) != 5, "a suite a file, and one that says why it is partial")
	for _, suite := range s.Suites {
		failures, errs := 0, 0
		for _, c := range suite.Cases {
			failures += len(c.Failures)
			errs += len(c.Errors)
			say(c.Class == "" || c.Name == "", "a case has no name")
		}
		say(suite.Tests != len(suite.Cases) || suite.Failures != failures || suite.Errors != errs || suite.Skipped != 0,
			"the counts of "+suite.Name+" are not those of its cases")
	}
	if len(complaints) > 0 {
		return complaints
	}
	held, broke, slips, gone, partial := s.Suites[0], s.Suites[1], s.Suites[2], s.Suites[3], s.Suites[4]
	say(held.Tests != 2 || held.Failures+held.Errors != 0, "what held is not green")
	say(held.Cases[0].Class != "stories.holds" || held.Cases[0].Name != "A trial converts" || held.Cases[0].File != "./stories/holds.subsim.yaml",
		"a case is not named after its scenario")
	say(broke.Failures != 6, "a scenario that broke is no failure")
	first := broke.Cases[0].Failures[0]
	say(first.Type != "state" || first.Message != "step 2 of 2: expected active, got cancelled", "the failure's message")
	say(!strings.Contains(first.Body, "\n     5 |   - {event: recover, expect: active}\n       |                              ^^^^^^ got cancelled\n"),
		"the failure's block is not whole")
	say(!strings.Contains(first.Body, "past_due -> cancelled"), "the failure's trail is not readable")
	say(slips.Errors != 4 || slips.Failures != 0, "bad input is no error")
	say(slips.Cases[0].Name != "bad input at 2:17", "bad input does not say where it stands")
	say(gone.Errors != 1 || gone.Cases[0].Name != "bad input", "a file that is gone is no error")
	say(partial.Cases[0].Name != "subsim: partial" || partial.Errors != 1, "a partial report is green")
	return complaints
}

func junitOfStories(t *testing.T) string {
	files := stories(t)
	return write(t, "junit", files, tallyOf(files, report.StoppedByInterrupt, ""))
}

func TestJUnitIsRead(t *testing.T) {
	text := junitOfStories(t)
	for _, complaint := range judgeJUnit(readXML(t, text)) {
		t.Error(complaint)
	}
	if line := readXML(t, text).Suites[0].Cases[1].Line; line != 6 {
		t.Errorf("the second scenario begins on line %d", line)
	}
	for why, change := range map[string]*strings.Replacer{
		"a failure gets lost": strings.NewReplacer("<failure", "<note", "</failure", "</note"),
		"a count is wrong":    strings.NewReplacer(`errors="0"`, `errors="1"`),
		"an error is renamed": strings.NewReplacer("subsim: partial", "subsim"),
	} {
		if len(judgeJUnit(readXML(t, change.Replace(text)))) == 0 {
			t.Errorf("%s, and nobody notices", why)
		}
	}
}

// TestJUnitIsReadByOthers has a program of others read the report.
func TestJUnitIsReadByOthers(t *testing.T) {
	const script = `import {parse} from 'junit2json'
answer(await parse(asked))`
	var read suites
	peers.Ask(t, []string{"junit2json"}, script, junitOfStories(t), &read)
	for _, complaint := range judgeJUnit(read) {
		t.Errorf("%s\n%v", complaint, read)
	}
}

// TestJUnitHoldsAnyText writes what XML cannot hold, or takes for its own.
func TestJUnitHoldsAnyText(t *testing.T) {
	hostile := "a<b>&\"'\x00\x1b[31m\xff\ufffe]]></error>\n&#xA;"
	problem := &diag.Problem{Source: &diag.Source{Name: hostile, Text: hostile}, Message: hostile, Note: hostile, Help: hostile, Span: diag.Span{Line: 1, Column: 1}}
	files := []report.File{{Name: hostile, Problems: diag.Problems{problem}}}
	text := write(t, "junit", files, tallyOf(files, "", hostile))
	for _, r := range text {
		if r < ' ' && r != '\n' || r == '\ufffe' {
			t.Errorf("%q stands in the report", r)
		}
	}
	read := readXML(t, text)
	if got, want := read.Suites[0].Name, "a<b>&\"'\ufffd\ufffd[31m\ufffd\ufffd]]></error>\n&#xA;"; got != want {
		t.Errorf("the name is read back as %q, want %q", got, want)
	}
	if body := read.Suites[0].Cases[0].Errors[0].Body; !strings.Contains(body, "a<b>&\"'??[31m") {
		t.Errorf("the body is read back as %q", body)
	}
}

func TestJUnitClasses(t *testing.T) {
	for _, test := range []struct{ why, file, want string }{
		{"a folder is a package", "scenarios/dunning/recovery.subsim.yaml", "scenarios.dunning.recovery"},
		{"other dots are no packages", "v1.2/late.yaml", "v1_2.late_yaml"},
		{"ways up and here say nothing", ".././x/../late.subsim.yaml", "late"},
		{"a stream", "-", "-"},
		{"the corpus", "corpus:gaps/known.subsim.yaml", "corpus:gaps.known"},
	} {
		files := []report.File{play(t, test.file, holds)}
		if got := readXML(t, write(t, "junit", files, tallyOf(files, "", ""))).Suites[0].Cases[0].Class; got != test.want {
			t.Errorf("%s: %s has class %q, want %q", test.why, test.file, got, test.want)
		}
	}
}
