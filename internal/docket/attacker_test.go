package docket

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// An attacker reads a summary and wants to know the counts that it suppresses. He
// knows how everything adds up, and that what is suppressed is not zero.
type attacker struct {
	names  []string
	index  map[string]int
	low    []float64
	high   []float64
	veiled []bool
	equal  []map[int]int64 // terms that add up to zero
}

func (a *attacker) variable(name string, n count) int {
	if i, known := a.index[name]; known {
		return i
	}
	low, high := 1.0, math.Inf(1)
	if n != nil {
		low, high = float64(*n), float64(*n)
	}
	a.index[name] = len(a.names)
	a.names, a.low, a.high, a.veiled = append(a.names, name), append(a.low, low), append(a.high, high), append(a.veiled, n == nil)
	return a.index[name]
}

func (a *attacker) adds(sum int, parts ...int) {
	terms := map[int]int64{sum: -1}
	for _, p := range parts {
		terms[p]++
	}
	a.equal = append(a.equal, terms)
}

// newAttacker writes down all that is known.
func newAttacker(s summary) *attacker {
	a := &attacker{index: map[string]int{}}
	subscriptions := a.variable("subscriptions", s.Subscriptions)
	unsettled := a.variable("unsettled", s.Unsettled)
	flow := map[fsm.State]map[int]int64{fsm.StateNone: {subscriptions: 1, unsettled: -1}}
	parts, blocking := map[fsm.SteadyState][]int{fsm.SteadyBlocked: {unsettled}}, []int{}
	all := []int{unsettled}
	for _, f := range s.States {
		v := a.variable("in "+f.State.String(), f.Subscriptions)
		if flow[f.State] == nil {
			flow[f.State] = map[int]int64{}
		}
		flow[f.State][v]--
		all = append(all, v)
		parts[f.State.SteadyState()] = append(parts[f.State.SteadyState()], v)
		if _, says := f.State.Published(); says {
			blocking = append(blocking, v)
		}
	}
	a.adds(subscriptions, all...)
	a.adds(a.variable("published", s.SteadyState.Published.Blocked), blocking...)
	a.adds(a.variable("ready", s.SteadyState.Ours.Ready), parts[fsm.SteadyReady]...)
	a.adds(a.variable("watch", s.SteadyState.Ours.Watch), parts[fsm.SteadyWatch]...)
	a.adds(a.variable("blocked", s.SteadyState.Ours.Blocked), parts[fsm.SteadyBlocked]...)
	applied := []int{}
	for _, m := range s.Transitions {
		v := a.variable(fmt.Sprint(m.From, *m.Event, m.To), m.Count)
		flow[m.From][v]--
		flow[m.To][v]++
		applied = append(applied, v)
	}
	for _, terms := range flow {
		a.equal = append(a.equal, terms)
	}
	a.lines(s, applied)
	return a
}

func (a *attacker) lines(s summary, applied []int) {
	if s.Cells != nil && keptNothing(s) {
		a.adds(a.variable("applied", s.Verdicts.Applied), applied...)
	}
	rejected, faults := []int{}, []int{}
	for _, f := range s.Findings {
		if f.Reason != "result" {
			rejected = append(rejected, a.variable("first "+string(f.Reason), f.First), a.variable("following "+string(f.Reason), f.Following))
		}
	}
	for _, f := range s.Unjudged {
		faults = append(faults, a.variable("fault "+string(f.Fault), f.Lines))
	}
	l, w := s.Lines, s.Verdicts
	a.adds(a.variable("rejected", w.Rejected), rejected...)
	a.adds(a.variable("unjudged", l.Unjudged), faults...)
	a.adds(a.variable("judged", l.Judged), a.variable("applied", w.Applied), a.variable("ignored", w.Ignored), a.variable("rejected", w.Rejected))
	a.adds(a.variable("present", l.Present), a.variable("judged", l.Judged), a.variable("unjudged", l.Unjudged), a.variable("left out", l.LeftOut), a.variable("blank", l.Blank), a.variable("headers", l.Headers), a.variable("folded", l.Folded))
	for _, m := range s.Notices {
		if m.Mark == "blank" {
			a.adds(a.variable("blank", l.Blank), a.variable("mark blank", m.Count))
		}
	}
}

// keptNothing reports that no record was applied and kept its state, for all that is
// published.
func keptNothing(s summary) bool {
	table := fsm.NewTable(fsm.Standard())
	for _, c := range cells() {
		switch table.Row(c.State, c.Event).Effect {
		case fsm.EffectKeep, fsm.EffectSchedule, fsm.EffectUnschedule:
			if !slices.Contains(s.Cells.Unexercised, c.State.String()+"/"+string(c.Event)) {
				return false
			}
		}
	}
	return true
}

