package diff

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// An atlas holds the shortest ways from one configuration of a table to others.
type atlas struct {
	places []fsm.Configuration // in the order in which they were found
	ways   map[fsm.ConfigurationIndex][]fsm.Step
}

func newAtlas(from fsm.Configuration) atlas {
	a := atlas{ways: map[fsm.ConfigurationIndex][]fsm.Step{}}
	a.visit(from, nil)
	return a
}

// wholeAtlas leads from none to every configuration: by what is shared where that
// leads there, so that whoever does what is drawn can follow; then by acts alone,
// since a service seldom observes itself.
func wholeAtlas(t *fsm.Table, shared func(fsm.Step) bool) atlas {
	a := newAtlas(fsm.Configuration{})
	a.spread(t, func(c fsm.Configuration, e fsm.Event) bool {
		step, err := t.Step(c, e)
		return err == nil && isAct(c, e) && shared(step)
	})
	a.spread(t, isAct)
	a.spread(t, func(fsm.Configuration, fsm.Event) bool { return true })
	return a
}

// isAct reports an event that is no observation and opens no gap.
func isAct(_ fsm.Configuration, e fsm.Event) bool {
	_, observes := e.Observes()
	return !observes && e != fsm.EventLoseContact
}

// goesOn reports an act that meets a live state: the way neither ends nor passes
// a gap before it is there.
func goesOn(c fsm.Configuration, e fsm.Event) bool { return isLive(c.State) && isAct(c, e) }

func isLive(s fsm.State) bool { return s.Class() == fsm.ClassLive }

// visit notes a configuration with the way there, where it is new.
func (a *atlas) visit(c fsm.Configuration, way []fsm.Step) {
	i, _ := c.Index()
	if _, before := a.ways[i]; !before {
		a.ways[i] = way
		a.places = append(a.places, c)
	}
}

// spread goes on from every configuration that is known, by the events that may
// be taken.
func (a *atlas) spread(t *fsm.Table, may func(fsm.Configuration, fsm.Event) bool) {
	for i := 0; i < len(a.places); i++ {
		from := a.places[i]
		for _, e := range fsm.Events() {
			if step, err := t.Step(from, e); err == nil && may(from, e) && step.Verdict() == fsm.VerdictApplied {
				a.visit(step.To(), append(slices.Clip(a.way(from)), step))
			}
		}
	}
}

// way returns the steps from none to a configuration.
func (a *atlas) way(c fsm.Configuration) []fsm.Step {
	i, _ := c.Index()
	return a.ways[i]
}

// of returns the configurations of a state, nearest first.
func (a *atlas) of(s fsm.State) (all []fsm.Configuration) {
	for _, c := range a.places {
		if c.State == s {
			all = append(all, c)
		}
	}
	return all
}
