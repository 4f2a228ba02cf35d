package examples_test

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// A walk is a word of events, from the beginning or from a configuration.
type walk struct {
	from   fsm.Configuration
	events []fsm.Event
	ids    []string // one for each event, where there are any
}

// routes returns the shortest words that lead to each configuration by the events
// of an alphabet.
func routes(alphabet []fsm.Event) map[fsm.Configuration][]fsm.Event {
	found := map[fsm.Configuration][]fsm.Event{{}: nil}
	for queue := []fsm.Configuration{{}}; len(queue) > 0; queue = queue[1:] {
		for _, event := range alphabet {
			to := place(answerOf(queue[0], event).To())
			if _, known := found[to]; !known {
				found[to] = append(slices.Clone(found[queue[0]]), event)
				queue = append(queue, to)
			}
		}
	}
	return found
}

// place leaves the generation aside: no cell looks at it.
func place(c fsm.Configuration) fsm.Configuration {
	c.Generation = min(c.Generation, 1)
	return c
}

var standard = fsm.NewTable(fsm.Profile{})

// answerOf asks the reference.
func answerOf(c fsm.Configuration, e fsm.Event) fsm.Step {
	step, err := standard.Step(c, e)
	if err != nil {
		panic(err)
	}
	return step
}

// cells leads to every configuration and asks it every event.
func cells(alphabet []fsm.Event) []walk {
	var all []walk
	for _, route := range routes(alphabet) {
		for _, event := range alphabet {
			all = append(all, walk{events: append(slices.Clone(route), event)})
		}
	}
	return all
}

// probes show what no state shows: the flag, and what was last known.
var probes = []fsm.Event{
	fsm.EventUnscheduleCancellation, fsm.EventObserveTrial, fsm.EventObserveActive, fsm.EventObserveExpired,
	fsm.EventObserveCancelled, fsm.EventUnscheduleCancellation,
}

// deeper probes where each cell has led.
func deeper(alphabet []fsm.Event) []walk {
	foreign := func(e fsm.Event) bool { return !slices.Contains(alphabet, e) }
	all := cells(alphabet)
	for i := range all {
		all[i].events = append(all[i].events, slices.DeleteFunc(slices.Clone(probes), foreign)...)
	}
	return all
}

// again asks every event five times, which shows what counts.
func again(alphabet []fsm.Event) []walk {
	all := cells(alphabet)
	for i, w := range all {
		last := w.events[len(w.events)-1:]
		all[i].events = append(w.events, slices.Repeat(last, 4)...)
	}
	return all
}

// seeded begins in every configuration.
func seeded(alphabet []fsm.Event) []walk {
	var all []walk
	for from := range routes(alphabet) {
		for _, event := range alphabet {
			all = append(all, walk{from: from, events: []fsm.Event{event, fsm.EventUnscheduleCancellation}})
		}
	}
	return all
}

// random walks by chance, more often where something happens; with ids, of which
// one in four was used before.
func random(alphabet []fsm.Event, count int, ids bool) []walk {
	chance := rand.New(rand.NewPCG(1, 2))
	all := make([]walk, count)
	for i := range all {
		var c fsm.Configuration
		for step := range 40 {
			event := alphabet[chance.IntN(len(alphabet))]
			for range 3 {
				if answerOf(c, event).Verdict() != fsm.VerdictApplied {
					event = alphabet[chance.IntN(len(alphabet))]
				}
			}
			id := fmt.Sprint("d", step)
			if step > 0 && chance.IntN(4) == 0 {
				id = all[i].ids[chance.IntN(step)]
			}
			if !ids || !slices.Contains(all[i].ids, id) {
				c = answerOf(c, event).To()
			}
			all[i].events, all[i].ids = append(all[i].events, event), append(all[i].ids, id)
		}
		if !ids {
			all[i].ids = nil
		}
	}
	return all
}

// A difference is the first step of a walk at which an adapter is not the reference.
type difference struct {
	key     string
	message string
}

// play takes a walk and returns the first difference, or nil. An error says that
// the adapter does not keep to the protocol.
func (p *peer) play(w walk) (*difference, error) {
	opening := request{"op": "open", "session": "s"}
	if w.from != (fsm.Configuration{}) {
		opening["configuration"] = w.from
	}
	var opened answer
	if err := p.ask(opening, &opened); err != nil || opened.Skip != "" {
		return nil, err
	}
	if want := p.word(w.from.State); opened.State != want {
		return nil, fmt.Errorf("opened in %s: %s is read", w.from, opened.State)
	}
	found, err := p.judge(w)
	if err != nil {
		return nil, err
	}
	return found, p.ask(request{"op": "close", "session": "s"}, &answer{})
}

// judge delivers the events and compares each answer with the reference.
func (p *peer) judge(w walk) (*difference, error) {
	at, seen := w.from, map[string]bool{}
	for i := range w.events {
		got, err := p.deliver(w, i)
		if err != nil {
			return nil, err
		}
		step := answerOf(at, w.events[i])
		verdict, to := step.Verdict(), step.To()
		if w.ids != nil && seen[w.ids[i]] {
			verdict, to = fsm.VerdictIgnored, at
		}
		if found := p.compare(step, verdict, to, got); found != nil {
			found.message = fmt.Sprintf("after %v: %s", w.events[:i], found.message)
			return found, nil
		}
		if w.ids != nil {
			seen[w.ids[i]] = true
		}
		at = to
	}
	return nil, nil
}

func (p *peer) deliver(w walk, i int) (answer, error) {
	event := request{"op": "event", "session": "s", "event": w.events[i]}
	if w.ids != nil {
		event["id"] = w.ids[i]
	}
	var got answer
	return got, p.ask(event, &got)
}

// compare returns nil where an answer is the reference's.
func (p *peer) compare(step fsm.Step, verdict fsm.Verdict, to fsm.Configuration, got answer) *difference {
	want := answer{Verdict: verdict, State: p.word(to.State)}
	kind := kindOf(want, got)
	if kind == "" {
		return nil
	}
	cell := conformance.Cell{State: step.From().State, Event: step.Event()}
	return &difference{
		key:     cell.String() + " " + string(kind),
		message: fmt.Sprintf("%s in %s: %s, %s; want %s, %s", step.Event(), step.From(), got.Verdict, got.State, want.Verdict, want.State),
	}
}

// kindOf names what is wrong with an answer; nothing where it is right.
func kindOf(want, got answer) conformance.Kind {
	switch {
	case got.Error != nil:
		return conformance.KindIndeterminate
	case want.Verdict == got.Verdict && want.State == got.State:
		return ""
	case want.Verdict == got.Verdict && want.Verdict == fsm.VerdictApplied:
		return conformance.KindElsewhere
	case want.Verdict == got.Verdict:
		return conformance.KindChanged
	case want.Verdict == fsm.VerdictRejected:
		return conformance.KindAccepted
	case got.Verdict == fsm.VerdictRejected:
		return conformance.KindRefused
	}
	return conformance.KindVerdict
}
