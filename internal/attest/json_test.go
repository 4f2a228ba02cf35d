package attest_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/attest"
)

const schemaFile = "../../docs/conformance.schema.json"

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	compiled, err := jsonschema.NewCompiler().Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

func valid(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return s.Validate(document)
}

var asJSON = format{"json", attest.JSON}

func TestJSONKeepsItsSchema(t *testing.T) {
	s := schema(t)
	for name, r := range samples(t) {
		for _, o := range []attest.Options{{}, options, {StricterPasses: true}} {
			if err := valid(t, s, written(t, asJSON, r, o)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// TestTheSchemaBites changes a valid document, so that it is one no more.
func TestTheSchemaBites(t *testing.T) {
	s, all := schema(t), samples(t)
	for _, test := range []struct{ why, sample, from, to string }{
		{"another version", "differing", `"version": 1`, `"version": 2`},
		{"a verdict that is none", "differing", `"verdict": "differs"`, `"verdict": "fine"`},
		{"a pass with findings", "differing", `"verdict": "differs"`, `"verdict": "conforms"`},
		{"a pass that is none", "crashed", `"passed": false`, `"passed": true`},
		{"a pass with a finding that nobody knows", "differing", `"passed": false`, `"passed": true`},
		{"a pass with a stale line", "stale", `"passed": false`, `"passed": true`},
		{"a guarantee without a pass", "differing", `"given": false`, `"given": true`},
		{"a stricter profile that is not named", "stricter", `"stricter": {`, `"stricter": null, "x": {`},
		{"a state outside the vocabulary", "differing", `"state": "past_due",`, `"state": "pastdue",`},
		{"an event outside it", "differing", `"event": "cancel"`, `"event": "cancels"`},
		{"a machine that leads to no configuration", "counting", `"want_to": {`, `"want_to": "active", "x": {`},
		{"a fault outside the vocabulary", "crashed", `"fault": "crashed"`, `"fault": "tired"`},
		{"a pass where something was skipped", "skipping", `"verdict": "inconclusive"`, `"verdict": "conforms"`},
		{"an answer that is a guarantee", "answering", `"given": false`, `"given": true`},
		{"more than level 0 that merely answers", "answering", `"level": 0,
    "extra"`, `"level": 1,
    "extra"`},
		{"a kind outside it", "differing", `"kind": "hidden"`, `"kind": "secret"`},
		{"a step counted from 0", "differing", `"step": 2`, `"step": 0`},
		{"a member that nobody knows", "differing", `"because":`, `"green": true, "because":`},
	} {
		text := written(t, asJSON, all[test.sample], options)
		changed := strings.ReplaceAll(text, test.from, test.to)
		if changed == text {
			t.Errorf("%s: nothing is changed", test.why)
		}
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
		"state": names(fsm.Sources()), "event": names(fsm.Events()), "kind": names(conformance.Kinds()),
		"fault": {"hung", "crashed", "babbled", "lied", "slow", "panicked"},
	} {
		if got := document.Definitions[name].Enum; !slices.Equal(got, want) {
			t.Errorf("%s: the schema has %v, the model %v", name, got, want)
		}
	}
}

func names[N ~string](all []N) []string {
	var spelt []string
	for _, n := range all {
		if n == "" {
			n = "none"
		}
		spelt = append(spelt, string(n))
	}
	return spelt
}

// TestJSONTellsAll reads the document back.
func TestJSONTellsAll(t *testing.T) {
	var d struct {
		Verdict  string
		Findings []struct {
			Key, Message, Evidence, Scenario, Rerun string
			Step                                    int
			Want, Got                               struct{ Verdict, State string }
		}
		Cells   []struct{ State, Event, Outcome string }
		Learned *struct {
			Rows        []struct{ Answers []struct{ Difference int } }
			Differences []struct{ Configuration fsm.Configuration }
		}
	}
	read := func(r *conformance.Report) {
		t.Helper()
		if err := json.Unmarshal([]byte(written(t, asJSON, r, options)), &d); err != nil {
			t.Fatal(err)
		}
	}
	read(differing(t))
	f := d.Findings[1]
	if d.Verdict != "differs" || len(d.Findings) != 6 || len(d.Cells) != 198 || len(d.Learned.Rows) != len(learned(t).Rows) || d.Learned.Differences[0].Configuration.State != fsm.StatePastDue {
		t.Errorf("%s, %d findings, %d cells", d.Verdict, len(d.Findings), len(d.Cells))
	}
	if f.Key != "past_due/cancel refused" || f.Step != 3 || f.Want.State != "cancelled" || f.Got.Verdict != "rejected" || !strings.HasPrefix(f.Scenario, "name: ") || f.Rerun == "" {
		t.Errorf("the finding: %+v", f)
	}
	r := crashed(t)
	read(r)
	if got := d.Findings[0].Evidence; !strings.HasPrefix(got, hostile) || !strings.HasSuffix(got, "\n(cut)") {
		t.Errorf("the evidence is not what came, cut: %.200q", got)
	}
}
