package attest

import (
	_ "embed" // the page and its style
	"fmt"
	"html/template"
	"io"
	"slices"
	"sync"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/sheet"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// pageTemplate is parsed when a page is first written.
var pageTemplate = sync.OnceValue(func() *template.Template { return sheet.Parse(pageText, pageStyle) })

// HTML writes a report as one file that needs nothing else, no script and no
// network.
func HTML(w io.Writer, r *conformance.Report, o Options) error {
	return sheet.Write(w, pageTemplate(), pageOf(r, o))
}

// A page is what the template is filled with.
type page struct {
	sheet.Head
	Stale       []string
	Open, Known []story
	Refused     []note
	Measured    string
	Skips       []note
	Levels      []pageLevel
	Asked       []note
	Means       []string
	Cells       sheet.Matrix
	Learned     *pageLearned
}

type pageLevel struct {
	conformance.LevelResult
	Title, Cases, Stopped string
}

func pageOf(r *conformance.Report, o Options) page {
	s := stands(r)
	p := page{
		Head:  sheet.Head{Tool: "subsim conform", Word: string(s.word), Tone: tone(r, s.word, o), Why: s.why, Counts: lastLine(r)},
		Stale: ink.Each(r.Stale, func(l conformance.KnownLine) string { return plain(l.String()) }),
		Open:  stories(r, false, o), Known: stories(r, true, o),
		Refused: refused(r), Measured: measured(r), Skips: skips(r),
		Levels: ink.Each(r.Levels, levelOfPage),
		Asked:  asked(r), Means: guarantee(r),
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
	p.Cells.Caption = "What became of each event in each state"
	p.Cells.Columns = ink.Each(fsm.Sources(), fsm.State.String)
	for _, e := range fsm.Events() {
		row := sheet.Row{Head: string(e)}
		for _, s := range fsm.Sources() {
			c := conformance.Cell{State: s, Event: e}
			m := markOf(r, c)
			met[m] = true
			link := ""
			if found := slices.IndexFunc(p.Open, func(f story) bool { return f.Cell == c }); found >= 0 {
				link = fmt.Sprintf("finding-%d", found+1)
			}
			row.Cells = append(row.Cells, sheet.Cell{Text: string(m), Tone: tones[m], Link: link})
		}
		p.Cells.Rows = append(p.Cells.Rows, row)
	}
	for _, m := range marks {
		if met[m.mark] {
			p.Cells.Legend = append(p.Cells.Legend, sheet.Entry{Cell: sheet.Cell{Text: string(m.mark), Tone: tones[m.mark]}, Means: m.means})
		}
	}
}
