package scenarios_test

import (
	"io/fs"
	"reflect"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/internal/diag"
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
	strict, err := fsm.ParseProfile("strict")
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []fsm.Profile{fsm.Standard(), strict} {
		if count, of := cells.Count(p); count != 198 || of != 198 {
			t.Errorf("%d of %d cells of %s are exercised", count, of, p.Name())
		}
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

// TestCorpusHoldsTheBoundary wants no private and no billing data in the corpus,
// and no words of billing.
func TestCorpusHoldsTheBoundary(t *testing.T) {
	names, err := fs.Glob(scenarios.Corpus, "*/*")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(scenarios.Corpus, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range boundary.CheckCorpus(&diag.Source{Name: name, Text: string(text)}) {
			t.Error(problem)
		}
	}
}

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
	}
}
