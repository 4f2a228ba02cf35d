package schema

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

func plain[N fmt.Stringer](names []N) []string {
	var all []string
	for _, n := range names {
		all = append(all, n.String())
	}
	return all
}

func spelt[N ~string](names []N) []string {
	var all []string
	for _, n := range names {
		all = append(all, string(n))
	}
	return all
}

func builtin() []string {
	var all []string
	for _, p := range fsm.Profiles() {
		all = append(all, p.Name())
	}
	return all
}

// TestEnumsAreTheVocabulary finds every enum of the written schema by its path
// and compares it with the model. A path that is not listed here fails.
func TestEnumsAreTheVocabulary(t *testing.T) {
	sources := plain(fsm.Sources())
	ignored, all := spelt(fsm.Reasons()[:2]), spelt(fsm.Reasons())
	for _, r := range fsm.Reasons() {
		if (r.Verdict() == fsm.VerdictIgnored) != slices.Contains(ignored, string(r)) {
			t.Fatalf("reason %s: this test thinks that the first two reasons are those of ignored", r)
		}
	}
	readings := []string{string(fsm.SteadyWatch), string(fsm.SteadyReady), string(fsm.SteadyBlocked)}
	want := map[string][]string{
		"properties.profile.anyOf.0":                       builtin(),
		"properties.profile.then.properties.without.items": fsm.Droppable(),
		"properties.order":                                 {"delivered", "occurred"},
		"definitions.event":                                spelt(fsm.Events()),
		"definitions.state":                                sources,
		"definitions.known_state":                          sources[:8],
		"definitions.answer.anyOf.0":                       append(slices.Clone(sources), "ignored", "rejected"),
		"definitions.answer.then.properties.verdict":       spelt(fsm.Verdicts()),
		"definitions.answer.then.properties.steady_state":  readings,
		"definitions.check.then.properties.steady_state":   readings,

		"definitions.answer.then.allOf.0.else.then.properties.reason":      ignored,
		"definitions.answer.then.allOf.0.else.else.then.properties.reason": all[2:],
		"definitions.answer.then.allOf.0.else.else.else.properties.reason": all,
	}
	got := map[string][]string{}
	for path, n := range enums(t, written(t)) {
		got[path] = n.Enum
	}
	for path := range maps.Keys(got) {
		if _, listed := want[path]; !listed {
			t.Errorf("%s: an enum that this test does not know: %v", path, got[path])
		}
	}
	for path, names := range want {
		if !slices.Equal(got[path], names) {
			t.Errorf("%s: %v, the model says %v", path, got[path], names)
		}
	}
}

// TestEveryNameIsExplained wants a meaning beside each name, the model's own
// beside states and events.
func TestEveryNameIsExplained(t *testing.T) {
	meanings := map[string]string{}
	for _, s := range fsm.Sources() {
		meanings[s.String()] = s.Meaning()
	}
	for _, e := range fsm.Events() {
		meanings[string(e)] = e.Meaning()
	}
	for path, n := range enums(t, written(t)) {
		if len(n.Enum) != len(n.EnumDescriptions) {
			t.Errorf("%s: %d names and %d meanings", path, len(n.Enum), len(n.EnumDescriptions))
			continue
		}
		for i, name := range n.Enum {
			meaning, ours := meanings[name]
			if n.EnumDescriptions[i] == "" || ours && n.EnumDescriptions[i] != meaning {
				t.Errorf("%s: %s is explained as %q, the model says %q", path, name, n.EnumDescriptions[i], meaning)
			}
		}
	}
}

// TestDeadlinesRunInLiveAndEndedStates compares the keys of policy, which are no
// enum.
func TestDeadlinesRunInLiveAndEndedStates(t *testing.T) {
	var keys []string
	for _, p := range policy().Properties {
		keys = append(keys, p.name)
	}
	if want := spelt(fsm.States()[:7]); !slices.Equal(keys, want) {
		t.Errorf("policy takes %v, want %v", keys, want)
	}
}

// enums returns the schemas of a text that have an enum, by their paths.
func enums(t *testing.T, text string) map[string]node {
	t.Helper()
	var root any
	if err := json.Unmarshal([]byte(text), &root); err != nil {
		t.Fatal(err)
	}
	found := map[string]node{}
	var walk func(path []string, value any)
	walk = func(path []string, value any) {
		switch value := value.(type) {
		case []any:
			for i, element := range value {
				walk(append(path, fmt.Sprint(i)), element)
			}
		case map[string]any:
			if _, here := value["enum"].([]any); here {
				found[strings.Join(path, ".")] = node{Enum: texted(value["enum"]), EnumDescriptions: texted(value["enumDescriptions"])}
			}
			for name, member := range value {
				walk(append(path, name), member)
			}
		}
	}
	walk(nil, root)
	return found
}

func texted(value any) []string {
	elements, _ := value.([]any)
	var all []string
	for _, element := range elements {
		all = append(all, fmt.Sprint(element))
	}
	return all
}
