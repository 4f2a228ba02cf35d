package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// Law 17 again, in the programs for which the exports are made: each reads them, and
// what it has read is held against the table, cell by cell. The Go readers of
// agreement_test.go know what we mean; these do not.

// A verdict on what a consumer has read of one export: where it disagrees.
type reading func(*fsm.Table) []string

// A consumer is a program of others.
type consumer struct {
	format string
	name   string
	cells  func(*fsm.Table) int // that are compared
	read   func(t *testing.T, texts []string) []reading
	// breaks change what one transition says, leave one out, and add one.
	breaks [3][2]string
}

var consumers = []consumer{
	{"mermaid", "mermaid", cellsOfStates, readByMermaid, [3][2]string{
		{"suspended --> active : recover", "suspended --> trial : recover"},
		{"    past_due --> active : recover\n", ""},
		{"cancelled --> active : reactivate", "cancelled --> active : reactivate, recover"},
	}},
	{"dot", "Graphviz", cellsOfStates, readByGraphviz, [3][2]string{
		{"suspended -> active", "suspended -> trial"},
		{"    past_due -> active [label=<&#160;recover>]\n", ""},
		{"cancelled -> active [label=<&#160;reactivate>]", "cancelled -> active [label=<&#160;reactivate, recover>]"},
	}},
	{"xstate", "XState", cellsOfConfigurations, readByXState, [3][2]string{
		{`"recover": {"target":"#active_scheduled"}`, `"recover": {"target":"#active_unscheduled"}`},
		{`            "recover": {"target":"#active_unscheduled"},` + "\n", ""},
		{`"reactivate": {"target":"#active_unscheduled"`, `"recover": {"target":"#active_unscheduled"}, "reactivate": {"target":"#active_unscheduled"`},
	}},
	{"scxml", "SCION", cellsOfConfigurations, readBySCION, [3][2]string{
		{`event="recover" target="active_scheduled"`, `event="recover" target="active_unscheduled"`},
		{`      <transition event="recover" target="active_unscheduled"/>` + "\n", ""},
		{`<transition event="reactivate" target`, `<transition event="recover" target="active_unscheduled"/><transition event="reactivate" target`},
	}},
}

func cellsOfStates(*fsm.Table) int { return len(fsm.Sources()) * len(fsm.Events()) }

func cellsOfConfigurations(t *fsm.Table) int { return len(t.Configurations()) * len(fsm.Events()) }

// tables are those of the built-in profiles, and of two that somebody could have: one
// in which no state is divided but the gap, and one that drops a single cell.
func tables(t *testing.T) (all []*fsm.Table) {
	t.Helper()
	for _, p := range fsm.Profiles() {
		all = append(all, fsm.NewTable(p))
	}
	for _, without := range [][]string{{"schedule_cancellation", "trial"}, {"suspended/fail_renewal", "observe_active"}} {
		p, err := fsm.NewProfile("", without...)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fsm.NewTable(p))
	}
	return all
}

// TestLaw17Consumers has each consumer read the exports of all tables, and three
// that are broken.
func TestLaw17Consumers(t *testing.T) {
	page, err := os.ReadFile("../../docs/exports.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range consumers {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel() // it waits for another process
			all, cells := tables(t), 0
			var texts []string
			for _, table := range all {
				texts, cells = append(texts, write(t, format(t, c.format), table)), cells+c.cells(table)
			}
			for _, change := range c.breaks {
				broken := strings.Replace(texts[0], change[0], change[1], 1)
				if broken == texts[0] {
					t.Fatalf("%q is not there to be changed", change[0])
				}
				texts = append(texts, broken)
			}
			readings := c.read(t, texts)
			for i, table := range all {
				for _, complaint := range readings[i](table) {
					t.Errorf("%s: %s", table.Profile().Name(), complaint)
				}
			}
			for i, change := range c.breaks {
				if complaints := readings[len(all)+i](all[0]); len(complaints) == 0 {
					t.Errorf("%q instead of %q is not noticed", change[1], change[0])
				}
			}
			if told := fmt.Sprintf("%d,%03d", cells/1000, cells%1000); !strings.Contains(string(page), told) {
				t.Errorf("docs/exports.md does not tell of %s cells", told)
			}
			t.Logf("%s agrees with the table in all %d cells of %d profiles, %d of them of standard", c.name, cells, len(all), c.cells(all[0]))
		})
	}
}

// A seen is one innermost state and event, as a consumer of a chart answers.
type seen struct {
	From, Event string
	Taken       int    // transitions
	Target      bool   // the transition has one
	To          string // where it is afterwards
	Can         bool   // XState alone
	Meta        *struct {
		Verdict       fsm.Verdict
		Reason        fsm.Reason
		NewGeneration bool `json:"new_generation"`
	}
	Rejected fsm.Reason
}

