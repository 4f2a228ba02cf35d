package fsm

import (
	"context"
	"fmt"

	looplab "github.com/looplab/fsm"
)

// An engine is one looplab machine whose states are the model's configurations,
// so that its answer is the verdict: a move means applied, a loop means applied
// or ignored as its row says, no transition means rejected. It has no callbacks:
// each costs every event several look-ups, and a panic in one would leave
// looplab in the middle of a transition for good. The caller serialises the
// calls.
type engine struct {
	machine *looplab.FSM
	at      ConfigurationIndex
	idle    *loops
}

// loops marks the loops in which nothing is left to do.
type loops [configurationCount][eventCount]bool

// A blueprint is what all engines of one table have in common.
type blueprint struct {
	events []looplab.EventDesc
	idle   loops
}

// indexByName reads looplab's states back.
var indexByName = func() map[string]ConfigurationIndex {
	indexes := make(map[string]ConfigurationIndex, configurationCount)
	for i, name := range configurationNames {
		indexes[name] = ConfigurationIndex(i)
	}
	return indexes
}()

// newBlueprint lists every cell that the profile applies or ignores. The
// answers come from the decider, not from the compiled cells: law 17 compares
// the two.
func newBlueprint(d *decider) *blueprint {
	type lane struct{ event, to string }
	sources := map[lane][]string{}
	b := new(blueprint)
	for i, c := range configurations[:configurationCount] {
		if !d.profile.Has(c.State) || !d.profile.Has(c.LastKnown) {
			continue
		}
		for e, event := range Events() {
			to, verdict := d.effect(c, event)
			if verdict == VerdictRejected {
				continue
			}
			l := lane{string(event), to.String()}
			sources[l] = append(sources[l], configurationNames[i])
			b.idle[i][e] = verdict == VerdictIgnored
		}
	}
	for l, from := range sources {
		b.events = append(b.events, looplab.EventDesc{Name: l.event, Src: from, Dst: l.to})
	}
	return b
}

// newEngine returns an engine that has not started.
func newEngine(b *blueprint) *engine {
	return &engine{machine: looplab.NewFSM(configurationNames[0], b.events, nil), idle: &b.idle}
}

// fire asks looplab. It passes a context that nobody can cancel, since one that
// is done would leave looplab in the middle of a transition for good.
func (g *engine) fire(e EventIndex) (Verdict, error) {
	err := g.machine.Event(context.Background(), string(eventTable[e].event))
	switch answer := err.(type) {
	case nil:
		g.at = indexByName[g.machine.Current()]
		return VerdictApplied, nil
	case looplab.NoTransitionError:
		if answer.Err == nil && g.idle[g.at][e] {
			return VerdictIgnored, nil
		} else if answer.Err == nil {
			return VerdictApplied, nil
		}
	case looplab.InvalidEventError, looplab.UnknownEventError:
		return VerdictRejected, nil
	}
	return "", fmt.Errorf("looplab gave no verdict: %w", err)
}

// restore puts the machine into a configuration that the caller has checked.
func (g *engine) restore(i ConfigurationIndex) {
	g.machine.SetState(configurationNames[i])
	g.at = i
}
