package docket_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/docket"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// golden are the reports that are kept, to be read: UPDATE=1 writes them anew.
var golden = map[string][]string{
	"possible": {"txt", "v.txt", "jsonl"}, "impossible": {"txt", "q.txt", "xml"}, "undecided": {"txt", "jsonl", "xml"},
	"partial": {"txt"}, "late": {"txt", "q.txt"}, "hostile": {"v.txt"}, "empty": {"txt", "jsonl"},
}

func compare(t *testing.T, file, text string) {
	t.Helper()
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(file); err != nil || string(want) != text {
		t.Errorf("%s is not what is written now (%v); UPDATE=1 go test ./internal/docket rewrites it; read what changed", file, err)
	}
}

func TestGolden(t *testing.T) {
	every(t, func(t *testing.T, name string, s sample, f format, text string) {
		if slices.Contains(golden[name], f.name) {
			compare(t, filepath.Join("testdata", name+"."+f.name), text)
		}
	})
	for name, below := range map[string]int{"possible": 0, "impossible": 1000} {
		compare(t, filepath.Join("testdata", name+".summary.json"), summarised(t, samples()[name], below))
	}
}

// TestBytes: the same audit gives the same bytes.
func TestBytes(t *testing.T) {
	every(t, func(t *testing.T, name string, _ sample, f format, text string) {
		if again := written(t, f, samples()[name]); again != text {
			t.Error("it is written in two ways")
		}
	})
}

// TestNothingHostileGetsThrough: what stands in a log moves no cursor, opens no tag
// and begins no line.
func TestNothingHostileGetsThrough(t *testing.T) {
	every(t, func(t *testing.T, _ string, _ sample, f format, text string) {
		for _, r := range text {
			if r != '\n' && (unicode.IsControl(r) || r == '\u202e') {
				t.Fatalf("the letter %U is written", r)
			}
		}
		if strings.Contains(text, "\n::error") {
			t.Error("a line begins with a command")
		}
		if f.name == "html" || f.name == "xml" {
			if strings.Contains(text, "<script") || strings.Contains(text, "]]>") && f.name == "html" {
				t.Error("a tag is opened")
			}
		}
		if f.name != "jsonl" && len(text) > 200_000 {
			t.Errorf("%d bytes", len(text))
		}
	})
}

// TestPagesForPeopleFit holds what people read in a terminal against its width.
func TestPagesForPeopleFit(t *testing.T) {
	every(t, func(t *testing.T, _ string, _ sample, f format, text string) {
		if !strings.HasSuffix(f.name, "txt") {
			return
		}
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if diag.Columns(line) > diag.Width || strings.HasSuffix(line, " ") {
				t.Errorf("%d columns, or a space at the end: %q", diag.Columns(line), line)
			}
		}
	})
}

// TestNobodyTakesItForAPass: the word for a log that passed stands only where it did,
// and the whole is called partial wherever it is.
func TestNobodyTakesItForAPass(t *testing.T) {
	opening := map[string]string{"txt": "possible: ", "v.txt": "possible: ", "q.txt": "possible: ", "jsonl": `"verdict":"possible"`, "html": "<h1>possible"}
	every(t, func(t *testing.T, _ string, s sample, f format, text string) {
		if word := opening[f.name]; word != "" {
			said := strings.HasPrefix(text, word) || strings.Contains(text, "\n"+word) || !strings.HasSuffix(f.name, "txt") && strings.Contains(text, word)
			if want := s.result.Passed(f.Accepted...); said != want {
				t.Errorf("it says that it passed: %t; it did: %t", said, want)
			}
		}
		if partial := s.result.Partial != ""; partial && !strings.Contains(text, "partial") {
			t.Error("nothing says that it is partial")
		}
	})
}

// TestFindingsComeAtOnce: what is found is written when it is told, where the format
// allows it.
func TestFindingsComeAtOnce(t *testing.T) {
	for _, f := range formats[:4] {
		var b strings.Builder
		w := f.new(&b, f.Options)
		for _, tell := range []func() error{
			func() error { return w.Finding(ended) },
			func() error {
				return w.Unjudged(audit.Unjudged{Place: at("x", 1), Lines: 1, Fault: logs.FaultInstant})
			},
			func() error { return w.Notice(audit.Notice{Place: at("x", 1), Mark: logs.MarkArchive}) },
		} {
			before := b.Len()
			if err := tell(); err != nil || b.Len() == before {
				t.Errorf("%s: nothing came (%v)", f.name, err)
			}
		}
	}
}

// TestMaxIsHeld: no more of a sort is told than was asked for, and the rest is
// counted.
func TestMaxIsHeld(t *testing.T) {
	text := written(t, formats[0], samples()["impossible"])
	if n := strings.Count(text, "FAIL  "); n != docket.DefaultMax+2 {
		t.Errorf("%d blocks", n)
	}
	for _, want := range []string{"\nand 5 more (ended); --max 0 tells all\n", "\nand 1 finding that may follow from these; -v tells it\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if n := strings.Count(written(t, formats[1], samples()["impossible"]), "FAIL  "); n != 27 {
		t.Errorf("with 0 there are %d blocks", n)
	}
	f := formats[5]
	f.Max = 0
	if page := written(t, f, many(2000)); strings.Count(page, "<article") != 1000 || !strings.Contains(page, "1,000 more first findings were counted and are not listed here.") {
		t.Errorf("%d articles", strings.Count(page, "<article"))
	}
}

func many(n int) sample {
	var told []any
	for range n {
		told = append(told, ended)
	}
	return counted(told, lived())
}

// TestIdentifiersAreShownOnlyWhereTheyAreGiven looks for the name of a subscription.
func TestIdentifiersAreShownOnlyWhereTheyAreGiven(t *testing.T) {
	f := ended
	for _, id := range []string{"", "subscription-77"} {
		f.ID = id
		for _, kind := range formats {
			if text := written(t, kind, counted([]any{f}, lived())); strings.Contains(text, "subscription-77") != (id != "") {
				t.Errorf("%s with identifier %q", kind.name, id)
			}
		}
	}
}
