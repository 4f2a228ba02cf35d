package schema

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/scenarios"
)

// compiled returns the schema as a validator reads it, which holds it against
// draft-07 first.
func compiled(t *testing.T) *jsonschema.Schema {
	t.Helper()
	schema, err := compile(written(t))
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func compile(text string) (*jsonschema.Schema, error) {
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("scenario.schema.json", document); err != nil {
		return nil, err
	}
	return compiler.Compile("scenario.schema.json")
}

func TestSchemaIsDraft07(t *testing.T) {
	if schema := compiled(t); schema.DraftVersion != 7 {
		t.Errorf("draft %d", schema.DraftVersion)
	}
	broken := strings.Replace(written(t), `"minItems": 1`, `"minItems": "one"`, 1)
	if _, err := compile(broken); err == nil {
		t.Error("a schema that is not draft-07 compiles: this test would notice nothing")
	}
}

// documents decodes a file as editors do: dates are texts.
func documents(t *testing.T, text string) []any {
	t.Helper()
	loader, err := yaml.NewLoader(strings.NewReader(text))
	var all []any
	for err == nil {
		var root yaml.Node
		if err = loader.Load(&root); err == nil {
			all = append(all, value(t, &root))
		}
	}
	if !errors.Is(err, io.EOF) {
		t.Fatalf("%v in\n%s", err, text)
	}
	return all
}

func value(t *testing.T, n *yaml.Node) any {
	t.Helper()
	switch {
	case n.Kind == yaml.DocumentNode:
		return value(t, n.Content[0])
	case n.Kind == yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			object[n.Content[i].Value] = value(t, n.Content[i+1])
		}
		return object
	case n.Kind == yaml.SequenceNode:
		list := []any{}
		for _, element := range n.Content {
			list = append(list, value(t, element))
		}
		return list
	case n.Tag == "!!str" || n.Tag == "!!timestamp":
		return n.Value
	}
	var scalar any
	if err := n.Decode(&scalar); err != nil {
		t.Fatal(err)
	}
	return scalar
}

func TestCorpusIsAccepted(t *testing.T) {
	schema, count := compiled(t), 0
	err := fs.WalkDir(scenarios.Corpus, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(scenarios.Corpus, name)
		for i, document := range documents(t, string(text)) {
			count++
			if err := schema.Validate(document); err != nil {
				t.Errorf("%s, scenario %d: %v", name, i+1, err)
			}
		}
		return err
	})
	if err != nil || count < 100 {
		t.Errorf("%d scenarios, %v", count, err)
	}
}

// specified are scenarios as the language was first written down; the player's
// tests play them.
func specified(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", "replay", "testdata", "specified.subsim.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// whole holds every key of the language once. It need not make sense.
const whole = `# yaml-language-server: $schema=../scenario.schema.json
name: Everything at once
about: All that a scenario can hold.
tags: [one, 2]
profile: {name: ours, without: [grace_period, resume, active/suspend]}
start: {state: unknown, last_known: {state: active, cancellation_scheduled: false, generation: 1}}
clock: 2026-07-26
policy:
  trial: {after: 14d, event: expire}
  past_due: {after: 0s, event: suspend}
order: occurred
steps:
  - event: observe_active
    at: 2026-07-27T12:00:00+02:00
    id: 7
    seq: 3
    expect: active
    fired: [{event: expire, at: 2026-07-27}]
  - event: schedule_cancellation
    effective: 2026-12-24
    expect: {verdict: applied, cancellation_scheduled: true}
  - event: resume
    expect: {verdict: rejected, reason: profile, state: active}
  - any_order:
      - event: cancel
        at: 2026-08-01
      - event: recover
        expect: ignored
    expect: {state: cancelled, steady_state: blocked, generation: 1}
  - advance: 1w2d
    fired: []
  - until: 2026-09-01T00:00:00.5Z
  - expect: {last_known: none}
  - expect: {last_known: {state: active}}
`

// one is the least scenario.
const one = `name: One step
start: active
steps:
  - event: cancel
    expect: cancelled
`

// sixRace has as many events as may race, without instants, as they are delivered.
const sixRace = `name: Six events race
steps:
  - any_order: [{event: cancel}, {event: expire}, {event: renew}, {event: recover}, {event: resume}, {event: suspend}]
    expect: cancelled
`

func TestScenariosAreAccepted(t *testing.T) {
	schema := compiled(t)
	for text, want := range map[string]int{specified(t): 3, whole: 1, one: 1, sixRace: 1} {
		all := documents(t, text)
		if len(all) != want {
			t.Errorf("%d scenarios, want %d", len(all), want)
		}
		for _, document := range all {
			if err := schema.Validate(document); err != nil {
				t.Errorf("%v in\n%s", err, text)
			}
		}
	}
}

func TestSlipsAreRefused(t *testing.T) {
	schema := compiled(t)
	for _, slip := range slips {
		if err := schema.Validate(documents(t, slip.text(t))[0]); err == nil {
			t.Errorf("%s: accepted\n%s", slip.why, slip.to)
		}
	}
}
