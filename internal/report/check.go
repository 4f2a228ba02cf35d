package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// A Checked is what was found in one file without playing it.
type Checked struct {
	Name      string
	Scenarios int
	Binary    bool          // it is no text, and nothing was looked for in it
	Problems  diag.Problems // why it makes no sense
	Breaches  diag.Problems // of the public boundary
	Warnings  diag.Problems // what is legal and likely a slip
	Fixed     diag.Problems // what was wrong, and is mended
}

// A CheckTally counts what was found.
type CheckTally struct {
	Files, Of int // files that were looked at, of those that were asked for
	Binary    int // files of these that are no text
	Scenarios int
	Problems  int
	Breaches  int
	Warnings  int
	Fixed     int
}

// Add counts one file.
func (t *CheckTally) Add(c Checked) {
	t.Files++
	if c.Binary {
		t.Binary++
	}
	t.Scenarios += c.Scenarios
	t.Find(c)
}

// Find counts what was found, and no file.
func (t *CheckTally) Find(c Checked) {
	t.Problems += len(c.Problems)
	t.Breaches += len(c.Breaches)
	t.Warnings += len(c.Warnings)
	t.Fixed += len(c.Fixed)
}

// Texts counts the files in which something was looked for.
func (t *CheckTally) Texts() int { return t.Files - t.Binary }

// String writes the tally in one line: "12 files, 353 scenarios: no problem". The
// scenarios of files that make no sense are not counted.
func (t *CheckTally) String() string {
	what := ink.Counted(t.Texts(), "file")
	if t.Scenarios > 0 {
		what += ", " + ink.Counted(t.Scenarios, "scenario")
	}
	var found []string
	for _, part := range []struct {
		n    int
		noun string
	}{{t.Problems, "problem"}, {t.Breaches, "breach"}, {t.Warnings, "warning"}} {
		if part.n > 0 {
			found = append(found, strings.ReplaceAll(ink.Counted(part.n, part.noun), "breachs", "breaches"))
		}
	}
	if len(found) == 0 {
		found = []string{"no problem"}
	}
	what += ": " + strings.Join(found, ", ")
	if t.Fixed > 0 {
		what += fmt.Sprintf("; %d fixed", t.Fixed)
	}
	if t.Binary > 0 {
		what += "; skipped " + ink.Counted(t.Binary, "binary file")
	}
	return what
}

// A CheckWriter writes a report of what was found: each file once, then the tally
// once.
type CheckWriter interface {
	File(Checked) error
	End(*CheckTally) error
}

// A CheckText writes what was found for people. Bad input and warnings are told
// elsewhere, by [Problems]: they belong to standard error.
type CheckText struct {
	out     io.Writer
	colored bool
}

// NewCheckText returns a writer of a report for people.
func NewCheckText(out io.Writer, colored bool) *CheckText { return &CheckText{out, colored} }

// File writes what was mended in a file, and what has no place in it.
func (t *CheckText) File(c Checked) error {
	for _, p := range c.Fixed {
		fmt.Fprintf(t.out, "fixed %s: %s -> %s\n", p.Place(), diag.Harmless(p.Span.In(p.Source.Line(p.Span.Line))), p.Fix)
	}
	Problems(t.out, "error", c.Breaches, t.colored)
	return nil
}

// End writes the last line.
func (t *CheckText) End(tally *CheckTally) error {
	colours := ink.NewPalette(t.colored)
	line := colours.Green
	switch {
	case tally.Problems+tally.Breaches > 0:
		line = colours.Red
	case tally.Warnings > 0:
		line = colours.Yellow
	}
	_, err := line.Fprintln(t.out, tally.String())
	if err == nil && tally.Files < tally.Of {
		_, err = fmt.Fprintf(t.out, "partial: interrupted in file %d of %d\n", tally.Files+1, tally.Of)
	}
	return err
}
