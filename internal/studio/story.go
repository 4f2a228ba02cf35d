package studio

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// sessionName is what the text is called within its own problems, which name lines
// alone.
const sessionName = "session" + replay.Extension

// A telling is a text that was read, and the one of its scenarios that was played.
type telling struct {
	text    string
	all     []*replay.Scenario
	told    *replay.Scenario
	trace   *replay.Trace
	failure *replay.Failure
	answers []replay.Answer // those that are shown: of each race one order
	rows    []Row
}

// tell plays the scenario of a text that stands on a line, or else its first. The
// error is a [diag.Problems] for a text that makes no sense.
func tell(ctx context.Context, text string, line int) (*telling, error) {
	all, err := replay.Parse(sessionName, []byte(text))
	if err != nil {
		return nil, err
	}
	t := &telling{text: text, all: all, told: all[0]}
	for _, one := range all {
		if one.Line() <= line || one.Holds(line) { // what is below the last one is its own
			t.told = one
		}
	}
	return t, t.play(ctx)
}

// judge says of every scenario of the text whether it holds. One that cannot be played
// to its end does not.
func (t *telling) judge(ctx context.Context) (places []Place) {
	player := replay.NewPlayer()
	for _, one := range t.all {
		held := t.failure == nil
		if one != t.told {
			trace, err := player.Play(ctx, one)
			held = err == nil && replay.Judge(one, trace) == nil
		}
		places = append(places, Place{one.Name, one.Line(), held})
	}
	return places
}

// play plays, judges, and lays out what happened in rows.
func (t *telling) play(ctx context.Context) (err error) {
	if t.trace, err = replay.NewPlayer().Play(ctx, t.told); err != nil {
		return err
	}
	t.failure = replay.Judge(t.told, t.trace)
	t.answers = t.shown()
	t.lay()
	return nil
}

// shown are the answers along one way through the trace: of each race the first
// order, or, where something broke, what led there.
func (t *telling) shown() []replay.Answer {
	f := t.failure
	switch {
	case f == nil || !t.trace.Races():
		return t.trace.First()
	case f.Order > 0: // nothing is known of what would come behind
		return f.Path
	}
	behind := replay.Trace{Answers: t.trace.Answers[f.Judged:]}
	return slices.Concat(f.Path, behind.First())
}

// story is all there is to show, as it stands at a row; below 0, at the last.
func (t *telling) story(at int) *Story {
	s := t.told
	if at < 0 || at > len(t.rows) {
		at = len(t.rows)
	}
	story := &Story{
		Name: s.Name, About: s.About, File: fileName(s.Name), Line: s.Line(),
		Profile: factsOf(s.Profile), Policy: []Rule{},
		Start: s.Start.String(), StartBox: boxOf(s.Start.State), Begins: replay.Stamp(s.Clock),
		Races: t.trace.Races(), Held: t.failure == nil, Warnings: problemsOf(s.Warnings),
		Count: len(t.rows), At: at, Path: t.path(at), Now: t.now(at),
	}
	for _, state := range fsm.States() {
		if rule, given := s.Policy[state]; given {
			story.Policy = append(story.Policy, Rule{string(state), replay.FormatDuration(rule.After), string(rule.Event)})
		}
	}
	var coverage replay.Coverage
	coverage.Add(s, t.trace.Answers)
	story.Cells.Exercised, story.Cells.Of = coverage.Count(s.Profile)
	story.Failure = t.broke()
	story.First, story.Rows = t.window(at)
	return story
}

// mostRows is how many rows are sent at once: a clock can fire very many.
const mostRows = 200

// window returns the rows around one, and the number of the first.
func (t *telling) window(at int) (first int, rows []Row) {
	from := max(0, min(at-mostRows*3/4, len(t.rows)-mostRows))
	to := min(from+mostRows, len(t.rows))
	return from + 1, append([]Row{}, t.rows[from:to]...)
}

// path lists what was gone along up to a row, each once.
func (t *telling) path(at int) []string {
	path, gone := []string{}, map[string]bool{}
	for _, row := range t.rows[:at] {
		if row.Mark != "" && !gone[row.Mark] {
			gone[row.Mark] = true
			path = append(path, row.Mark)
		}
	}
	return path
}

// broke says where the scenario broke.
func (t *telling) broke() *Failure {
	f := t.failure
	if f == nil {
		return nil
	}
	facts := &Failure{Step: f.Step + 1, Of: len(t.told.Steps), Order: f.Order, Mismatches: mismatchesOf(f)}
	for _, row := range t.rows {
		if len(row.Mismatches) > 0 {
			facts.Row = row.Number
		}
	}
	return facts
}

// mismatchesOf leaves the unwritten condition out where a written one broke too.
func mismatchesOf(f *replay.Failure) []Mismatch {
	all := []Mismatch{}
	for _, m := range f.Mismatches {
		if m.Key != replay.KeyAccepted || len(f.Mismatches) == 1 {
			at := m.Span()
			all = append(all, Mismatch{m.Key, m.Want, m.Got, at.Line, at.Column, at.Column + at.Width})
		}
	}
	return all
}

// longestName is how long the name of a file may become, in letters.
const longestName = 60

// fileName makes a scenario's name into one for a file.
func fileName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	letters := []rune(strings.Join(words, "-"))
	text := strings.TrimRight(string(letters[:min(len(letters), longestName)]), "-")
	if text == "" {
		text = "session"
	}
	return text + replay.Extension
}

// answer is what is shown of a telling, or of the problems that it came to.
func answer(ctx context.Context, t *telling, text string, err error, at int) (*Answer, error) {
	var problems diag.Problems
	switch {
	case errors.As(err, &problems):
		return &Answer{Scenario: text, Problems: problemsOf(problems)}, nil
	case err != nil:
		return nil, err
	}
	story := t.story(at)
	story.Scenarios = t.judge(ctx)
	return &Answer{Scenario: text, Problems: []Problem{}, Story: story}, nil
}

// format writes scenarios as a text.
func format(all []*replay.Scenario) (string, error) {
	var b bytes.Buffer
	err := replay.Format(&b, all...)
	return b.String(), err
}
