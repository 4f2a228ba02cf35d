package replay

import "github.com/Huzefaaa2/subsim/fsm"

// The sizes of the model: sources, configurations and events. A test compares
// them with the vocabulary.
const (
	sourceCount        = 9
	configurationCount = 26
	eventCount         = 22
)

// stateIndex holds the place of every source in the order of every output.
var stateIndex = func() map[fsm.State]int {
	index := map[fsm.State]int{}
	for i, s := range fsm.Sources() {
		index[s] = i
	}
	return index
}()

// exercises are what was exercised under one profile: arrays by index, since
// they are counted up at every answer of a replay.
type exercises struct {
	cells  [sourceCount][eventCount]tried
	steps  [configurationCount][eventCount]tried
	pairs  [sourceCount][sourceCount]tried
	places []Place // of the scenarios that exercised something first
	novel  bool    // the scenario that is being counted is one of them
}

// tried counts one cell, step or pair; first is a place's index.
type tried struct{ times, first int }

// add counts one answer; place is where the scenario's place would stand. What
// the model does not know is not counted: an answer may come from anywhere.
func (x *exercises) add(a *Answer, place int) {
	step, possible := a.From.Index()
	event, known := a.Event.Index()
	if !possible || !known {
		return
	}
	from := stateIndex[a.From.State]
	x.count(&x.cells[from][event], place)
	x.count(&x.steps[step][event], place)
	if a.Verdict != fsm.VerdictApplied || a.From.State == a.To.State {
		return
	}
	if to, found := stateIndex[a.To.State]; found {
		x.count(&x.pairs[from][to], place)
	}
}

func (x *exercises) count(t *tried, place int) {
	if t.times == 0 {
		t.first, x.novel = place, true
	}
	t.times++
}
