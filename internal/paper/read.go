package paper

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Options say how to read a drawing.
type Options struct {
	Format string // one of [Formats]; empty to tell it from the content
	Names  Names
}

// A format is one way to draw a machine.
type format struct {
	name  string
	fits  func(text string) bool // whether a text looks like it
	parse func(*reading) *chart  // nil where the machine is written down at once
}

var formats = []format{
	{"model", func(text string) bool { return begins(text, "{") && strings.Contains(text, `"subsim-model"`) }, readModel},
	{"cells", func(text string) bool { return begins(text, "configuration\tevent") }, readCells},
	{"xstate", func(text string) bool { return begins(text, "{") }, readXState},
	{"scxml", func(text string) bool { return begins(text, "<") }, readSCXML},
	{"mermaid", func(text string) bool { return strings.Contains(text, "stateDiagram") }, readMermaid},
}

// begins reports how a text begins, a byte order mark and blanks left aside.
func begins(text, with string) bool {
	return strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(text, bom)), with)
}

// Formats returns the names of the formats: "model" and "cells" are what subsim
// export json and subsim export cells write.
func Formats() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

// Read reads a drawing. The error is a [diag.Problems] that holds everything
// that is wrong with it: what cannot be read, and names that are not ours.
func Read(name, text string, o Options) (*Machine, error) {
	r := &reading{Machine: &Machine{Source: &diag.Source{Name: name, Text: text}}, namer: newNamer(o.Names)}
	switch {
	case len(text) > MaxSize:
		r.problem(diag.Span{}, "the drawing has more than %d bytes", MaxSize)
	case !utf8.ValidString(text):
		r.problem(diag.Span{}, "the drawing is no text in UTF-8")
	default:
		r.lines, r.last.column = lineStarts(text), 1
		r.read(o.Format)
	}
	if len(r.problems) > 0 {
		r.problems.Sort()
		return nil, r.problems
	}
	return r.Machine, nil
}

// read finds the format and reads it.
func (r *reading) read(name string) {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name || name == "" && f.fits(r.Source.Text) })
	if i < 0 {
		r.problem(diag.Span{}, "this looks like no drawing that can be read")
		r.help("name its format with --from: " + strings.Join(Formats(), ", "))
		return
	}
	r.Format = formats[i].name
	if c := formats[i].parse(r); c != nil && len(r.problems) == 0 {
		r.resolve(c)
	}
	if len(r.problems) == 0 {
		r.finish()
	}
}

// finish reports what a comparison could make nothing of: it would hold for the
// wrong reason.
func (r *reading) finish() {
	r.unusedNames()
	r.sort()
	r.noteBeginning()
	r.Notes = r.notes.problems(r.Source)
	r.Notes.Sort()
	if !slices.ContainsFunc(r.States, func(s State) bool { return s.Name != fsm.StateNone }) {
		r.problem(diag.Span{}, "the drawing holds no state")
	} else if !slices.ContainsFunc(r.Arrows, func(a Arrow) bool { return a.Event != "" }) {
		r.problem(diag.Span{}, "the drawing holds no event")
	}
}

// noteBeginning says where the drawing begins without saying by what event, or
// that it does not say so at all.
func (r *reading) noteBeginning() {
	for _, a := range r.From(fsm.StateNone, "") {
		r.note(a.Span, "the drawing begins in "+a.To.String()+" by an event that it does not name; one of the reference's that leads there counts as drawn")
	}
	if !r.Begins() {
		r.note(diag.Span{}, "the drawing does not say where it begins, so whether anything leads to its states is not judged")
	}
}

// noteEntries says where a state holds others and does not say which is entered.
func (r *reading) noteEntries(c *chart) {
	c.root.walk(func(n *node) {
		if n != c.root && len(n.children) > 1 && n.initial == nil {
			r.note(n.span, "a state does not say which of those inside is entered; the first is taken")
		}
	})
}

// A reading is a drawing being read.
type reading struct {
	*Machine
	*namer
	lines      []int    // where each line begins
	last       position // where span looked last
	problems   diag.Problems
	notes      notes
	stateCount int
	arrowCount int
}

// bom is the mark that some editors begin a text with.
const bom = "\ufeff"

// maxProblems is how many problems are told; a file of another kind has no end
// of them.
const maxProblems = 50

// problem reports what is wrong.
func (r *reading) problem(at diag.Span, format string, args ...any) {
	if len(r.problems) < maxProblems {
		r.problems = append(r.problems, &diag.Problem{Source: r.Source, Span: at, Message: fmt.Sprintf(format, args...)})
	}
}

// help says the way out of the last problem.
func (r *reading) help(text string) {
	if len(r.problems) > 0 {
		r.problems[len(r.problems)-1].Help = text
	}
}

// note remembers something that is not taken into account.
func (r *reading) note(at diag.Span, what string) { r.notes.add(at, what) }

// lineStarts returns the offset of each line.
func lineStarts(text string) []int {
	starts := []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			starts = append(starts, i+1)
		}
	}
	return starts
}

// span is the stretch between two offsets; it ends with its line. Reading on is
// cheap, however long a line is.
func (r *reading) span(from, to int) diag.Span {
	line, exact := slices.BinarySearch(r.lines, from)
	if !exact {
		line--
	}
	if r.last.line != line || r.last.offset > from {
		r.last = position{line, r.lines[line], 1}
	}
	r.last.column += utf8.RuneCountInString(r.Source.Text[r.last.offset:from])
	r.last.offset = from
	text, _, _ := strings.Cut(r.Source.Text[from:max(from, to)], "\n")
	return diag.Span{Line: line + 1, Column: r.last.column, Width: max(1, utf8.RuneCountInString(text))}
}

// A position is an offset, its line from 0 and its column from 1.
type position struct{ line, offset, column int }

// mayAddState counts a state and reports the one that is too many.
func (r *reading) mayAddState(at diag.Span) bool {
	if r.stateCount++; r.stateCount == MaxStates+1 {
		r.problem(at, "the drawing has more than %d states", MaxStates)
	}
	return r.stateCount <= MaxStates
}

// mayAddArrow counts an arrow and reports the one that is too many.
func (r *reading) mayAddArrow(at diag.Span) bool {
	if r.arrowCount++; r.arrowCount == MaxArrows+1 {
		r.problem(at, "the drawing has more than %d arrows", MaxArrows)
	}
	return r.arrowCount <= MaxArrows
}

// full reports whether the drawing has too much of something.
func (r *reading) full() bool { return r.stateCount > MaxStates || r.arrowCount > MaxArrows }
