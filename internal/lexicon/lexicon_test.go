package lexicon

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// A lexicon is what somebody reads from one of the formats: by kind the names in
// order, and by relation what belongs to what.
type lexicon struct {
	Lists     map[string][]string
	Relations map[string]map[string]string
	Foreign   []string // names that were taken for one of a kind and are none
}

// want is the same from package fsm.
func want() lexicon {
	l := lexicon{map[string][]string{
		"state": texts(fsm.States()), "event": texts(fsm.Events()), "verdict": texts(fsm.Verdicts()),
		"reason": texts(fsm.Reasons()), "class": {"live", "ended", "gap"}, "steady_state": {"ready", "watch", "blocked"},
	}, map[string]map[string]string{"class_of": {}, "steady_state_of": {}, "verdict_of": {}, "observes": {}}, nil}
	for _, p := range fsm.Profiles() {
		l.Lists["profile"] = append(l.Lists["profile"], p.Name())
	}
	for _, s := range fsm.States() {
		l.Relations["class_of"][string(s)] = string(s.Class())
		l.Relations["steady_state_of"][string(s)] = string(s.SteadyState())
		l.Relations["observes"]["observe_"+string(s)] = string(s)
	}
	delete(l.Relations["observes"], "observe_unknown")
	for _, r := range fsm.Reasons() {
		l.Relations["verdict_of"][string(r)] = string(r.Verdict())
	}
	return l
}

func texts[N ~string](names []N) (all []string) {
	for _, name := range names {
		all = append(all, string(name))
	}
	return all
}

