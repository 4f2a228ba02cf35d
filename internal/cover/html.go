package cover

import (
	_ "embed" // the page
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/sheet"
	"github.com/Huzefaaa2/subsim/replay"
)

//go:embed page.html
var pageText string

// pageTemplate is parsed when a page is first written.
var pageTemplate = sync.OnceValue(func() *template.Template { return sheet.Parse(pageText, "") })

// HTML writes the page as one file that needs nothing else, no script and no
// network: what is missing first, then all that was counted.
func HTML(w io.Writer, p *Page) error {
	return sheet.Write(w, pageTemplate(), sheetOf(p))
}

// A sheetPage is what the template is filled with.
type sheetPage struct {
	sheet.Head
	Missing, MissingPairs []sheetMissing
	Draft                 string // scenarios for what is missing
	Gap                   string // of those, what is left out
	Totals                []sheetTotal
	Cells, Pairs          sheet.Matrix
	CellCounts            []sheetCount
	PairCounts            []sheetCount
	Others                []sheetProfile
}

// A sheetMissing is a cell, or a pair, that nothing exercises.
type sheetMissing struct{ What, Words string }

// A sheetTotal is one of the figures.
type sheetTotal struct {
	Name           string
	Share          Share
	Left           int
	Tone, Percents string
}

// A sheetCount is how often something was exercised, and where first.
type sheetCount struct {
	What, Words, Place, Name string
	Times                    int
}

// A sheetProfile is a further profile that was played.
type sheetProfile struct{ Name, Cells, Pairs string }

func sheetOf(p *Page) sheetPage {
	cells, pairs := p.CellShare(), p.PairShare()
	page := sheetPage{
		Head: sheet.Head{
			Tool: "subsim cover", Word: fmt.Sprintf("%d of %d cells", cells.Exercised, cells.Of), Tone: p.tone(),
			Why:     fmt.Sprintf("What the scenarios exercise of profile %s: %d of %d cells, %d of %d pairs of states.", harmless(p.Profile.Name()), cells.Exercised, cells.Of, pairs.Exercised, pairs.Of),
			Counts:  p.played(),
			Remarks: ink.Each(p.remarks(), harmless),
		},
		Cells:      CellMatrix(p.Survey, "bad"),
		Pairs:      p.pairMatrix(),
		CellCounts: ink.Each(p.Survey.Cells, countOfCell),
		PairCounts: ink.Each(p.Survey.Pairs, countOfPair),
	}
	for _, c := range p.Survey.Missing() {
		page.Missing = append(page.Missing, sheetMissing{fmt.Sprintf("%s in %s", c.Event, c.State), c.words()})
	}
	for _, m := range p.Survey.MissingPairs() {
		page.MissingPairs = append(page.MissingPairs, sheetMissing{fmt.Sprintf("%s → %s", m.From, m.To), "by " + list(m.Events())})
	}
	page.draft(p.Survey)
	for _, t := range p.totals() {
		page.Totals = append(page.Totals, sheetTotal{t.name, t.share, t.share.Of - t.share.Exercised, toneOf(t.share), t.share.Percent()})
	}
	for _, o := range p.Others {
		page.Others = append(page.Others, sheetProfile{harmless(o.Profile.Name()), o.CellShare().String(), o.PairShare().String()})
	}
	return page
}

// drafted is how much of the scenarios for what is missing a page shows.
const drafted = 64 << 10

// draft fills in the scenarios for what is missing.
func (page *sheetPage) draft(s *Survey) {
	gaps := Gaps(s)
	if len(gaps) == 0 {
		return
	}
	var b strings.Builder
	for i, g := range gaps {
		var one strings.Builder
		_ = replay.Format(&one, g) // a builder takes all
		if b.Len()+one.Len() > drafted {
			page.Gap = fmt.Sprintf("%s more; subsim cover --missing writes them all.", counted(len(gaps)-i, "scenario"))
			break
		}
		if i > 0 {
			b.WriteString("---\n")
		}
		b.WriteString(one.String())
	}
	page.Draft = b.String()
}

// tone says how a page is to look at first sight.
func (p *Page) tone() string {
	switch {
	case p.Broke > 0 || p.Problems > 0:
		return "bad"
	case toneOf(p.CellShare()) == "good" && toneOf(p.PairShare()) == "good" && p.Partial == "":
		return "good"
	}
	return "fair"
}

