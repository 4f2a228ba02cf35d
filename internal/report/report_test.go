package report_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// play reads and plays a file as the command does.
func play(tb testing.TB, name, text string) report.File {
	tb.Helper()
	f := report.File{Name: name}
	all, err := replay.Parse(name, []byte(text))
	if err != nil && !errors.As(err, &f.Problems) {
		tb.Fatal(err)
	}
	player := replay.NewPlayer()
	for _, s := range all {
		trace, err := player.Play(tb.Context(), s)
		if err != nil {
			tb.Fatal(err)
		}
		f.Results = append(f.Results, report.Result{Scenario: s, Trace: trace, Failure: replay.Judge(s, trace)})
	}
	return f
}

// The stories hold something of everything that a report tells.
const (
	holds = `name: A trial converts
tags: [trial]
start: trial
steps: [{event: activate, expect: active}]
---
name: A service of its own kind
profile: {without: [observe_active, recover, resume, reactivate]}
steps: [{event: activate, expect: active}]
`
	breaks = `name: A late success is taken for a revival
start: past_due
steps:
  - {event: cancel, expect: cancelled}
  - {event: recover, expect: active}
---
name: A race has losers
start: past_due
steps:
  - any_order: [{event: cancel}, {event: recover, expect: {verdict: applied}}]
---
name: The window runs out too late
policy: {grace_period: {after: 7d, event: suspend}}
start: grace_period
clock: 2026-03-01
steps:
  - {event: schedule_cancellation, effective: 2026-06-01, id: s-1}
  - advance: 3d
    fired: [{event: suspend, at: 2026-03-03}]
---
name: No route leads back
start: active
steps: [{event: renew, expect: trial}]
---
name: An event without a word must still be accepted
start: active
steps: [{event: start_trial}, {expect: active}]
---
name: Several things are wrong
start: cancelled
steps: [{event: recover, expect: {verdict: rejected, reason: gap, generation: 2, last_known: active}}]
`
	slips = `name: Misspelt
steps: [{event: activat, expect: active}]
---
nam: <b>&
`
)

// stories are the files of one run.
func stories(tb testing.TB) []report.File {
	return []report.File{
		play(tb, "./stories/holds.subsim.yaml", holds),
		play(tb, "stories/breaks.subsim.yaml", breaks),
		play(tb, "slips.yaml", slips),
		{Name: "gone.yaml", Problems: diag.Problems{{Source: &diag.Source{Name: "gone.yaml"}, Message: "no such file"}}},
		{Name: "filtered.yaml"},
	}
}

// A maker makes the writer of one format.
type maker func(io.Writer) report.Writer

var formats = map[string]maker{
	"text":        func(w io.Writer) report.Writer { return report.NewText(w, report.TextOptions{Passing: true}) },
	"trails":      func(w io.Writer) report.Writer { return report.NewText(w, report.TextOptions{Trails: true}) },
	"json":        func(w io.Writer) report.Writer { return report.NewJSON(w, false) },
	"json -v":     func(w io.Writer) report.Writer { return report.NewJSON(w, true) },
	"junit":       func(w io.Writer) report.Writer { return report.NewJUnit(w) },
	"markdown":    func(w io.Writer) report.Writer { return report.NewMarkdown(w) },
	"html":        func(w io.Writer) report.Writer { return report.NewHTML(w) },
	"annotations": func(w io.Writer) report.Writer { return report.NewAnnotations(w) },
}

// tallyOf counts files as the command does.
func tallyOf(files []report.File, stopped report.Stop, missing string) *report.Tally {
	tally := &report.Tally{Of: len(files) + 1, Stopped: stopped, Missing: missing}
	if stopped == "" {
		tally.Of--
	}
	for _, f := range files {
		tally.Add(f)
	}
	return tally
}

// write writes a report.
func write(tb testing.TB, format string, files []report.File, tally *report.Tally) string {
	tb.Helper()
	var b strings.Builder
	w := formats[format](&b)
	for _, f := range files {
		if err := w.File(f); err != nil {
			tb.Fatal(err)
		}
	}
	if err := w.End(tally); err != nil {
		tb.Fatal(err)
	}
	return b.String()
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	for format := range formats {
		var first string
		for n := range 3 {
			files := stories(t)
			text := write(t, format, files, tallyOf(files, "", ""))
			if n == 0 {
				first = text
			}
			if text != first {
				t.Errorf("%s differs from one run to the next", format)
			}
		}
		if strings.Contains(first, "\x1b") {
			t.Errorf("%s holds colour that nobody asked for", format)
		}
	}
}

