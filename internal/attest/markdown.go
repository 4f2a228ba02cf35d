package attest

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// How much a summary shows: GitHub cuts one of more than 1 MiB, and nobody reads
// that far.
const (
	maxRows   = 50 // of each table
	maxBlocks = 10 // findings that are told
)

// Markdown writes the summary of a run for GitHub's Markdown: the verdict, a table
// of the findings, each of the first with a picture of the reference's way, and
// what the run means.
func Markdown(w io.Writer, r *conformance.Report, o Options) error {
	m := markdown{bufio.NewWriter(w)}
	fmt.Fprintf(m.out, "## subsim conform: %s\n\n%s\n", stands(r).word, escape(lastLine(r)))
	if why := stands(r).why; stands(r).word != wordConforms {
		fmt.Fprintf(m.out, "\n**%s**\n", escape(why))
	}
	m.stale(r)
	open := stories(r, false, o)
	m.table("Findings", findingHeader, ink.Each(open, findingRow))
	for _, s := range open[:min(len(open), maxBlocks)] {
		m.story(s)
	}
	if more := len(open) - maxBlocks; more > 0 {
		fmt.Fprintf(m.out, "\nand %s more\n", ink.Counted(more, "finding"))
	}
	m.table("Known failures", findingHeader, ink.Each(stories(r, true, o), findingRow))
	m.table("Refused beyond what was asked for"+escape(measured(r)), []string{"state", "events"}, ink.Each(refused(r), noteRow))
	if r.Learned != nil {
		m.learned(tame(r.Learned))
	}
	m.table("Not asked", []string{"cases", "why"}, ink.Each(skips(r), noteRow))
	m.table("Levels", []string{"level", "cases", "held", "broke", "skipped", "events", "not played to its end"}, ink.Each(r.Levels, levelRow))
	m.table("What was asked", []string{"", ""}, ink.Each(asked(r), noteRow))
	m.list("What it means", guarantee(r))
	m.matrix(r)
	return m.out.Flush()
}

// A markdown writes Markdown.
type markdown struct{ out *bufio.Writer }

// escape makes any text fit for a cell, a heading or a sentence.
func escape(text string) string { return export.MarkdownText(plain(text)) }

var findingHeader = []string{"finding", "level", "wanted", "got", "what is wrong"}

func findingRow(s story) []string {
	return []string{"`" + s.Title + "`", escape(s.About), escape(s.side(0, s.Want)), escape(s.side(1, s.Got)), escape(s.Message)}
}

// side is what was wanted, or came, with what it is called where that is something
// else.
func (s story) side(i int, text string) string {
	if s.Kind != conformance.KindUnsteady || text == "" {
		return text
	}
	return s.Sides[i] + ": " + text
}

func noteRow(n note) []string { return []string{escape(n.Term), escape(n.Text)} }

func levelRow(l conformance.LevelResult) []string {
	return []string{
		escape(levelTitle(l)), planned(l), fmt.Sprint(l.Held),
		fmt.Sprint(l.Broke), fmt.Sprint(l.Skipped), fmt.Sprint(l.Events), escape(l.Stopped),
	}
}

// table writes a table under its heading, where there is anything in it.
func (m markdown) table(about string, header []string, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	fmt.Fprintf(m.out, "\n### %s\n\n%s", about, export.MarkdownTable(header, rows[:min(len(rows), maxRows)]))
	if more := len(rows) - maxRows; more > 0 {
		fmt.Fprintf(m.out, "\nand %d more\n", more)
	}
}

func (m markdown) list(about string, sentences []string) {
	fmt.Fprintf(m.out, "\n### %s\n\n", about)
	for _, sentence := range sentences {
		fmt.Fprintf(m.out, "- %s\n", export.MarkdownText(sentence))
	}
}

func (m markdown) stale(r *conformance.Report) {
	if len(r.Stale) == 0 {
		return
	}
	m.list("Known failures that the run does not show any more", ink.Each(r.Stale, func(l conformance.KnownLine) string { return plain(l.String()) }))
}

// story tells one finding: its block, and the reference's way as a picture.
func (m markdown) story(s story) {
	fmt.Fprintf(m.out, "\n#### %s\n\n%s", escape(s.Title), ink.Fenced("text", block(s)))
	if len(s.Steps) == 0 {
		return
	}
	var picture strings.Builder
	_ = export.MermaidPath(&picture, s.Steps[0].From().State, ink.Each(s.Steps, leg)) // a builder takes all
	fmt.Fprintf(m.out, "\n%s", ink.Fenced("mermaid", picture.String()))
}

func leg(s storyStep) export.Leg {
	l := export.Leg{Number: s.Number, Event: s.Event(), From: s.From().State, To: s.To().State}
	if s.Verdict() == fsm.VerdictRejected {
		l.Refused = string(s.Reason())
	}
	return l
}

func (m markdown) learned(l *conformance.Learned) {
	m.list("What was learned", []string{l.Headline()})
	m.table("Where it is not the reference", []string{"where", "what"}, ink.Each(learnedNotes(l), noteRow))
}

func (m markdown) matrix(r *conformance.Report) {
	var b strings.Builder
	_ = Matrix(&b, r) // a builder takes all
	fmt.Fprintf(m.out, "\n### The cells\n\n%s", ink.Fenced("text", b.String()))
}

// block returns what [Text] writes of one finding, for other formats.
func block(s story) string {
	var b strings.Builder
	t := text{bufio.NewWriter(&b), Options{}, ink.NewPalette(false)}
	t.story(s)
	t.out.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}