func toneOf(s Share) string {
	if s.Exercised < s.Of {
		return "fair"
	}
	return "good"
}

// CellMatrix lays out what is exercised of the events in the states; missing is how a
// cell looks that no scenario exercises.
func CellMatrix(s *Survey, missing string) sheet.Matrix {
	m := sheet.Matrix{
		Caption: fmt.Sprintf("How often scenarios exercise each event in each state, profile %s", harmless(s.Profile.Name())),
		Columns: ink.Each(s.Sources(), fsm.State.String),
		Legend: []sheet.Entry{
			{Cell: sheet.Cell{Text: "+ 7", Tone: "good"}, Means: "applied, 7 times"},
			{Cell: sheet.Cell{Text: "= 7", Tone: "fair"}, Means: "ignored, 7 times"},
			{Cell: sheet.Cell{Text: ". 7", Tone: "none"}, Means: "rejected, 7 times; two signs: it depends on the configuration"},
			{Cell: sheet.Cell{Text: "(1/2)", Tone: "none"}, Means: "behind a count: in 1 of the state’s 2 configurations only"},
			{Cell: sheet.Cell{Text: "?", Tone: missing}, Means: "missing: no scenario exercises it"},
		},
	}
	for _, e := range fsm.Events() {
		row := sheet.Row{Head: string(e)}
		for _, state := range s.Sources() {
			row.Cells = append(row.Cells, s.sheetCell(state, e, missing))
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

// tones say how a cell looks by its first verdict.
var tones = map[fsm.Verdict]string{fsm.VerdictApplied: "good", fsm.VerdictIgnored: "fair", fsm.VerdictRejected: "none"}

func (s *Survey) sheetCell(state fsm.State, e fsm.Event, missing string) sheet.Cell {
	c := s.Cell(state, e)
	if c == nil {
		return sheet.Cell{}
	}
	text := ""
	for _, v := range c.Verdicts() {
		text += signs[v]
	}
	if c.Exercise.Times == 0 {
		return sheet.Cell{Text: text + " ?", Tone: missing}
	}
	text += fmt.Sprintf(" %d", c.Exercise.Times)
	if tried := stepShare(c.Steps); tried.Exercised < tried.Of {
		text += fmt.Sprintf(" (%d/%d)", tried.Exercised, tried.Of)
	}
	return sheet.Cell{Text: text, Tone: tones[c.Verdicts()[0]]}
}

// pairMatrix lays out what is exercised of the ways from state to state.
func (p *Page) pairMatrix() sheet.Matrix {
	columns := p.Sources()
	m := sheet.Matrix{Caption: "How often a step led from the state at the left to the one above", Columns: ink.Each(columns[1:], fsm.State.String)}
	for _, from := range columns {
		row := sheet.Row{Head: from.String()}
		for _, to := range columns[1:] {
			c := sheet.Cell{}
			if pair := p.Pair(from, to); pair != nil && pair.Exercise.Times == 0 {
				c = sheet.Cell{Text: "?", Tone: "bad"}
			} else if pair != nil {
				c = sheet.Cell{Text: fmt.Sprint(pair.Exercise.Times), Tone: "good"}
			}
			row.Cells = append(row.Cells, c)
		}
		m.Rows = append(m.Rows, row)
	}
	return m
}

func countOfCell(c Cell) sheetCount {
	return countOf(fmt.Sprintf("%s in %s", c.Event, c.State), c.words(), c.Exercise)
}

func countOfPair(p Pair) sheetCount {
	return countOf(fmt.Sprintf("%s → %s", p.From, p.To), list(p.Events()), p.Exercise)
}

func countOf(what, words string, e replay.Exercise) sheetCount {
	c := sheetCount{What: what, Words: words, Times: e.Times, Name: harmless(e.First.Name)}
	if e.First.File != "" {
		c.Place = harmless(fmt.Sprintf("%s:%d", e.First.File, e.First.Line))
	}
	return c
}

// named is how much of a name a page shows.
const named = 200

// harmless makes what others named fit to be shown.
func harmless(text string) string { return diag.Harmless(ink.Clipped(text, named, "…")) }
