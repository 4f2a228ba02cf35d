package ink

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A JUnit writes test results in JUnit's XML, suite by suite. It says nothing of
// how long anything took, so that the same results give the same bytes.
type JUnit struct{ out *bufio.Writer }

// An Outcome is what became of a case, where it did not hold: the name of the
// element that says so.
type Outcome string

// The outcomes. OutcomeHeld has no element.
const (
	OutcomeHeld    Outcome = ""
	OutcomeFailure Outcome = "failure"
	OutcomeError   Outcome = "error"
	OutcomeSkipped Outcome = "skipped"
)

// A TestCase is one test, and what became of it. What is empty is left out.
type TestCase struct {
	Class, Name, File string
	Line              int
	Outcome           Outcome
	Type, Message     string // of the outcome
	Body              string // what people read of it
}

// NewJUnit opens a report.
func NewJUnit(out io.Writer) *JUnit {
	j := &JUnit{bufio.NewWriter(out)}
	j.out.WriteString(xml.Header + `<testsuites name="subsim">` + "\n")
	return j
}

// Suite writes a suite of cases, and counts them.
func (j *JUnit) Suite(name, file string, cases []TestCase) error {
	count := map[Outcome]int{}
	for _, c := range cases {
		count[c.Outcome]++
	}
	j.out.WriteString("  <testsuite")
	j.attribute("name", name)
	j.attribute("file", file)
	fmt.Fprintf(j.out, ` tests="%d" failures="%d" errors="%d" skipped="%d">`+"\n",
		len(cases), count[OutcomeFailure], count[OutcomeError], count[OutcomeSkipped])
	for _, c := range cases {
		j.testcase(c)
	}
	j.out.WriteString("  </testsuite>\n")
	return j.out.Flush()
}

// Close ends the report.
func (j *JUnit) Close() error {
	j.out.WriteString("</testsuites>\n")
	return j.out.Flush()
}

func (j *JUnit) testcase(c TestCase) {
	j.out.WriteString("    <testcase")
	j.attribute("classname", c.Class)
	j.attribute("name", c.Name)
	j.attribute("file", c.File)
	if c.Line > 0 {
		j.attribute("line", strconv.Itoa(c.Line))
	}
	if c.Outcome == OutcomeHeld {
		j.out.WriteString("></testcase>\n")
		return
	}
	fmt.Fprintf(j.out, ">\n      <%s", c.Outcome)
	j.attribute("type", c.Type)
	j.attribute("message", c.Message)
	j.out.WriteByte('>')
	unescapeText.WriteString(j.out, escaped(c.Body))
	fmt.Fprintf(j.out, "</%s>\n    </testcase>\n", c.Outcome)
}

// attribute writes an attribute, unless it is empty.
func (j *JUnit) attribute(name, value string) {
	if value == "" {
		return
	}
	j.out.WriteString(" " + name + `="`)
	_ = xml.EscapeText(j.out, []byte(value)) // the buffer remembers its errors
	j.out.WriteByte('"')
}

// escaped also replaces what XML cannot hold.
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text))
	return b.String()
}

// unescapeText takes back what only attributes need, so that people can read a
// body in the file.
var unescapeText = strings.NewReplacer("&#xA;", "\n", "&#34;", `"`, "&#39;", "'")
