package suite

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestIdentifiersAreHarmonised: any two states share the beginning of a word that
// they answer differently, unless they show different labels.
func TestIdentifiersAreHarmonised(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMachine(t, 6)
		sets := m.Identifiers()
		for a := range sets {
			for b := range a {
				if m.Label(a) == m.Label(b) && !harmonised(m, a, b, sets) {
					t.Fatalf("nothing in %v and %v tells %d from %d", sets[a], sets[b], a, b)
				}
			}
		}
	})
}

func harmonised(m *Machine, a, b int, sets [][][]int) bool {
	for _, word := range sets[a] {
		for _, other := range sets[b] {
			common := 0
			for common < min(len(word), len(other)) && word[common] == other[common] {
				common++
			}
			if !slices.Equal(m.Outputs(a, word[:common]), m.Outputs(b, word[:common])) {
				return true
			}
		}
	}
	return false
}

// TestHarmonisedBites: words that only tell one side are not enough.
func TestHarmonisedBites(t *testing.T) {
	m := odd()
	if harmonised(m, 0, 1, [][][]int{{{0, 1}}, {{1}}}) {
		t.Error("different words do not tell states apart")
	}
	if !harmonised(m, 0, 1, [][][]int{{{1}}, {{1, 0}}}) {
		t.Error("b tells 0 from 1")
	}
}

// TestIdentifiersOfStatesAlike: states that nothing tells apart do no harm.
func TestIdentifiersOfStatesAlike(t *testing.T) {
	m := NewMachine(3, 1)
	m.Set(0, 0, 1, 0)
	m.Set(1, 0, 2, 1)
	m.Set(2, 0, 1, 1)
	sets := m.Identifiers()
	if !harmonised(m, 0, 1, sets) || harmonised(m, 1, 2, sets) {
		t.Errorf("%v", sets)
	}
}

// TestChangesAreNoticed: what is kept of a machine is forgotten when it changes.
func TestChangesAreNoticed(t *testing.T) {
	m := NewMachine(2, 1)
	if m.Cover()[1] != nil || m.Identifiers()[0] != nil {
		t.Fatal("nothing leads to state 1, and it looks like state 0")
	}
	m.Set(0, 0, 1, 0)
	if m.Cover()[1] == nil {
		t.Error("now something does")
	}
	m.Set(1, 0, 1, 1)
	if m.Identifiers()[0] == nil {
		t.Error("now it does not")
	}
	m.SetLabel(1, 1)
	if m.Identifiers()[0] != nil {
		t.Error("its label tells it")
	}
}

// TestMinimal: it answers alike, no two states of it do, and all are reached.
func TestMinimal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMachine(t, 5)
		large := drawCopy(t, m)
		small, class := large.Minimal()
		if !same(large, small) {
			t.Fatal("it answers otherwise")
		}
		if small.States() != m.States() {
			t.Fatalf("%d states, want %d", small.States(), m.States())
		}
		for s, word := range large.Cover() {
			if (word == nil) != (class[s] < 0) {
				t.Fatalf("state %d, reached by %v, became %d", s, word, class[s])
			}
		}
		for a := range small.States() {
			for b := range a {
				if _, apart := small.Separate(a, b); !apart {
					t.Fatalf("nothing tells %d from %d", a, b)
				}
			}
		}
	})
}

// drawCopy copies a machine with twins of some states that answer as they do.
func drawCopy(t *rapid.T, m *Machine) *Machine {
	states := m.States()
	twins := NewMachine(2*states, m.Inputs())
	for s := range 2 * states {
		twins.SetLabel(s, m.Label(s%states))
		for input := range m.Inputs() {
			next, out := m.Step(s%states, input)
			twins.Set(s, input, next+states*rapid.IntRange(0, 1).Draw(t, "twin"), out)
		}
	}
	return twins
}

// TestTourTakesEveryCell counts the cells of its walks.
func TestTourTakesEveryCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMachine(t, 5)
		taken := map[[2]int]bool{}
		for walk := range Tour(m).Cases {
			for i, input := range walk.Inputs {
				taken[[2]int{m.After(0, walk.Inputs[:i]), input}] = true
			}
		}
		if len(taken) != m.States()*m.Inputs() {
			t.Fatalf("%d cells of %d", len(taken), m.States()*m.Inputs())
		}
	})
}

// TestWalksAreSeeded: the same for a seed, others for another, as long as asked.
func TestWalksAreSeeded(t *testing.T) {
	m := odd()
	walks := func(seed uint64) []Case {
		return slices.Collect(Walks(m, seed, 5, 60, moves(m)).Cases)
	}
	first := walks(1)
	if !slices.EqualFunc(first, walks(1), sameCase) {
		t.Error("a seed gives other walks the second time")
	}
	if slices.EqualFunc(first, walks(2), sameCase) {
		t.Error("two seeds give the same walks")
	}
	for _, walk := range first {
		if len(walk.Inputs) != 60 || walk.About != -1 || walk.Purpose != PurposeWalk {
			t.Errorf("%+v", walk)
		}
	}
	nowhere := func(int, int) bool { return false }
	for walk := range Walks(m, 1, 1, 60, nowhere).Cases {
		if len(walk.Inputs) != 60 {
			t.Error("where nothing is followed, a walk ends early")
		}
	}
}
