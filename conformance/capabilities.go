package conformance

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
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
	// Parallel is how many subscriptions may be open, and are asked, at the same
	// time; where it is 0 any number may be open, and one is asked at a time.
	Parallel int
}

func (c Capabilities) knows(e fsm.Event) bool {
	return len(c.Events) == 0 || slices.Contains(c.Events, e)
}

// observation is what the kit can see of such a subject.
func (c Capabilities) observation() suite.Observation {
	return suite.Observation{Accepts: c.Accepts, Statuses: c.Statuses}
}

func (c Capabilities) verdicts() []fsm.Verdict {
	if c.Accepts {
		return []fsm.Verdict{VerdictAccepted, fsm.VerdictRejected}
	}
	return fsm.Verdicts()
}

// words lists the words that can be read, each once.
func (c Capabilities) words() []string {
	var words []string
	for _, s := range fsm.Sources() {
		if word, reads := c.Statuses[s]; reads && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return words
}
