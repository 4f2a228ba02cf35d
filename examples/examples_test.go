// Package examples_test holds the examples against the reference, without the kit
// that they are examples for: a client of its own drives each of them everywhere
// that its alphabet leads.
package examples_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestTheExamplesAreTheReference: each answers exactly as the reference does.
func TestTheExamplesAreTheReference(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			p := e.start(t, "")
			walks := slices.Concat(deeper(p.Events), again(p.Events), random(p.Events, 300, false))
			if p.Once {
				walks = append(walks, random(p.Events, 50, true)...)
			}
			if p.Seed {
				walks = append(walks, seeded(p.Events)...)
			}
			for _, w := range walks {
				found, err := p.play(w)
				if err != nil {
					t.Fatal(err)
				}
				if found != nil {
					t.Fatal(found.message)
				}
			}
		})
	}
}

// TestABatchIsManyEvents: several events at once are answered as one by one.
func TestABatchIsManyEvents(t *testing.T) {
	p := startPython(t, "")
	for _, w := range random(p.Events, 20, false) {
		var got answer
		opening := p.ask(request{"op": "open", "session": "b"}, &answer{})
		run := p.ask(request{"op": "run", "session": "b", "events": w.events}, &got)
		if err := errors.Join(opening, run); err != nil || len(got.Answers) != len(w.events) {
			t.Fatalf("%d answers: %v", len(got.Answers), err)
		}
		c := w.from
		for i, event := range w.events {
			step := answerOf(c, event)
			c = step.To()
			if found := p.compare(step, step.Verdict(), c, got.Answers[i]); found != nil {
				t.Fatal(found.message)
			}
		}
	}
}

// TestTheExamplesAreShort: what is to be read in a few minutes stays so.
func TestTheExamplesAreShort(t *testing.T) {
	const lines, columns = 60, 104
	read := 0
	for _, pattern := range []string{"python/*.py", "node/*.mjs", "sqlite/*.go", "sqlite/*.sql"} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			if strings.Contains(name, "faults.") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			read++
			all := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
			if len(all) > lines {
				t.Errorf("%s has %d lines, more than %d", name, len(all), lines)
			}
			for i, line := range all {
				if wide := strings.ReplaceAll(line, "\t", "    "); utf8.RuneCountInString(wide) > columns {
					t.Errorf("%s:%d is longer than %d characters", name, i+1, columns)
				}
			}
		}
	}
	if read < 9 {
		t.Errorf("only %d files were found", read)
	}
}
