package compare_test

import (
	"testing"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestTmpMany(t *testing.T) {
	for _, o := range observations {
	for _, k := range []int{2, 3, 5, 8} {
		b := newBench(t, fsm.Standard(), o.Observation)
		good, extra, missed := 0, 0, 0
		for range 300 {
			m := b.model.Machine.Clone()
			var want []string
			for range k {
				s, i := b.chance.IntN(b.model.Machine.States()), b.chance.IntN(b.model.Machine.Inputs())
				b.change(m, s, s, i)
				want = append(want, b.model.Classes[s][0].String()+"/"+string(b.model.Events[i]))
			}
			mm, _ := m.Minimal()
			l := b.compare(mm)
			var got []string
			for _, d := range l.Differences {
				got = append(got, d.Cell.String()+"/"+string(d.Event))
			}
			slices.Sort(want)
			slices.Sort(got)
			if slices.Equal(got, want) { good++ }
			e, ms := 0, 0
			for _, g := range got { if !slices.Contains(want, g) { e++ } }
			for _, g := range want { if !slices.Contains(got, g) { ms++ } }
			extra += e; missed += ms
		}
		t.Logf("%s: %d faults: exact %d of 300, extra %d missed %d", o.name, k, good, extra, missed)
	}
	}
}
