package compare_test

import (
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/compare"
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
	m, copied := twinned(ref, target)
	m.Set(from, by, copied, out)
	d := detour{fault{target, input, m, ""}, from, by}
	d.how = b.change(m, copied, target, input)
	minimal, _ := m.Minimal()
	return d, minimal.States() == m.States()
}

// twinned returns a copy of a machine with a second state, the last one, that is as
// a given one; nothing leads there yet.
func twinned(ref *suite.Machine, of int) (m *suite.Machine, twin int) {
	m, twin = suite.NewMachine(ref.States()+1, ref.Inputs()), ref.States()
	for state := range m.States() {
		from := state
		if state == twin {
			from = of
		}
		m.SetLabel(state, ref.Label(from))
		for input := range ref.Inputs() {
			next, out := ref.Step(from, input)
			m.Set(state, input, next, out)
		}
	}
	return m, twin
}

func TestHiddenStates(t *testing.T) {
	for i, o := range observations {
		t.Run(o.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, fsm.Standard(), o.Observation)
			var cell, beginning tally
			for range sample([]int{50, 10, 10}[i]) {
				d := b.hiddenState()
				r := b.learn(d.machine, b.seeded(d.machine))
				l := b.compare(r.Machine)
				cell.add(r, b.names(l, d.fault))
				beginning.add(r, b.begins(l, d))
				if !b.names(l, d.fault) || !b.begins(l, d) {
					t.Logf("%s/%s, then %s/%s (%s): %+v", b.model.Classes[d.from][0], b.model.Events[d.by], b.model.Classes[d.state][0], b.model.Events[d.input], d.how, l)
				}
			}
			t.Logf("the cell:      %s", cell)
			t.Logf("the beginning: %s", beginning)
			if !cell.holds() || !beginning.holds() {
				t.Error("too few are found")
			}
		})
	}
}

// begins reports whether one state is hidden, and begins where the detour does.
func (b *bench) begins(l *compare.Learned, d detour) bool {
	hidden := l.Hidden()
	if len(hidden) != 1 {
		return false
	}
	h := l.Rows[hidden[0]].Hidden
	return l.Rows[h.From].Like == b.model.Classes[d.from][0] && h.By == b.model.Events[d.by] && len(h.Tell) > 0
}
