package lexicon

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// docs/exports.md tells how all exports are used, the machines of package export too;
// what it shows is run here.

// A shown is a block of the document, and the text that it says is printed.
type shown struct{ text, prints string }

// read returns the document, and its blocks of a language.
func read(t *testing.T, language string) (text string, all []shown) {
	t.Helper()
	page, err := os.ReadFile("../../docs/exports.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```" + language + "\n(.*?)```\n(?:\n```text\n(.*?)```\n)?")
	for _, found := range block.FindAllStringSubmatch(string(page), -1) {
		all = append(all, shown{found[1], found[2]})
	}
	if len(all) == 0 {
		t.Fatalf("the document shows no %s", language)
	}
	return string(page), all
}

// exported is a folder with the files that the document has somebody write.
func exported(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	table := fsm.NewTable(fsm.Standard())
	var machine, chart strings.Builder
	if err := export.XState(&machine, table); err != nil {
		t.Fatal(err)
	}
	if err := export.SCXML(&chart, table); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"machine.json": machine.String(), "chart.scxml": chart.String(), "vocabulary.py": written(t, "python"),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// prints runs a program on what is shown, and wants it to print what the document says.
func prints(t *testing.T, s shown, folder, program string, args ...string) {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, args...)
	command.Dir, command.Stdin = folder, strings.NewReader(s.text)
	if out, err := command.CombinedOutput(); err != nil || string(out) != s.prints || s.prints == "" {
		t.Errorf("%v\n%s\nprints\n%s\nbut the document says\n%s", err, s.text, out, s.prints)
	}
}

func TestDocumentInNode(t *testing.T) {
	node, packages := peers.Node(t, "xstate", "@scion-scxml/scxml")
	_, blocks := read(t, "js")
	folder := exported(t)
	if err := os.Symlink(filepath.Join(packages, "node_modules"), filepath.Join(folder, "node_modules")); err != nil {
		t.Fatal(err)
	}
	for _, block := range blocks {
		prints(t, block, folder, node, "--input-type=module", "-")
	}
}

func TestDocumentInPython(t *testing.T) {
	_, blocks := read(t, "python")
	for _, block := range blocks {
		prints(t, block, exported(t), peers.Python(t), "-B", "-")
	}
}

func TestDocumentInTypeScript(t *testing.T) {
	_, blocks := read(t, "ts")
	for _, block := range blocks {
		wrong := strings.ReplaceAll(block.text, "canceled", "cancelled") // now nothing is left to expect
		if said := compile(t, block.text, wrong); len(said[1]) > 0 || len(said[2]) != 1 {
			t.Errorf("%s\n%q", block.text, said)
		}
	}
}

func TestDocumentAsSchema(t *testing.T) {
	_, blocks := read(t, "json")
	compiler := jsonschema.NewCompiler()
	for name, text := range map[string]string{"vocabulary.schema.json": written(t, "vocabulary"), "document.json": blocks[0].text} {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiler.AddResource(name, value); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := compiler.Compile("document.json")
	if err != nil {
		t.Fatal(err)
	}
	for state, valid := range map[string]bool{"cancelled": true, "canceled": false} {
		if err := schema.Validate(map[string]any{"state": state}); (err == nil) != valid {
			t.Errorf("%s: %v", state, err)
		}
	}
}

// TestDocumentNamesItsPeers: the versions that the document says are those that the
// tests install.
func TestDocumentNamesItsPeers(t *testing.T) {
	page, _ := read(t, "js")
	packages, err := os.ReadFile("../../.ci/npm/package.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, called := range map[string]string{"@mermaid-js/tiny": "mermaid", "xstate": "xstate", "@scion-scxml/scxml": "@scion-scxml/scxml", "typescript": "typescript"} {
		version := regexp.MustCompile(`"` + regexp.QuoteMeta(name) + `": "([^"]+)"`).FindSubmatch(packages)
		if version == nil || !strings.Contains(page, fmt.Sprintf("%s %s |", called, version[1])) {
			t.Errorf("the tests install %s %s, and the document says otherwise", called, version)
		}
	}
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	for _, name := range names {
		if !strings.Contains(page, "| `"+name+"` |") {
			t.Errorf("the document does not tell of %s", name)
		}
	}
}
