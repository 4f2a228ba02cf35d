package stepper

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

func TestSavedFileSaysWhatHappened(t *testing.T) {
	s := begin(t)
	got := play(t, s, `policy trial after 14d expire; name Told by hand; start_trial id d-1; start_trial id d-1;
		advance 13d; recover; activate at 2026-01-20; lose; observe_expired; check; reactivate; save x`)
	want := `name: Told by hand
policy:
  trial: {after: 14d, event: expire}
steps:
  - event: start_trial
    id: d-1
    expect: trial
  - event: start_trial
    id: d-1
    expect: {verdict: ignored, reason: duplicate, state: trial}
  - advance: 13d
    expect: trial
    fired: []
  - event: recover
    expect: {verdict: rejected, reason: not_allowed, state: trial}
  - event: activate
    at: 2026-01-20
    expect: {verdict: rejected, reason: ended, state: expired}
    fired:
      - {event: expire, at: 2026-01-15}
  - event: lose_contact
    expect: {state: unknown, last_known: expired}
  - event: observe_expired
    expect: expired
  - expect: {state: expired, generation: 1, steady_state: blocked}
  - event: reactivate
    expect: {state: active, generation: 2}
`
	// The clock begins where the session began, not at the file's earliest at.
	want = strings.Replace(want, "policy:", "clock: 2026-01-01\npolicy:", 1)
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestSavedExpectationsBite changes each answer of a saved file's story, and the
// file must notice.
func TestSavedExpectationsBite(t *testing.T) {
	for _, lines := range []string{"activate; renew", "activate; schedule", "activate; lose", "start cancelled; recover", "activate; activate", "policy active after 1d fail; activate; advance 2d"} {
		s := begin(t)
		play(t, s, lines)
		scenario := s.now().scenario("x")
		trace, err := replay.NewPlayer().Play(context.Background(), scenario)
		if err != nil || replay.Judge(scenario, trace) != nil {
			t.Fatalf("%s: it does not hold: %v", lines, err)
		}
		last := &trace.Answers[len(trace.Answers)-1]
		last.To.State, last.Verdict = fsm.StateSuspended, fsm.VerdictRejected
		if replay.Judge(scenario, trace) == nil {
			t.Errorf("%s: another end goes unnoticed", lines)
		}
	}
}

// TestProofBites hands the proof files that must not be handed out.
func TestProofBites(t *testing.T) {
	for _, c := range []struct{ content, want, why string }{
		{"name: x\nsteps: [{event: activate, expect: active}]", "<nil>", "it holds"},
		{"name: x\nsteps: [{event: activate, expect: trial}]", "the file would not hold: step 1, state", "it does not"},
		{"name: x\nsteps: [{event: activate}]", "x:2:1: the scenario expects nothing, so it can never fail", "it is no scenario"},
	} {
		if got := fmt.Sprint(prove(context.Background(), "x", []byte(c.content))); got != c.want {
			t.Errorf("%s: got %s, want %s", c.why, got, c.want)
		}
	}
}

// drawLine draws a line of the language, most of which make sense.
func drawLine(t *rapid.T) string {
	event := rapid.SampledFrom(eventNames())
	span := rapid.SampledFrom([]string{"1d", "14d", "1h30m", "40d", "0s"})
	instant := rapid.SampledFrom([]string{"2025-12-01", "2026-01-10", "2026-01-20 12:00", "2026-03-01", "2027-01-01"})
	state := rapid.SampledFrom(append(stateNames(), "none", "unknown<active+scheduled>", "active+scheduled"))
	switch rapid.IntRange(0, 13).Draw(t, "kind") {
	case 0:
		return "advance " + span.Draw(t, "span")
	case 1:
		return "until " + instant.Draw(t, "instant")
	case 2:
		return "next"
	case 3:
		return "check"
	case 4:
		return event.Draw(t, "event") + " at " + instant.Draw(t, "at")
	case 5:
		return event.Draw(t, "event") + " id " + rapid.SampledFrom([]string{"a", "b", "true", "1", "~", "#c", "'", "a:"}).Draw(t, "id")
	case 6:
		return "schedule_cancellation effective " + instant.Draw(t, "effective")
	case 7:
		return "policy " + state.Draw(t, "state") + " after " + span.Draw(t, "span") + " " + event.Draw(t, "event")
	case 8:
		return "profile " + rapid.SampledFrom(profileNames()).Draw(t, "profile")
	case 9:
		return rapid.SampledFrom([]string{"undo", "redo", "undo 2", "reset", "start " + state.Draw(t, "state")}).Draw(t, "way")
	}
	return event.Draw(t, "event")
}

// picture writes all that can be seen of a session.
func picture(t *rapid.T, s *Session) string {
	var b bytes.Buffer
	if err := replay.Format(&b, s.now().scenario("x")); err != nil {
		t.Fatal(err)
	}
	return s.Prompt() + s.status() + b.String()
}

// TestAnySessionSavesAFileThatHolds plays random sessions: each can be saved
// unless nothing happened, and saving proves that the file holds.
func TestAnySessionSavesAFileThatHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx, s := context.Background(), begin(t)
		for range rapid.IntRange(1, 25).Draw(t, "lines") {
			_, _ = s.Do(ctx, drawLine(t))
		}
		if len(s.now().acts) == 0 {
			return
		}
		if reply, err := s.Do(ctx, "save x"); err != nil {
			t.Fatalf("%v\n%s", err, reply.Text)
		}
	})
}

