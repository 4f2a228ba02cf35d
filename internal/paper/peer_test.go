package paper_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/paper"
)

// ask asks XState itself, in every innermost state and of every event: whether
// it would take the event, and where that leads; with every guard true, with every
// guard false, and with the second of a list alone.
const ask = `
import {createActor, createMachine} from 'xstate'
import {readFileSync} from 'node:fs'

const config = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const events = JSON.parse(process.argv[3])
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
console.log(JSON.stringify(answers))
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
	folder, err := filepath.Abs("../../.ci/npm")
	if err != nil {
		t.Fatal(err)
	}
	_, missing := os.Stat(filepath.Join(folder, "node_modules", "xstate"))
	_, nodeless := exec.LookPath("node")
	if err := errors.Join(missing, nodeless); err != nil {
		const remedy = "xstate is not there; with node and npm, run: npm ci --prefix .ci/npm"
		if os.Getenv("SUBSIM_PEERS") == "required" {
			t.Fatalf("%s\n%v", remedy, err)
		}
		t.Skip(remedy)
	}
	file, _ = filepath.Abs(file)
	list, _ := json.Marshal(events)
	command := exec.CommandContext(t.Context(), "node", "--input-type=module", "-", file, string(list))
	command.Dir, command.Stdin = folder, strings.NewReader(ask)
	var complaints strings.Builder
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
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
