package conformance

import (
	"errors"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Options say what is asked for. The zero value asks for the standard profile,
// level 0.
type Options struct {
	Profile fsm.Profile // the zero value is the standard profile
	Level   int         // 0 to [MaxLevel]
	// Events are those to send, of those that the subject knows; all it knows
	// where it is empty.
	Events []fsm.Event
	Seed   uint64 // of the long walks
	// MaxFindings is after how many cases that break a level is left; 100 where it
	// is 0, never below that. What is known to be wrong breaks many cases: who wants
	// to know of anything else leaves no level.
	MaxFindings int
	// MaxQueries bounds the sequences that are asked to learn the subject's own
	// machine after it differed; 20,000 where it is 0, none below that.
	MaxQueries int
	// Learn has the machine learned also where nothing differs.
	Learn bool
	// Progress is told how many cases of a level are played, now and then; planned
	// is 0 where that is not known.
	Progress func(level int, name string, played, planned int)
}

// MaxLevel is the highest level.
const MaxLevel = 5

func (o *Options) complete(c Capabilities) error {
	if o.Profile == (fsm.Profile{}) {
		o.Profile = fsm.Standard()
	}
	if o.MaxFindings == 0 {
		o.MaxFindings = 100
	}
	if o.MaxQueries == 0 {
		o.MaxQueries = 20_000
	}
	if o.Progress == nil {
		o.Progress = func(int, string, int, int) {}
	}
	if o.Level < 0 || o.Level > MaxLevel {
		return fmt.Errorf("there is no level %d; there are levels 0 to %d", o.Level, MaxLevel)
	}
	var problems []error
	for _, e := range o.Events {
		if _, err := fsm.ParseEvent(string(e)); err != nil {
			problems = append(problems, err)
		} else if !c.knows(e) {
			problems = append(problems, fmt.Errorf("the subject does not know the event %s", e))
		}
	}
	o.Events = o.among(c)
	return errors.Join(problems...)
}

// among returns the events to send, in the order of the model.
func (o *Options) among(c Capabilities) []fsm.Event {
	var events []fsm.Event
	for _, e := range fsm.Events() {
		if c.knows(e) && (len(o.Events) == 0 || slices.Contains(o.Events, e)) {
			events = append(events, e)
		}
	}
	return events
}

// Typical returns the events of a service that can always vouch for its states: all
// but lose_contact and the observations.
func Typical() []fsm.Event {
	var events []fsm.Event
	for _, e := range fsm.Events() {
		if _, observes := e.Observes(); !observes && e != fsm.EventLoseContact {
			events = append(events, e)
		}
	}
	return events
}
