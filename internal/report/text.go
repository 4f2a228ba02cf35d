package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/fatih/color"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// A Text writes results for people.
type Text struct {
	out io.Writer
	TextOptions
	red, green, bold *color.Color
}

// TextOptions say how much a [Text] writes beyond failures and the last line.
type TextOptions struct {
	Passing bool // a line for each scenario that held
	Trails  bool // that line, and what happened in the scenario
	Colored bool
}

// NewText returns a writer of a report for people.
func NewText(out io.Writer, o TextOptions) *Text {
	return &Text{out, o, paint(o.Colored, color.FgRed), paint(o.Colored, color.FgGreen), paint(o.Colored, color.Bold)}
}

// File writes what became of a file's scenarios. Bad input is told elsewhere, by
// [Problems]: it belongs to standard error.
func (t *Text) File(f File) error {
	for _, r := range f.Results {
		t.result(r)
	}
	return nil
}

// End writes the last lines.
func (t *Text) End(tally *Tally) error {
	line := t.green
	if tally.Broke > 0 || tally.Problems > 0 {
		line = t.red
	}
	if tally.Played() > 0 || tally.Stopped != "" {
		line.Fprintln(t.out, tally.String())
	}
	if partial := tally.Partial(); partial != "" {
		fmt.Fprintln(t.out, partial)
	}
	return nil
}

// paint returns a colour that is on or off whatever the environment says; the
// caller has looked at that.
func paint(on bool, attributes ...color.Attribute) *color.Color {
	c := color.New(attributes...)
	if c.DisableColor(); on {
		c.EnableColor()
	}
	return c
}

// trailLength is how many of the last answers a failure shows.
const trailLength = 12

// result writes what became of one scenario.
func (t *Text) result(r Result) {
	s := r.Scenario
	switch {
	case r.Failure != nil:
		t.failure(r)
	case t.Passing || t.Trails:
		fmt.Fprintf(t.out, "%s  %s\n", t.green.Sprint("ok  "), t.fitted(diag.Harmless(s.Place())+"  "+s.Name))
	}
	if r.Failure == nil && t.Trails {
		t.trail(s, r.Trace.First())
		t.next(s, r.Trace.First())
		fmt.Fprintln(t.out)
	}
}

// fitted cuts the line of a scenario that held to the width of a terminal; with
// trails it is a headline, and stays whole.
func (t *Text) fitted(text string) string {
	const room = diag.Width - len("ok    ")
	if runes := []rune(text); len(runes) > room && !t.Trails {
		return string(runes[:room-3]) + "..."
	}
	return text
}

// failure writes the block that tells how a scenario broke.
func (t *Text) failure(r Result) {
	s, f := r.Scenario, r.Failure
	fmt.Fprintf(t.out, "%s  %s  %s\n\n", t.red.Sprint("FAIL"), diag.Harmless(s.Place()), t.bold.Sprint(s.Name))
	for _, m := range mismatches(f) {
		line, column := m.Position()
		fmt.Fprintf(t.out, "step %d of %d: expected %s\n", f.Step+1, len(s.Steps), t.bold.Sprint(difference(m, f)))
		fmt.Fprintf(t.out, "  --> %s:%d:%d\n%s\n", diag.Harmless(s.File()), line, column, s.Excerpt(m))
	}
	if f.Order > 0 {
		fmt.Fprint(t.out, diag.Wrap("  breaks in this order: ", describe.Events(raced(f))))
	}
	t.trail(s, f.Path)
	t.next(s, f.Path)
	t.way(s, f)
	if s.File() != "-" { // what came by a stream cannot be named again
		fmt.Fprintf(t.out, "  run only this: subsim replay -v %s\n", shellWord(diag.Harmless(s.Place())))
	}
	fmt.Fprintln(t.out)
}

// mismatches leaves the unwritten condition out where a written one broke too.
func mismatches(f *replay.Failure) []replay.Mismatch {
	written := slices.DeleteFunc(slices.Clone(f.Mismatches), func(m replay.Mismatch) bool {
		return m.Key == replay.KeyAccepted
	})
	if len(written) > 0 {
		return written
	}
	return f.Mismatches
}

