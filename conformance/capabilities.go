package conformance

import (
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// Capabilities are what a subject says of itself.
type Capabilities struct {
	Name    string
	Version string
	// Events are those that can be sent; all where it is empty.
	Events []fsm.Event
	// Accepts says that applied and ignored are both answered as accepted.
	Accepts bool
	// Statuses holds the word that is read in each state, by state, none included.
	// Nil where no state can be read.
	Statuses map[fsm.State]string
	Seeds    bool          // it can be put into a configuration
	Clock    bool          // its time can be moved
	Policy   replay.Policy // its own deadlines, where its time can be moved
	Batch    bool          // several events can be sent at once
	Once     bool          // it knows deliveries by their ids
	Parallel int           // how many subscriptions may be asked at the same time; at least 1
}
