package replay

import "github.com/Huzefaaa2/subsim/fsm"

// A Rate says how often an event happens to a subscription in a state, on average.
// While the state is unknown, the event is the observation that ends the gap, and the
// rate holds as long as the state behind the gap is the one that it observes.
type Rate struct {
	State     fsm.State
	Scheduled bool // where a cancellation is scheduled; it takes the place of the state's rate
	Event     fsm.Event
	PerDay    float64
}

// Rates are what a file of rates says. What it does not name does not happen.
type Rates struct {
	About string
	All   []Rate // by configuration and event, in the order of every output
}

// Of returns the rate of an event in a configuration.
func (r *Rates) Of(c fsm.Configuration, e fsm.Event) (perDay float64) {
	for _, rate := range r.All {
		if rate.State == c.State && rate.Event == e && (!rate.Scheduled || c.CancellationScheduled && c.State != fsm.StateUnknown) {
			perDay = rate.PerDay // the one of the scheduled stands behind the other
		}
	}
	return perDay
}

// Under returns the rates that a table leaves.
func (r *Rates) Under(t *fsm.Table) *Rates {
	left := &Rates{About: r.About}
	for _, rate := range r.All {
		if happens(t, rate.State, rate.Scheduled, rate.Event) {
			left.All = append(left.All, rate)
		}
	}
	return left
}

// happens reports whether a table applies an event in some configuration of a state.
func happens(t *fsm.Table, s fsm.State, scheduled bool, e fsm.Event) bool {
	event, _ := e.Index()
	for _, c := range t.Configurations() {
		i, _ := c.Index()
		if c.State == s && (!scheduled || c.CancellationScheduled) && t.Cell(i, event).Verdict() == fsm.VerdictApplied {
			return true
		}
	}
	return false
}
