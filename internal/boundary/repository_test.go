package boundary_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// An exception excuses what a rule finds in a file, where the found text matches.
// One that excuses nothing fails the test.
type exception struct {
	file  string
	rule  string
	found string // a regular expression, for the whole of what was found
	why   string
}

var exceptions = []exception{
	{".ci/npm/package-lock.json", "token", `[\w+/=-]{32,}`, "digests of public packages"},
	{".ci/run", "money", `[$]0`, "the name of the script itself"},
	{"LICENSE", "url", `http\W+www\.apache\.org/licenses/\S*`, "the licence's own address, as its text has it"},
	{"fsm/bench.sh", "money", `[$]\d`, "arguments and fields by their number"},
	{"go.sum", "token", `[\w+/-]{32,}`, "digests of public modules"},
	{"cmd/subsim/testdata/script/export.txtar", "url", `http\W+json-schema\.org/draft-07/schema\S*`, "the name of the schema language"},
	{"docs/report.schema.json", "url", `http\W+json-schema\.org/draft-07/schema\S*`, "the name of the schema language"},
	{"internal/schema/schema.go", "url", `http\W+json-schema\.org/draft-07/schema\S*`, "the name of the schema language"},
	{"scenarios/scenario.schema.json", "url", `http\W+json-schema\.org/draft-07/schema\S*`, "the name of the schema language"},
	{"internal/export/picture_test.go", "money", `[$]1`, "a group of a regular expression"},
}

// TestRepositoryHoldsTheBoundary reads every file that git tracks or would add.
func TestRepositoryHoldsTheBoundary(t *testing.T) {
	root := filepath.Join("..", "..")
	names := files(t, root)
	if len(names) < 100 {
		t.Fatalf("only %d files were found; is this the module's root?", len(names))
	}
	used := map[exception]bool{}
	for _, problem := range unexcused(t, root, names, used) {
		t.Error(problem)
	}
	for _, e := range exceptions {
		if !used[e] {
			t.Errorf("%s: nothing needs the exception from rule %s any more (%s): take it out", e.file, e.rule, e.why)
		}
	}
}

// TestTheBoundaryBites plants what must be found in a copy of the repository.
func TestTheBoundaryBites(t *testing.T) {
	root, planted := filepath.Join("..", ".."), t.TempDir()
	for _, name := range files(t, root) {
		text := read(t, root, name)
		switch name {
		case "docs/model.md":
			text += whole("\nask ann~@~host.example\n")
		case "go.sum":
			text += whole("api~_key=abc\n")
		case "scenarios/ending/late.subsim.yaml":
			text = strings.Replace(text, "name: ", whole("name: A pay~ment and "), 1)
		}
		write(t, planted, name, text)
	}
	for _, name := range []string{".git/config", "node_modules/a/b.js"} {
		write(t, planted, name, whole("https~://host.example"))
	}
	var got []string
	for _, p := range unexcused(t, planted, files(t, planted), map[exception]bool{}) {
		got = append(got, p.Source.Name+" "+name(p))
	}
	want := "docs/model.md email, go.sum secret-key, scenarios/ending/late.subsim.yaml billing-word"
	if strings.Join(got, ", ") != want {
		t.Errorf("found %v, want %s", got, want)
	}
}

// files lists what git tracks or would add in a tree, or every file where there
// is no git.
func files(t *testing.T, root string) []string {
	t.Helper()
	list := exec.Command("git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	out, _ := list.Output()
	names := existing(root, strings.Split(string(out), "\x00"))
	if len(names) > 0 {
		return names
	}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "node_modules"):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		name, err := filepath.Rel(root, path)
		names = append(names, filepath.ToSlash(name))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// existing leaves out what is tracked and was removed since.
func existing(root string, names []string) []string {
	var there []string
	for _, name := range names {
		if info, err := os.Stat(filepath.Join(root, name)); err == nil && info.Mode().IsRegular() {
			there = append(there, name)
		}
	}
	return there
}

// unexcused returns the problems that no exception excuses, and notes which
// exceptions are used. It goes line by line, so that nothing hides behind the
// bound on one text's problems.
func unexcused(t *testing.T, root string, names []string, used map[exception]bool) diag.Problems {
	t.Helper()
	var left diag.Problems
	for _, name := range names {
		whole, number := read(t, root, name), 0
		if strings.Contains(whole, "\x00") {
			continue // no text
		}
		for text := range strings.Lines(whole) {
			number++
			for _, p := range checkLine(name, text) {
				if e, ok := excuse(p); ok {
					used[e] = true
					continue
				}
				p.Span.Line = number
				left = append(left, p)
			}
		}
	}
	return left
}

func checkLine(name, text string) diag.Problems {
	s := &diag.Source{Name: name, Text: text}
	if strings.HasPrefix(name, "scenarios/") && strings.HasSuffix(name, replay.Extension) {
		return boundary.CheckCorpus(s)
	}
	return boundary.Check(s)
}

// excuse returns the exception for a problem of a one-line source.
func excuse(p *diag.Problem) (exception, bool) {
	found := []rune(p.Source.Line(1))[p.Span.Column-1:][:p.Span.Width]
	for _, e := range exceptions {
		whole := regexp.MustCompile(`^(?:` + e.found + `)$`)
		if p.Source.Name == e.file && name(p) == e.rule && whole.MatchString(string(found)) {
			return e, true
		}
	}
	return exception{}, false
}

func read(t *testing.T, root, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