// difference says what was wanted and what came.
func difference(m replay.Mismatch, f *replay.Failure) string {
	switch m.Key {
	case replay.KeyState, replay.KeyVerdict:
		return m.Want + ", got " + m.Got
	case replay.KeyAccepted:
		return fmt.Sprintf("%s not to be rejected, got rejected (%s)", f.Observed.Answer.Event, f.Observed.Answer.Reason)
	}
	return fmt.Sprintf("%s %s, got %s", m.Key, m.Want, m.Got)
}

// raced lists the events of the race that broke, in the order that broke it.
func raced(f *replay.Failure) []fsm.Event {
	var events []fsm.Event
	for _, a := range f.Path {
		if a.Order == f.Order && !a.Deadline {
			events = append(events, a.Event)
		}
	}
	return events
}

// trail writes what happened, an answer a line, with the instants where the
// scenario speaks of time.
func (t *Text) trail(s *replay.Scenario, answers []replay.Answer) {
	fmt.Fprintln(t.out, "  trail")
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
		fmt.Fprintf(t.out, "     %-*s%-*s  %s%s\n", stamps, stamp, events, a.Event, outcome(a), aside(a))
	}
}

// outcome writes what became of one event.
func outcome(a replay.Answer) string {
	if a.Verdict == fsm.VerdictApplied {
		return fmt.Sprintf("%s -> %s", a.From, a.To)
	}
	return fmt.Sprintf("%s: %s (%s)", a.From, a.Verdict, a.Reason)
}

// aside says what is special about how an event came.
func aside(a replay.Answer) string {
	switch {
	case a.Deadline:
		return "    (deadline)"
	case a.Late:
		return "    (late)"
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
	if answer := f.Observed.Answer; answer != nil && answer.Verdict != fsm.VerdictApplied {
		if step, err := table.Step(answer.From, answer.Event); err == nil && step.Reason() == answer.Reason {
			fmt.Fprint(t.out, diag.Wrap("  because: ", step.Because()))
		}
	}
	fmt.Fprint(t.out, diag.Wrap(fmt.Sprintf("  legal in %s: ", at), describe.Events(table.Legal(at))))
	if wanted, found := wantedState(f); found && wanted != at.State {
		fmt.Fprint(t.out, diag.Wrap("  shortest legal route to "+wanted.String()+": ", describe.Route(table.Route(at, fsm.GoalState(wanted)))))
	}
}

// wantedState is the state that the failed step expected.
func wantedState(f *replay.Failure) (fsm.State, bool) {
	for _, m := range f.Mismatches {
		if m.Key == replay.KeyState {
			state, err := fsm.ParseState(m.Want)
			return state, err == nil
		}
	}
	return fsm.StateNone, false
}

// shellWord quotes a path where a shell would take it apart.
func shellWord(path string) string {
	if strings.HasPrefix(path, "-") {
		path = "./" + path // no flag
	}
	plain := func(r rune) bool {
		return strings.ContainsRune("/._-:+,@%", r) || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	if strings.ContainsFunc(path, func(r rune) bool { return !plain(r) }) {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}

// Problems writes bad input for people, each with its excerpt and the way out.
func Problems(out io.Writer, kind string, problems diag.Problems, colored bool) {
	title := paint(colored, color.FgRed, color.Bold)
	for _, p := range problems {
		headline := diag.Wrap(kind+": ", diag.Harmless(p.Message))
		fmt.Fprintf(out, "%s%s  --> %s\n", title.Sprint(kind), strings.TrimPrefix(headline, kind), p.Place())
		if p.Span.Line > 0 {
			fmt.Fprint(out, diag.Excerpt(p.Source, p.Span, 1, p.Note))
		}
		if p.Help != "" {
			fmt.Fprint(out, diag.Wrap("  help: ", p.Help))
		}
		if p.Fix != "" {
			fmt.Fprintf(out, "  fix:  write %s (subsim check --fix does it)\n", p.Fix)
		}
		fmt.Fprintln(out)
	}
}
