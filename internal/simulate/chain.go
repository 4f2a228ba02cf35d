package simulate

import (
	"math/rand/v2"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// configurations is how many there may be.
const configurations = 32

// A chain holds the clocks of every configuration.
type chain struct {
	table *fsm.Table
	open  [configurations]clocks // of a subscription that is seen
	// behind are the clocks of the life behind a gap, and of the observation that ends
	// it, by the configuration that the life has come to.
	behind [configurations]clocks
}

// clocks compete: the one that rings first says what happens.
type clocks struct {
	total float64   // a day; 0 where nothing ever happens
	upto  []float64 // the sums of the rates, up to each
	rings []ring
}

// A ring is what happens when a clock rings.
type ring struct {
	event fsm.EventIndex
	next  fsm.ConfigurationIndex
	seen  bool // it is in the log; else it happens behind a gap
}

func newChain(t *fsm.Table, r *replay.Rates) *chain {
	c := &chain{table: t}
	for _, from := range t.Configurations() {
		i, _ := from.Index()
		for e, event := range fsm.Events() {
			cell := t.Cell(i, fsm.EventIndex(e))
			_, observes := event.Observes()
			if cell.Verdict() != fsm.VerdictApplied || from.State == fsm.StateUnknown {
				continue
			}
			rate := r.Of(from, event)
			c.open[i].add(rate, ring{fsm.EventIndex(e), cell.Next, true})
			if !observes && event != fsm.EventReactivate && event != fsm.EventLoseContact {
				c.behind[i].add(rate, ring{fsm.EventIndex(e), cell.Next, false})
			}
		}
		if event, observable := observation(from.State); observable {
			e, _ := event.Index()
			c.behind[i].add(r.Of(fsm.Configuration{State: fsm.StateUnknown}, event), ring{event: e, seen: true})
		}
	}
	return c
}

// observation returns the event that observes a state.
func observation(s fsm.State) (fsm.Event, bool) {
	for _, e := range fsm.Events() {
		if of, observes := e.Observes(); observes && of == s {
			return e, true
		}
	}
	return "", false
}

func (c *clocks) add(rate float64, r ring) {
	if rate > 0 {
		c.total += rate
		c.upto = append(c.upto, c.total)
		c.rings = append(c.rings, r)
	}
}

// draw says which clock rang.
func (c *clocks) draw(rng *rand.Rand) *ring {
	at := rng.Float64() * c.total
	for i, upto := range c.upto {
		if at < upto {
			return &c.rings[i]
		}
	}
	return &c.rings[len(c.rings)-1]
}