// found lists the counts that the attacker computes.
func (a *attacker) found() (found []string) {
	a.narrow()
	solved := a.solve()
	for i, name := range a.names {
		if a.veiled[i] && (solved[i] || a.low[i] == a.high[i]) {
			found = append(found, name)
		}
	}
	return found
}

// narrow draws the bounds of each variable from those of the others.
func (a *attacker) narrow() {
	for changed, round := true, 0; changed && round < 2000; round++ {
		changed = false
		for _, terms := range a.equal {
			for i, f := range terms {
				if f == 0 {
					continue
				}
				least, most := 0.0, 0.0 // of the others, negated and divided
				for j, g := range terms {
					if j == i || g == 0 {
						continue
					}
					x, y := -float64(g)/float64(f)*a.low[j], -float64(g)/float64(f)*a.high[j]
					least, most = least+min(x, y), most+max(x, y)
				}
				if least > a.low[i] {
					a.low[i], changed = math.Ceil(least), true
				}
				if most < a.high[i] {
					a.high[i], changed = math.Floor(most), true
				}
			}
		}
	}
}

// solve eliminates, by Gauss, and says which variables are left with one value.
func (a *attacker) solve() []bool {
	var hidden []int
	for i, veiled := range a.veiled {
		if veiled {
			hidden = append(hidden, i)
		}
	}
	var rows [][]*big.Rat
	for _, terms := range a.equal {
		row := make([]*big.Rat, len(hidden))
		for j, i := range hidden {
			row[j] = big.NewRat(terms[i], 1)
		}
		rows = append(rows, row)
	}
	done := 0
	for j := range hidden {
		pivot := -1
		for k := done; k < len(rows); k++ {
			if rows[k][j].Sign() != 0 {
				pivot = k
			}
		}
		if pivot < 0 {
			continue
		}
		rows[done], rows[pivot] = rows[pivot], rows[done]
		by := new(big.Rat).Inv(rows[done][j])
		for k := range rows[done] {
			rows[done][k] = new(big.Rat).Mul(rows[done][k], by)
		}
		for k := range rows {
			if k != done && rows[k][j].Sign() != 0 {
				f := rows[k][j]
				for m := range rows[k] {
					rows[k][m] = new(big.Rat).Sub(rows[k][m], new(big.Rat).Mul(f, rows[done][m]))
				}
			}
		}
		done++
	}
	solved := make([]bool, len(a.names))
	for _, row := range rows {
		at, more := -1, 0
		for j := range row {
			if row[j].Sign() != 0 {
				at, more = j, more+1
			}
		}
		if more == 1 {
			solved[hidden[at]] = true
		}
	}
	return solved
}

// TestNoSuppressedCountCanBeComputed lets the attacker loose on drawn populations.
func TestNoSuppressedCountCanBeComputed(t *testing.T) {
	hidden, open, subscriptions := 0, 0, 0
	for seed := range uint64(75) {
		for _, below := range []int64{2, 5, 20} {
			f, err := figuresOf(population(seed, []int{3, 40, 900}[seed%3], 3+int(seed%9)))
			if err != nil {
				t.Fatal(err)
			}
			s := summaryOf(f, below)
			a := newAttacker(s)
			if found := a.found(); len(found) > 0 {
				t.Errorf("seed %d, below %d: %s computed", seed, below, strings.Join(found, ", "))
			}
			for i, name := range a.names {
				if a.veiled[i] {
					hidden++
					if a.high[i]-a.low[i] < float64(below-1) {
						t.Errorf("seed %d, below %d: %s lies between %v and %v", seed, below, name, a.low[i], a.high[i])
					}
				} else {
					open++
				}
			}
			if seed%3 == 2 && s.Subscriptions != nil {
				subscriptions++
			}
		}
	}
	if hidden < 1000 || open < hidden/2 || subscriptions < 70 {
		t.Errorf("%d counts were suppressed, %d were not, and of 75 summaries of many %d tell how many subscriptions there are: that tells little", hidden, open, subscriptions)
	}
}

// TestTheAttackerBites: where only the small counts are suppressed, he finds most of
// them out.
func TestTheAttackerBites(t *testing.T) {
	broken := 0
	for seed := range uint64(30) {
		f, err := figuresOf(population(seed, 900, 8))
		if err != nil {
			t.Fatal(err)
		}
		s := summaryOf(f, 0)
		for i := range s.Transitions {
			if *s.Transitions[i].Count < 5 {
				s.Transitions[i].Count = nil
			}
		}
		for i := range s.States {
			if n := *s.States[i].Subscriptions; n > 0 && n < 5 {
				s.States[i].Subscriptions = nil
			}
		}
		if len(newAttacker(s).found()) > 0 {
			broken++
		}
	}
	if broken < 20 {
		t.Errorf("he finds something out in %d of 30", broken)
	}
}
