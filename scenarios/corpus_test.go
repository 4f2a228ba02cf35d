package scenarios_test

import (
	"context"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// corpus reads every scenario of the corpus.
func corpus(t *testing.T) []*replay.Scenario {
	t.Helper()
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// folded is an instance on the compiled table instead of the machine.
type folded struct {
	table *fsm.Table
	at    fsm.Configuration
	seen  map[string]bool
}

func (f *folded) Restore(s fsm.Snapshot) error {
	f.at, f.seen = s.Configuration, map[string]bool{}
	for _, id := range s.Seen {
		f.seen[id] = true
	}
	return f.table.Check(f.at)
}

func (f *folded) Deliver(_ context.Context, id string, e fsm.Event) (replay.Answer, error) {
	if id != "" && f.seen[id] {
		return replay.Answer{Event: e, From: f.at, To: f.at, Verdict: fsm.VerdictIgnored, Reason: fsm.ReasonDuplicate}, nil
	}
	f.seen[id] = true
	step, err := f.table.Step(f.at, e)
	f.at = step.To()
	return replay.AnswerOf(step), err
}

// TestCorpusHolds plays the corpus on the machine and on the compiled table.
func TestCorpusHolds(t *testing.T) {
	player := replay.NewPlayer()
	second := replay.NewPlayerAgainst(func(p fsm.Profile) (replay.Instance, error) {
		return &folded{table: fsm.NewTable(p)}, nil
	})
	for _, s := range corpus(t) {
		trace, err := player.Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if failure := replay.Judge(s, trace); failure != nil {
			t.Errorf("%s: %s: step %d: %v", s.Place(), s.Name, failure.Step+1, failure.Mismatches)
		}
		again, err := second.Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(trace, again) {
			t.Errorf("%s: machine and table disagree:\n%v\n%v", s.Place(), trace, again)
		}
	}
}

// exercised plays the corpus and counts.
func exercised(t *testing.T) (cells replay.Coverage, configurations map[string]bool, reasons map[fsm.Reason]bool) {
	player := replay.NewPlayer()
	configurations, reasons = map[string]bool{}, map[fsm.Reason]bool{}
	for _, s := range corpus(t) {
		trace, err := player.Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		cells.Add(s, trace.Answers)
		for _, answer := range trace.Answers {
			reasons[answer.Reason] = true
			if s.Profile == fsm.Standard() {
				configurations[answer.From.String()+" × "+string(answer.Event)] = true
			}
		}
	}
	return cells, configurations, reasons
}

func TestCorpusExercisesEveryCell(t *testing.T) {
	cells, configurations, reasons := exercised(t)
	if count, of := cells.Count(fsm.Standard()); count != 198 || of != 198 {
		t.Errorf("%d of %d cells of standard are exercised", count, of)
	}
	for _, c := range fsm.NewTable(fsm.Standard()).Configurations() {
		for _, e := range fsm.Events() {
			if !configurations[c.String()+" × "+string(e)] {
				t.Errorf("no scenario delivers %s in %s", e, c)
			}
		}
	}
	for _, reason := range fsm.Reasons() {
		if !reasons[reason] {
			t.Errorf("no scenario ends in reason %s", reason)
		}
	}
}

// TestCorpusExercisesEveryRemoval wants each cell that a profile removes to be
// refused by some scenario under that profile.
func TestCorpusExercisesEveryRemoval(t *testing.T) {
	cells, _, _ := exercised(t)
	for _, p := range fsm.Profiles() {
		table, removed := fsm.NewTable(p), 0
		for _, s := range fsm.Sources() {
			for _, e := range fsm.Events() {
				if !p.Has(s) || table.Keeps(s, e) || table.Row(s, e).Effect == fsm.EffectReject {
					continue
				}
				if removed++; !cells.Has(p, s, e) {
					t.Errorf("profile %s removes %s in %s, and no scenario shows it", p.Name(), e, s)
				}
			}
		}
		if removed == 0 && p != fsm.Standard() {
			t.Errorf("profile %s removes nothing", p.Name())
		}
	}
}

// private matches what has no place in a public scenario. A fuller check comes
// with subsim check.
var private = regexp.MustCompile(`(?i)https?:|www\.|[\w.]+@[\w.]+|[$€£]|\b(usd|eur|invoice|price|payment|customer|webhook|api.?key|card)s?\b`)

func TestCorpusIsTold(t *testing.T) {
	names := map[string]string{}
	for _, s := range corpus(t) {
		if first, taken := names[s.Name]; taken {
			t.Errorf("%s: the name %q is taken by %s", s.Place(), s.Name, first)
		}
		names[s.Name] = s.Place()
		if s.About == "" || len(s.Tags) == 0 {
			t.Errorf("%s: a scenario of the corpus says what it is about and has tags", s.Place())
		}
		if found := private.FindString(strings.Join(append(s.Tags, s.Name, s.About), " ")); found != "" {
			t.Errorf("%s: %q has no place in a public scenario", s.Place(), found)
		}
	}
}
