package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

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
	want, got := sides(m, f)
	return want + ", got " + got
}

// sides says what was wanted, and what came.
func sides(m replay.Mismatch, f *replay.Failure) (want, got string) {
	switch m.Key {
	case replay.KeyState, replay.KeyVerdict:
		return m.Want, m.Got
	case replay.KeyAccepted:
		return fmt.Sprintf("%s not to be rejected", f.Observed.Answer.Event), fmt.Sprintf("rejected (%s)", f.Observed.Answer.Reason)
	}
	return m.Key + " " + m.Want, m.Got
}

// stepOf says at which step a scenario broke.
func stepOf(s *replay.Scenario, f *replay.Failure) string {
	return fmt.Sprintf("step %d of %d", f.Step+1, len(s.Steps))
}

// place returns file:line:column of what did not hold.
func place(s *replay.Scenario, m replay.Mismatch) string {
	return fmt.Sprintf("%s:%d:%d", diag.Harmless(s.File()), m.Span().Line, m.Span().Column)
}

// summary tells in a line a mismatch how a scenario broke.
func summary(r Result) string {
	var lines []string
	for _, m := range mismatches(r.Failure) {
		lines = append(lines, stepOf(r.Scenario, r.Failure)+": expected "+difference(m, r.Failure))
	}
	return strings.Join(lines, "\n")
}

// block returns what [Text] writes of a scenario that broke, for other formats.
func block(r Result) string {
	var b strings.Builder
	t := NewText(&b, TextOptions{})
	t.failure(r)
	t.out.Flush()
	return strings.TrimSuffix(b.String(), "\n")
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

// wantedState is the state that the failed step expected, where it is another.
func wantedState(f *replay.Failure) (fsm.State, bool) {
	for _, m := range f.Mismatches {
		if m.Key == replay.KeyState {
			state, err := fsm.ParseState(m.Want)
			return state, err == nil && state != f.Observed.Configuration.State
		}
	}
	return fsm.StateNone, false
}

// because says why the last event was answered as it was; nothing where the model
// has no say in it.
func because(table *fsm.Table, f *replay.Failure) string {
	answer := f.Observed.Answer
	if answer == nil {
		return ""
	}
	step, err := table.Step(answer.From, answer.Event)
	if err != nil || step.Reason() != answer.Reason {
		return ""
	}
	return step.Because()
}

// rerun is the command that plays one scenario alone; none where it came by a
// stream, which cannot be named again.
func rerun(s *replay.Scenario) string {
	if s.File() == "-" {
		return ""
	}
	return "subsim replay -v " + shellWord(diag.Harmless(s.Place()))
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
