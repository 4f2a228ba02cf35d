package audit

import (
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A Place is where something stands in a log: the file, and the line from 1, which
// in Parquet is the row.
type Place struct {
	File string
	Line int64
}

// A Finding is a record that the model does not allow.
type Finding struct {
	Place
	ID    string    // the subscription; empty unless [Options.ShowIDs]
	At    time.Time // zero where the log tells no time
	Event fsm.Event // what came; empty in a log of states
	State fsm.State // the state that the record tells; fsm.StateNone where it tells none
	// Known is what the subscription may have been in before: one configuration in
	// a log of events that tells everything from the beginning.
	Known   []fsm.Configuration
	Verdict fsm.Verdict // what the model says of the event
	Reason  history.Reason
	Legal   []string // the events, or states, that would have been possible
	// Follows says that an earlier finding of the same subscription stands, so that
	// this one may be its consequence.
	Follows bool
}

// An Unjudged is a stretch of lines that could not be judged.
type Unjudged struct {
	Place
	Lines int64 // how many, from Place on
	Fault logs.Fault
	Text  string // what is wrong, in a sentence without identifiers
}

// A Notice is something remarkable about lines that were judged all the same, or
// about a file.
type Notice struct {
	Place
	Mark logs.Mark
	Text string
}

// A Witness is told what an audit comes upon, in the order of the log, while the log
// is read. An error ends the audit.
type Witness interface {
	Finding(Finding) error
	Unjudged(Unjudged) error
	Notice(Notice) error
}
