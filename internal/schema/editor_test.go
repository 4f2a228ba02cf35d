package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// These tests hold the schema against the program that editors complete and
// underline with: what a validator refuses is of no use if the wrong word, or
// three, are underlined.

// open opens a file and returns its address.
func (e *editor) open(text string) (uri string) {
	e.t.Helper()
	e.opened++
	uri = e.uri(fmt.Sprintf("theme/%d.subsim.yaml", e.opened))
	e.notify("textDocument/didOpen", map[string]any{
		"textDocument": map[string]any{"uri": uri, "languageId": "yaml", "version": 1, "text": text},
	})
	return uri
}

// underlined waits for what the server underlines in an open file.
func (e *editor) underlined(uri string) []diagnostic {
	e.t.Helper()
	late := time.After(hurry)
	for {
		if found, told := e.found[uri]; told {
			return found
		}
		select {
		case told := <-e.told:
			e.found[told.URI] = told.Diagnostics
		case <-late:
			e.t.Fatalf("nothing is said of %s", uri)
		}
	}
}

const header = "# yaml-language-server: $schema=../scenario.schema.json\n"

// headed begins a file with the line that names the schema.
func headed(text string) string {
	if strings.HasPrefix(text, header) {
		return text
	}
	return header + text
}

// place is the span of a part of a text; the part stands in one line.
func place(text string, at, width int) span {
	before := text[:at]
	start := position{strings.Count(before, "\n"), at - 1 - strings.LastIndex(before, "\n")}
	return span{start, position{start.Line, start.Character + width}}
}

func TestEditor(t *testing.T) {
	e := startEditor(t, false)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *editor)
	}{
		{"leaves good scenarios alone", leavesAlone},
		{"underlines the slip", underlinesTheSlip},
		{"counts lines", countsLines},
		{"completes", completes},
		{"explains", explains},
		{"ends a header with its document", endsHeader},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, e.in(t)) })
	}
}

func leavesAlone(t *testing.T, e *editor) {
	for _, text := range []string{specified(t), whole, one, sixRace} {
		if underlined := e.underlined(e.open(headed(text))); len(underlined) > 0 {
			t.Errorf("%v in\n%s", underlined, text)
		}
	}
}

// underlinesTheSlip wants the one wrong word underlined, and nothing
// else.
func underlinesTheSlip(t *testing.T, e *editor) {
	var opened []string
	for _, slip := range slips {
		opened = append(opened, e.open(headed(slip.text(t))))
	}
	for i, slip := range slips {
		text, underlined := headed(slip.text(t)), e.underlined(opened[i])
		if len(underlined) != 1 {
			t.Errorf("%s: %d words are underlined: %v\n%s", slip.why, len(underlined), underlined, slip.to)
			continue
		}
		begin := strings.Index(text, slip.to)
		want := place(text, begin+strings.LastIndex(slip.to, slip.under), len(slip.under))
		if got := underlined[0].Range; slip.under != "" && got != want {
			t.Errorf("%s: %v is underlined, want %v\n%s", slip.why, got, want, slip.to)
		}
	}
}

// countsLines spells out where four slips stand, lines and columns
// counted from 0.
func countsLines(t *testing.T, e *editor) {
	underlined := e.underlined(e.open(header + `name: Four slips
colour: red
steps:
  - event: activte
    expect: canceled
  - event: cancel
    expect: {reason: endd}
`))
	want := []span{
		{position{2, 0}, position{2, 6}},
		{position{4, 11}, position{4, 18}},
		{position{5, 12}, position{5, 20}},
		{position{7, 21}, position{7, 25}},
	}
	var got []span
	for _, d := range underlined {
		got = append(got, d.Range)
	}
	slices.SortFunc(got, func(a, b span) int { return a.Start.Line - b.Start.Line })
	if !slices.Equal(got, want) {
		t.Errorf("%v are underlined, want %v", underlined, want)
	}
}

// secondDocument is a file whose first document is good, the second not.
const secondDocument = one + "---\n" + `name: A slip
steps:
  - event: cancel
    expect: canceled
`

// endsHeader shows why docs/scenarios.md tells to name the schema in the settings.
func endsHeader(t *testing.T, e *editor) {
	twice := header + strings.Replace(secondDocument, "---\n", "---\n"+header, 1)
	for text, want := range map[string]int{header + secondDocument: 0, twice: 1} {
		if underlined := e.underlined(e.open(text)); len(underlined) != want {
			t.Errorf("%d words are underlined, want %d: %v\n%s", len(underlined), want, underlined, text)
		}
	}
}

