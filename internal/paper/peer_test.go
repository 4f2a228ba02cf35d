package paper_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/paper"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// ask asks XState itself, in every innermost state and of every event: whether
// it would take the event, and where that leads; with every guard true, with every
// guard false, and with the second of a list alone.
const ask = `
import {createActor, createMachine} from 'xstate'

const {config, events} = asked
const path = value => typeof value === 'string' ? [value] : Object.entries(value).flatMap(([k, v]) => [k, ...path(v)])
const nest = ([first, ...rest]) => rest.length ? {[first]: nest(rest)} : first
const answers = []
const passing = [() => true, () => false, name => name === 'barely']
for (const passes of passing) {
  const guards = new Proxy({}, {get: (_, name) => () => passes(name), has: () => true})
  const machine = createMachine(config, {guards, actions: new Proxy({}, {get: () => () => {}, has: () => true})})
  const leaves = node => Object.values(node.states).flatMap(s => Object.keys(s.states).length ? leaves(s) : [s.path])
  for (const leaf of leaves(machine)) {
    for (const type of events) {
      const snapshot = machine.resolveState({value: nest(leaf), context: {}})
      const can = snapshot.status === 'active' && snapshot.can({type})
      const actor = createActor(machine, {snapshot}).start()
      actor.send({type})
      answers.push({from: leaf, event: type, can, to: path(actor.getSnapshot().value)})
      actor.stop()
    }
  }
}
answer(answers)
`

// An answer is what XState does with an event in an innermost state.
type answer struct {
	From  []string
	Event string
	Can   bool
	To    []string
}

// xstate asks the peer, and skips the test where it is not installed.
func xstate(t *testing.T, file string, events []string) (answers []answer) {
	t.Helper()
	config, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	question := map[string]any{"config": json.RawMessage(config), "events": events}
	peers.Ask(t, []string{"xstate"}, ask, question, &answers)
	return answers
}

// TestXStateReadsItLikewise holds our reading of targets, priorities, patterns,
// forbidden events and final states against XState's own answers.
func TestXStateReadsItLikewise(t *testing.T) {
	for _, test := range []struct {
		file  string
		names paper.Names
		least int // arrows
	}{
		{"testdata/subscription.xstate.json", nil, 40},
		{"testdata/billing.xstate.json", paper.Names{"billing.failed": "fail_renewal", "billing.failed.again": "start_grace", "billing": "renew", "billing.done": "recover"}, 15},
	} {
		text, err := os.ReadFile(test.file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := paper.Read(test.file, string(text), paper.Options{Names: test.names})
		if err != nil {
			t.Fatal(err)
		}
		theirs, ours := arrowsOf(t, xstate(t, test.file, events(m)), m), map[string]bool{}
		for _, a := range m.Arrows {
			if a.Event != "" {
				ours[fmt.Sprintf("%s %s %s", a.From, a.Event, a.To)] = true
			}
		}
		for arrow := range theirs {
			if !ours[arrow] {
				t.Errorf("%s: XState takes %s, and we do not read it so", test.file, arrow)
			}
		}
		for arrow := range ours {
			if !theirs[arrow] {
				t.Errorf("%s: we read %s, and XState does not take it", test.file, arrow)
			}
		}
		if len(ours) < test.least {
			t.Errorf("%s: only %d arrows", test.file, len(ours))
		}
	}
}

// events returns the vocabulary as the drawing spells it.
func events(m *paper.Machine) (names []string) {
	for _, e := range fsm.Events() {
		renamed := slices.ContainsFunc(m.Renamed, func(r paper.Renaming) bool { return r.Ours == string(e) })
		if !renamed || strings.Contains(m.Source.Text, `"`+string(e)+`"`) {
			names = append(names, string(e))
		}
	}
	for _, r := range m.Renamed {
		if _, err := fsm.ParseEvent(r.Ours); err == nil {
			names = append(names, r.Theirs)
		}
	}
	return names
}

// arrowsOf spells what XState takes as we do.
func arrowsOf(t *testing.T, answers []answer, m *paper.Machine) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	for _, a := range answers {
		event := a.Event
		for _, r := range m.Renamed {
			if r.Theirs == event {
				event = r.Ours
			}
		}
		if a.Can {
			all[fmt.Sprintf("%s %s %s", named(t, a.From), event, named(t, a.To))] = true
		}
	}
	return all
}

// named names an innermost state as the package does: by the innermost of its
// names that is one of ours.
func named(t *testing.T, path []string) fsm.State {
	t.Helper()
	for _, name := range slices.Backward(path) {
		if name == "none" {
			return fsm.StateNone
		}
		if s := fsm.Respell(name, fsm.States()); s != "" {
			return s
		}
	}
	t.Fatalf("%v has no name of ours", path)
	return ""
}
