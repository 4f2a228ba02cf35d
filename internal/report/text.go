package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Text writes results for people.
type Text struct {
	out *bufio.Writer
	TextOptions
	colours ink.Palette
}

// TextOptions say how much a [Text] writes beyond failures and the last line.
type TextOptions struct {
	Passing bool // a line for each scenario that held
	Trails  bool // that line, and what happened in the scenario
	Colored bool
}

// NewText returns a writer of a report for people.
func NewText(out io.Writer, o TextOptions) *Text {
	return &Text{bufio.NewWriter(out), o, ink.NewPalette(o.Colored)}
}

// File writes what became of a file's scenarios. Bad input is told elsewhere, by
// [Problems]: it belongs to standard error.
func (t *Text) File(f File) error {
	for _, r := range f.Results {
		t.result(r)
	}
	return t.out.Flush()
}

// End writes the last lines.
func (t *Text) End(tally *Tally) error {
	line := t.colours.Green
	if !tally.Green() {
		line = t.colours.Red
	}
	if tally.Played() > 0 || tally.Stopped != "" {
		line.Fprintln(t.out, tally.String())
	}
	if partial := tally.Partial(); partial != "" {
		fmt.Fprintln(t.out, partial)
	}
	return t.out.Flush()
}

// trailLength is how many of the last answers a failure shows.
const trailLength = 12

// result writes what became of one scenario.
func (t *Text) result(r Result) {
	s := r.Scenario
	switch {
	case r.Failure != nil:
		t.failure(r)
	case t.Trails:
		headline(t.out, t.colours.Green.Sprint("ok  "), s, t.colours.Bold)
		t.trail(s, r.Trace.First())
		t.next(s, r.Trace.First())
		fmt.Fprintln(t.out)
	case t.Passing:
		text := diag.Cut(diag.Harmless(s.Place())+"  "+s.Name, diag.Width-len("ok    "))
		fmt.Fprintf(t.out, "%s  %s\n", t.colours.Green.Sprint("ok  "), text)
	}
}

// headline writes a scenario's place and name, the name on lines of its own
// where one has no room for both.
func headline(out io.Writer, mark string, s *replay.Scenario, bold *ink.Colour) {
	const indent = "      "
	place := diag.Harmless(s.Place())
	if len(indent)+diag.Columns(place+"  "+s.Name) > diag.Width {
		fmt.Fprintf(out, "%s  %s\n%s", mark, place, bold.Sprint(diag.Wrap(indent, s.Name)))
		return
	}
	fmt.Fprintf(out, "%s  %s  %s\n", mark, place, bold.Sprint(s.Name))
}

// failure writes the block that tells how a scenario broke.
func (t *Text) failure(r Result) {
	s, f := r.Scenario, r.Failure
	headline(t.out, t.colours.Red.Sprint("FAIL"), s, t.colours.Bold)
	fmt.Fprintln(t.out)
	for _, m := range mismatches(f) {
		t.mismatch(s, f, m)
	}
	if f.Order > 0 {
		fmt.Fprint(t.out, diag.Wrap("  breaks in this order: ", describe.Events(raced(f))))
	}
	t.trail(s, f.Path)
	t.next(s, f.Path)
	t.way(s, f)
	if command := rerun(s); command != "" {
		fmt.Fprintln(t.out, "  run only this: "+command)
	}
	fmt.Fprintln(t.out)
}

// mismatch writes what was wanted and what came, and where that stands.
func (t *Text) mismatch(s *replay.Scenario, f *replay.Failure, m replay.Mismatch) {
	lead, text := stepOf(s, f)+": ", difference(m, f)
	if diag.Columns(lead+"expected "+text) > diag.Width {
		fmt.Fprint(t.out, diag.Wrap(lead, "expected "+text))
	} else {
		fmt.Fprintf(t.out, "%sexpected %s\n", lead, t.colours.Bold.Sprint(text))
	}
	fmt.Fprintf(t.out, "  --> %s\n%s\n", place(s, m), s.Excerpt(m))
}

// trailHead says which way through a race the trail goes.
func trailHead(answers []replay.Answer) string {
	for _, a := range answers {
		if a.Order > 0 {
			return fmt.Sprintf("  trail, of the race in order %d", a.Order)
		}
	}
	return "  trail"
}

// trail writes what happened, an answer a line, with the instants where the
// scenario speaks of time.
func (t *Text) trail(s *replay.Scenario, answers []replay.Answer) {
	fmt.Fprintln(t.out, trailHead(answers))
	if len(answers) == 0 {
		fmt.Fprintln(t.out, "     no event yet")
	}
	if earlier := len(answers) - trailLength; earlier > 0 && !t.Trails {
		fmt.Fprintf(t.out, "     (%d earlier events)\n", earlier)
		answers = answers[earlier:]
	}
	events, stamps := 0, 0
	for _, a := range answers {
		events = max(events, len(a.Event))
		if s.Timed() {
			stamps = max(stamps, len(replay.Stamp(a.At))+2)
		}
	}
	for _, a := range answers {
		stamp := ""
		if s.Timed() {
			stamp = replay.Stamp(a.At)
		}
		t.line(fmt.Sprintf("     %-*s%-*s  ", stamps, stamp, events, a.Event), outcome(a)+aside(a))
	}
}

// line writes a text behind its lead, or below it where there is no room.
func (t *Text) line(lead, text string) {
	if diag.Columns(lead+text) > diag.Width {
		fmt.Fprintf(t.out, "%s\n%s", strings.TrimRight(lead, " "), diag.Wrap("         ", text))
		return
	}
	fmt.Fprintln(t.out, lead+text)
}

// outcome writes what became of one event.
func outcome(a replay.Answer) string {
	if a.Verdict == fsm.VerdictApplied {
		return fmt.Sprintf("%s -> %s", a.From, a.To)
	}
	return fmt.Sprintf("%s: %s (%s)", a.From, a.Verdict, a.Reason)
}

// aside is what is special about how an event came, as it stands behind the rest.
func aside(a replay.Answer) string {
	if text := special(a); text != "" {
		return "    (" + text + ")"
	}
	return ""
}

// special says what is special about how an event came; often nothing.
func special(a replay.Answer) string {
	switch {
	case a.Deadline:
		return "deadline"
	case a.Late:
		return "late"
	}
	return ""
}

// next writes the deadline that is pending after some answers.
func (t *Text) next(s *replay.Scenario, answers []replay.Answer) {
	if f, pending := s.Next(answers); pending {
		fmt.Fprintf(t.out, "  next deadline: %s, %s\n", f.Event, replay.Stamp(f.At))
	}
}

// way writes why the last event was refused, what is legal now, and how to get
// where it wanted to go.
func (t *Text) way(s *replay.Scenario, f *replay.Failure) {
	table, at := fsm.NewTable(s.Profile), f.Observed.Configuration
	if why := because(table, f); why != "" {
		fmt.Fprint(t.out, diag.Wrap("  because: ", why))
	}
	fmt.Fprint(t.out, diag.Wrap(fmt.Sprintf("  legal in %s: ", at), describe.Events(table.Legal(at))))
	if wanted, found := wantedState(f); found {
		fmt.Fprint(t.out, diag.Wrap("  shortest legal route to "+wanted.String()+": ", describe.Route(table.Route(at, fsm.GoalState(wanted)))))
	}
}
