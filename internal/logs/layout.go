package logs

import (
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A Column is one of those that a log may have.
type Column int

// The columns. A log has an ID, and an event or a state.
const (
	ColumnID       Column = iota // the subscription
	ColumnAt                     // when it happened
	ColumnEvent                  // what happened
	ColumnState                  // the state from then on
	ColumnDelivery               // the delivery's own id: seen again, it is a duplicate
	ColumnSeq                    // a whole number that breaks ties of instants
	columnCount
)

// Columns returns every column, in the order of every output.
func Columns() []Column {
	return []Column{ColumnID, ColumnAt, ColumnEvent, ColumnState, ColumnDelivery, ColumnSeq}
}

// String returns the name that the column has in a log of our own.
func (c Column) String() string {
	return [columnCount]string{"id", "at", "event", "state", "delivery", "seq"}[c]
}

// A Layout says how a log is to be understood. The zero value is a log of our own.
type Layout struct {
	// Names are the columns' names where they differ from ours; an empty name says
	// that the log has no such column, whatever its header says.
	Names map[Column]string
	// Events and States map private names; our own are understood beside them. A name
	// mapped to the empty event, or to fsm.StateNone, leaves its records out.
	Events map[string]fsm.Event
	States map[string]fsm.State
	// Ignore names columns that nothing is made of; "*" stands for all others.
	Ignore []string
	// Epoch is what a whole number counts as an instant, since 1970; 0 refuses them.
	Epoch time.Duration
}

// Name returns the name of a column in the log, and false where the log has none.
func (l *Layout) Name(c Column) (string, bool) {
	if name, given := l.Names[c]; given {
		return name, name != ""
	}
	return c.String(), true
}

// A schema is a layout ready for use. It is immutable.
type schema struct {
	*Layout
	columns map[string]Column
	ignored map[string]bool
	timed   bool // records have instants
	events  *lookup
	states  *lookup
}

func newSchema(l *Layout) *schema {
	s := &schema{Layout: l, columns: map[string]Column{}, ignored: map[string]bool{}}
	for _, c := range Columns() {
		if name, has := l.Name(c); has {
			s.columns[name] = c
			s.timed = s.timed || c == ColumnAt
		}
	}
	for _, name := range l.Ignore {
		s.ignored[name] = true
	}
	events := map[string]share{}
	for _, e := range fsm.Events() {
		events[string(e)] = eventShare(e)
	}
	for name, e := range l.Events {
		events[name] = eventShare(e)
	}
	states := map[string]share{}
	for _, state := range fsm.States() {
		states[string(state)] = stateShare(state)
	}
	for name, state := range l.States {
		states[name] = stateShare(state)
	}
	s.events, s.states = newLookup(events), newLookup(states)
	return s
}

func eventShare(e fsm.Event) share {
	if e == "" {
		return leftOut
	}
	return history.SymbolOf(history.CodeOfEvent(e), 0)
}

func stateShare(s fsm.State) share {
	if s == fsm.StateNone {
		return leftOut
	}
	return history.SymbolOf(0, history.CodeOfState(s))
}

// column returns what a name in a header or an object stands for; told says that
// nobody has to be told of a name that stands for nothing.
func (s *schema) column(name string) (c Column, known, told bool) {
	c, known = s.columns[name]
	return c, known, known || s.ignored[name] || s.ignored["*"]
}
