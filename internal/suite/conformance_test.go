package suite

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// What docs/conformance.md promises is enumerated here, not sampled: every model
// that a service may have, in every way it may be seen, against every fault.

// A view is a model with the words by which the document names it.
type view struct {
	model, seen string
	*Model
}

// views returns all models that are judged; under the race detector those with the
// typical events alone.
func views(tb testing.TB) []view {
	accepts := StateReadable()
	accepts.Accepts = true
	observations := []struct {
		name string
		Observation
	}{{"state", StateReadable()}, {"accepts", accepts}, {"coarse", Coarse()}, {"answers", AnswersOnly()}}
	var all []view
	for _, o := range observations {
		all = append(all, view{"typical", o.name, model(tb, fsm.Standard(), typical(), o.Observation)})
	}
	for _, p := range fsm.Profiles() {
		for _, o := range observations {
			if thorough {
				all = append(all, view{p.Name(), o.name, model(tb, p, nil, o.Observation)})
			}
		}
	}
	return all
}

// suites are those of the document's tables, by the heads of their columns.
var suites = []struct {
	head string
	of   func(m *Model) Suite
}{
	{"tour", func(m *Model) Suite { return Tour(m.Machine) }},
	{"k=0", func(m *Model) Suite { return HSI(m.Machine, 0) }},
	{"k=1", func(m *Model) Suite { return HSI(m.Machine, 1) }},
	{"k=2", func(m *Model) Suite { return HSI(m.Machine, 2) }},
	{"Wp", func(m *Model) Suite { return Wp(m.Machine, 1) }},
	{"W", func(m *Model) Suite { return W(m.Machine, 1) }},
	{"all", func(m *Model) Suite { return Everywhere(m, 1) }},
	{"chains", func(m *Model) Suite { return Chains(m.Machine, 3, m.Follows) }},
}

// A page is the generated tables, row by row.
type page struct{ cases, events, faults, inside, bound [][]string }

// TestNothingSurvivesInTheModel judges all faults of all models, and keeps the
// document's tables true.
func TestNothingSurvivesInTheModel(t *testing.T) {
	p := heads()
	for _, v := range views(t) {
		p.measure(v)
		p.judge(t, v)
		p.judgeInside(t, v)
	}
	for name, rows := range map[string][][]string{"cases": p.cases, "events": p.events, "faults": p.faults, "inside": p.inside, "bound": p.bound} {
		document(t, name, rows)
	}
}

func heads() *page {
	sizes := []string{"model", "seen", "n"}
	for _, s := range suites {
		sizes = append(sizes, s.head)
	}
	return &page{
		cases:  [][]string{sizes},
		events: [][]string{sizes},
		faults: [][]string{{"model", "seen", "wrong cell", "hidden state", "killed", "equivalent", "survive"}},
		inside: [][]string{{"model", "seen", "configurations", "faults", "equivalent", "k=1 misses", "all misses"}},
		bound:  [][]string{{"model", "seen", "cases", "bound", "per unit", "events", "bound", "per unit"}},
	}
}

// measure counts what is in the suites.
func (p *page) measure(v view) {
	row := []string{v.model, v.seen, count(v.Machine.States())}
	cases, events := row, row
	for _, s := range suites {
		c, e := s.of(v.Model).Size()
		cases, events = append(cases[:len(cases):len(cases)], count(c)), append(events[:len(events):len(events)], count(e))
	}
	p.cases, p.events = append(p.cases, cases), append(p.events, events)
	if v.seen == "state" {
		p.bound = append(p.bound, v.bound())
	}
}

// bound compares HSI for k=1 with what every suite holds at least that takes all
// words of two inputs behind a shortest way to each state.
func (v view) bound() []string {
	cases, events := HSI(v.Machine, 1).Size()
	leastCases, leastEvents := 0, 0
	bare := newGenerator(v.Machine, 2, func(int, int) [][]int { return nil })
	for c := range bare.cases {
		leastCases++
		leastEvents += len(c.Inputs)
	}
	unit := float64(v.Machine.States() * v.Machine.Inputs() * v.Machine.Inputs())
	each := func(n int) string { return fmt.Sprintf("%.3f", float64(n)/unit) }
	return []string{v.model, v.seen, count(cases), count(leastCases), each(cases), count(events), count(leastEvents), each(events)}
}

// judge holds all faults of a model against HSI for one extra state.
func (p *page) judge(t *testing.T, v view) {
	exam := NewExam(v.Machine, HSI(v.Machine, 1))
	one, twins := exam.Judge(v.Model, false), exam.Judge(v.Model, true)
	survivors := append(one.Survivors, twins.Survivors...)
	if len(survivors) > 0 {
		t.Errorf("%s, %s: %d faults survive, the first: %+v", v.model, v.seen, len(survivors), survivors[0])
	}
	row := []string{
		v.model, v.seen, count(one.Faults), count(twins.Faults), count(one.Killed + twins.Killed),
		count(one.Equivalent + twins.Equivalent), count(len(survivors)),
	}
	t.Log(strings.Join(row, " "))
	p.faults = append(p.faults, row)
}

// judgeInside judges faults of subjects that keep every configuration apart: all
// of those with the typical events, which are few enough; of others those with one
// wrong cell.
func (p *page) judgeInside(t *testing.T, v view) {
	if len(v.Merged()) == 0 || !thorough {
		return
	}
	u := v.Unmerged()
	plain, all := NewExam(u.Machine, HSI(v.Machine, 1)), NewExam(u.Machine, Everywhere(v.Model, 1))
	row := func(what string, twins bool) {
		missed, score := plain.Judge(u, twins), all.Judge(u, twins)
		if len(score.Survivors) > 0 {
			t.Errorf("%s, %s: %d faults inside survive, the first: %+v", v.model, v.seen, len(score.Survivors), score.Survivors[0])
		}
		p.inside = append(p.inside, []string{
			v.model, v.seen, count(u.Machine.States()), what + count(score.Faults), count(score.Equivalent),
			count(len(missed.Survivors)), count(len(score.Survivors)),
		})
	}
	row("cell: ", false)
	if v.model == "typical" {
		row("hidden: ", true)
	}
}

// TestEverywhereIsComplete: it holds all of HSI, in the shape of a suite.
func TestEverywhereIsComplete(t *testing.T) {
	for _, v := range views(t)[:4] {
		begins := map[string]bool{}
		cases := slices.Collect(Everywhere(v.Model, 1).Cases)
		for _, c := range cases {
			for end := range c.Inputs {
				begins[fmt.Sprint(c.Inputs[:end+1])] = true
			}
		}
		if problem := misshapen(v.Unmerged().Machine, cases); problem != "" {
			t.Errorf("%s, %s: %s", v.model, v.seen, problem)
		}
		for c := range HSI(v.Machine, 1).Cases {
			if !begins[fmt.Sprint(c.Inputs)] {
				t.Fatalf("%s, %s: %v is left out", v.model, v.seen, v.Word(c.Inputs))
			}
		}
	}
}

// count writes a number with commas.
func count(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
