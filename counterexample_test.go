package subsim_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/Huzefaaa2/subsim/replay"
)

// counterexample writes the scenario on which a law is broken as a file that can
// be saved in scenarios/regressions and replayed as it stands. It expects what
// was answered, so it holds for whoever is broken in the same way, and breaks
// where the reference answers otherwise.
func counterexample(number int, name string, p play, s *replay.Scenario) string {
	told := *s
	if t, err := p(s); err == nil {
		told = *s.Recorded(t)
	}
	told.Name = fmt.Sprintf("Law %d, %s, is broken here", number, name)
	told.About = "A shrunk counterexample. It expects what was answered; say what should be, and give it a name that tells the story."
	told.Tags = []string{fmt.Sprintf("law-%d", number), "regression"}
	return written(&told)
}

// shrunk is the walk that shows a broken law: the one it was found on, or the one
// delivery that the law asked for itself.
func (w walk) shrunk(err error) walk {
	var shown shownBy
	if errors.As(err, &shown) {
		return walk{shown.delivery}
	}
	return w
}

// scenario tells a walk as a scenario.
func (w walk) scenario(s *system) *replay.Scenario {
	told := &replay.Scenario{Profile: s.profile, Start: w[0].from, Clock: replay.DefaultClock}
	for _, d := range w {
		told.Steps = append(told.Steps, replay.Step{Events: []replay.Delivery{{Event: d.event, ID: d.id}}})
	}
	return told
}

// played is the walk as the trace of its scenario.
func (w walk) played(s *replay.Scenario) (*replay.Trace, error) {
	t := &replay.Trace{Start: s.Start, Clock: s.Clock}
	for i, d := range w {
		t.Answers = append(t.Answers, replay.Answer{Step: i, At: s.Clock, Event: d.event, ID: d.id, From: d.from, To: d.to, Verdict: d.verdict, Reason: d.reason})
	}
	return t, w[len(w)-1].err
}

// TestCounterexamplesCanBeReplayed takes, for each system that was broken on
// purpose, the shortest walk that shows it. What is printed of it must be read
// as a scenario, must hold for the broken system, and for each law at least one
// must break for the reference: that is what a person would save it for.
func TestCounterexamplesCanBeReplayed(t *testing.T) {
	t.Parallel()
	shown := map[int]bool{}
	for _, test := range brokenSystems {
		s := test.build(t)
		l := numbered(t, test.law)
		for w := range s.short {
			err := l.holds(s, w)
			if err == nil || w[len(w)-1].err != nil {
				continue
			}
			w = w.shrunk(err)
			text := counterexample(l.number, l.name, w.played, w.scenario(s))
			if breaksReference(t, text, w) {
				shown[l.number] = true
			}
			break
		}
	}
	for _, l := range laws() {
		// That nothing leads somewhere is no story: law 8 has none to tell.
		if !shown[l.number] && l.number != 8 {
			t.Errorf("no counterexample of law %d (%s) breaks when it is replayed", l.number, l.name)
		}
	}
}

// breaksReference replays a counterexample against the walk it was told of, for
// which it must hold, and against the reference.
func breaksReference(t *testing.T, text string, w walk) bool {
	t.Helper()
	all, err := replay.Parse("counterexample.subsim.yaml", []byte(text))
	if err != nil {
		return false // it begins where only the broken system leads
	}
	if told, err := w.played(all[0]); err != nil || replay.Judge(all[0], told) != nil {
		t.Errorf("it does not hold for those who are broken in this way:\n%s\n%s", w, text)
	}
	honest, err := replay.NewPlayer().Play(context.Background(), all[0])
	return err == nil && replay.Judge(all[0], honest) != nil
}
