package compare_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/compare"
	"github.com/Huzefaaa2/subsim/internal/learn"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// taught is a machine that is asked as a subject.
type taught struct{ *suite.Machine }

func (t taught) Ask(_ context.Context, word []int) ([]suite.Output, error) {
	return t.Outputs(0, word), nil
}

// A fault is a cell of the model that a mutant changes.
type fault struct {
	state, input int
	machine      *suite.Machine
	how          string
}

// A bench makes faulty machines and has them learned and compared.
type bench struct {
	t       testing.TB
	model   *suite.Model
	symbols *learn.Symbols
	chance  *rand.Rand
	suite   [][]int // that of level 3
	lies    bool    // what is read after a wrong move is what should be read
}

func newBench(t testing.TB, p fsm.Profile, o suite.Observation) *bench {
	model, err := suite.NewModel(fsm.NewTable(p), nil, o)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t, model, learn.NewSymbols(model), rand.New(rand.NewPCG(4, 2)), nil, false}
	for c := range suite.HSI(model.Machine, 1).Cases {
		b.suite = append(b.suite, c.Inputs)
	}
	return b
}

// see returns the number of an answer in a state of the model.
func (b *bench) see(v fsm.Verdict, state int) suite.Output {
	return b.symbols.Number(b.model.Observation.See(v, b.model.Classes[state][0].State))
}

// otherVerdict draws a verdict that is not seen in a cell.
func (b *bench) otherVerdict(v fsm.Verdict) fsm.Verdict {
	for {
		if other := fsm.Verdicts()[b.chance.IntN(len(fsm.Verdicts()))]; other != v {
			return other
		}
	}
}

func (b *bench) otherState(than int) int {
	for {
		if other := b.chance.IntN(b.model.Machine.States()); other != than {
			return other
		}
	}
}

// change draws a change of one cell of a machine whose state stands for a state of
// the model.
func (b *bench) change(m *suite.Machine, state, of, input int) (how string) {
	next, out := b.model.Machine.Step(of, input)
	verdict := b.symbols.Spell(out).Verdict
	other := b.otherState(next)
	switch kind := b.chance.IntN(3); {
	case kind == 0:
		m.Set(state, input, next, b.see(b.otherVerdict(verdict), next))
		return "verdict"
	case kind == 1 && b.lies:
		m.Set(state, input, other, out)
		return "state, and the status lies"
	case kind == 1:
		m.Set(state, input, other, b.see(verdict, other))
		return "state"
	}
	m.Set(state, input, other, b.see(b.otherVerdict(verdict), other))
	return "both"
}

// oneCell draws a machine that differs from the model in one cell, and is told
// from it by some word.
func (b *bench) oneCell() fault {
	for {
		f := fault{b.chance.IntN(b.model.Machine.States()), b.chance.IntN(b.model.Machine.Inputs()), b.model.Machine.Clone(), ""}
		f.how = b.change(f.machine, f.state, f.state, f.input)
		if different(f.machine, b.model.Machine) {
			return f
		}
	}
}

func different(m, n *suite.Machine) bool {
	_, apart := suite.Difference(m, 0, n, 0)
	return apart
}

func (b *bench) learn(m *suite.Machine, tree *learn.Tree) learn.Result {
	b.t.Helper()
	if err := tree.SetLabel(m.Label(0)); err != nil {
		b.t.Fatal(err)
	}
	result, err := learn.Learn(b.t.Context(), learn.Lesson{
		Teacher: taught{m}, Inputs: m.Inputs(), Tree: tree, Label: b.symbols.Label, Limits: learn.Limits{Walks: 50},
	})
	if err != nil || !result.Complete {
		b.t.Fatalf("not learned: %v %s", err, result.Because)
	}
	return result
}

func (b *bench) compare(m *suite.Machine) *compare.Learned {
	return compare.Compare(b.model, m, b.symbols.Spell)
}

// names reports whether a fault's cell, and no other, is said to differ.
func (b *bench) names(l *compare.Learned, f fault) bool {
	return len(l.Differences) == 1 && l.Differences[0].Cell == b.model.Classes[f.state][0] &&
		l.Differences[0].Event == b.model.Events[f.input]
}

