package export

import (
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A chart is the table as a state chart: what has not started and the states of the
// profile side by side, and inside a state that a subscription can be in in several
// ways, a state for each way. The innermost states are the configurations, so the
// flag and the gap rule are transitions like all others and nothing needs a guard.
type chart []chartState

// A chartState is a state and the ways to be in it. Where there is one way, the state
// itself is the innermost one.
type chartState struct {
	state fsm.State
	ways  []way
}

// A way is a configuration and the answers to all events in it.
type way struct {
	configuration fsm.Configuration
	steps         []fsm.Step
}

func newChart(t *fsm.Table) (c chart) {
	all, n := steps(t), len(fsm.Events())
	for i, configuration := range t.Configurations() {
		if len(c) == 0 || c[len(c)-1].state != configuration.State {
			c = append(c, chartState{state: configuration.State})
		}
		last := &c[len(c)-1]
		last.ways = append(last.ways, way{configuration, all[i*n : (i+1)*n]})
	}
	return c
}

// divided reports whether there are states inside.
func (s chartState) divided() bool { return len(s.ways) > 1 }

// initial is the way by which an arrow to the state as a whole would enter it. There
// is none such in a chart of ours, but both notations want one to be named.
func (s chartState) initial() way { return s.ways[0] }

// id names an innermost state in the whole chart: the state, and inside it the way.
func (c chart) id(of fsm.Configuration) string {
	for _, s := range c {
		if s.state == of.State && s.divided() {
			return s.state.String() + "_" + key(of)
		}
	}
	return of.State.String()
}

// key names a way inside its state. Neither notation lets a name hold what
// [fsm.Configuration.String] writes, and a dot would part names in one and begin a
// pattern in the other; so keys and ids are letters and underscores alone.
func key(c fsm.Configuration) string {
	switch {
	case c.State == fsm.StateUnknown:
		return "after_" + strings.ReplaceAll(c.Known().String(), "+", "_")
	case c.CancellationScheduled:
		return "scheduled"
	}
	return "unscheduled"
}

// chartNotice keeps published and ours apart for whoever reads the file alone.
const chartNotice = "published: the names of the eight states; ours, a reference and nobody's policy: everything else"