// TestLessThanAskedIsSaid wants every format to say why a run was cut short, and
// none to look green.
func TestLessThanAskedIsSaid(t *testing.T) {
	held := stories(t)[:1]
	for _, test := range []struct {
		stopped       report.Stop
		missing, want string
	}{
		{report.StoppedByInterrupt, "", "partial: interrupted in file 2 of 2"},
		{report.StoppedByFailFast, "", "partial: stopped at the first scenario that broke, in file 1 of 2"},
		{report.StoppedByWriting, "", "partial: a report could not be written, in file 1 of 2"},
		{"", "no scenario has tag x", "missing: no scenario has tag x"},
	} {
		tally := tallyOf(held, test.stopped, test.missing)
		if tally.Green() {
			t.Errorf("%s counts as green", test.want)
		}
		for _, format := range []string{"junit", "markdown", "html", "annotations"} {
			if text := write(t, format, held, tally); !strings.Contains(text, test.want) {
				t.Errorf("%s does not say %q:\n%s", format, test.want, text)
			}
		}
		if text := write(t, "text", held, tally); test.missing == "" && !strings.Contains(text, test.want) {
			t.Errorf("text does not say %q:\n%s", test.want, text)
		}
	}
	if !tallyOf(held, "", "").Green() {
		t.Error("what held is not green")
	}
	if (&report.Tally{}).Green() {
		t.Error("nothing at all is green")
	}
}

// A brokenPipe takes so many writes.
type brokenPipe struct{ left int }

func (p *brokenPipe) Write(text []byte) (int, error) {
	if p.left--; p.left < 0 {
		return 0, io.ErrClosedPipe
	}
	return len(text), nil
}

// TestWriteErrorsAreReported breaks the pipe at each write of a report.
func TestWriteErrorsAreReported(t *testing.T) {
	files := stories(t)
	report := func(make maker, pipe *brokenPipe) (err error) {
		w := make(pipe)
		for _, f := range files {
			err = errors.Join(err, w.File(f))
		}
		return errors.Join(err, w.End(tallyOf(files, "", "")))
	}
	for format, make := range formats {
		const plenty = 1000
		pipe := &brokenPipe{plenty}
		if err := report(make, pipe); err != nil || pipe.left == plenty {
			t.Fatalf("%s: %v after %d writes", format, err, plenty-pipe.left)
		}
		for write := range plenty - pipe.left {
			if err := report(make, &brokenPipe{write}); !errors.Is(err, io.ErrClosedPipe) {
				t.Errorf("%s: nobody hears that write %d failed", format, write+1)
			}
		}
	}
}

// TestTextFitsTheTerminal asks for 80 columns, where names and paths let it.
func TestTextFitsTheTerminal(t *testing.T) {
	files := stories(t)
	files[1] = play(t, "stories/wide.yaml", strings.Replace(breaks, "A race has losers", strings.Repeat("試験 ", 40), 1)+`---
name: A long way in time
start: {state: unknown, last_known: {state: grace_period, cancellation_scheduled: true}}
clock: 2026-03-01T12:00:01Z
steps:
  - event: observe_grace_period
  - event: unschedule_cancellation
  - {event: lose_contact, at: 2026-03-01T12:00:02.5Z}
  - {event: observe_grace_period, at: 2026-03-01T12:00:02Z}
  - {event: observe_past_due, expect: {verdict: rejected, reason: ended}}
`)
	for _, p := range files[1].Problems {
		t.Error(p)
	}
	for _, format := range []string{"text", "trails"} {
		text := write(t, format, files, tallyOf(files, "", ""))
		if !strings.Contains(text, "試験") || !strings.Contains(text, "(late)") {
			t.Fatalf("%s lacks what is to be measured:\n%s", format, text)
		}
		for _, line := range strings.Split(text, "\n") {
			if diag.Columns(line) > diag.Width {
				t.Errorf("%s: a line of %d columns: %s", format, diag.Columns(line), line)
			}
		}
	}
}

// BenchmarkPassing measures what a format adds for a scenario that held: the
// promise is less than 5 µs.
func BenchmarkPassing(b *testing.B) {
	var text strings.Builder
	for n := range 20 {
		fmt.Fprintf(&text, "name: A failed renewal recovers in grace, told %d times\ntags: [dunning, recovery]\nsteps:\n%s---\n", n,
			"  - {event: activate, expect: active}\n  - {event: fail_renewal, expect: past_due}\n  - {event: start_grace, expect: grace_period}\n  - {event: recover, expect: active}\n")
	}
	f := play(b, "scenarios/dunning/recovery.subsim.yaml", strings.TrimSuffix(text.String(), "---\n"))
	for _, format := range []string{"text", "json", "junit", "markdown", "annotations"} {
		b.Run(format, func(b *testing.B) {
			w := formats[format](io.Discard)
			b.ReportAllocs()
			for b.Loop() {
				if err := w.File(f); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(f.Results)), "ns/scenario")
		})
	}
}
