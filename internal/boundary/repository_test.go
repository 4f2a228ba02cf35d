package boundary_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// TestRepositoryHoldsTheBoundary reads every file that git tracks or would add.
func TestRepositoryHoldsTheBoundary(t *testing.T) {
	root := filepath.Join("..", "..")
	names := files(t, root)
	if len(names) < 100 {
		t.Fatalf("only %d files were found; is this the module's root?", len(names))
	}
	e := exceptions(t, root)
	for _, problem := range append(unexcused(t, root, names, e), e.Stale(func(string) bool { return true })...) {
		t.Error(problem)
	}
}

func exceptions(t *testing.T, root string) *boundary.Exceptions {
	t.Helper()
	e, err := boundary.ParseExceptions(&diag.Source{Name: boundary.ExceptionsFile, Text: read(t, root, boundary.ExceptionsFile)})
	if err != nil {
		t.Fatal(err)
	}
	return e
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
	for _, p := range unexcused(t, planted, files(t, planted), exceptions(t, root)) {
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

// unexcused returns the problems that no exception excuses.
func unexcused(t *testing.T, root string, names []string, e *boundary.Exceptions) diag.Problems {
	t.Helper()
	var left diag.Problems
	for _, name := range names {
		s, check := &diag.Source{Name: name, Text: read(t, root, name)}, e.Check
		if strings.HasPrefix(name, "scenarios/") && strings.HasSuffix(name, replay.Extension) {
			check = e.CheckCorpus
		}
		if !strings.Contains(s.Text, "\x00") { // else no text
			left = append(left, check(s)...)
		}
	}
	return left
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
