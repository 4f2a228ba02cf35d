package replay

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// FuzzStream wants a file to mean the same, and to have the same problems in the
// same places, whether one loader reads it or one for each document.
func FuzzStream(f *testing.F) {
	const one, other = "name: a\nsteps: [{expect: none}]\n", "name: b\nsteps: [{expect: none}]\n"
	for _, seed := range []string{
		one + "---\n" + other,
		"# nothing but a comment\n---\n" + one,
		one + "---\n# nothing but a comment\n---\n" + other,
		one + "---\n---\n" + other,
		one + "---\nname: [\n---\n" + other + "stepz: 1\n",
		one + "...\n---\n" + other,
		one + "...\n%YAML 1.2\n---\n" + other,
		"--- {name: a, steps: [{expect: none}]}\n--- # b\n" + other,
		"name: a\nabout: |\n  x\n  --- y\nsteps: [{expect: none}]\n---\n\n",
		"a: &a 1\n---\nname: *a\n",
	} {
		f.Add(seed)
	}
	corpus, err := filepath.Glob("../scenarios/*/*" + Extension)
	if err != nil || len(corpus) == 0 {
		f.Fatalf("no corpus: %v", err)
	}
	for _, name := range corpus {
		text, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		source := &diag.Source{Name: "fuzz", Text: text}
		one, each := &parser{source: source}, &parser{source: source, names: map[string]int{}}
		if !one.readable() {
			return
		}
		one.documents()
		for d := range split(text) {
			each.document(d)
		}
		if one.more || len(each.problems) >= MaxProblems {
			return
		}
		if !reflect.DeepEqual(one.scenarios, each.scenarios) || !reflect.DeepEqual(one.problems, each.problems) {
			t.Errorf("one loader finds %d scenarios and %v, one for each document %d and %v", len(one.scenarios), one.problems, len(each.scenarios), each.problems)
		}
	})
}