// outcome makes what was seen into what it says of the cell.
func (s seen) outcome(c *charted) outcome {
	cell := outcome{verdict: fsm.VerdictRejected, reason: s.Rejected}
	switch {
	case s.Taken > 1:
		c.say("%d transitions of %s in %s", s.Taken, s.Event, s.From)
	case s.Taken == 1 && s.Target:
		return outcome{target: s.To, verdict: fsm.VerdictApplied, begins: s.Meta != nil && s.Meta.NewGeneration}
	case s.Taken == 1:
		cell = outcome{verdict: fsm.VerdictIgnored}
		if s.Meta != nil {
			cell = outcome{verdict: s.Meta.Verdict, reason: s.Meta.Reason}
		}
	}
	if s.To != s.From {
		c.say("%s in %s leads to %s without a transition", s.Event, s.From, s.To)
	}
	return cell
}

// A fired is a chart in which every cell was fired.
type fired struct {
	Begins string
	Cells  []seen
}

func (f fired) charted() *charted {
	c := newCharted()
	c.same("the beginning", f.Begins, "none")
	for _, cell := range f.Cells {
		c.tell(cell.From, cell.Event, cell.outcome(c))
	}
	return c
}

// firedByXState sends every event in every innermost state.
const firedByXState = `
import {createActor, createMachine} from 'xstate'

const nest = ([first, ...rest]) => rest.length ? {[first]: nest(rest)} : first
const innermost = snapshot => snapshot._nodes.find(node => node.type === 'atomic').id
const leaves = node => Object.values(node.states).flatMap(s => Object.keys(s.states).length ? leaves(s) : [s])
answer(asked.texts.map(text => {
  const machine = createMachine(JSON.parse(text))
  const fire = leaf => event => {
    const snapshot = machine.resolveState({value: nest(leaf.path), context: {}})
    const transitions = machine.getTransitionData(snapshot, {type: event})
    const actor = createActor(machine, {snapshot}).start()
    actor.send({type: event})
    return {
      from: leaf.id, event, taken: transitions.length, target: transitions[0]?.target !== undefined,
      can: snapshot.can({type: event}), to: innermost(actor.getSnapshot()),
      meta: transitions[0]?.meta, rejected: snapshot.getMeta()[leaf.id].rejected[event],
    }
  }
  const begins = innermost(createActor(machine).start().getSnapshot())
  return {begins, cells: leaves(machine.root).flatMap(leaf => asked.events.map(fire(leaf)))}
}))
`

func readByXState(t *testing.T, texts []string) (readings []reading) {
	return readByFiring(t, texts, "xstate", firedByXState, false)
}

// firedBySCION does the same; a listener is told of each transition.
const firedBySCION = `
import scxml from '@scion-scxml/scxml'

const made = (text, i) => new Promise((done, fail) => scxml.documentStringToModel(i + '.scxml', text,
  (err, model) => err ? fail(err) : model.prepare((err, made) => err ? fail(err) : done(made))))
answer(await Promise.all(asked.texts.map(async (text, i) => {
  const model = await made(text, i)
  const taken = []
  const at = id => {
    const chart = new scxml.core.Statechart(model, id && {snapshot: [[id], {}, false, {}, []]})
    chart.registerListener({onTransition: (from, targets) => taken.push(targets)})
    return chart
  }
  const fire = id => {
    let chart = at(id)
    return asked.events.map(event => {
      taken.length = 0
      chart.gen(event)
      const to = chart.getConfiguration().join()
      if (to !== id) chart = at(id) // costs more than all else
      return {from: id, event, taken: taken.length, target: !!taken[0], to}
    })
  }
  const chart = at()
  chart.start()
  const leaves = [...chart._model.$idToStateMap.values()].filter(s => s.$type === 'state' && !s.states?.length)
  return {begins: chart.getConfiguration().join(), cells: leaves.flatMap(s => fire(s.id))}
})))
`

func readBySCION(t *testing.T, texts []string) (readings []reading) {
	return readByFiring(t, texts, "@scion-scxml/scxml", firedBySCION, true)
}

// readByFiring has a program of ours fire every cell in a package of others.
func readByFiring(t *testing.T, texts []string, from, program string, blind bool) (readings []reading) {
	t.Helper()
	var all []fired
	peers.Ask(t, []string{from}, program, map[string]any{"texts": texts, "events": fsm.Events()}, &all)
	for _, f := range all {
		readings = append(readings, func(table *fsm.Table) []string {
			c := f.charted()
			for _, cell := range f.Cells {
				if !blind && cell.Can != (c.ways[cell.From][cell.Event].verdict == fsm.VerdictApplied) {
					c.say("can is %t for %s in %s", cell.Can, cell.Event, cell.From)
				}
			}
			return judgeChart(table, c, blind)
		})
	}
	return readings
}

