// Package examples_test asks the examples with the kit that they are examples for:
// the honest ones are the reference, and each fault that is planted is named.
package examples_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/conformance"
)

// TestTheExamplesConform: each passes level 3, and nothing is left out. What that
// takes is printed.
func TestTheExamplesConform(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			driver, began := e.start(t, ""), time.Now()
			report, err := conformance.Check(t.Context(), driver, conformance.Options{Level: 3})
			if err != nil {
				t.Fatal(err)
			}
			if report.Verdict != conformance.VerdictConforms || len(report.Skips) > 0 || len(report.Findings) > 0 {
				t.Errorf("%s: %s", report.Verdict, report.Because)
			}
			cases, events := 0, 0
			for _, l := range report.Levels {
				cases, events = cases+l.Held, events+l.Events
			}
			t.Logf("%d cases, %d events, %.1f s", cases, events, time.Since(began).Seconds())
		})
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
