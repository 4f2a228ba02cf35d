package studio

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

const document = "../../docs/studio.md"

func documented(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

var (
	numbered = regexp.MustCompile(`(?m)^\d+\. (?:.|\n {3})*`)
	hand     = regexp.MustCompile("“([^”]+)” into the field \\*Story\\*|[Cc]lick `(\\w+)`|[Cc]lick \\*([^*]+)\\*")
	saved    = regexp.MustCompile("(?s)```yaml\n# [^\n]*\n(.*?)```")
)

// TestTheStoryClickByClick clicks through the document's story. What it saves is the
// file that the document shows; UPDATE=1 writes it there.
func TestTheStoryClickByClick(t *testing.T) {
	text := documented(t)
	told, refused, clicks := fresh, "", 0
	act := func(a Act) *Answer {
		answer, err := do(t.Context(), told, -1, a)
		if err != nil {
			t.Fatalf("%+v: %v", a, err)
		}
		told = answer.Scenario
		return answer
	}
	for _, step := range numbered.FindAllString(text, -1) {
		for _, click := range hand.FindAllStringSubmatch(step, -1) {
			clicks++
			switch name, event, button := click[1], click[2], click[3]; {
			case name != "":
				act(Act{Name: name})
			case event != "":
				refused = event
				if legal(t, told, event) {
					act(Act{Events: []string{event}})
				} else if says := choiceOf(t, told, event); !strings.Contains(step, "rejected") && !strings.Contains(step, says.Reason) {
					t.Errorf("%s is refused, since it is %s, and the document does not say so: %s", event, says.Reason, step)
				}
			case button == "To the next deadline":
				act(Act{Deadline: true})
			case button == "Deliver it anyway":
				act(Act{Events: []string{refused}})
			case button != "Save":
				t.Errorf("no hand for %q", button)
			}
		}
	}
	shown := saved.FindStringSubmatchIndex(text)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(document, []byte(text[:shown[2]]+told+text[shown[3]:]), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if text[shown[2]:shown[3]] != told {
		t.Errorf("the story saves\n%s", told)
	}
	if clicks < 9 {
		t.Errorf("only %d clicks were found", clicks)
	}
}

func choiceOf(t *testing.T, text, event string) Choice {
	t.Helper()
	told, err := tell(t.Context(), text, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range told.story(-1).Now.Choices {
		if c.Event == event {
			return c
		}
	}
	t.Fatalf("there is no event %s", event)
	return Choice{}
}

func legal(t *testing.T, text, event string) bool { return choiceOf(t, text, event).Reason == "" }

var exchange = regexp.MustCompile("(?s)```request\nPOST (\\S+)\n(.*?)```\n\n```answer\n(.*?)```")

// TestTheInterfaceIsAsDocumented sends the document's requests; what its answers say
// is among what comes back.
func TestTheInterfaceIsAsDocumented(t *testing.T) {
	url := studio(t)
	exchanges := exchange.FindAllStringSubmatch(documented(t), -1)
	for _, e := range exchanges {
		response, err := http.Post(url+e[1], "application/json", strings.NewReader(e[2]))
		if err != nil {
			t.Fatal(err)
		}
		var got, want any
		err = json.NewDecoder(response.Body).Decode(&got)
		response.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(e[3]), &want); err != nil {
			t.Fatal(err)
		}
		if missing := within(want, got); missing != "" {
			t.Errorf("%s%s", e[0], missing)
		}
	}
	if len(exchanges) < 2 {
		t.Errorf("only %d exchanges were found", len(exchanges))
	}
	if within(map[string]any{"a": 1.0}, map[string]any{"a": 2.0}) == "" || within([]any{1.0}, []any{1.0, 2.0}) == "" {
		t.Error("nobody sees another value, or a list that is longer")
	}
}

// within says what of a value is not in another: objects may hold more.
func within(want, got any) string {
	switch want := want.(type) {
	case map[string]any:
		all, _ := got.(map[string]any)
		for key, value := range want {
			if missing := within(value, all[key]); missing != "" {
				return key + ": " + missing
			}
		}
		return ""
	case []any:
		all, _ := got.([]any)
		if len(all) != len(want) {
			return fmt.Sprintf("%d in place of %d", len(all), len(want))
		}
		for i := range want {
			if missing := within(want[i], all[i]); missing != "" {
				return missing
			}
		}
		return ""
	}
	if !reflect.DeepEqual(want, got) {
		return fmt.Sprintf("got %v, want %v", got, want)
	}
	return ""
}
