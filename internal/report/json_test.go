package report_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/report"
)

const schemaFile = "../../docs/report.schema.json"

// schema compiles the schema that the documentation promises.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiled, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// valid holds a document against the schema.
func valid(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s.Validate(document)
}

func TestJSONKeepsItsSchema(t *testing.T) {
	s := schema(t)
	for _, format := range []string{"json", "json -v"} {
		files := stories(t)
		for _, tally := range []*report.Tally{
			tallyOf(files, "", ""),
			tallyOf(files, report.StoppedByInterrupt, ""),
			tallyOf(files, report.StoppedByFailFast, ""),
			tallyOf(files, report.StoppedByWriting, ""),
			tallyOf(nil, "", "no such file"),
		} {
			text := write(t, format, files[:min(tally.Files, len(files))], tally)
			if err := valid(t, s, text); err != nil {
				t.Errorf("%v\n%s", err, text)
			}
		}
	}
}

// TestTheSchemaBites changes a valid document, so that it is one no more.
func TestTheSchemaBites(t *testing.T) {
	s, files := schema(t), stories(t)
	text := write(t, "json -v", files, tallyOf(files, report.StoppedByInterrupt, ""))
	for _, test := range []struct{ why, from, to string }{
		{"another version", `"version": 1`, `"version": 2`},
		{"a state outside the vocabulary", `"state":"cancelled"`, `"state":"canceled"`},
		{"an event outside it", `"event":"recover"`, `"event":"recovered"`},
		{"a reason outside it", `"reason":"ended"`, `"reason":"end"`},
		{"a scenario that broke and says nothing of it", `"held":true`, `"held":false`},
		{"a scenario that held and failed", `"held":false`, `"held":true`},
		{"a member that nobody knows", `"broke":`, `"green":true,"broken":`},
		{"a column counted from 0", `"column":30`, `"column":0`},
		{"a stop that nobody knows", `"reason":"interrupted"`, `"reason":"tired"`},
		{"an instant that is local", `00:00:00Z"`, `00:00:00"`},
	} {
		changed := strings.ReplaceAll(text, test.from, test.to)
		if valid(t, s, changed) == nil {
			t.Errorf("%s: the schema does not notice", test.why)
		}
	}
}

// TestTheSchemaKnowsTheVocabulary compares its lists with the model's.
func TestTheSchemaKnowsTheVocabulary(t *testing.T) {
	text, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Definitions map[string]struct{ Enum []string }
	}
	if err := json.Unmarshal(text, &document); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"state":   names(fsm.Sources()),
		"event":   names(fsm.Events()),
		"verdict": names(fsm.Verdicts()),
		"reason":  names(fsm.Reasons()),
	} {
		if got := document.Definitions[name].Enum; !slices.Equal(got, want) {
			t.Errorf("%s: the schema has %v, the model %v", name, got, want)
		}
	}
}

// names spells a vocabulary as JSON does.
func names[N ~string](list []N) []string {
	var spelt []string
	for _, n := range list {
		name := string(n)
		if name == "" {
			name = fsm.StateNone.String()
		}
		spelt = append(spelt, name)
	}
	return spelt
}

// TestJSONTellsWhatTextTells reads the document back.
func TestJSONTellsWhatTextTells(t *testing.T) {
	var document struct {
		Files []struct {
			File      string
			Problems  []struct{ Line, Column int }
			Scenarios []struct {
				Name     string
				Held     bool
				Warnings []struct{ Message string }
				Trail    []struct{ Step int }
				Failure  *struct {
					Step, Of, Line, Column, Order int
					Mismatches                    []struct{ Key, Expected, Got string }
					Trail                         []struct{ Step int }
					NextDeadline                  *struct{ Event, At string } `json:"next_deadline"`
					Legal                         []string
					Route                         *struct{ Events []string }
				}
			}
		}
		Summary struct {
			Green                  bool
			Scenarios, Held, Broke int
			Problems               int
			Partial                *struct{ File, Of int }
		}
	}
	files := stories(t)
	if err := json.Unmarshal([]byte(write(t, "json", files, tallyOf(files, report.StoppedByInterrupt, ""))), &document); err != nil {
		t.Fatal(err)
	}
	held, broke := document.Files[0].Scenarios, document.Files[1].Scenarios
	if !held[0].Held || held[0].Trail != nil || len(held[1].Warnings) == 0 {
		t.Errorf("what held: %+v", held)
	}
	first := broke[0].Failure
	if first.Step != 2 || first.Of != 2 || first.Line != 5 || first.Column != 30 || len(first.Trail) != 2 || first.Trail[1].Step != 2 {
		t.Errorf("the first failure: %+v", first)
	}
	if !slices.Equal(first.Legal, []string{"lose_contact", "reactivate"}) || !slices.Equal(first.Route.Events, []string{"reactivate"}) {
		t.Errorf("the way on: %+v", first)
	}
	if broke[1].Failure.Order != 1 {
		t.Errorf("the race: %+v", broke[1].Failure)
	}
	if next := broke[2].Failure.NextDeadline; next == nil || next.Event != "suspend" || next.At != "2026-03-08T00:00:00Z" {
		t.Errorf("the deadline: %+v", next)
	}
	if route := broke[3].Failure.Route; route == nil || route.Events != nil {
		t.Errorf("there is no route back: %+v", route)
	}
	if last := broke[5].Failure; len(last.Mismatches) != 3 || last.Route != nil {
		t.Errorf("several mismatches: %+v", last)
	}
	if p := document.Files[3].Problems; len(p) != 1 || p[0].Line != 0 {
		t.Errorf("the file that is gone: %+v", p)
	}
	if s := document.Summary; s.Green || s.Scenarios != 8 || s.Held != 2 || s.Broke != 6 || s.Problems != 5 || s.Partial.File != 6 || s.Partial.Of != 6 {
		t.Errorf("the summary: %+v", s)
	}
}