func TestEditorSettingsSpeakOfWholeFiles(t *testing.T) {
	e := startEditor(t, true)
	if underlined := e.underlined(e.open(secondDocument)); len(underlined) != 1 {
		t.Errorf("%d words are underlined, want 1: %v", len(underlined), underlined)
	}
}

// cursor marks where completion is asked for.
const cursor = "▮"

func completes(t *testing.T, e *editor) {
	events, sources := spelt(fsm.Events()), plain(fsm.Sources())
	for _, test := range []struct {
		text string
		want []string
		why  string
	}{
		{"steps:\n  - event: ▮\n", events, "every event"},
		{"steps:\n  - any_order:\n      - event: ▮\n", events, "every event of a race"},
		{"steps:\n  - event: cancel\n    expect: ▮\n", append(slices.Clone(sources), "ignored", "rejected"), "states and two verdicts"},
		{"steps:\n  - expect: ▮\n", sources, "no verdict without an event"},
		{"steps:\n  - event: cancel\n    expect: {state: unknown, last_known: ▮}\n", sources[:8], "no gap before a gap"},
		{"steps:\n  - event: cancel\n    expect: {verdict: ▮}\n", spelt(fsm.Verdicts()), "every verdict"},
		{"steps:\n  - event: cancel\n    expect: {reason: ▮}\n", spelt(fsm.Reasons()), "every reason"},
		{"steps:\n  - event: cancel\n    expect: {verdict: ignored, reason: ▮}\n", spelt(fsm.Reasons()[:2]), "the reasons of one verdict"},
		{"profile: ▮\n", builtin(), "built-in profiles"},
		{"profile:\n  without:\n    - ▮\n", fsm.Droppable(), "what a profile can be without"},
		{"start: ▮\n", sources, "where to start"},
		{"order: ▮\n", []string{"delivered", "occurred"}, "orders"},
		{"policy:\n  ▮\n", spelt(fsm.States()[:7]), "the states in which deadlines run"},
		{"policy:\n  trial: {after: 14d, event: ▮}\n", events, "what a deadline fires"},
		{"▮\nname: x\n", []string{"about", "tags", "profile", "start", "clock", "policy", "order", "steps", "scenario"}, "keys, but those that are there, and a whole scenario"},
		{"steps:\n  - ▮\n", []string{"advance", "any_order", "event", "expect", "fired", "until"}, "how a step begins"},
		{"steps:\n  - event: cancel\n    ▮\n", []string{"at", "id", "seq", "effective", "expect", "fired"}, "no second verb"},
		{"steps:\n  - advance: 3d\n    ▮\n", []string{"expect", "fired"}, "what belongs to a move of the clock"},
	} {
		at := strings.Index(header+test.text, cursor)
		got := e.complete(strings.Replace(header+test.text, cursor, "", 1), at)
		slices.Sort(test.want)
		if labels := labels(got); !slices.Equal(labels, test.want) {
			t.Errorf("%s: %v is offered, want %v", test.why, labels, test.want)
		}
		for _, c := range got {
			if c.Documentation == nil {
				t.Errorf("%s: %s is not explained", test.why, c.Label)
			}
		}
	}
}

// explains wants the model's own words beside a name.
func explains(t *testing.T, e *editor) {
	text := header + "steps:\n  - event: \n"
	for _, c := range e.complete(text, len(text)-1) {
		if want := fsm.Event(c.Label).Meaning(); fmt.Sprint(c.Documentation) != want {
			t.Errorf("%s is explained as %v, the model says %s", c.Label, c.Documentation, want)
		}
	}
}

type completion struct {
	Label         string `json:"label"`
	Documentation any    `json:"documentation"`
}

// complete asks what could stand at a place.
func (e *editor) complete(text string, at int) []completion {
	e.t.Helper()
	uri := e.open(text)
	var answer struct{ Items []completion }
	e.call("textDocument/completion", map[string]any{
		"textDocument": map[string]any{"uri": uri},
		"position":     place(text, at, 0).Start,
	}, &answer)
	if len(answer.Items) == 0 {
		e.t.Errorf("nothing is offered in\n%s", text)
	}
	return answer.Items
}

func labels(items []completion) []string {
	var all []string
	for _, c := range items {
		all = append(all, c.Label)
	}
	slices.Sort(all)
	return all
}
