package suite

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// complete suites, by k.
var completeSuites = []func(*Machine, int) Suite{W, Wp, HSI}

// TestNothingSurvives searches, for each complete suite of a drawn machine, among
// all machines of up to k more states.
func TestNothingSurvives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, k := drawSearched(t)
		for _, make := range completeSuites {
			s := make(m, k)
			if wrong, found := survives(m, s, m.States()+k, nil); found {
				t.Fatalf("%s: %+v passes, and is not %+v", s.Name, wrong.states, m)
			}
		}
	})
}

// TestLargerFaultsAreKilled draws machines of up to k more states that are nearly
// right, where there are too many to search among all.
func TestLargerFaultsAreKilled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMachine(t, 5)
		k := rapid.IntRange(0, 2).Draw(t, "k")
		wrong := drawFaulty(t, m, k)
		if same(m, wrong) {
			t.Skip("the fault shows nothing")
		}
		for _, make := range completeSuites {
			if s := make(m, k); !kills(m, s, wrong) {
				t.Fatalf("%s: %+v passes, and is not %+v", s.Name, wrong, m)
			}
		}
	})
}

// TestBrokenSuitesLetFaultsThrough: the search can find.
func TestBrokenSuitesLetFaultsThrough(t *testing.T) {
	m := odd()
	none := newGenerator(m, 2, func(int, int) [][]int { return nil })
	for _, test := range []struct {
		suite Suite
		k     int
		why   string
	}{
		{Suite{Name: "without identifiers", Cases: none.cases}, 1, "nobody looks where the last input led"},
		{HSI(m, 0), 1, "a hidden state is one too many"},
		{HSI(m, 1), 2, "so are two"},
		{W(m, 0), 1, "also for W"},
		{Wp(m, 0), 1, "also for Wp"},
		{Tour(m), 0, "a tour only goes through"},
		{Cells(m), 0, "a cell that leads elsewhere is not told"},
	} {
		if _, found := survives(m, test.suite, m.States()+test.k, nil); !found {
			t.Errorf("%s for k=%d: nothing survives, though %s", test.suite.Name, test.k, test.why)
		}
	}
}

// TestEveryCaseOfASmallSuiteCounts drops one case after the other: most of them
// let something through then.
func TestEveryCaseOfASmallSuiteCounts(t *testing.T) {
	m := odd()
	cases, _ := HSI(m, 0).Size()
	needed := 0
	for dropped := range cases {
		if _, found := survives(m, kept(HSI(m, 0), func(i int) bool { return i != dropped }), m.States(), nil); found {
			needed++
		}
	}
	if needed < cases/2 {
		t.Errorf("only %d of %d cases are needed", needed, cases)
	}
}

// TestShapeOfSuites: sorted, none the beginning of another, the same each time,
// stopped when asked, and with a case through every state.
func TestShapeOfSuites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMachine(t, 5)
		k := rapid.IntRange(0, 2).Draw(t, "k")
		follow := func(state, input int) bool { next, _ := m.Step(state, input); return next != state }
		for _, s := range []Suite{W(m, k), Wp(m, k), HSI(m, k), Chains(m, k, follow), Cells(m)} {
			cases := slices.Collect(s.Cases)
			if problem := misshapen(m, cases); problem != "" {
				t.Fatalf("%s: %s", s.Name, problem)
			}
			if again := slices.Collect(s.Cases); !slices.EqualFunc(cases, again, sameCase) {
				t.Fatalf("%s is not the same a second time", s.Name)
			}
			for first := range s.Cases {
				if !sameCase(first, cases[0]) {
					t.Fatalf("%s begins otherwise when it is stopped", s.Name)
				}
				break
			}
		}
	})
}

func sameCase(a, b Case) bool {
	return slices.Equal(a.Inputs, b.Inputs) && a.About == b.About && a.Purpose == b.Purpose
}

// misshapen says what is wrong with the cases of a suite; empty where nothing is.
func misshapen(m *Machine, cases []Case) string {
	visited := map[int]bool{0: true}
	sorted := slices.Clone(cases)
	slices.SortFunc(sorted, func(a, b Case) int { return slices.Compare(a.Inputs, b.Inputs) })
	for i := 1; i < len(sorted); i++ {
		if before := sorted[i-1].Inputs; len(before) <= len(sorted[i].Inputs) && slices.Equal(before, sorted[i].Inputs[:len(before)]) {
			return "a case is the beginning of another"
		}
	}
	for i, c := range cases {
		switch {
		case i > 0 && len(c.Inputs) < len(cases[i-1].Inputs):
			return "a longer case comes before a shorter one"
		case c.About < 0 || c.About >= len(c.Inputs):
			return "a case is about none of its inputs"
		case (c.Purpose == PurposeCell) != (c.About == len(c.Inputs)-1) && c.Purpose != PurposeDeep:
			return "a case is not what it is for"
		}
		for i := range c.Inputs {
			visited[m.After(0, c.Inputs[:i+1])] = true
		}
	}
	if len(visited) < m.States() {
		return "a state is left out"
	}
	return ""
}

// TestMisshapenBites holds the check of shapes against suites that are wrong.
func TestMisshapenBites(t *testing.T) {
	m := odd()
	whole := slices.Collect(HSI(m, 1).Cases)
	reversed := slices.Clone(whole)
	slices.Reverse(reversed)
	for why, cases := range map[string][]Case{
		"twice":    append(slices.Clone(whole), whole[len(whole)-1]),
		"begins":   append([]Case{{Inputs: whole[0].Inputs[:1]}}, whole...),
		"reversed": reversed,
		"left out": {{Inputs: []int{0}, Purpose: PurposeCell}},
		"about":    {{Inputs: []int{0, 0, 0}, About: 3}},
		"purpose":  {{Inputs: []int{0, 0, 0}, About: 1, Purpose: PurposeCell}},
	} {
		if misshapen(m, cases) == "" {
			t.Errorf("%s: nobody notices", why)
		}
	}
}

// TestUnreachable: what nothing leads to is no case, and no endless tour.
func TestUnreachable(t *testing.T) {
	m := NewMachine(3, 2)
	m.Set(0, 0, 1, 1)
	m.Set(1, 0, 0, 0)
	m.Set(2, 0, 0, 2)
	for _, s := range []Suite{HSI(m, 1), Tour(m), Cells(m)} {
		for c := range s.Cases {
			if len(c.Inputs) == 0 {
				t.Errorf("%s: a case of nothing", s.Name)
				break
			}
		}
	}
}
