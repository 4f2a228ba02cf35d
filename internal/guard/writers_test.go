package guard

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A delivery is an event that some writer brings, by a name that another may bring too.
type delivery struct {
	Subscription string `json:"subscription"`
	Event        string `json:"event"`
	Name         string `json:"name"`
}

// delivered draws what one of many writers brings: first the same beginnings as all
// others, then events of few subscriptions, many of them brought by others as well.
func delivered(writer, count int) (all []delivery) {
	for i := range 40 {
		all = append(all, delivery{fmt.Sprintf("n%d", i), string(fsm.EventActivate), fmt.Sprint("w", writer)})
	}
	rng := rand.New(rand.NewPCG(uint64(writer), 6))
	events := fsm.Events()
	for len(all) < count {
		name := rng.IntN(count * 10)
		event := events[name%len(events)] // equal names carry equal events
		all = append(all, delivery{fmt.Sprintf("s%d", name%5), string(event), fmt.Sprintf("d%d", name)})
	}
	return all
}

// An entry is a line of the log.
type entry struct {
	Subscription string `json:"subscription"`
	Event        string `json:"event"`
	Delivery     string `json:"delivery"`
	Verdict      string `json:"verdict"`
	Reason       string `json:"reason"`
	Next         string `json:"next"`
}

// folded holds a log, each subscription's entries in order, and where the subscriptions
// are, against machines that are told the same.
func folded(t *testing.T, log []entry, now map[string]place) (apart []string) {
	t.Helper()
	machines, applied := map[string]*fsm.Machine{}, 0
	for i, e := range log {
		if machines[e.Subscription] == nil {
			machine, err := fsm.NewMachine(fsm.NewTable(fsm.Standard()))
			if err != nil {
				t.Fatal(err)
			}
			machines[e.Subscription] = machine
		}
		step, err := machines[e.Subscription].Deliver(t.Context(), e.Delivery, fsm.Event(e.Event))
		if err != nil {
			t.Fatal(err)
		}
		want := entry{e.Subscription, e.Event, e.Delivery, string(step.Verdict()), step.Reason().String(), step.To().String()}
		if e != want {
			apart = append(apart, fmt.Sprintf("entry %d: %+v; the machine says %+v", i, e, want))
		}
		if step.Verdict() == fsm.VerdictApplied {
			applied++
		}
	}
	for id, machine := range machines {
		if want := placed(machine.Configuration()); now[id] != want {
			apart = append(apart, fmt.Sprintf("%s is in %+v; the machine says %+v", id, now[id], want))
		}
	}
	if len(now) != len(machines) || applied == 0 {
		apart = append(apart, fmt.Sprintf("%d subscriptions, %d with a log, %d steps applied", len(now), len(machines), applied))
	}
	t.Logf("%d entries, %d applied, %d subscriptions", len(log), applied, len(now))
	return apart
}
