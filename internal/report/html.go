package report

import (
	"bytes"
	_ "embed" // the page and its style
	"html/template"
	"io"
	"sync"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/cover"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/picture"
	"github.com/Huzefaaa2/subsim/internal/sheet"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// pageTemplate is parsed when a page is first written.
var pageTemplate = sync.OnceValue(func() *template.Template { return sheet.Parse(pageText, pageStyle) })

// How much a page shows. Up to so many bytes each, what broke and what held is told
// with its steps and its picture; then up to twice as many in a line; then it is
// counted. A browser opens such a page quickly, and nobody reads farther.
const (
	maxTold = 2 << 20
	maxPage = 2 * maxTold
)

// An HTML writes one file that needs nothing else, no script and no network: what
// broke first, bad input, the coverage, then what held. All is written at the end;
// what is kept until then is bounded.
type HTML struct {
	out                 io.Writer
	broke, inputs, held chapter
	plates              picture.Plates
	index               []pageRow // of the first that broke
	failures            int
	fileOfHeld          string // the last whose name stands in held
	full, all           int    // bytes of a chapter: told in full, and at all
	err                 error  // the first that a template had
}

// A chapter is a part of the page that grows with the files.
type chapter struct {
	bytes.Buffer
	more int // what is only counted
}

// NewHTML returns a writer of a page.
func NewHTML(out io.Writer) *HTML { return &HTML{out: out, full: maxTold, all: maxPage} }

// File keeps what the page will say of a file.
func (h *HTML) File(f File) error {
	for _, p := range f.Problems {
		h.add(&h.inputs, "problem", "", problemOfPage(p), nil)
	}
	for _, r := range f.Results {
		if r.Failure != nil {
			h.failure(r)
		} else {
			h.heldIn(f.Name, r)
		}
	}
	return h.err
}

// failure keeps a scenario that broke, and its line in the index.
func (h *HTML) failure(r Result) {
	h.failures++
	told := h.add(&h.broke, "failure", "broken-line", h.failureOfPage(r), func() template.HTML { return h.draw(r, r.Failure.Path) })
	if len(h.index) < maxRows {
		h.index = append(h.index, rowOfPage(r, h.failures, told))
	}
}

// heldIn keeps a scenario that held, below the name of its file.
func (h *HTML) heldIn(file string, r Result) {
	if h.held.Len() < h.all && (h.fileOfHeld != file || h.held.Len() == 0) {
		h.fileOfHeld = file
		h.write(&h.held, "file", clean(file))
	}
	h.add(&h.held, "held", "held-line", scenarioOfPage(r), func() template.HTML { return h.draw(r, r.Trace.First()) })
}

// add writes one thing into a chapter as fully as there is room for, and reports
// whether it is told in full.
func (h *HTML) add(c *chapter, full, line string, content any, draw func() template.HTML) bool {
	switch {
	case c.Len() < h.full:
		told := drawn{Content: content}
		if draw != nil {
			told.Picture = draw()
		}
		h.write(c, full, told)
		return true
	case c.Len() < h.all && line != "":
		h.write(c, line, content)
	default:
		c.more++
	}
	return false
}

// A drawn is something with its picture.
type drawn struct {
	Content any
	Picture template.HTML
}

func (h *HTML) write(c *chapter, name string, content any) {
	if err := pageTemplate().ExecuteTemplate(c, name, content); err != nil && h.err == nil {
		h.err = err
	}
}

// draw draws the path of a scenario over the machine of its profile.
func (h *HTML) draw(r Result, answers []answer) template.HTML {
	var b bytes.Buffer
	_ = h.plates.Path(&b, fsm.NewTable(r.Scenario.Profile), PathOf(r.Scenario, answers), pathLabel(r, answers)) // a buffer takes all
	return template.HTML(b.String())                                                                            // package picture escapes
}

// A page is what the template is filled with.
type page struct {
	sheet.Head
	Index                   []pageRow
	Broke, Inputs, Held     template.HTML // written by the same templates
	MoreBroke, MoreInputs   string
	MoreHeld                string
	Plates                  template.HTML
	Cells                   []pageCells
	MoreCells               string
	AnyBroke, AnyBad, AnyOK bool
}

// End writes the page.
func (h *HTML) End(t *Tally) error {
	var plates bytes.Buffer
	_ = h.plates.Define(&plates) // a buffer takes all
	p := page{
		Head:  headOfPage(t),
		Index: h.index, Broke: h.broke.html(), Inputs: h.inputs.html(), Held: h.held.html(), Plates: template.HTML(plates.String()),
		MoreBroke: h.broke.rest("more scenario", "that broke"), MoreInputs: h.inputs.rest("more piece", "of bad input"), MoreHeld: h.held.rest("more scenario", "that held"),
		AnyBroke: h.broke.Len() > 0, AnyBad: h.inputs.Len() > 0, AnyOK: h.held.Len() > 0,
	}
	p.coverage(t)
	return sheet.Write(h.out, pageTemplate(), p)
}

func (c *chapter) html() template.HTML { return template.HTML(c.String()) }

// rest says what is only counted.
func (c *chapter) rest(noun, which string) string {
	if c.more == 0 {
		return ""
	}
	return "And " + ink.Counted(c.more, noun) + " " + which + "; subsim replay --format json tells of all."
}

func headOfPage(t *Tally) sheet.Head {
	head := sheet.Head{Tool: "subsim replay", Word: "held", Tone: "good", Why: title(t), Counts: "Exercised: " + t.cells(), Remarks: ink.Each(t.Remarks(), clean)}
	switch {
	case t.Problems > 0 && t.Broke == 0:
		head.Word, head.Tone = "bad input", "bad"
	case t.Broke > 0:
		head.Word, head.Tone = "broke", "bad"
	case t.Played() == 0:
		head.Word, head.Tone = "nothing was played", "bad"
	case !t.Green():
		head.Tone = "fair"
	}
	if t.Stopped != "" {
		head.Mark = "partial"
	}
	return head
}

// A pageCells is what is exercised of one profile.
type pageCells struct {
	Title string
	sheet.Matrix
}

// maxMatrices is of how many profiles a page shows the cells.
const maxMatrices = 20

// coverage fills in the cells of each profile that was played.
func (p *page) coverage(t *Tally) {
	profiles := t.Coverage.Profiles()
	for i, profile := range profiles[:min(len(profiles), maxMatrices)] {
		survey := cover.NewSurvey(&t.Coverage, fsm.NewTable(profile))
		m := cover.CellMatrix(survey, "none") // a replay is no worse for it
		if i > 0 {
			m.Legend = nil // the first explains them all
		}
		p.Cells = append(p.Cells, pageCells{clean(profile.Name()) + ": " + survey.CellShare().String(), m})
	}
	if more := len(profiles) - maxMatrices; more > 0 {
		p.MoreCells = "And " + ink.Counted(more, "more profile") + "."
	}
}
