package docket

import (
	"bytes"
	_ "embed" // the page and its style
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/history"
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

// An HTML writes one file that needs nothing else, no script and no network: the
// verdict, the first findings, the counts, and the machine with its worn ways.
type HTML struct {
	*keeper
	out io.Writer
}

// NewHTML returns a writer of a page. It writes at the end.
func NewHTML(w io.Writer, o Options) *HTML { return &HTML{newKeeper(o), w} }

// End writes the page.
func (h *HTML) End(r *audit.Result) error {
	p, err := h.page(r)
	if err != nil {
		return err
	}
	return sheet.Write(h.out, pageTemplate(), p)
}

// A page is what the template is filled with.
type page struct {
	sheet.Head
	Findings    []pageFinding
	More        string
	Untold      string
	Lines       []pageNote
	MoreLines   string
	Notices     []pageNote
	MoreNotices string
	Unmapped    []pageName
	Reasons     []pageReason
	States      []pageState
	Steady      []pageSteady
	Published   pageShare
	Picture     template.HTML
	Moves       []pageMove
	Astray      bool
	Exercised   string
	Cells       *sheet.Matrix // nil where the log meets none
	Asked       []sheet.Note
}

type pageFinding struct {
	Number                             int
	Place, Title, ID, At               string
	Known, Came, Answer, Legal, Reason string
	Story                              string // lines with columns
}

// A pageNote is a place, or a term, and what is said of it.
type pageNote struct {
	Term, Kind, Text string
	Fine             bool
}

type pageName struct{ Name, Role, Count, First, Suggestion, Entry string }

type pageReason struct {
	Reason                    history.Reason
	Means                     string
	First, Following, Verdict string
}

// A pageShare is a count and its part of the whole, from 0 to 100.
type pageShare struct {
	Count   string
	Percent float64
	Share   string // that part, for people
}

type pageState struct {
	State     string
	Reading   fsm.SteadyState
	Published string
	pageShare
}

type pageSteady struct {
	Reading fsm.SteadyState
	pageShare
}

type pageMove struct {
	From, Event, To, Count string
	Astray                 bool
}

func (h *HTML) page(r *audit.Result) (page, error) {
	s := stands(r, h.Accepted)
	p := page{
		Head: sheet.Head{Tool: "subsim audit", Word: string(s.verdict), Tone: s.tone(), Why: s.why, Counts: counts(r)},
		Lines: ink.Each(h.lines, func(u audit.Unjudged) pageNote {
			return pageNote{place(u.Place, u.Lines), string(u.Fault), plain(u.Text), false}
		}),
		Notices: ink.Each(h.notices, func(n audit.Notice) pageNote {
			return pageNote{place(n.Place, 1), string(n.Mark), plain(n.Text), excused(n.Mark, h.Accepted)}
		}),
		Unmapped: ink.Each(r.Unmapped[:min(len(r.Unmapped), h.kept())], func(u audit.Unmapped) pageName {
			return pageName{name(u.Name), u.Role, grouped(u.Count), place(u.First, 1), u.Suggestion, plain(entry(u))}
		}),
	}
	if r.Partial != "" {
		p.Mark = "partial"
	}
	h.found(&p, r)
	p.lifecycle(r)
	p.moves(r)
	p.matrix(r)
	p.asked(r)
	return p, p.draw(r)
}

// found fills in the findings, and how many are not told.
func (h *HTML) found(p *page, r *audit.Result) {
	for i, f := range h.findings {
		told := pageFinding{
			Number: i + 1, Place: place(f.Place, 1), Title: title(f.Finding), Known: known(f.Finding), Came: came(f.Finding),
			Answer: answer(f.Finding), Legal: legal(f.Finding), Reason: string(f.Reason), Story: strings.Join(ink.Each(f.Story, harmless), "\n"),
		}
		if f.ID != "" {
			told.ID = name(f.ID)
		}
		if !f.At.IsZero() {
			told.At = stamp(f.At)
		}
		p.Findings = append(p.Findings, told)
	}
	p.More = more(total(r.First)-int64(len(h.findings)), "first finding")
	if n := total(r.Following); n > 0 {
		p.More += " " + was(n, "finding") + " of subscriptions that had one before, and may follow from it."
	}
	if h.untold > 0 {
		p.Untold = was(h.untold, "explanation") + " of findings that are not shown here."
	}
	var lines int64
	for _, u := range h.lines {
		lines += u.Lines
	}
	p.MoreLines = more(r.Lines.Unjudged-lines, "line")
	p.MoreNotices = more(total(r.Notices)-int64(len(h.notices)), "notice")
	for _, reason := range history.Reasons() {
		if first, following := r.First[reason], r.Following[reason]; first+following > 0 {
			p.Reasons = append(p.Reasons, pageReason{Reason: reason, Means: reason.Meaning(), First: grouped(first), Following: grouped(following)})
		}
	}
}

// more says how many are not told here.
func more(n int64, noun string) string {
	if n <= 0 {
		return ""
	}
	return was(n, "more "+noun) + " counted and " + map[bool]string{true: "is", false: "are"}[n == 1] + " not listed here."
}

// share is a part of all subscriptions.
func share(n int64, r *audit.Result) pageShare {
	s := pageShare{Count: grouped(n)}
	if r.Subscriptions > 0 {
		s.Percent = float64(n*1000/r.Subscriptions) / 10
	}
	if s.Share = strconv.FormatFloat(s.Percent, 'f', 1, 64) + " %"; n > 0 && s.Percent == 0 {
		s.Share = "under 0.1 %"
	}
	return s
}

// lifecycle fills in where the subscriptions are.
func (p *page) lifecycle(r *audit.Result) {
	for _, s := range fsm.Sources() {
		if s == fsm.StateNone && r.States[s] == 0 {
			continue
		}
		told := pageState{s.String(), s.SteadyState(), "–", share(r.States[s], r)}
		if reading, says := s.Published(); says {
			told.Published = string(reading)
		}
		p.States = append(p.States, told)
	}
	if r.Unsettled > 0 {
		p.States = append(p.States, pageState{"may be in several", fsm.SteadyBlocked, "–", share(r.Unsettled, r)})
	}
	steady := r.Steady()
	for _, reading := range []fsm.SteadyState{fsm.SteadyReady, fsm.SteadyWatch, fsm.SteadyBlocked} {
		p.Steady = append(p.Steady, pageSteady{reading, share(steady[reading], r)})
	}
	p.Published = share(r.Published(), r)
}

// moves lists the transitions; those that the table does not apply are astray.
func (p *page) moves(r *audit.Result) {
	for _, t := range r.Transitions {
		if t.Count == 0 {
			continue
		}
		m := pageMove{t.From.String(), string(t.Event), t.To.String(), grouped(t.Count), !picture.Applies(r.Table, t.From, t.Event, t.To)}
		p.Astray = p.Astray || m.Astray
		p.Moves = append(p.Moves, m)
	}
}

// draw has the machine drawn with what was done.
func (p *page) draw(r *audit.Result) error {
	o := picture.Options{Counts: map[fsm.State]int64{}, Steps: []picture.Step{}, About: "The machine with what the log says was done: the wider an arrow, the more often. The table of transitions says the same in numbers."}
	for s, n := range r.States {
		o.Counts[s] = n
	}
	for _, t := range r.Transitions {
		o.Steps = append(o.Steps, picture.Step(t))
	}
	var b bytes.Buffer
	if err := picture.Write(&b, r.Table, o); err != nil {
		return err
	}
	p.Picture = template.HTML(b.String()) // package picture escapes
	return nil
}

// matrix fills in how often each cell was met; a log of states meets none.
func (p *page) matrix(r *audit.Result) {
	if r.Kind == history.KindStates {
		return
	}
	p.Cells = &sheet.Matrix{Caption: "How many records met each event in each state; – is never", Columns: ink.Each(fsm.Sources(), fsm.State.String)}
	met := 0
	for _, e := range fsm.Events() {
		row := sheet.Row{Head: string(e)}
		for _, s := range fsm.Sources() {
			n := r.Cells[audit.Cell{State: s, Event: e}]
			c := sheet.Cell{Text: picture.Short(n), Tone: "good"}
			if n == 0 {
				c = sheet.Cell{Text: "–", Tone: "none"}
			} else {
				met++
			}
			row.Cells = append(row.Cells, c)
		}
		p.Cells.Rows = append(p.Cells.Rows, row)
	}
	p.Exercised = grouped(int64(met)) + " of " + grouped(int64(len(cells())))
}

// asked says what was audited, against which model.
func (p *page) asked(r *audit.Result) {
	add := func(term, text string) { p.Asked = append(p.Asked, sheet.Note{Term: term, Text: text}) }
	add("model", export.Digest(r.Table))
	add("profile", plain(r.Table.Profile().Name()))
	kind := "no record was read"
	if r.Kind != "" {
		kind = string(r.Kind)
	}
	if r.Sampled {
		kind += ", sampled: between two of them anything may have happened"
	}
	if r.Midway {
		kind += ", beginning midway"
	}
	add("the log tells", kind)
	add("order", string(r.Order))
	if !r.Begin.IsZero() {
		add("begins", stamp(r.Begin))
		add("ends", stamp(r.End))
	}
	l := r.Lines
	add("lines", grouped(l.Present)+" in all: "+grouped(l.Judged)+" judged, "+grouped(l.Unjudged)+" not judged, "+
		grouped(l.LeftOut)+" left out, "+grouped(l.Blank)+" blank, "+grouped(l.Headers)+" of headers, "+grouped(l.Folded)+" within quotes")
	for _, v := range fsm.Verdicts() {
		add(string(v), counted(r.Verdicts[v], "record"))
	}
	add("duplicates", counted(r.Duplicates, "record"))
	for _, f := range r.Files {
		parts := slices.DeleteFunc([]string{f.Format, f.Compression, counted(f.Lines, "line")}, func(s string) bool { return s == "" })
		add(name(f.Name), strings.Join(parts, ", "))
	}
}
