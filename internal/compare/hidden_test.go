package compare_test

import (
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/learn"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A detour is a fault in a hidden state: a cell leads to a copy of its target, and
// the copy has the fault.
type detour struct {
	fault
	from, by int // the cell that leads to the copy
}

// hiddenState draws a machine with a hidden state that nothing makes superfluous.
func (b *bench) hiddenState() detour {
	for {
		if d, ok := b.tryHidden(); ok {
			return d
		}
	}
}

func (b *bench) tryHidden() (detour, bool) {
	ref := b.model.Machine
	from, by, input := b.chance.IntN(ref.States()), b.chance.IntN(ref.Inputs()), b.chance.IntN(ref.Inputs())
	target, out := ref.Step(from, by)
	m := suite.NewMachine(ref.States()+1, ref.Inputs())
	copied := ref.States()
	for state := range m.States() {
		of := state
		if state == copied {
			of = target
		}
		m.SetLabel(state, ref.Label(of))
		for i := range ref.Inputs() {
			next, out := ref.Step(of, i)
			m.Set(state, i, next, out)
		}
	}
	m.Set(from, by, copied, out)
	d := detour{fault{target, input, m, ""}, from, by}
	d.how = b.change(m, copied, target, input)
	minimal, _ := m.Minimal()
	return d, minimal.States() == m.States()
}

func TestHiddenStates(t *testing.T) {
	for _, o := range observations {
		b := newBench(t, fsm.Standard(), o.Observation)
		named, began, queries, inputs := 0, 0, 0, 0
		for range 300 {
			d := b.hiddenState()
			r := b.learn(d.machine, learn.NewTree())
			queries += r.Queries
			inputs += r.Inputs
			l := b.compare(r.Machine)
			if b.names(l, d.fault) {
				named++
			}
			if h := l.Hidden(); len(h) == 1 && l.Rows[l.Rows[h[0]].Hidden.From].Like == b.model.Classes[d.from][0] && l.Rows[h[0]].Hidden.By == b.model.Events[d.by] {
				began++
			} else {
				t.Logf("%s: %s/%s, then %s/%s %s: %d rows", o.name, b.model.Classes[d.from][0], b.model.Events[d.by], b.model.Classes[d.state][0], b.model.Events[d.input], d.how, len(l.Rows))
				for _, d := range l.Differences {
					t.Logf("   %s %s/%s got %s to %s, want %s to %s: %v %v", d.Kind, d.Cell, d.Event, d.Got, d.GotTo, d.Want, d.WantTo, d.Witness, d.Behind)
				}
				for _, h := range l.Hidden() {
					t.Logf("   hidden %d like %s %+v", h, l.Rows[h].Like, l.Rows[h].Hidden)
				}
			}
		}
		t.Logf("%s: of 300, the cell named in %d, the beginning in %d; on the average %d words, %d events asked", o.name, named, began, queries/300, inputs/300)
	}
}
