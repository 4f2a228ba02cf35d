package diff_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diff"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/paper"
)

// An edge is an arrow to be drawn.
type edge struct {
	from, event, to string
	guarded         bool
}

// edges are what a table applies, one an arrow; an arrow out of a gap is guarded
// where it depends on what was last known.
func edges(t *fsm.Table) (all []edge) {
	rejects := map[edge]bool{}
	for _, c := range t.Configurations() {
		for _, e := range fsm.Events() {
			step, _ := t.Step(c, e)
			one := edge{from: c.State.String(), event: string(e), to: step.To().State.String()}
			switch {
			case step.Verdict() != fsm.VerdictApplied:
				rejects[edge{from: one.from, event: one.event}] = step.Reason() == fsm.ReasonUnreachable
			case !slices.Contains(all, one):
				all = append(all, one)
			}
		}
	}
	for i := range all {
		all[i].guarded = rejects[edge{from: all[i].from, event: all[i].event}]
	}
	return all
}

func sourcesOf(all []edge) (states []string) {
	for _, e := range all {
		for _, s := range []string{e.from, e.to} {
			if !slices.Contains(states, s) {
				states = append(states, s)
			}
		}
	}
	return states
}

// The notations in which a person would draw the edges.
var notations = map[string]func([]edge) string{"xstate": asXState, "scxml": asSCXML, "mermaid": asMermaid}

func asXState(all []edge) string {
	states := map[string]any{}
	for _, s := range sourcesOf(all) {
		on := map[string]any{}
		for _, e := range all {
			transition := map[string]any{"target": e.to}
			if e.guarded {
				transition["guard"] = "reachable"
			}
			if e.from == s && e.to == s {
				transition = map[string]any{"actions": "note"}
			}
			if e.from == s {
				on[strings.ToUpper(e.event)] = transition
			}
		}
		states[s] = map[string]any{"on": on}
	}
	text, _ := json.MarshalIndent(map[string]any{"initial": "none", "states": states}, "", "  ")
	return string(text)
}

func asSCXML(all []edge) string {
	var b strings.Builder
	b.WriteString("<scxml initial=\"none\">\n")
	for _, s := range sourcesOf(all) {
		fmt.Fprintf(&b, "  <state id=%q>\n", s)
		for _, e := range all {
			if e.from != s {
				continue
			}
			cond := ""
			if e.guarded {
				cond = ` cond="reachable"`
			}
			fmt.Fprintf(&b, "    <transition event=%q target=%q%s/>\n", e.event, e.to, cond)
		}
		b.WriteString("  </state>\n")
	}
	return b.String() + "</scxml>\n"
}

func asMermaid(all []edge) string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, e := range all {
		from, guard := e.from, ""
		if from == "none" {
			from = "[*]"
		}
		if e.guarded {
			guard = " [reachable]"
		}
		fmt.Fprintf(&b, "  %s --> %s : %s%s\n", from, e.to, e.event, guard)
	}
	return b.String()
}

// read reads a drawing that makes sense.
func read(t *testing.T, text string) *paper.Machine {
	t.Helper()
	m, err := paper.Read("drawing", text, paper.Options{})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return m
}

