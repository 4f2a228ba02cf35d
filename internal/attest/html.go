package attest

import (
	_ "embed" // the page and its style
	"html/template"
	"io"
	"slices"
	"sync"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// pageTemplate is parsed when a page is first written.
var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageText)) })

// HTML writes a report as one file that needs nothing else, no script and no
// network.
func HTML(w io.Writer, r *conformance.Report, o Options) error {
	return pageTemplate().Execute(w, pageOf(r, o))
}

// A page is what the template is filled with.
type page struct {
	Style       template.CSS
	Word        word
	Tone        string // good, fair, none or bad
	Why, Counts string
	Stale       []string
	Open, Known []story
	Refused     []note
	Measured    string
	Skips       []note
	Levels      []pageLevel
	Asked       []note
	Means       []string
	States      []fsm.State
	Rows        []pageRow
	Legend      []pageMark
	Learned     *pageLearned
}

type pageLevel struct {
	conformance.LevelResult
	Title, Cases, Stopped string
}

// A pageRow is an event in the matrix.
type pageRow struct {
	Event fsm.Event
	Cells []pageMark
}

// A pageMark is what became of a cell.
type pageMark struct {
	Mark    mark
	Tone    string
	Means   string
	Finding int // the first that is about it, counted from 1; 0 where there is none
}

func pageOf(r *conformance.Report, o Options) page {
	s := stands(r)
	p := page{
		Style: template.CSS(pageStyle),
		Word:  s.word, Tone: tone(r, s.word, o), Why: s.why, Counts: lastLine(r),
		Stale: ink.Each(r.Stale, func(l conformance.KnownLine) string { return plain(l.String()) }),
		Open:  stories(r, false, o), Known: stories(r, true, o),
		Refused: refused(r), Measured: measured(r), Skips: skips(r),
		Levels: ink.Each(r.Levels, levelOfPage),
		Asked:  asked(r), Means: guarantee(r),
		States: fsm.Sources(),
	}
	p.matrix(r)
	if r.Learned != nil {
		p.Learned = learnedOfPage(tame(r.Learned))
	}
	return p
}

// tone says how a verdict is to look.
func tone(r *conformance.Report, w word, o Options) string {
	switch {
	case w == wordConforms, w == wordStricter && o.StricterPasses:
		return "good"
	case w == wordAnswers:
		return "none"
	case w == wordStricter, passes(r, o):
		return "fair"
	}
	return "bad"
}

func levelOfPage(l conformance.LevelResult) pageLevel {
	return pageLevel{l, levelTitle(l), planned(l), plain(l.Stopped)}
}

// tones says how each mark is to look.
var tones = map[mark]string{
	markHeld: "good", markDiffers: "bad", markKnown: "fair",
	markRefused: "fair", markSkipped: "fair", markUnasked: "none",
}

func (p *page) matrix(r *conformance.Report) {
	met := map[mark]bool{}
	for _, e := range fsm.Events() {
		row := pageRow{Event: e}
		for _, s := range fsm.Sources() {
			c := conformance.Cell{State: s, Event: e}
			m := markOf(r, c)
			met[m] = true
			found := slices.IndexFunc(p.Open, func(f story) bool { return f.Cell == c })
			row.Cells = append(row.Cells, pageMark{Mark: m, Tone: tones[m], Finding: found + 1})
		}
		p.Rows = append(p.Rows, row)
	}
	for _, m := range marks {
		if met[m.mark] {
			p.Legend = append(p.Legend, pageMark{Mark: m.mark, Tone: tones[m.mark], Means: m.means})
		}
	}
}