var observations = []struct {
	name string
	suite.Observation
}{
	{"state readable", suite.StateReadable()},
	{"coarse", suite.Coarse()},
	{"answers only", suite.AnswersOnly()},
}

// seeded returns what the suite sees of a machine.
func (b *bench) seeded(m *suite.Machine) *learn.Tree {
	tree := learn.NewTree()
	for _, word := range b.suite {
		if err := tree.Add(word, m.Outputs(0, word)); err != nil {
			b.t.Fatal(err)
		}
	}
	return tree
}

// A tally is what many machines took, and how often they were read rightly.
type tally struct{ count, right, queries, inputs int }

func (y *tally) add(r learn.Result, right bool) {
	y.count++
	y.queries += r.Queries
	y.inputs += r.Inputs
	if right {
		y.right++
	}
}

func (y tally) String() string {
	return fmt.Sprintf("%d of %d; %d words, %d events asked on the average", y.right, y.count, y.queries/y.count, y.inputs/y.count)
}

// holds asks for 98 in 100.
func (y tally) holds() bool { return y.right*100 >= y.count*98 }

// sample is how many machines are drawn.
func sample(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

func TestOneWrongCellIsNamed(t *testing.T) {
	for _, row := range []struct {
		name string
		suite.Observation
		count int
		lies  bool
	}{
		{"state readable", suite.StateReadable(), 300, false},
		{"state readable, and it lies", suite.StateReadable(), 10, true},
		{"coarse", suite.Coarse(), 30, false},
		{"answers only", suite.AnswersOnly(), 10, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, fsm.Standard(), row.Observation)
			b.lies = row.lies
			var seeded, bare tally
			for n := range sample(row.count) {
				f := b.oneCell()
				r := b.learn(f.machine, b.seeded(f.machine))
				l := b.compare(r.Machine)
				right := b.names(l, f) && len(l.Hidden()) == 0 && b.shows(l, f)
				if seeded.add(r, right); !right {
					t.Logf("%s/%s (%s): %+v", b.model.Classes[f.state][0], b.model.Events[f.input], f.how, l.Differences)
				}
				if n%100 == 0 {
					r := b.learn(f.machine, learn.NewTree())
					bare.add(r, b.names(b.compare(r.Machine), f))
				}
			}
			t.Logf("after the suite: %s", seeded)
			t.Logf("from nothing:    %s", bare)
			if !seeded.holds() || !bare.holds() {
				t.Error("too few cells are named")
			}
		})
	}
}

// shows reports whether the witness shows the difference at its last event, and
// nowhere before.
func (b *bench) shows(l *compare.Learned, f fault) bool {
	var word []int
	for _, e := range l.Differences[0].Witness {
		word = append(word, slices.Index(b.model.Events, e))
	}
	got, want := f.machine.Outputs(0, word), b.model.Machine.Outputs(0, word)
	last := len(word) - 1
	return got[last] != want[last] && slices.Equal(got[:last], want[:last]) && !l.Differences[0].Behind
}

// TestTheFaultIsWhereItMoves: the cell that leads to the wrong state is named, not
// the one that shows it.
func TestTheFaultIsWhereItMoves(t *testing.T) {
	b := newBench(t, fsm.Standard(), suite.AnswersOnly())
	m := b.model.Machine.Clone()
	state, _ := b.model.State(fsm.Configuration{State: fsm.StatePastDue})
	active, _ := b.model.State(fsm.Configuration{State: fsm.StateActive})
	recovered := slices.Index(b.model.Events, fsm.EventSuspend)
	_, out := m.Step(state, recovered)
	m.Set(state, recovered, active, out)
	l := b.compare(b.learn(m, learn.NewTree()).Machine)
	if len(l.Differences) != 1 {
		t.Fatalf("%+v", l.Differences)
	}
	d := l.Differences[0]
	if d.Kind != compare.KindElsewhere || d.Cell.State != fsm.StatePastDue || d.Event != fsm.EventSuspend || d.GotTo.State != fsm.StateActive || len(d.Witness) != 3 {
		t.Errorf("%+v", d)
	}
}
