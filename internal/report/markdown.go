package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// How much a summary shows: GitHub cuts one of more than 1 MiB, and nobody reads
// that far.
const (
	maxRows   = 50      // of each table
	maxBlocks = 10      // failures that are told
	maxBlock  = 8 << 10 // bytes of one block
	maxCell   = 80      // columns of one cell
)

// A Markdown writes the summary of a run for GitHub's Markdown: the counts, a
// table of what broke, and each of the first failures with a picture of its path.
// The counts stand at the top, so that all is written at the end; what is kept
// until then is bounded.
type Markdown struct {
	out            *bufio.Writer
	broken, inputs rows
	blocks         []string
}

// rows are the first lines of a table.
type rows struct {
	lines [][]string
	more  int
}

// NewMarkdown returns a writer of a summary.
func NewMarkdown(out io.Writer) *Markdown { return &Markdown{out: bufio.NewWriter(out)} }

// File keeps what is to be said of a file.
func (m *Markdown) File(f File) error {
	for _, p := range f.Problems {
		m.inputs.add(p.Place(), p.Message)
	}
	for _, r := range f.Results {
		if r.Failure != nil {
			m.failure(r)
		}
	}
	return nil
}

// failure keeps a row for each mismatch, and the block of one of the first.
func (m *Markdown) failure(r Result) {
	s, f := r.Scenario, r.Failure
	for _, mismatch := range mismatches(f) {
		want, got := sides(mismatch, f)
		m.broken.add(place(s, mismatch), s.Name, fmt.Sprintf("%d of %d", f.Step+1, len(s.Steps)), want, got)
	}
	if len(m.blocks) < maxBlocks {
		m.blocks = append(m.blocks, section(r))
	}
}

func (l *rows) add(cells ...string) {
	if len(l.lines) == maxRows {
		l.more++
		return
	}
	for i, cell := range cells {
		cells[i] = cellText(cell)
	}
	l.lines = append(l.lines, cells)
}

// cellText makes any text fit for a cell, or a heading. Accents take no column,
// but they do take room.
func cellText(text string) string {
	return export.MarkdownText(diag.Cut(diag.Harmless(ink.Clipped(text, 2*maxCell, "...")), maxCell))
}

// write writes the table, where there is anything in it.
func (l *rows) write(out io.Writer, about string, header ...string) {
	if len(l.lines) == 0 {
		return
	}
	fmt.Fprintf(out, "\n### %s\n\n%s", about, export.MarkdownTable(header, l.lines))
	if l.more > 0 {
		fmt.Fprintf(out, "\nand %d more\n", l.more)
	}
}

// End writes the summary.
func (m *Markdown) End(t *Tally) error {
	fmt.Fprintf(m.out, "## subsim: %s\n", title(t))
	for _, remark := range t.Remarks() {
		fmt.Fprintf(m.out, "\n**%s**\n", export.MarkdownText(diag.Harmless(ink.Clipped(remark, maxBlock, "..."))))
	}
	m.broken.write(m.out, "What broke", "place", "scenario", "step", "expected", "got")
	m.inputs.write(m.out, "Bad input", "place", "problem")
	for _, block := range m.blocks {
		m.out.WriteString(block)
	}
	if more := t.Broke - len(m.blocks); more > 0 {
		fmt.Fprintf(m.out, "\nand %s more that broke\n", ink.Counted(more, "scenario"))
	}
	coverage(m.out, t)
	return m.out.Flush()
}

// title counts what there is to count: "31 scenarios: 30 held, 1 broke".
func title(t *Tally) string {
	text, _, _ := strings.Cut(t.String(), ";")
	if t.Problems > 0 {
		text += ", " + ink.Counted(t.Problems, "piece") + " of bad input"
	}
	return text
}

// coverage writes how many cells were exercised, profile by profile.
func coverage(out io.Writer, t *Tally) {
	var counts []string
	profiles := t.Coverage.Profiles()
	for _, p := range profiles[:min(len(profiles), maxRows)] {
		exercised, of := t.Coverage.Count(p)
		counts = append(counts, fmt.Sprintf("%d of %d in %s", exercised, of, cellText(p.Name())))
	}
	if more := len(profiles) - len(counts); more > 0 {
		counts = append(counts, fmt.Sprintf("and %s more", ink.Counted(more, "profile")))
	}
	if len(counts) > 0 {
		fmt.Fprintf(out, "\nCells exercised: %s.\n", strings.Join(counts, "; "))
	}
}

// section tells one failure: its block, and the path as a picture.
func section(r Result) string {
	var b strings.Builder
	text := ink.Clipped(block(r), maxBlock, "\n(cut)\n")
	fmt.Fprintf(&b, "\n### %s\n\n%s\n```mermaid\n", cellText(r.Scenario.Name), ink.Fenced("text", text))
	start, way := legs(r)
	_ = export.MermaidPath(&b, start, way) // a builder takes all
	b.WriteString("```\n")
	return b.String()
}

// legs are the last answers as a picture shows them, numbered from the first,
// and where they begin.
func legs(r Result) (start fsm.State, legs []export.Leg) {
	start = r.Scenario.Start.State
	path := r.Failure.Path
	for i, a := range path {
		if i < len(path)-trailLength {
			start = a.To.State
			continue
		}
		leg := export.Leg{Number: i + 1, Event: a.Event, From: a.From.State, To: a.To.State}
		if a.Verdict == fsm.VerdictRejected {
			leg.Refused = string(a.Reason)
		}
		legs = append(legs, leg)
	}
	return start, legs
}
