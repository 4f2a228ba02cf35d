package audit

import (
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
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
	Fault Fault
	Text  string // what is wrong, in a sentence without identifiers
}

// A Fault says why lines were not judged.
type Fault string

// The faults of lines.
const (
	FaultUnreadable Fault = "unreadable" // no record of the format
	FaultTooLong    Fault = "too_long"   // longer than any line is read
	FaultIncomplete Fault = "incomplete" // a record without a subscription, an event, a state or an instant
	FaultInstant    Fault = "instant"    // an instant that is none
	FaultUnmapped   Fault = "unmapped"   // an event or a state that has no such name
	FaultCutOff     Fault = "cut_off"    // the file ends, or its archive breaks, within the line
)

// Faults returns every fault, in the order of every output.
func Faults() []Fault {
	return []Fault{FaultUnreadable, FaultTooLong, FaultIncomplete, FaultInstant, FaultUnmapped, FaultCutOff}
}

// A Notice is something remarkable about lines that were judged all the same, or
// about a file.
type Notice struct {
	Place
	Mark Mark
	Text string
}

// A Mark says what is remarkable.
type Mark string

// The marks of lines and files. Those that can make a verdict wrong end in exit code
// 1 unless they are accepted: see [Mark.Harmless].
const (
	MarkLate    Mark = "late"    // an instant before the subscription's latest one
	MarkColumn  Mark = "column"  // a column or member that nobody said to leave out
	MarkNewline Mark = "newline" // the last line of a CSV file has no end, so its last field may be cut
	MarkArchive Mark = "archive" // an archive that is cut off or damaged: what it held behind that is not known
	MarkBlank   Mark = "blank"   // a line without anything
	MarkBOM     Mark = "bom"     // a byte order mark
	MarkCRLF    Mark = "crlf"    // lines that end in CR and LF
)

// Marks returns every mark, in the order of every output.
func Marks() []Mark {
	return []Mark{MarkLate, MarkColumn, MarkNewline, MarkArchive, MarkBlank, MarkBOM, MarkCRLF}
}

// Harmless reports a mark that changes nothing about what was read: it is counted
// and told, and the log may hold all the same.
func (m Mark) Harmless() bool { return m == MarkBlank || m == MarkBOM || m == MarkCRLF }

// A Witness is told what an audit comes upon, in the order of the log, while the log
// is read. An error ends the audit.
type Witness interface {
	Finding(Finding) error
	Unjudged(Unjudged) error
	Notice(Notice) error
}
