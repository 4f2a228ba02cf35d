package audit

import (
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// An Order says in which order the records of a log are taken.
type Order string

// The orders. Delivered is as the log has them; occurred sorts them by instant,
// sequence number and position first.
const (
	OrderDelivered Order = "delivered"
	OrderOccurred  Order = "occurred"
)

// Options say how an audit is done. The zero value audits events under the standard
// profile, as delivered.
type Options struct {
	Table *fsm.Table
	Kind  history.Kind // empty: as the first record is
	// Sampled and Midway are those of [history.Options].
	Sampled, Midway bool
	Order           Order
	ShowIDs         bool // findings name subscriptions
	Exact           bool // subscriptions are compared by their whole identifier
	Cases           int  // how many first findings are kept for [Audit.Cases]
	// Spill opens a file for what does not fit into memory in order of occurrence;
	// nil keeps everything in memory.
	Spill func() (SpillFile, error)
}

// A SpillFile is written to its end, then read at any place, then closed, and nobody
// reads it afterwards.
type SpillFile interface {
	io.Writer
	io.ReaderAt
	io.Closer
}
