package cover

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Page is what a report tells: a survey, where it comes from, and what else
// was played.
type Page struct {
	*Survey
	Held, Broke int // scenarios that were played
	Problems    int // pieces of bad input
	Partial     string
	Others      []*Survey // the further profiles that were played
	Brief       bool      // the text leaves the matrices out
}

// A mark is what a matrix shows in one place.
type mark struct {
	text    string
	missing bool
}

// signs are the verdicts in a matrix; subsim show writes = and . for the same.
var signs = map[fsm.Verdict]string{fsm.VerdictApplied: "+", fsm.VerdictIgnored: "=", fsm.VerdictRejected: "."}

// mark shows a cell: its verdicts, and how much of it was exercised unless all.
func (c Cell) mark() mark {
	text := ""
	for _, v := range c.Verdicts() {
		text += signs[v]
	}
	tried := stepShare(c.Steps)
	switch {
	case c.Exercise.Times == 0:
		return mark{text + "?", true}
	case tried.Exercised < tried.Of:
		return mark{fmt.Sprintf("%s%d/%d", text, tried.Exercised, tried.Of), false}
	}
	return mark{text, false}
}

// mark shows how often a pair was passed.
func (p Pair) mark() mark {
	switch n := p.Exercise.Times; {
	case n == 0:
		return mark{"?", true}
	case n > 9999:
		return mark{">9999", false}
	default:
		return mark{fmt.Sprint(n), false}
	}
}

// markAt returns the mark of a cell, and markBetween that of a pair: empty where
// there is no such thing.
func (s *Survey) markAt(state fsm.State, e fsm.Event) mark {
	if c := s.Cell(state, e); c != nil {
		return c.mark()
	}
	return mark{}
}

func (s *Survey) markBetween(from, to fsm.State) mark {
	if p := s.Pair(from, to); p != nil {
		return p.mark()
	}
	return mark{}
}

// The legends of the two matrices, a line of a terminal at a time.
var (
	legendOfCells = []string{
		"+ applied   = ignored   . rejected   two signs: it depends on the configuration",
		"alone: exercised   1/2: in 1 of the state's 2 configurations only   ?: missing",
	}
	legendOfPairs = []string{
		"a number: how often a step led from the state at the left to the one above",
		"?: missing   blank: no step leads there",
	}
)

// An absence is one thing that is missing, in words.
type absence struct{ what, words string }

// absences lists all that is missing: cells, then pairs.
func (s *Survey) absences() []absence {
	var all []absence
	for _, c := range s.Missing() {
		all = append(all, absence{fmt.Sprintf("%s in %s", c.Event, c.State), c.words()})
	}
	for _, p := range s.MissingPairs() {
		all = append(all, absence{fmt.Sprintf("%s -> %s", p.From, p.To), "by " + list(p.Events())})
	}
	return all
}

// words says what the cell does.
func (c Cell) words() string {
	var told []string
	for _, v := range c.Verdicts() {
		for _, step := range c.Steps {
			if words := words(step); step.Verdict() == v && !slices.Contains(told, words) {
				told = append(told, words)
			}
		}
	}
	return strings.Join(told, "; or ")
}

func words(s Step) string {
	switch from, to := s.From().State, s.To().State; {
	case s.Verdict() != fsm.VerdictApplied:
		return fmt.Sprintf("%s (%s)", s.Verdict(), s.Reason())
	case from != to:
		return "applied, to " + to.String()
	}
	return "applied"
}

func list[N ~string](names []N) string {
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = string(n)
	}
	return strings.Join(texts, ", ")
}

// totals are the three figures, coarse to fine, each with its name.
func (s *Survey) totals() []total {
	return []total{
		{"cells", s.CellShare()},
		{"pairs", s.PairShare()},
		{"configurations × events", s.StepShare()},
	}
}

type total struct {
	name  string
	share Share
}

// played says how many scenarios were played, and what became of them.
func (p *Page) played() string {
	text := fmt.Sprintf("%s: %d held", counted(p.Held+p.Broke, "scenario"), p.Held)
	if p.Broke > 0 {
		text += fmt.Sprintf(", %d broke", p.Broke)
	}
	return text
}

// lasts are the lines below the totals: the other profiles, what was played, and
// why that is not all.
func (p *Page) lasts() []string {
	var lines []string
	for _, o := range p.Others {
		cells, pairs := o.CellShare(), o.PairShare()
		lines = append(lines, fmt.Sprintf("profile %s: %d of %d cells, %d of %d pairs", o.Profile.Name(), cells.Exercised, cells.Of, pairs.Exercised, pairs.Of))
	}
	return append(append(lines, p.played()), p.remarks()...)
}

// remarks say why what was played is not all.
func (p *Page) remarks() (lines []string) {
	if p.Problems > 0 {
		lines = append(lines, "partial: what could not be read was not played")
	}
	if p.Partial != "" {
		lines = append(lines, p.Partial)
	}
	return lines
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