// TestSCXMLMatchesByPrefix: to SCXML an event renew.late is a renew. No event of ours
// has a dot, so none is taken for another; a name of somebody else's may be.
func TestSCXMLMatchesByPrefix(t *testing.T) {
	for _, e := range fsm.Events() {
		if strings.ContainsAny(string(e), ". *") {
			t.Errorf("%s is a pattern to SCXML", e)
		}
	}
	texts := []string{write(t, format(t, "scxml"), fsm.NewTable(fsm.Standard()))}
	var all []fired
	peers.Ask(t, []string{"@scion-scxml/scxml"}, firedBySCION, map[string]any{"texts": texts, "events": []string{"activate.late", "activated"}}, &all)
	if late := all[0].Cells[0]; late.From != "none" || late.To != "active_unscheduled" {
		t.Errorf("activate.late leads from %s to %s", late.From, late.To)
	}
	if other := all[0].Cells[1]; other.Taken != 0 {
		t.Errorf("activated leads from %s to %s", other.From, other.To)
	}
}

// parsedByMermaid has mermaid parse diagrams, without drawing them: the page that it
// wants for that is a stub, and nothing is cleaned of markup.
const parsedByMermaid = `
import {createRequire} from 'node:module'
import {runInThisContext} from 'node:vm'

globalThis.window = {document: {nodeType: 9, createElement: () => ({})}, Element: class {}}
runInThisContext(read(createRequire(process.cwd() + '/').resolve('@mermaid-js/tiny'), 'utf8'))
const {mermaid} = globalThis
mermaid.initialize({startOnLoad: false})
const all = []
for (const text of asked) {
  const {db} = await mermaid.mermaidAPI.getDiagramFromText(text)
  const states = [...db.getStates().values()].map(({id, descriptions}) => ({id, descriptions}))
  all.push({states, relations: db.getRelations()})
}
answer(all)
`

// A parsed is a diagram as mermaid's own database holds it.
type parsed struct {
	States []struct {
		ID           string
		Descriptions []string
	}
	Relations []struct{ ID1, ID2, RelationTitle string }
}

func readByMermaid(t *testing.T, texts []string) (readings []reading) {
	var all []parsed
	peers.Ask(t, []string{"@mermaid-js/tiny"}, parsedByMermaid, texts, &all)
	// Mermaid keeps entities like this until it draws.
	plain := strings.NewReplacer("ﬂ°°", "&#", "ﬂ°", "&", "¶ß", ";")
	for _, p := range all {
		readings = append(readings, func(table *fsm.Table) []string {
			d := &drawn{nodes: map[string][]string{}}
			for _, s := range p.States {
				for _, line := range s.Descriptions {
					d.nodes[s.ID] = append(d.nodes[s.ID], html.UnescapeString(plain.Replace(line)))
				}
			}
			for _, r := range p.Relations {
				d.label(strings.Replace(r.ID1, "root_start", "none", 1), r.ID2, html.UnescapeString(plain.Replace(r.RelationTitle)))
			}
			return judgePicture(table, d)
		})
	}
	return readings
}

// A graph is what dot -Tjson says of one.
type graph struct {
	Objects []struct{ Name, Label string }
	Edges   []struct {
		Tail, Head int
		Label      string
	}
}

func readByGraphviz(t *testing.T, texts []string) (readings []reading) {
	command := exec.CommandContext(t.Context(), peers.Program(t, "dot", "on Debian, run: apt-get install graphviz"), "-Tjson")
	command.Stdin = strings.NewReader(strings.Join(texts, ""))
	out, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var g graph
		if err := d.Decode(&g); err != nil {
			t.Fatal(err)
		}
		readings = append(readings, func(table *fsm.Table) []string { return judgePicture(table, g.drawn()) })
	}
	if len(readings) != len(texts) {
		t.Fatalf("%d graphs of %d", len(readings), len(texts))
	}
	return readings
}

func (g graph) drawn() *drawn {
	plain := func(text string) string { return html.UnescapeString(dotTag.ReplaceAllString(text, "")) }
	d := &drawn{nodes: map[string][]string{}}
	for _, o := range g.Objects {
		for _, line := range strings.Split(o.Label, "<br/>") {
			if o.Name != "none" {
				d.nodes[o.Name] = append(d.nodes[o.Name], plain(line))
			}
		}
	}
	for _, e := range g.Edges {
		d.label(g.Objects[e.Tail].Name, g.Objects[e.Head].Name, strings.TrimPrefix(plain(e.Label), "\u00a0"))
	}
	return d
}
