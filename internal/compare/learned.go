package compare

import (
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// Learned is a machine beside the reference.
type Learned struct {
	Subject  string `json:"subject,omitempty"` // what it is called
	Queries  int    `json:"queries"`           // words that were asked; 0 where it was not learned by asking
	Inputs   int    `json:"inputs"`            // events in them
	Complete bool   `json:"complete"`
	Because  string `json:"because,omitempty"` // why it is not complete

	Events      []fsm.Event  `json:"events"` // the columns
	Rows        []Row        `json:"rows"`   // by the shortest way there
	Differences []Difference `json:"differences"`
	// Missing holds the configurations of the reference that no row stands for,
	// the first of each class.
	Missing []fsm.Configuration `json:"missing"`
}

// A Row is one state of the machine.
type Row struct {
	Access []fsm.Event       `json:"access"` // the shortest way there
	Like   fsm.Configuration `json:"like"`   // what it stands for
	// Also holds what it stands for beside that: the reference tells it from Like,
	// and this machine does not.
	Also    []fsm.Configuration `json:"also,omitempty"`
	Hidden  *Hidden             `json:"hidden,omitempty"` // nil where it is the only row for what it stands for, or the best
	Answers []Answer            `json:"answers"`          // by event
}

// Hidden says of a state why it is one too many.
type Hidden struct {
	Twin int         `json:"twin"` // the row for the same configuration that agrees best with the reference
	From int         `json:"from"` // the row before it on the shortest way
	By   fsm.Event   `json:"by"`   // what leads from there
	Tell []fsm.Event `json:"tell"` // the shortest sequence that tells it from its twin
}

// An Answer is one cell of the machine.
type Answer struct {
	Got  suite.Seen `json:"got"`
	To   int        `json:"to"` // the row that it leads to
	Want suite.Seen `json:"want"`
	// WantTo is where the reference goes from the row's configuration.
	WantTo     fsm.Configuration `json:"want_to"`
	Difference int               `json:"difference"` // its place in Differences; -1 where there is none
}

// A Difference is a cell in which machine and reference differ.
type Difference struct {
	Kind  Kind              `json:"kind"`
	Cell  fsm.Configuration `json:"configuration"` // the state in which the reference is
	Event fsm.Event         `json:"event"`
	Rows  []int             `json:"rows"` // where it differs; the witness leads through the first
	Got   suite.Seen        `json:"got"`
	GotTo fsm.Configuration `json:"got_to"` // what the row stands for that it leads to
	Want  suite.Seen        `json:"want"`
	// WantTo is where the reference goes.
	WantTo fsm.Configuration `json:"want_to"`
	// Witness is the shortest sequence that shows it; what is seen differs at its
	// last event, and nowhere before unless it is Behind.
	Witness []fsm.Event `json:"witness"`
	Behind  bool        `json:"behind,omitempty"` // each way to the cell shows another difference first
}

// A Kind is what sort of difference there is.
type Kind string

// The kinds, in the words of a conformance report.
const (
	KindAccepted  Kind = "accepted"  // not rejected, where the reference rejects
	KindRefused   Kind = "refused"   // rejected, where the reference does not
	KindElsewhere Kind = "elsewhere" // the right answer, and the wrong state after it
	KindVerdict   Kind = "verdict"   // applied in place of ignored, or the reverse
	KindChanged   Kind = "changed"   // rejected or ignored, yet something changed
)

// Hidden returns the hidden rows.
func (l *Learned) Hidden() []int {
	var hidden []int
	for i, row := range l.Rows {
		if row.Hidden != nil {
			hidden = append(hidden, i)
		}
	}
	return hidden
}