// exported is what subsim export writes.
func exported(t *testing.T, format string, table *fsm.Table) string {
	t.Helper()
	for _, f := range export.Formats() {
		if f.Name == format {
			var b bytes.Buffer
			if err := f.Write(&b, table); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %s", format)
	return ""
}

// TestFaithfulDrawingsAreTheSame: in every notation, for every built-in profile,
// drawn by a person and drawn by subsim export.
func TestFaithfulDrawingsAreTheSame(t *testing.T) {
	for _, p := range fsm.Profiles() {
		table := fsm.NewTable(p)
		texts := map[string]string{}
		for name, draw := range notations {
			texts[name] = draw(edges(table))
		}
		for _, f := range export.Formats() {
			if f.Name != "dot" && f.Name != "markdown" {
				texts["export "+f.Name] = exported(t, f.Name, table)
			}
		}
		for name, text := range texts {
			c := diff.Compare(read(t, text), table)
			if c.Verdict != diff.VerdictSame {
				t.Errorf("%s of %s: %s, %v", name, p.Name(), c.Verdict, subjects(c.Findings))
			}
			if exported := name == "export json" || name == "export cells"; exported && c.Agree != c.Cells {
				t.Errorf("%s of %s: only %d of %d cells are the same", name, p.Name(), c.Agree, c.Cells)
			}
			if c.Agree+len(c.Of(diff.KindOmitted)) != c.Cells {
				t.Errorf("%s of %s: %d the same and %d omitted are not %d", name, p.Name(), c.Agree, len(c.Of(diff.KindOmitted)), c.Cells)
			}
		}
	}
}

// TestEveryWrongArrowIsFound: each cell of the standard table in turn is drawn
// otherwise, each in one of the notations, and the one finding about cells names it.
func TestEveryWrongArrowIsFound(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	faithful := edges(table)
	for i, e := range faithful {
		without := slices.Delete(slices.Clone(faithful), i, i+1)
		elsewhere := slices.Clone(faithful)
		elsewhere[i].to = "trial"
		if e.to == "trial" {
			elsewhere[i].to = "active"
		}
		name := []string{"xstate", "scxml", "mermaid"}[i%3]
		c := diff.Compare(read(t, notations[name](without)), table)
		if !names(c, fsm.State(e.from), fsm.Event(e.event)) {
			t.Errorf("%s without %v: %v", name, e, subjects(c.Findings))
		}
		c = diff.Compare(read(t, notations[name](elsewhere)), table)
		if !names(c, fsm.State(e.from), fsm.Event(e.event)) || c.Verdict != diff.VerdictDiffers {
			t.Errorf("%s with %v: %s %v", name, elsewhere[i], c.Verdict, subjects(c.Findings))
		}
	}
	for _, from := range fsm.Sources() {
		for _, e := range fsm.Events() {
			step := table.Row(from, e)
			if step.Effect != fsm.EffectReject {
				continue
			}
			more := append(slices.Clone(faithful), edge{from: from.String(), event: string(e), to: "active"})
			c := diff.Compare(read(t, asMermaid(more)), table)
			if len(c.Findings)-len(c.Of(diff.KindOmitted)) != 1 || !names(c, from, e) || c.Verdict != diff.VerdictDiffers {
				t.Errorf("with %s in %s to active: %s %v", e, from, c.Verdict, subjects(c.Findings))
			}
		}
	}
}

// names reports whether the findings that matter name a cell, and no other.
func names(c *diff.Comparison, s fsm.State, e fsm.Event) bool {
	if s == "none" {
		s = fsm.StateNone
	}
	found := false
	for _, f := range c.Findings {
		switch f.Kind {
		case diff.KindRefused, diff.KindBeyond, diff.KindElsewhere, diff.KindRevives:
			if f.State != s || f.Event != e {
				return false
			}
			found = true
		case diff.KindUnused:
			found = found || f.Event == e
		case diff.KindUndrawn: // nothing else led there
			found = true
		}
	}
	return found
}

// subjects lists what findings are about, those that do not matter left aside.
func subjects(all []diff.Finding) (told []string) {
	for _, f := range all {
		if f.Kind != diff.KindOmitted {
			told = append(told, string(f.Kind)+": "+f.Subject())
		}
	}
	return told
}

// TestChartsTellGapsApart: our own charts have a state for each gap; an observation
// that is added to one of them is found although others have it rightly.
func TestChartsTellGapsApart(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	for format, added := range map[string][2]string{
		"xstate": {`"observe_cancelled": {"target":"#cancelled"}` + "\n          }\n        }\n      }", `"observe_active": {"target":"#active_unscheduled"}` + "\n          }\n        }\n      }"},
		"scxml":  {"      <transition event=\"observe_cancelled\" target=\"cancelled\"/>\n    </state>\n  </state>", "      <transition event=\"observe_active\" target=\"active_unscheduled\"/>\n    </state>\n  </state>"},
	} {
		text := exported(t, format, table)
		broken := strings.Replace(text, added[0], added[1], 1)
		if broken == text {
			t.Fatalf("%s does not end in the gap after cancelled", format)
		}
		found := diff.Compare(read(t, broken), table).Of(diff.KindLaunders)
		if len(found) != 1 || found[0].Event != fsm.EventObserveActive {
			t.Errorf("%s: %v", format, subjects(found))
		}
	}
}
