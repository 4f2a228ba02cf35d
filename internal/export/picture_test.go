package export

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// An edge is what a picture says: in from, event leads to to, always or under a
// guard.
type edge struct {
	from, to, event string
	guarded         bool
}

// drawn is a picture read back, before the nodes that stand for many states are
// spelt out.
type drawn struct {
	nodes      map[string][]string // by id: what stands in the node, its title first
	edges      []edge
	complaints []string
}

func (d *drawn) say(format string, args ...any) {
	d.complaints = append(d.complaints, fmt.Sprintf(format, args...))
}

// label takes an arrow's label apart.
func (d *drawn) label(from, to, text string) {
	events, guarded := strings.CutSuffix(text, " [reachable]")
	for _, event := range strings.Split(events, ", ") {
		d.edges = append(d.edges, edge{from, to, event, guarded})
	}
}

// judgePicture compares what a picture says with the table, state by state.
func judgePicture(table *fsm.Table, d *drawn) []string {
	want := map[edge]int{}
	states := []string{}
	for _, c := range table.Configurations() {
		if !slices.Contains(states, c.State.String()) {
			states = append(states, c.State.String())
		}
	}
	for _, from := range states {
		for _, e := range fsm.Events() {
			if to, applied, guarded := answer(table, from, e); applied {
				want[edge{from, to, string(e), guarded}]++
			}
		}
	}
	for _, state := range states {
		if title := d.nodes[state]; state != "none" && (len(title) == 0 || title[0] != state) {
			d.say("state %s is not drawn under its name", state)
		}
	}
	for _, e := range d.spell(states) {
		want[e]--
	}
	for e, n := range want {
		if n != 0 {
			d.say("%+v is drawn %d times too few", e, n)
		}
	}
	slices.Sort(d.complaints)
	return d.complaints
}

// answer folds the configurations of a state: where an event leads in any of
// them, and whether the gap rule keeps it from that in another.
func answer(table *fsm.Table, from string, e fsm.Event) (to string, applied, guarded bool) {
	for _, c := range table.Configurations() {
		step, err := table.Step(c, e)
		if err != nil || c.State.String() != from {
			continue
		}
		if step.Verdict() == fsm.VerdictApplied {
			to, applied = step.To().State.String(), true
		}
		guarded = guarded || c.State == fsm.StateUnknown
	}
	return to, applied, guarded
}

// many gives the nodes that stand for many states their only titles.
var many = map[string]string{
	"any_live":  "any live state",
	"any_other": "any other state, or none",
	"observed":  "S, the state observed",
}

// spell writes those nodes out.
func (d *drawn) spell(states []string) (edges []edge) {
	for id, lines := range d.nodes {
		for _, event := range lines[1:] {
			d.edges = append(d.edges, edge{id, id, event, false})
		}
		if title, stands := many[id]; !slices.Contains(states, id) && !(stands && lines[0] == title) {
			d.say("%s is drawn as %q and no state", id, lines[0])
		}
	}
	for _, e := range d.edges {
		for _, id := range []string{e.from, e.to} {
			if id != "none" && d.nodes[id] == nil {
				d.say("%+v touches %s, which is not drawn", e, id)
			}
		}
		for _, f := range d.sources(e, states) {
			edges = append(edges, d.targets(f, states)...)
		}
	}
	return edges
}

// sources spells out where an edge starts.
func (d *drawn) sources(e edge, states []string) (edges []edge) {
	for _, s := range states {
		live := fsm.State(s).Class() == fsm.ClassLive
		if e.from == s || e.from == "any_live" && live || e.from == "any_other" && s != e.to {
			f := e
			if f.from = s; e.to == e.from {
				f.to = s
			}
			edges = append(edges, f)
		}
	}
	if len(edges) == 0 {
		d.say("%+v starts nowhere", e)
	}
	return edges
}

// targets spells out where an edge ends.
func (d *drawn) targets(e edge, states []string) (edges []edge) {
	if e.to != "observed" {
		return []edge{e}
	}
	for _, s := range states {
		if s != "none" && s != "unknown" && (e.event == "observe_S" || e.event == "observe_"+s) {
			edges = append(edges, edge{e.from, s, "observe_" + s, e.guarded})
		}
	}
	if len(edges) == 0 {
		d.say("%+v ends nowhere", e)
	}
	return edges
}

var (
	mermaidArrow = regexp.MustCompile(`^    (\S+) --> (\S+) : (.+)$`)
	mermaidState = regexp.MustCompile(`^    (\S+) : (.+)$`)
	mermaidLooks = regexp.MustCompile(`^    (%% .*|classDef \w+ \S+( 4)?|class [a-z_,]+ \w+)$`)
	dotArrow     = regexp.MustCompile(`^    (\w+) -> (\w+) \[label=<&#160;(.+)>\]$`)
	dotState     = regexp.MustCompile(`^    (\w+) \[label=<(.+)>, fillcolor=.*\]$`)
	dotLooks     = regexp.MustCompile(`^(// .*|digraph subsim {|}|    (\w+=\S+|(node|edge) \[.*\]|none \[shape=circle, .*\]))$`)
	dotTag       = regexp.MustCompile(`<[^>]*>`)
)

func judgeMermaid(table *fsm.Table, text string) []string {
	d := &drawn{nodes: map[string][]string{}}
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if lines[0] != "stateDiagram-v2" {
		d.say("first line %q", lines[0])
	}
	plain := func(s string) string {
		return html.UnescapeString(regexp.MustCompile(`#(\d+);`).ReplaceAllString(s, "&#$1;"))
	}
	for _, line := range lines[1:] {
		if m := mermaidArrow.FindStringSubmatch(line); m != nil {
			d.label(strings.Replace(m[1], "[*]", "none", 1), m[2], plain(m[3]))
		} else if m := mermaidState.FindStringSubmatch(line); m != nil {
			d.nodes[m[1]] = append(d.nodes[m[1]], plain(m[2]))
		} else if !mermaidLooks.MatchString(line) {
			d.say("line %q is not understood", line)
		}
	}
	return judgePicture(table, d)
}

func judgeDot(table *fsm.Table, text string) []string {
	d := &drawn{nodes: map[string][]string{}}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if m := dotArrow.FindStringSubmatch(line); m != nil {
			d.label(m[1], m[2], html.UnescapeString(m[3]))
		} else if m := dotState.FindStringSubmatch(line); m != nil {
			for _, part := range strings.Split(m[2], "<br/>") {
				d.nodes[m[1]] = append(d.nodes[m[1]], html.UnescapeString(dotTag.ReplaceAllString(part, "")))
			}
		} else if !dotLooks.MatchString(line) {
			d.say("line %q is not understood", line)
		}
	}
	return judgePicture(table, d)
}

// Every state of every class has the colour of its reading, and a bold border
// exactly where the published rule blocks.
func TestColours(t *testing.T) {
	text := write(t, format(t, "mermaid"), fsm.NewTable(fsm.Standard()))
	for class, states := range map[string]string{
		"ready":     "active",
		"watch":     "trial,grace_period",
		"blocked":   "cancelled",
		"published": "past_due,suspended,expired,unknown",
	} {
		if line := "    class " + states + " " + class + "\n"; !strings.Contains(text, line) {
			t.Errorf("no line %q", line)
		}
	}
}
