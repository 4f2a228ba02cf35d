package compare

import (
	"slices"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// Compare lays a machine beside the reference. Its inputs are those of the model;
// its outputs mean what spell says, and those that the model shows have the
// model's numbers. Labels are not looked at.
func Compare(model *suite.Model, machine *suite.Machine, spell func(suite.Output) suite.Seen) *Learned {
	s := stand(newSubject(model, machine, spell))
	l := &Learned{Complete: true, Events: model.Events}
	l.Differences = s.differences()
	owners := s.owners()
	for state, access := range s.own.Cover() {
		l.Rows = append(l.Rows, s.row(state, access, owners, l.Differences))
	}
	for ref := range s.ref.States() {
		if !s.shown(ref) {
			l.Missing = append(l.Missing, s.name(ref))
		}
	}
	return l
}

// differences lists the cells that differ, each once, in the order of the
// reference.
func (s *standing) differences() []Difference {
	type cell struct{ ref, input int }
	found := map[cell]*Difference{}
	ways := s.ways()
	for p := range s.pairs() {
		for input := range s.own.Inputs() {
			if s.agree(p, input) {
				continue
			}
			if d, shown := s.difference(p, input, ways); shown {
				key := cell{p.ref, input}
				found[key] = join(found[key], d)
			}
		}
	}
	var all []Difference
	for ref := range s.ref.States() {
		for input := range s.own.Inputs() {
			if d := found[cell{ref, input}]; d != nil {
				all = append(all, *d)
			}
		}
	}
	return all
}

// join keeps of two places where a cell differs the one that is shown sooner.
func join(a, b *Difference) *Difference {
	if a == nil {
		return b
	}
	if sooner(b, a) {
		a, b = b, a
	}
	a.Rows = append(a.Rows, b.Rows...)
	slices.Sort(a.Rows[1:])
	return a
}

func sooner(a, b *Difference) bool {
	if a.Behind != b.Behind {
		return b.Behind
	}
	return len(a.Witness) < len(b.Witness)
}

// difference describes a cell that differs; false where nothing ever shows it.
func (s *standing) difference(p pair, input int, ways map[pair][]int) (*Difference, bool) {
	tail, shown := s.tail(p, input)
	if !shown {
		return nil, false
	}
	way, open := ways[p]
	if !open {
		way = s.own.Cover()[p.own]
	}
	to, got := s.own.Step(p.own, input)
	wantTo, want := s.ref.Step(p.ref, input)
	return &Difference{
		Kind: s.kind(p, input), Cell: s.name(p.ref), Event: s.model.Events[input], Rows: []int{p.own},
		Got: s.spell(got), GotTo: s.name(s.main(to)), Want: s.spell(want), WantTo: s.name(wantTo),
		Witness: s.model.Word(slices.Concat(way, tail)), Behind: !open,
	}, true
}

// kind says what sort of difference a cell has.
func (s *standing) kind(p pair, input int) Kind {
	to, got := s.own.Step(p.own, input)
	_, want := s.ref.Step(p.ref, input)
	switch {
	case s.inert(got) && to != p.own && !s.stands[to][p.ref]:
		return KindChanged
	case s.rejects(got) && !s.rejects(want):
		return KindRefused
	case s.rejects(want) && !s.rejects(got):
		return KindAccepted
	case s.verdict(got) != s.verdict(want):
		return KindVerdict
	}
	return KindElsewhere
}

// main returns what a state stands for first of all: what it is most like.
func (s *standing) main(own int) int {
	if own == 0 {
		return 0
	}
	best := -1
	for ref, stands := range s.stands[own] {
		if stands && (best < 0 || s.like[own][ref] > s.like[own][best]+1e-9) {
			best = ref
		}
	}
	return best
}

// owners returns, by state of the reference, the state that stands for it best:
// in the fewest cells otherwise, then by the shortest way there; -1 for none.
func (s *standing) owners() []int {
	owners := slices.Repeat([]int{-1}, s.ref.States())
	for p := range s.pairs() {
		if o := owners[p.ref]; o < 0 || s.faults(p) < s.faults(pair{o, p.ref}) {
			owners[p.ref] = p.own
		}
	}
	return owners
}

func (s *standing) faults(p pair) int {
	count := 0
	for input := range s.own.Inputs() {
		if !s.agree(p, input) {
			count++
		}
	}
	return count
}

func (s *standing) row(state int, access []int, owners []int, differences []Difference) Row {
	main := s.main(state)
	row := Row{Access: s.model.Word(access), Like: s.name(main)}
	hidden := state != 0
	for ref, stands := range s.stands[state] {
		if stands && ref != main {
			row.Also = append(row.Also, s.name(ref))
		}
		hidden = hidden && owners[ref] != state
	}
	if hidden {
		row.Hidden = s.hidden(state, access, owners[main])
	}
	for input := range s.own.Inputs() {
		row.Answers = append(row.Answers, s.answer(pair{state, main}, input, differences))
	}
	return row
}

func (s *standing) hidden(state int, access []int, twin int) *Hidden {
	last := len(access) - 1
	tell, _ := suite.Difference(s.own, state, s.own, twin)
	return &Hidden{
		Twin: twin, From: s.own.After(0, access[:last]), By: s.model.Events[access[last]],
		Tell: s.model.Word(tell),
	}
}

func (s *standing) answer(p pair, input int, differences []Difference) Answer {
	to, got := s.own.Step(p.own, input)
	wantTo, want := s.ref.Step(p.ref, input)
	return Answer{
		Got: s.spell(got), To: to, Want: s.spell(want), WantTo: s.name(wantTo),
		Difference: slices.IndexFunc(differences, func(d Difference) bool {
			return d.Event == s.model.Events[input] && slices.Contains(d.Rows, p.own) && d.Cell == s.name(p.ref)
		}),
	}
}
