package compare_test

import (
	"context"
	"math/rand/v2"
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
}

func newBench(t testing.TB, p fsm.Profile, o suite.Observation) *bench {
	model, err := suite.NewModel(fsm.NewTable(p), nil, o)
	if err != nil {
		t.Fatal(err)
	}
	return &bench{t, model, learn.NewSymbols(model), rand.New(rand.NewPCG(4, 2))}
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

// fault draws a change of one cell of a machine whose state stands for a state of
// the model.
func (b *bench) change(m *suite.Machine, state, of, input int) (how string) {
	next, out := b.model.Machine.Step(of, input)
	verdict := b.symbols.Spell(out).Verdict
	other := b.otherState(next)
	switch b.chance.IntN(4) {
	case 0:
		m.Set(state, input, next, b.see(b.otherVerdict(verdict), next))
		return "verdict"
	case 1:
		m.Set(state, input, other, b.see(verdict, other))
		return "state"
	case 2:
		m.Set(state, input, other, b.see(b.otherVerdict(verdict), other))
		return "both"
	}
	m.Set(state, input, other, out)
	return "state, unseen"
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
	result, err := learn.Learn(b.t.Context(), taught{m}, m.Inputs(), tree, learn.Limits{})
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

func TestOneWrongCellIsNamed(t *testing.T) {
	for _, o := range observations {
		b := newBench(t, fsm.Standard(), o.Observation)
		named, queries, inputs := 0, 0, 0
		for range 300 {
			f := b.oneCell()
			r := b.learn(f.machine, learn.NewTree())
			queries += r.Queries
			inputs += r.Inputs
			l := b.compare(r.Machine)
			if b.names(l, f) && len(l.Hidden()) == 0 {
				named++
				continue
			}
			t.Logf("%s: %s/%s %s: %d rows", o.name, b.model.Classes[f.state][0], b.model.Events[f.input], f.how, len(l.Rows))
			for _, d := range l.Differences {
				t.Logf("   %s %s/%s got %s to %s, want %s to %s: %v %v", d.Kind, d.Cell, d.Event, d.Got, d.GotTo, d.Want, d.WantTo, d.Witness, d.Behind)
			}
			for _, h := range l.Hidden() {
				t.Logf("   hidden %d like %s %+v", h, l.Rows[h].Like, l.Rows[h].Hidden)
			}
		}
		t.Logf("%s: %d of 300 named; on the average %d words, %d events asked", o.name, named, queries/300, inputs/300)
	}
}
