package report

import (
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// maxAnnotations is how many errors GitHub takes from one step of a job.
const maxAnnotations = 10

// Annotations writes workflow commands, by which GitHub shows what broke beside
// the lines of the file.
type Annotations struct {
	out   io.Writer
	first []string // as many as GitHub takes
	more  int
}

// NewAnnotations returns a writer of workflow commands.
func NewAnnotations(out io.Writer) *Annotations { return &Annotations{out: out} }

// File keeps what is to be said of a file.
func (a *Annotations) File(f File) error {
	for _, p := range f.Problems {
		message := p.Message
		if p.Note != "" {
			message += " (" + p.Note + ")"
		}
		if p.Help != "" {
			message += "\nhelp: " + p.Help
		}
		a.error(f.Name, p.Span, "bad input", message)
	}
	for _, r := range f.Results {
		if r.Failure != nil {
			a.error(f.Name, mismatches(r.Failure)[0].Span(), r.Scenario.Name, summary(r))
		}
	}
	return nil
}

// End writes all commands together, below the report that they share a stream
// with.
func (a *Annotations) End(t *Tally) error {
	text := strings.Join(a.first, "")
	if a.more > 0 {
		text += fmt.Sprintf("::notice title=subsim::%d more in the report\n", a.more)
	}
	for _, remark := range t.Remarks() {
		text += fmt.Sprintf("::warning title=subsim::%s\n", escapeMessage.Replace(remark))
	}
	_, err := io.WriteString(a.out, text)
	return err
}

// error keeps one error, or counts it. The end column is that of the last
// character; what came by a stream has no file.
func (a *Annotations) error(file string, at diag.Span, title, message string) {
	if len(a.first) == maxAnnotations {
		a.more++
		return
	}
	var properties []string
	property := func(name, value string) {
		properties = append(properties, name+"="+escapeProperty.Replace(value))
	}
	if file != "-" {
		property("file", path.Clean(file))
		if at.Line > 0 {
			property("line", fmt.Sprint(at.Line))
			property("col", fmt.Sprint(at.Column))
			property("endColumn", fmt.Sprint(at.Column+max(at.Width, 1)-1))
		}
	}
	property("title", title)
	a.first = append(a.first, fmt.Sprintf("::error %s::%s\n", strings.Join(properties, ","), escapeMessage.Replace(message)))
}

// The escapes of workflow commands; a property also ends at a colon or a comma.
var (
	escapeMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
