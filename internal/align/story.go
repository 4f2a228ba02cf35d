package align

import (
	"iter"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A MoveKind says what became of a record, or that there is none.
type MoveKind uint8

// The kinds of moves. All but MoveKept are changes of the log.
const (
	MoveKept        MoveKind = iota // the record fits
	MoveMissing                     // the log lacks an event; in a log of states, a state
	MoveDisbelieved                 // the recorded state is wrong; an event beside it fits
	MoveImpossible                  // the record cannot have happened
)

// String writes the kind as a word.
func (k MoveKind) String() string {
	return [...]string{"kept", "missing", "disbelieved", "impossible"}[k]
}

// A Story is a possible history that is as near to the log as can be. Its cost is
// zero where the log itself is possible.
type Story struct {
	Cost    int
	Changes int

	kind    history.Kind
	records []history.Record
	moves   []move
}

// A move is a [Move] in eight bytes.
type move struct {
	record   uint32
	kind     MoveKind
	from, to fsm.ConfigurationIndex
	event    fsm.EventIndex // of a missing one
}

// A Move is one record of a story: kept, changed or added.
type Move struct {
	Kind   MoveKind
	Record int       // the place in the log; of a missing one, that of the record after it
	Event  fsm.Event // empty in a log of states
	State  fsm.State // the recorded state; of a missing one in a log of states, the state that is missing
	// From and To are the configurations before and after, in their earliest
	// generation.
	From, To fsm.Configuration
}

// Moves yields the story from its beginning.
func (s Story) Moves() iter.Seq[Move] {
	return func(yield func(Move) bool) {
		for _, m := range s.moves {
			if !yield(s.move(m)) {
				return
			}
		}
	}
}

// move spells a move out.
func (s Story) move(m move) Move {
	from, _ := m.from.Configuration()
	to, _ := m.to.Configuration()
	spelt := Move{Kind: m.kind, Record: int(m.record), From: from, To: to}
	switch {
	case m.kind != MoveMissing:
		spelt.Event, spelt.State = s.records[m.record].Event, s.records[m.record].State
	case s.kind == history.KindStates:
		spelt.State = to.State
	default:
		spelt.Event = fsm.Events()[m.event]
	}
	return spelt
}
