package docket_test

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/docket"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

func schema(t *testing.T, file string) *jsonschema.Schema {
	t.Helper()
	compiled, err := jsonschema.NewCompiler().Compile(file)
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

const auditSchema, summarySchema = "../../docs/audit.schema.json", "../../docs/summary.schema.json"

func TestJSONKeepsItsSchema(t *testing.T) {
	lines, whole := schema(t, auditSchema), schema(t, summarySchema)
	for name, s := range samples() {
		text := written(t, formats[3], s)
		for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
			if err := valid(t, lines, line); err != nil {
				t.Errorf("%s, line %d: %v", name, i+1, err)
			}
		}
		if last := text[strings.LastIndex(strings.TrimSuffix(text, "\n"), "\n")+1:]; !strings.HasPrefix(last, `{"type":"result"`) {
			t.Errorf("%s ends with %.60s", name, last)
		}
		for _, below := range []int{0, 10, 1000, 100_000_000} {
			if err := valid(t, whole, summarised(t, s, below)); err != nil {
				t.Errorf("%s below %d: %v", name, below, err)
			}
		}
	}
}

// TestTheSchemaBites changes what is valid, so that it is no more.
func TestTheSchemaBites(t *testing.T) {
	bites := func(s *jsonschema.Schema, why, text, from, to string) {
		changed := strings.Replace(text, from, to, 1)
		if changed == text {
			t.Errorf("%s: nothing is changed", why)
		} else if valid(t, s, changed) == nil {
			t.Errorf("%s is valid", why)
		}
	}
	lines := strings.Split(written(t, formats[3], samples()["impossible"]), "\n")
	s, result := schema(t, auditSchema), lines[len(lines)-2]
	bites(s, "another version", result, `"version":1`, `"version":2`)
	bites(s, "a pass with findings", result, `"passed":false`, `"passed":true`)
	bites(s, "a verdict that is none", result, `"verdict":"impossible"`, `"verdict":"fine"`)
	bites(s, "a verdict that is not what is said", result, `"verdict":"impossible"`, `"verdict":"possible"`)
	bites(s, "a state that is none", lines[0], `"state":"cancelled"`, `"state":"canceled"`)
	bites(s, "a reason that is none", lines[0], `"reason":"ended"`, `"reason":"tired"`)
	bites(s, "a line of no type", lines[0], `"type":"finding"`, `"type":"find"`)
	bites(s, "a member that nobody knows", lines[0], `"file":`, `"path":1,"file":`)
	summary := summarised(t, samples()["possible"], 10)
	s = schema(t, summarySchema)
	bites(s, "a name of a profile", summary, `"name": "standard"`, `"name": "mine"`)
	bites(s, "a file in the summary", summary, `"partial":`, `"files": [], "partial":`)
	bites(s, "a cell that is none", summary, `"none/extend_trial"`, `"none/extend"`)
	bites(s, "a negative count", summary, `"ignored": 10000`, `"ignored": -1`)
}

// TestNothingOfTheLogIsInASummary feeds identifiers everywhere and looks for them, and
// then holds every text of the summary against what may stand there.
func TestNothingOfTheLogIsInASummary(t *testing.T) {
	const leak = "subscription-77"
	r := lived()
	r.Partial = "interrupted in " + leak
	r.Files = []audit.File{{Name: leak, Format: leak, Compression: leak, Lines: 1}}
	r.Unmapped = []audit.Unmapped{{Name: leak, Role: leak, Count: 1, First: at(leak, 1), Suggestion: leak}}
	p, err := fsm.NewProfile(leak, "grace_period")
	if err != nil {
		t.Fatal(err)
	}
	r.Table = fsm.NewTable(p)
	text := summarised(t, counted(nil, r), 0)
	if strings.Contains(text, leak) {
		t.Errorf("it holds %s\n%s", leak, text)
	}
	var document any
	if err := json.Unmarshal([]byte(text), &document); err != nil {
		t.Fatal(err)
	}
	words := vocabulary()
	for _, found := range textsOf(document) {
		if !words[found] && !regexp.MustCompile(`^(sha256:[0-9a-f]{64}|\d{4}-\d\d-\d\dT[\d:.]+Z|subsim audit summary)$`).MatchString(found) {
			t.Errorf("it says %q", found)
		}
	}
	for why, poison := range map[string]func(*audit.Result){
		"a state":      func(r *audit.Result) { r.States[leak] = 1 },
		"a transition": func(r *audit.Result) { r.Transitions[0].Event = leak },
		"a source":     func(r *audit.Result) { r.Transitions[0].From = leak },
		"a verdict":    func(r *audit.Result) { r.Verdicts[leak] = 1 },
		"a reason":     func(r *audit.Result) { r.First = map[history.Reason]int64{leak: 1} },
		"a cell":       func(r *audit.Result) { r.Cells[audit.Cell{State: leak, Event: "renew"}] = 1 },
		"a fault":      func(r *audit.Result) { r.Unjudged = map[logs.Fault]int64{leak: 1} },
		"a mark":       func(r *audit.Result) { r.Notices = map[logs.Mark]int64{leak: 1} },
	} {
		r := lived()
		poison(r)
		var b strings.Builder
		if err := docket.Summary(&b, r, 0); err == nil || strings.Contains(err.Error()+b.String(), leak) || b.Len() > 0 {
			t.Errorf("%s outside the vocabulary: %v, %d bytes", why, err, b.Len())
		}
	}
}

func vocabulary() map[string]bool {
	words := map[string]bool{}
	add := func(names ...string) {
		for _, name := range names {
			words[name] = true
		}
	}
	for _, s := range fsm.Sources() {
		add(s.String())
		for _, e := range fsm.Events() {
			add(string(e), s.String()+"/"+string(e))
		}
	}
	for _, list := range []string{fmt.Sprint(history.Reasons()), fmt.Sprint(logs.Faults()), fmt.Sprint(logs.Marks()), fmt.Sprint(fsm.Verdicts())} {
		add(strings.Fields(strings.Trim(list, "[]"))...)
	}
	add("events", "states", "both", "delivered", "occurred", "standard")
	return words
}

// textsOf lists every text in a document; the names of members are the schema's.
func textsOf(value any) (texts []string) {
	switch v := value.(type) {
	case string:
		texts = append(texts, v)
	case []any:
		for _, one := range v {
			texts = append(texts, textsOf(one)...)
		}
	case map[string]any:
		for _, one := range v {
			texts = append(texts, textsOf(one)...)
		}
	}
	return texts
}

// TestSmallCountsAreSuppressed: none from 1 to below the bound is written, the dates
// are days, and a refused bound is an error.
func TestSmallCountsAreSuppressed(t *testing.T) {
	for name, s := range samples() {
		text := summarised(t, s, 1000)
		text = regexp.MustCompile(`"(version|of|suppressed_below)": \d+`).ReplaceAllString(text, "")
		for _, n := range regexp.MustCompile(`: (\d+)`).FindAllStringSubmatch(text, -1) {
			if n[1] != "0" && len(n[1]) < 4 {
				t.Errorf("%s: %s is written", name, n[1])
			}
		}
		if strings.Contains(text, "T23:59") {
			t.Errorf("%s tells the time of a day", name)
		}
	}
	if docket.Summary(os.Stdout, lived(), -1) == nil {
		t.Error("a negative bound is taken")
	}
}
