package learn

import "github.com/Huzefaaa2/subsim/internal/suite"

// Symbols numbers what can be seen: what a model shows by the numbers of the
// model, and what it never shows by further ones, in the order in which they are
// met.
type Symbols struct {
	seen    []suite.Seen
	numbers map[suite.Seen]suite.Output
}

// NewSymbols returns the numbers of a model.
func NewSymbols(m *suite.Model) *Symbols {
	s := &Symbols{numbers: map[suite.Seen]suite.Output{}}
	for _, seen := range m.Alphabet() {
		s.Number(seen)
	}
	return s
}

// Number returns the number of what was seen.
func (s *Symbols) Number(seen suite.Seen) suite.Output {
	number, known := s.numbers[seen]
	if !known {
		number = suite.Output(len(s.seen))
		s.numbers[seen] = number
		s.seen = append(s.seen, seen)
	}
	return number
}

// Spell returns what a number stands for.
func (s *Symbols) Spell(o suite.Output) suite.Seen { return s.seen[o] }

// Label returns the number of the status that was read, as a [Lesson] asks for.
func (s *Symbols) Label(o suite.Output) suite.Output {
	return s.Number(suite.Seen{Status: s.Spell(o).Status})
}