// TestUndoRestoresExactly undoes and redoes a random session step by step and
// sees each place again.
func TestUndoRestoresExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ctx, s := context.Background(), begin(t)
		seen := map[int]string{0: picture(t, s)}
		for range rapid.IntRange(1, 20).Draw(t, "lines") {
			before := picture(t, s)
			if _, err := s.Do(ctx, drawLine(t)); err != nil && picture(t, s) != before {
				t.Fatalf("a line that was refused changed something: %v", err)
			}
			if was, met := seen[s.at]; met && s.at < len(s.told)-1 && was != picture(t, s) {
				t.Fatalf("undo came elsewhere:\n%s\nnot\n%s", picture(t, s), was)
			}
			seen[s.at] = picture(t, s)
		}
		for s.at > 0 {
			_, _ = s.Do(ctx, "undo")
			if picture(t, s) != seen[s.at] {
				t.Fatalf("undo came elsewhere:\n%s\nnot\n%s", picture(t, s), seen[s.at])
			}
		}
		for s.at < len(s.told)-1 {
			_, _ = s.Do(ctx, "redo")
		}
		if picture(t, s) != seen[s.at] {
			t.Fatal("redo came elsewhere")
		}
	})
}

// TestCorpusCanBeWalked walks through every scenario of the corpus: each step
// comes out as its file expects, and what was walked can be saved.
func TestCorpusCanBeWalked(t *testing.T) {
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil || len(all) < 20 {
		t.Fatalf("%d scenarios: %v", len(all), err)
	}
	for _, scenario := range all {
		s := begin(t)
		if _, err := s.Load(scenario); err != nil {
			t.Fatalf("%s: %v", scenario.Place(), err)
		}
		got := play(t, s, "forward 1000")
		if strings.Contains(got, "file     expects") || strings.HasPrefix(got, "error") {
			t.Errorf("%s:\n%s", scenario.Place(), got)
		}
		if strings.Count(got, "as the file expects") != len(s.now().acts) {
			t.Errorf("%s: not every step is judged:\n%s", scenario.Place(), got)
		}
		if saved := play(t, s, "save x"); strings.HasPrefix(saved, "error") {
			t.Errorf("%s: %s", scenario.Place(), saved)
		}
	}
}

// TestWalkNoticesWhatBreaks walks through scenarios whose expectations are wrong,
// and through orders that a walk must get right.
func TestWalkNoticesWhatBreaks(t *testing.T) {
	for _, c := range []struct{ file, want, why string }{
		{"name: x\nsteps: [{event: activate, expect: trial}]", "file     expects state trial, got active", "another state"},
		{"name: x\nstart: cancelled\nsteps: [{event: recover}, {expect: cancelled}]", "file     expects accepted not rejected, got rejected", "nothing may be refused silently"},
		{"name: x\nstart: past_due\nsteps: [{any_order: [{event: cancel}, {event: recover}], expect: active}]", "file     expects state active, got cancelled", "a race's end"},
		{"name: x\npolicy: {trial: {after: 1d, event: expire}}\nstart: trial\nsteps: [{advance: 2d, expect: expired, fired: []}]", "file     expects fired nothing more, got expire at", "a deadline nobody expects"},
		{"name: x\norder: occurred\nsteps: [{event: cancel, at: 2026-01-02, expect: cancelled}, {event: activate, at: 2026-01-01, expect: active}]", "^step 1 of 2: activate at 2026-01-01 00:00", "events come as they occurred"},
	} {
		all, err := replay.Parse("x", []byte(c.file))
		if err != nil {
			t.Fatal(err)
		}
		s := begin(t)
		if _, err := s.Load(all[0]); err != nil {
			t.Fatal(err)
		}
		got := play(t, s, "forward 9")
		if prefix, anchored := strings.CutPrefix(c.want, "^"); anchored && !strings.HasPrefix(got, prefix) || !anchored && !strings.Contains(got, c.want) {
			t.Errorf("%s: want %s in\n%s", c.why, c.want, got)
		}
	}
}

// TestPagesFit holds the pages that do not come from elsewhere to the width of a
// terminal.
func TestPagesFit(t *testing.T) {
	s := begin(t)
	for _, lines := range []string{"help", "policy active after 30d schedule_cancellation; activate; sched; next", "trail", "profile without suspend,expire,renew,resume,recover,reactivate", "undo", "save x"} {
		for _, line := range strings.Split(play(t, s, lines), "\n") {
			if len([]rune(line)) > 80 {
				t.Errorf("%s: a line of %d columns: %s", lines, len(line), line)
			}
		}
	}
}

// FuzzLine hands a session any line, several times: nothing panics, no control
// character comes back, and what happened can be saved.
func FuzzLine(f *testing.F) {
	for _, line := range []string{"activate at 2026-01-01 12:00 id x", "policy trial after 1d expire", "until 9999-12-31", "start unknown<active>", "name \"x\": y", "why ", "\x1b[2J", "help !", "profile without ,", "undo 99999999999999999999"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		ctx, s := context.Background(), begin(t)
		for _, line := range []string{line, "start_trial", line, "check", line} {
			reply, err := s.Do(ctx, line)
			if text := reply.Text; strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' }) {
				t.Errorf("%q brings a control character: %q", line, text)
			}
			if err != nil && reply.Text != "" {
				t.Errorf("%q is refused and does something: %s", line, reply.Text)
			}
			s.Complete(line)
		}
		if s.Unsaved() > 0 {
			if _, err := s.Do(ctx, "save x"); err != nil {
				t.Errorf("%q: %v", line, err)
			}
		}
	})
}
