package compare_test

import (
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/compare"
	"github.com/Huzefaaa2/subsim/internal/learn"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// profile returns the machine of a profile, its outputs as the bench has them.
func (b *bench) profile(p fsm.Profile) *suite.Machine {
	own := newBench(b.t, p, b.model.Observation).model
	m := own.Machine.Clone()
	for state := range m.States() {
		for input := range m.Inputs() {
			next, out := m.Step(state, input)
			m.Set(state, input, next, b.symbols.Number(own.Spell(out)))
		}
	}
	return m
}

// removed lists the cells of the standard that a profile removes, as the table
// has them.
func (b *bench) removed(p fsm.Profile) []string {
	table := fsm.NewTable(p)
	var cells []string
	for _, c := range table.Configurations() {
		for _, e := range fsm.Events() {
			is, err := table.Step(c, e)
			if err != nil {
				b.t.Fatal(err)
			}
			was, err := b.model.Table.Step(c, e)
			if err != nil {
				b.t.Fatal(err)
			}
			class, _ := b.model.State(c)
			if is.Verdict() != was.Verdict() {
				cells = append(cells, b.model.Classes[class][0].String()+"/"+string(e))
			}
		}
	}
	slices.Sort(cells)
	return slices.Compact(cells)
}

func TestStricterSubjects(t *testing.T) {
	for _, o := range observations {
		for _, p := range fsm.Profiles() {
			t.Run(o.name+"/"+p.Name(), func(t *testing.T) {
				own, standard := newBench(t, p, o.Observation), newBench(t, fsm.Standard(), o.Observation)
				itself := own.compare(own.learn(own.model.Machine, learn.NewTree()).Machine)
				if len(itself.Differences)+len(itself.Hidden())+len(itself.Missing) != 0 {
					t.Errorf("beside itself it differs: %+v", itself)
				}
				l := standard.compare(standard.learn(standard.profile(p), learn.NewTree()).Machine)
				if got, want := refused(t, l), standard.removed(p); !slices.Equal(got, want) || len(l.Hidden()) != 0 {
					t.Errorf("refused\n%q, want\n%q", got, want)
				}
			})
		}
	}
}

// refused lists what a machine refuses; any other difference is an error.
func refused(t *testing.T, l *compare.Learned) []string {
	var cells []string
	for _, d := range l.Differences {
		if d.Kind != compare.KindRefused {
			t.Errorf("%s/%s is %s, got %s", d.Cell, d.Event, d.Kind, d.Got)
		}
		cells = append(cells, d.Cell.String()+"/"+string(d.Event))
	}
	slices.Sort(cells)
	return cells
}
