package learn_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/learn"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

func model(t *testing.T, o suite.Observation) *suite.Model {
	t.Helper()
	m, err := suite.NewModel(fsm.NewTable(fsm.Standard()), nil, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// taught is a function that is asked as a subject.
type taught func(ctx context.Context, word []int) ([]suite.Output, error)

func (t taught) Ask(ctx context.Context, word []int) ([]suite.Output, error) { return t(ctx, word) }

func of(m *suite.Machine) taught {
	return func(_ context.Context, word []int) ([]suite.Output, error) { return m.Outputs(0, word), nil }
}

func TestWhatIsLearnedIsTheSubject(t *testing.T) {
	for name, o := range map[string]suite.Observation{"readable": suite.StateReadable(), "answers only": suite.AnswersOnly()} {
		m := model(t, o).Machine
		r, err := learn.Learn(t.Context(), learn.Lesson{Teacher: of(m), Inputs: m.Inputs(), Tree: learn.NewTree()})
		if err != nil || !r.Complete || r.Machine.States() != m.States() {
			t.Fatalf("%s: %+v %v", name, r, err)
		}
		for state, word := range m.Cover() {
			for input := range m.Inputs() {
				if got, want := r.Machine.Outputs(0, append(word, input)), m.Outputs(0, append(word, input)); !slices.Equal(got, want) {
					t.Errorf("%s: state %d, input %d: %v, want %v", name, state, input, got, want)
				}
			}
		}
	}
}

// TestWhatIsKnownIsNotAsked: after the suite nothing is left to ask but walks.
func TestWhatIsKnownIsNotAsked(t *testing.T) {
	model := model(t, suite.StateReadable())
	m, tree, symbols := model.Machine, learn.NewTree(), learn.NewSymbols(model)
	for c := range suite.HSI(m, 1).Cases {
		if err := tree.Add(c.Inputs, m.Outputs(0, c.Inputs)); err != nil {
			t.Fatal(err)
		}
	}
	if err := tree.SetLabel(m.Label(0)); err != nil {
		t.Fatal(err)
	}
	r, err := learn.Learn(t.Context(), learn.Lesson{
		Teacher: of(m), Inputs: m.Inputs(), Tree: tree, Label: symbols.Label, Limits: learn.Limits{Walks: -1},
	})
	if err != nil || !r.Complete || r.Queries != 0 {
		t.Errorf("%+v %v", r, err)
	}
}

func TestLearningEnds(t *testing.T) {
	m := model(t, suite.StateReadable()).Machine
	broken := errors.New("the line is dead")
	forgetful, calls := m.Clone(), 0
	next, _ := forgetful.Step(0, 0)
	forgetful.Set(0, 0, next, 99)
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, row := range []struct {
		why     string
		ctx     context.Context
		teacher taught
		limits  learn.Limits
		err     error // as errors.Is or errors.As has it
		machine bool  // something was learned before
		because string
	}{
		{"few states are allowed", t.Context(), of(m), learn.Limits{States: 12}, nil, true, "it has more than 12 states"},
		{"few words are allowed", t.Context(), of(m), learn.Limits{Queries: 400}, nil, true, "more than 400 words would have to be asked"},
		{"few words of suites are allowed", t.Context(), of(m), learn.Limits{Tests: 50}, nil, true, "more than 50 words would have to be asked to be sure"},
		{"nobody waits any more", ended, of(m), learn.Limits{}, nil, false, "learning was interrupted: context canceled"},
		{"the teacher fails", t.Context(), func(context.Context, []int) ([]suite.Output, error) { return nil, broken }, learn.Limits{}, broken, false, "the line is dead"},
		{"the teacher stops early", t.Context(), func(_ context.Context, w []int) ([]suite.Output, error) {
			return m.Outputs(0, w[:len(w)-1]), nil
		}, learn.Limits{}, nil, false, "1 events got 0 answers"},
		{"the subject contradicts itself", t.Context(), func(_ context.Context, w []int) ([]suite.Output, error) {
			if calls++; calls > 300 {
				return forgetful.Outputs(0, w), nil
			}
			return m.Outputs(0, w), nil
		}, learn.Limits{}, new(learn.Contradiction), true, "the same 1 events were answered in two ways"},
	} {
		r, err := learn.Learn(row.ctx, learn.Lesson{Teacher: row.teacher, Inputs: m.Inputs(), Tree: learn.NewTree(), Limits: row.limits})
		if r.Complete || r.Because != row.because || (r.Machine != nil) != row.machine {
			t.Errorf("%s: %+v", row.why, r)
		}
		contradiction := new(learn.Contradiction)
		switch {
		case errors.As(row.err, &contradiction):
			if !errors.As(err, &contradiction) || contradiction.Word[0] != 0 || contradiction.Is != 99 {
				t.Errorf("%s: %v", row.why, err)
			}
		case row.err != nil && !errors.Is(err, row.err), row.err == nil && row.why != "the teacher stops early" && err != nil:
			t.Errorf("%s: %v", row.why, err)
		}
	}
}

func TestTree(t *testing.T) {
	tree := learn.NewTree()
	for _, word := range [][]int{{1, 2, 3}, {1, 0}, {0}, {1, 2, 3, 3}} {
		if err := tree.Add(word, word16(word)); err != nil {
			t.Fatal(err)
		}
	}
	if tree.Size() != 7 {
		t.Errorf("%d words", tree.Size())
	}
	if got := tree.Lookup([]int{1, 2, 2}); len(got) != 2 {
		t.Errorf("known: %v", got)
	}
	contradiction := new(learn.Contradiction)
	err := tree.Add([]int{1, 2, 7}, []suite.Output{1, 5, 7})
	if !errors.As(err, &contradiction) || !slices.Equal(contradiction.Word, []int{1, 2}) || contradiction.Was != 2 || contradiction.Is != 5 {
		t.Errorf("%v", err)
	}
	if err := tree.Add([]int{1, 2, 9}, []suite.Output{1, 2}); err != nil || tree.Size() != 7 {
		t.Errorf("what was not seen is entered: %v", err)
	}
	if err := errors.Join(tree.SetLabel(3), tree.SetLabel(3)); err != nil {
		t.Error(err)
	}
	if err := tree.SetLabel(4); !errors.As(err, &contradiction) {
		t.Errorf("two labels: %v", err)
	}
}

// word16 answers each input with its number.
func word16(word []int) []suite.Output {
	outputs := make([]suite.Output, len(word))
	for i, input := range word {
		outputs[i] = suite.Output(input)
	}
	return outputs
}

// TestExtraStates: a hidden state that the suite for none more does not look for is
// found by that for one more, without a walk.
func TestExtraStates(t *testing.T) {
	m := suite.NewMachine(2, 2)
	m.Set(0, 0, 1, 0) // input 0 leads to what looks like the beginning
	m.Set(1, 0, 1, 0)
	m.Set(1, 1, 0, 1) // but for input 1
	m.Set(0, 1, 0, 0)
	for extra, states := range map[int]int{-1: 1, 1: 2} {
		r, err := learn.Learn(t.Context(), learn.Lesson{
			Teacher: of(m), Inputs: 2, Tree: learn.NewTree(), Limits: learn.Limits{Walks: -1, Extra: extra},
		})
		if err != nil || !r.Complete || r.Machine.States() != states {
			t.Errorf("extra %d: %+v %v", extra, r, err)
		}
	}
}

// TestWhatWasSeenIsExplained: a machine that was learned answers all that was seen
// before, also what no suite would have asked.
func TestWhatWasSeenIsExplained(t *testing.T) {
	const patience = 6 // how often input 0 comes before input 1 shows something else
	m := suite.NewMachine(patience+1, 2)
	for state := range m.States() {
		m.Set(state, 0, min(state+1, patience), 0)
		m.Set(state, 1, 0, suite.Output(state/patience))
	}
	word := append(make([]int, patience), 1)
	for _, seen := range []bool{false, true} {
		tree := learn.NewTree()
		if seen {
			if err := tree.Add(word, m.Outputs(0, word)); err != nil {
				t.Fatal(err)
			}
		}
		r, err := learn.Learn(t.Context(), learn.Lesson{Teacher: of(m), Inputs: 2, Tree: tree, Limits: learn.Limits{Walks: -1}})
		if err != nil || !r.Complete || slices.Equal(r.Machine.Outputs(0, word), m.Outputs(0, word)) != seen {
			t.Errorf("seen: %t, %+v %v", seen, r, err)
		}
	}
}
