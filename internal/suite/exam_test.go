package suite

import (
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"pgregory.net/rapid"
)

// small is a model that can be judged a second time, slowly.
func small(tb testing.TB) *Model {
	events := []fsm.Event{fsm.EventActivate, fsm.EventSuspend, fsm.EventResume, fsm.EventScheduleCancellation, fsm.EventCancel}
	return model(tb, fsm.Marketplace(), events, AnswersOnly())
}

// TestExamAgreesWithPlayingCaseByCase: with suites that miss some too.
func TestExamAgreesWithPlayingCaseByCase(t *testing.T) {
	m := small(t)
	for _, s := range []Suite{HSI(m.Machine, 1), HSI(m.Machine, 0), Tour(m.Machine), Cells(m.Machine), Walks(m.Machine, 1, 3, 40, m.Follows)} {
		exam, missed, count := NewExam(m.Machine, s), 0, 0
		for _, twins := range []bool{false, true} {
			for f := range m.Faults(twins) {
				if count++; !thorough && count%7 != 0 {
					continue
				}
				want := kills(m.Machine, s, f.Apply(m.Machine))
				if got := exam.Kills(f); got != want {
					t.Fatalf("%s: %+v is killed: %t; case by case: %t", s.Name, f, got, want)
				}
				if !want {
					missed++
				}
			}
		}
		if (missed == 0) != (s.Name == "HSI, k=1") {
			t.Errorf("%s misses %d", s.Name, missed)
		}
	}
}

// TestScore: what is not killed is equivalent or survives, by another oracle.
func TestScore(t *testing.T) {
	m := model(t, fsm.Standard(), typical(), AnswersOnly()).Unmerged()
	score := NewExam(m.Machine, Tour(m.Machine)).Judge(m, false)
	if score.Killed == 0 || score.Equivalent == 0 || len(score.Survivors) == 0 {
		t.Fatalf("%d killed, %d equivalent, %d survive: nothing is shown", score.Killed, score.Equivalent, len(score.Survivors))
	}
	if score.Faults != score.Killed+score.Equivalent+len(score.Survivors) {
		t.Errorf("%d faults, %d killed, %d equivalent, %d survive", score.Faults, score.Killed, score.Equivalent, len(score.Survivors))
	}
	for _, f := range score.Survivors {
		if same(m.Machine, f.Apply(m.Machine)) {
			t.Fatalf("%+v survives, and nothing tells it from the model", f)
		}
	}
}

// TestFaultsAreAll counts them a second way, and takes none twice.
func TestFaultsAreAll(t *testing.T) {
	m := small(t)
	states, inputs, verdicts := m.Machine.States(), m.Machine.Inputs(), 3
	cells := states * inputs
	others := states*verdicts - 1
	for _, test := range []struct {
		twins bool
		want  int
		why   string
	}{
		{false, cells * others, "each cell could do everything else"},
		{true, 2 * cells * inputs * others, "each cell could lead to a twin, brief or not, with each of its cells wrong"},
	} {
		met := map[Fault]bool{}
		for f := range m.Faults(test.twins) {
			if met[f] {
				t.Fatalf("%+v comes twice", f)
			}
			met[f] = true
		}
		if len(met) != test.want {
			t.Errorf("%d faults, want %d: %s", len(met), test.want, test.why)
		}
	}
}

// TestIncompleteSuitesMissFaultsOfTheModel: one case, one state, or what comes
// after the last input is missing.
func TestIncompleteSuitesMissFaultsOfTheModel(t *testing.T) {
	m := small(t)
	bare := newGenerator(m.Machine, 2, func(int, int) [][]int { return nil })
	cases, _ := HSI(m.Machine, 1).Size()
	for _, test := range []struct {
		suite Suite
		twins bool
		why   string
	}{
		{Suite{Cases: bare.cases}, true, "no identifiers"},
		{HSI(m.Machine, 0), true, "no extra state"},
		{Cells(m.Machine), false, "no look at where a cell leads"},
		{kept(HSI(m.Machine, 1), func(i int) bool { return i != cases-1 }), true, "the last case is dropped"},
		{kept(HSI(m.Machine, 1), func(i int) bool { return i != cases/2 }), true, "a case in the middle is dropped"},
	} {
		if len(NewExam(m.Machine, test.suite).Judge(m, test.twins).Survivors) == 0 {
			t.Errorf("%s, and nothing survives", test.why)
		}
	}
}

// TestDifference compares with words in the order of their length.
func TestDifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMachine(t, 4)
		wrong := drawFaulty(t, m, 1)
		word, apart := Difference(m, 0, wrong, 0)
		if apart == same(m, wrong) {
			t.Fatalf("told apart: %t; marking pairs says otherwise", apart)
		}
		if !apart || len(word) > 6 {
			return
		}
		for length := range len(word) + 1 {
			for try := range words(m.Inputs(), length) {
				if slices.Equal(m.Outputs(0, try), wrong.Outputs(0, try)) {
					continue
				}
				if !slices.Equal(try, word) {
					t.Fatalf("%v tells them apart; %v comes first", word, try)
				}
				return
			}
		}
		t.Fatalf("%v does not tell them apart", word)
	})
}

// words yields every word of a length, in order.
func words(inputs, length int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		word := make([]int, length)
		var extend func(at int) bool
		extend = func(at int) bool {
			if at == length {
				return yield(slices.Clone(word))
			}
			for word[at] = 0; word[at] < inputs; word[at]++ {
				if !extend(at + 1) {
					return false
				}
			}
			return true
		}
		extend(0)
	}
}