// judge says where a lexicon is not the model's, value by value, and how many values
// there are. A JSON Schema holds no relations.
func judge(got lexicon, format string) (complaints []string, values int) {
	want := want()
	if format == "vocabulary" {
		want.Relations = nil
	}
	for _, kind := range slices.Sorted(maps.Keys(want.Lists)) {
		values += len(want.Lists[kind])
		if !slices.Equal(got.Lists[kind], want.Lists[kind]) {
			complaints = append(complaints, fmt.Sprintf("%s: %q, want %q", kind, got.Lists[kind], want.Lists[kind]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want.Relations)) {
		values += len(want.Relations[name])
		if !maps.Equal(got.Relations[name], want.Relations[name]) {
			complaints = append(complaints, fmt.Sprintf("%s: %v, want %v", name, got.Relations[name], want.Relations[name]))
		}
	}
	if len(got.Lists) != len(want.Lists) || len(got.Relations) != len(want.Relations) {
		complaints = append(complaints, "there are kinds or relations of others")
	}
	for _, name := range got.Foreign {
		complaints = append(complaints, name+" is taken for one")
	}
	return complaints, values
}

// strangers are asked of every kind, beside the names of all others.
var strangers = []any{"canceled", "Active", "", "none", nil, 1, true, []string{"active"}}

// A reader reads the same format several times, in a program of others.
type reader struct {
	format string
	read   func(t *testing.T, texts []string) []lexicon
	breaks [3][2]string // a name changed, left out, and added
}

var readers = []reader{
	{"typescript", readByTypeScript, [3][2]string{
		{`"cancelled",`, `"canceled",`}, {`  "resume",` + "\n", ""}, {`  "ready",`, `  "ready", "paused",`},
	}},
	{"python", readByPython, [3][2]string{
		{`CANCELLED = "cancelled"`, `CANCELLED = "canceled"`}, {`    RESUME = "resume"` + "\n", ""}, {`READY = "ready"`, `READY = "ready"; PAUSED = "paused"`},
	}},
	{"vocabulary", readBySchema, [3][2]string{
		{`"cancelled"`, `"canceled"`}, {`        "resume",` + "\n", ""}, {`"ready",`, `"ready", "paused",`},
	}},
}

// TestLaw17Vocabularies has each language read its own, and three that are broken.
func TestLaw17Vocabularies(t *testing.T) {
	for _, r := range readers {
		t.Run(r.format, func(t *testing.T) {
			all := []string{written(t, r.format)}
			for _, change := range r.breaks {
				broken := strings.Replace(all[0], change[0], change[1], 1)
				if broken == all[0] {
					t.Fatalf("%q is not there to be changed", change[0])
				}
				all = append(all, broken)
			}
			read := r.read(t, all)
			complaints, values := judge(read[0], r.format)
			for _, complaint := range complaints {
				t.Error(complaint)
			}
			for i, change := range r.breaks {
				if complaints, _ := judge(read[i+1], r.format); len(complaints) == 0 {
					t.Errorf("%q instead of %q is not noticed", change[1], change[0])
				}
			}
			t.Logf("%s holds the %d values of the model", r.format, values)
		})
	}
}

// readPython imports each module and looks into it; its grammar must be that of
// Python 3.9.
const readPython = `
import ast, enum, re, types, typing

def look(text):
    ast.parse(text, feature_version=(3, 9))
    module = types.ModuleType("vocabulary")
    exec(text, module.__dict__)
    found = {"lists": {}, "relations": {}, "foreign": []}
    kinds = {n: k for n, k in vars(module).items() if isinstance(k, type) and issubclass(k, enum.Enum) and len(k)}
    every = [m.value for k in kinds.values() for m in k]
    for name, kind in kinds.items():
        values = [m.value for m in kind]
        found["lists"][re.sub("(?<=.)([A-Z])", r"_\1", name).lower()] = values
        for m in kind:
            if not (m == m.value == str(m) == format(m) == json.loads(json.dumps(m)) and kind(m.value) is m and m.name.lower() == m.value):
                found["foreign"].append(repr(m))
        if list(typing.get_args(getattr(module, name + "Name"))) != values:
            found["foreign"].append(name + "Name")
        for other in every + asked["strangers"]:
            try:
                kind(other)
            except ValueError:
                continue
            if other not in values:
                found["foreign"].append(str(other))
    for name, value in vars(module).items():
        if isinstance(value, dict) and name.isupper():
            found["relations"][name.lower()] = {k.value: v.value for k, v in value.items()}
    return found

answer([look(text) for text in asked["texts"]])
`

func readByPython(t *testing.T, texts []string) (all []lexicon) {
	question := map[string]any{"texts": texts, "strangers": strangers}
	peers.AskPython(t, t.TempDir(), readPython, question, &all)
	return all
}

// readBySchema compiles each definition and tries every name of every kind on it.
func readBySchema(t *testing.T, texts []string) (all []lexicon) {
	for _, text := range texts {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		compiler := jsonschema.NewCompiler()
		if err := compiler.AddResource("vocabulary.schema.json", document); err != nil {
			t.Fatal(err)
		}
		whole, err := compiler.Compile("vocabulary.schema.json")
		if err != nil {
			t.Fatal(err)
		}
		found := lexicon{Lists: map[string][]string{}}
		var names struct {
			Definitions map[string]struct{ Enum []string }
		}
		if err := json.Unmarshal([]byte(text), &names); err != nil {
			t.Fatal(err)
		}
		for kind, definition := range names.Definitions {
			found.Lists[kind] = definition.Enum
			one, err := compiler.Compile("vocabulary.schema.json#/definitions/" + kind)
			if err != nil {
				t.Fatal(err)
			}
			for _, value := range candidates() {
				name, _ := value.(string)
				belongs := slices.Contains(want().Lists[kind], name)
				if (one.Validate(value) == nil) != belongs || whole.Validate(value) == nil {
					found.Foreign = append(found.Foreign, fmt.Sprintf("%s: %v", kind, value))
				}
			}
		}
		all = append(all, found)
	}
	return all
}

// candidates are all names and all strangers, as JSON.
func candidates() (all []any) {
	for _, names := range want().Lists {
		for _, name := range names {
			all = append(all, name)
		}
	}
	for _, stranger := range strangers {
		text, _ := json.Marshal(stranger)
		value, _ := jsonschema.UnmarshalJSON(strings.NewReader(string(text)))
		all = append(all, value)
	}
	return all
}

// written returns what a format writes.
func written(t *testing.T, name string) string {
	t.Helper()
	for _, f := range Formats() {
		if f.Name == name {
			var b strings.Builder
			if err := f.Write(&b); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("there is no format %s", name)
	return ""
}

// TestGoldens: people read what changes in the files; UPDATE=1 rewrites them.
func TestGoldens(t *testing.T) {
	for name, file := range map[string]string{"typescript": "vocabulary.ts", "python": "vocabulary.py", "vocabulary": "vocabulary.schema.json"} {
		path, text := filepath.Join("testdata", file), written(t, name)
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if golden, err := os.ReadFile(path); err != nil || string(golden) != text {
			t.Errorf("%s is not what is written: %v\nUPDATE=1 go test ./internal/lexicon rewrites it; read what changed", path, err)
		}
	}
}

// full is a disk without space: the writer's error is passed on.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorsArePassedOn(t *testing.T) {
	for _, f := range Formats() {
		if err := f.Write(full{}); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v, want %v", f.Name, err, errFull)
		}
	}
}

// TestEverythingMeansSomething: every name but a profile's is explained, in words that
// end no comment of any language.
func TestEverythingMeansSomething(t *testing.T) {
	for _, l := range lists() {
		for _, e := range l.entries {
			if (e.meaning == "") != (l.kind == "profile") || strings.ContainsAny(l.about+e.meaning, "*\"\\\n") {
				t.Errorf("%s %s means %q", l.kind, e.name, e.meaning)
			}
		}
	}
}
