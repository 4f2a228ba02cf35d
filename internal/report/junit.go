package report

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// A JUnit writes results for what shows test results: a suite a file, a case a
// scenario. It says nothing of how long anything took: the time that passes in a
// scenario is none that anybody waited for, and the same input gives the same
// bytes.
type JUnit struct{ out *bufio.Writer }

// NewJUnit returns a writer of a report in JUnit's XML.
func NewJUnit(out io.Writer) *JUnit {
	j := &JUnit{bufio.NewWriter(out)}
	j.out.WriteString(xml.Header + `<testsuites name="subsim">` + "\n")
	return j
}

// File writes a file as a suite; one of which nothing was asked is left out.
func (j *JUnit) File(f File) error {
	if len(f.Results)+len(f.Problems) == 0 {
		return nil
	}
	j.suite(f.Name, f.Name, len(f.Results), f.Broke(), len(f.Problems))
	class := classOf(f.Name)
	for _, p := range f.Problems {
		name := "bad input"
		if p.Span.Line > 0 {
			name += fmt.Sprintf(" at %d:%d", p.Span.Line, p.Span.Column)
		}
		j.testcase(class, name, f.Name, p.Span.Line)
		j.outcome("error", "bad input", p.Message, problemBlock(p))
	}
	for _, r := range f.Results {
		j.testcase(class, r.Scenario.Name, f.Name, r.Scenario.Line())
		if r.Failure == nil {
			j.out.WriteString("></testcase>\n")
			continue
		}
		j.outcome("failure", mismatches(r.Failure)[0].Key, summary(r), block(r))
	}
	j.out.WriteString("  </testsuite>\n")
	return j.out.Flush()
}

// End writes a case that is no scenario where the report must not be taken for a
// green one: the run ended early, or did not find what it was asked for.
func (j *JUnit) End(t *Tally) error {
	for _, remark := range t.Remarks() {
		kind, _, _ := strings.Cut(remark, ":")
		j.suite("subsim", "", 0, 0, 1)
		j.testcase("subsim", "subsim: "+kind, "", 0)
		j.outcome("error", kind, remark, remark+"\n")
		j.out.WriteString("  </testsuite>\n")
	}
	j.out.WriteString("</testsuites>\n")
	return j.out.Flush()
}

// suite opens a suite; each error is a case of its own.
func (j *JUnit) suite(name, file string, played, failures, errors int) {
	j.out.WriteString("  <testsuite")
	j.attribute("name", name)
	j.attribute("file", file)
	fmt.Fprintf(j.out, ` tests="%d" failures="%d" errors="%d" skipped="0">`+"\n", played+errors, failures, errors)
}

// testcase opens a case, and leaves its tag open.
func (j *JUnit) testcase(class, name, file string, line int) {
	j.out.WriteString("    <testcase")
	j.attribute("classname", class)
	j.attribute("name", name)
	j.attribute("file", file)
	if line > 0 {
		j.attribute("line", strconv.Itoa(line))
	}
}

// outcome closes a case's tag, says what became of it, and closes the case.
func (j *JUnit) outcome(element, kind, message, body string) {
	fmt.Fprintf(j.out, ">\n      <%s", element)
	j.attribute("type", kind)
	j.attribute("message", message)
	j.out.WriteByte('>')
	unescapeText.WriteString(j.out, escaped(body))
	fmt.Fprintf(j.out, "</%s>\n    </testcase>\n", element)
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
