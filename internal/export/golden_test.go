package export

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// write returns what a format writes for a table.
func write(t *testing.T, f Format, table *fsm.Table) string {
	t.Helper()
	var b strings.Builder
	if err := f.Write(&b, table); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// format returns the format of that name.
func format(t *testing.T, name string) Format {
	t.Helper()
	for _, f := range Formats() {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("there is no format %s", name)
	return Format{}
}

// compare holds text against a file; UPDATE=1 rewrites the file instead.
func compare(t *testing.T, file, text string) {
	t.Helper()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v\nUPDATE=1 go test ./internal/export writes it", err)
	}
	if text == string(golden) {
		return
	}
	got, want := strings.Split(text, "\n"), strings.Split(string(golden), "\n")
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("%s:%d differs from what the table says\nfile  %q\ntable %q\nUPDATE=1 go test ./internal/export rewrites it; read what changed",
				file, i+1, want[i], append(got, "")[min(i, len(got))])
		}
	}
	t.Fatalf("%s ends too early", file)
}

// The goldens are read by people when they change: the cells of every profile,
// the pictures of the largest and the smallest, and the charts of the smallest.
func TestGoldens(t *testing.T) {
	for _, p := range fsm.Profiles() {
		names := []string{"cells"}
		if p == fsm.Standard() || p == fsm.Marketplace() {
			names = []string{"cells", "mermaid", "dot"}
		}
		if p == fsm.Marketplace() {
			names = append(names, "xstate", "scxml")
		}
		for _, name := range names {
			file := p.Name() + "." + name
			t.Run(file, func(t *testing.T) {
				compare(t, filepath.Join("testdata", file), write(t, format(t, name), fsm.NewTable(p)))
			})
		}
	}
}
