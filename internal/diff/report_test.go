package diff_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/diff"
)

// wrong is a page with much to tell.
func wrong(t *testing.T, verbose bool) *diff.Page {
	t.Helper()
	m := read(t, whole+"cancelled --> active : RENEW [a | b]\ncancelled --> trial : recover\ntrial --> trial : start_grace\n")
	return &diff.Page{Comparison: diff.Compare(m, fsm.NewTable(fsm.Store())), Verbose: verbose}
}

func TestTextFitsTheTerminal(t *testing.T) {
	for _, verbose := range []bool{false, true} {
		var b bytes.Buffer
		page := wrong(t, verbose)
		if err := diff.Text(&b, page, func(text string) string { return text }); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if diag.Columns(strings.TrimSuffix(line, "\n")) > diag.Width {
				t.Errorf("too long: %s", line)
			}
		}
		for _, f := range page.Findings {
			if told := strings.Contains(b.String(), string(f.Kind)+": "+f.Subject()+"\n"); told != (verbose || !f.Kind.Folded()) {
				t.Errorf("%s: %s is told in full: %t", f.Kind, f.Subject(), told)
			}
		}
	}
}

// TestMarkdownStaysATable: what a drawing holds breaks no cell.
func TestMarkdownStaysATable(t *testing.T) {
	var b bytes.Buffer
	if err := diff.Markdown(&b, wrong(t, true)); err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(b.String()) {
		if strings.HasPrefix(line, "|") {
			rows++
			if n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); n != 7 {
				t.Errorf("%d bars: %s", n, line)
			}
		}
	}
	if rows < 20 {
		t.Errorf("only %d rows", rows)
	}
}

// TestDocumentDescribesJSON: docs/diff.md names every member.
func TestDocumentDescribesJSON(t *testing.T) {
	text, err := os.ReadFile("../../docs/diff.md")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := diff.JSON(&b, wrong(t, false)); err != nil {
		t.Fatal(err)
	}
	var document map[string]any
	if err := json.Unmarshal(b.Bytes(), &document); err != nil {
		t.Fatal(err)
	}
	members(document, func(name string) {
		if !strings.Contains(string(text), "`"+name+"`") {
			t.Errorf("docs/diff.md does not name the member %s", name)
		}
	})
	for _, k := range diff.Kinds() {
		if !strings.Contains(string(text), "| `"+string(k)+"` |") {
			t.Errorf("docs/diff.md does not describe the kind %s", k)
		}
	}
}

// members visits the name of every member of an object, however deep.
func members(value any, visit func(string)) {
	switch v := value.(type) {
	case map[string]any:
		for name, inner := range v {
			visit(name)
			members(inner, visit)
		}
	case []any:
		for _, inner := range v {
			members(inner, visit)
		}
	}
}
