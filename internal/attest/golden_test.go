package attest_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/attest"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// A format is one way to write a report.
type format struct {
	name  string
	write func(io.Writer, *conformance.Report, attest.Options) error
}

func verbose(w io.Writer, r *conformance.Report, o attest.Options) error {
	o.Verbose = true
	return attest.Text(w, r, o)
}

func quiet(w io.Writer, r *conformance.Report, o attest.Options) error {
	o.Quiet = true
	return attest.Text(w, r, o)
}

func matrix(w io.Writer, r *conformance.Report, _ attest.Options) error { return attest.Matrix(w, r) }

var formats = []format{
	{"txt", attest.Text}, {"v.txt", verbose}, {"q.txt", quiet}, {"matrix.txt", matrix},
	{"json", attest.JSON}, {"xml", attest.JUnit}, {"md", attest.Markdown}, {"html", attest.HTML}, {"badge.json", attest.Badge},
}

func written(t testing.TB, f format, r *conformance.Report, o attest.Options) string {
	t.Helper()
	var b bytes.Buffer
	if err := f.write(&b, r, o); err != nil {
		t.Fatalf("%s: %v", f.name, err)
	}
	return b.String()
}

// golden are the reports that are kept, to be read: UPDATE=1 writes them anew.
var golden = map[string][]string{
	"conforming": {"txt", "badge.json", "md"},
	"dim":        {"v.txt"},
	"differing":  {"v.txt", "q.txt", "md", "xml"},
	"crashed":    {"txt", "xml"},
	"stricter":   {"txt"},
	"knowing":    {"txt"},
	"stale":      {"q.txt"},
	"counting":   {"txt", "v.txt"},
	"answering":  {"txt", "badge.json"},
	"skipping":   {"txt", "md"},
	"empty":      {"txt", "json"},
}

func TestGolden(t *testing.T) {
	for name, r := range samples(t) {
		for _, f := range formats {
			for _, kept := range golden[name] {
				if kept == f.name {
					compare(t, filepath.Join("testdata", name+"."+f.name), written(t, f, r, options))
				}
			}
		}
	}
}

func compare(t *testing.T, file, text string) {
	t.Helper()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v\nUPDATE=1 go test ./internal/attest writes it", err)
	}
	if text != string(want) {
		t.Errorf("%s is not what is written now; UPDATE=1 go test ./internal/attest rewrites it; read what changed", file)
	}
}

// TestBytes: the same report gives the same bytes.
func TestBytes(t *testing.T) {
	first, second := samples(t), samples(t)
	for name := range first {
		for _, f := range formats {
			if written(t, f, first[name], options) != written(t, f, second[name], options) {
				t.Errorf("%s of %s is written in two ways", f.name, name)
			}
		}
	}
}

// TestPrintedScenariosCanBeCopied: what the page shows as a scenario file is one,
// and holds for the reference.
func TestPrintedScenariosCanBeCopied(t *testing.T) {
	copied := 0
	for name, r := range samples(t) {
		_, page, _ := strings.Cut(written(t, formats[0], r, attest.Options{}), "as a scenario file\n")
		file, _, found := strings.Cut(page, "\n\n")
		if !found {
			continue
		}
		copied++
		scenarios, err := replay.Parse(name, []byte(strings.ReplaceAll("\n"+file, "\n     ", "\n")))
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, file)
			continue
		}
		trace, err := replay.NewPlayer().Play(t.Context(), scenarios[0])
		if err != nil || replay.Judge(scenarios[0], trace) != nil {
			t.Errorf("%s: it does not hold: %v\n%s", name, err, file)
		}
	}
	if copied < 2 {
		t.Errorf("only %d scenarios were found", copied)
	}
}

// TestCopiedScenariosAreFolded: a scenario with lines wider than the page is the
// same when it is read from there.
func TestCopiedScenariosAreFolded(t *testing.T) {
	without := fsm.Droppable()[40:60]
	p, err := fsm.NewProfile("", without...)
	if err != nil {
		t.Fatal(err)
	}
	s := &replay.Scenario{Name: "a wide one", Profile: p, Steps: []replay.Step{{
		Events: []replay.Delivery{{Event: fsm.EventLoseContact}},
		Expect: []replay.Condition{{Key: replay.KeyState, Want: "unknown"}, {Key: replay.KeyLastKnown, Want: "none"}, {Key: replay.KeyVerdict, Want: "applied"}, {Key: replay.KeySteadyState, Want: "blocked"}},
	}}}
	r := samples(t)["differing"]
	r.Findings = slices.Clone(r.Findings)
	r.Findings[0].Scenario = s
	_, page, _ := strings.Cut(written(t, formats[0], r, attest.Options{}), "as a scenario file\n")
	page, _, _ = strings.Cut(page, "\n\n")
	for line := range strings.Lines(page) {
		if diag.Columns(strings.TrimSuffix(line, "\n")) > diag.Width {
			t.Errorf("too wide: %s", line)
		}
	}
	back, err := replay.Parse("copied", []byte(strings.ReplaceAll("\n"+page, "\n     ", "\n")))
	if err != nil {
		t.Fatalf("%v\n%s", err, page)
	}
	if got := back[0].Profile.Without(); !slices.Equal(got, p.Without()) {
		t.Errorf("without %q", got)
	}
}

// TestPagesForPeopleFit holds what people read in a terminal against its width.
func TestPagesForPeopleFit(t *testing.T) {
	for name, r := range samples(t) {
		for _, f := range formats[:4] {
			for line := range strings.Lines(written(t, f, r, options)) {
				line = strings.TrimSuffix(line, "\n")
				if diag.Columns(line) > diag.Width || strings.HasSuffix(line, " ") {
					t.Errorf("%s of %s: %d columns, or a space at the end: %q", f.name, name, diag.Columns(line), line)
				}
			}
		}
	}
}
