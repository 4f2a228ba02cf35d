package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diff"
	"github.com/Huzefaaa2/subsim/internal/paper"
	"github.com/Huzefaaa2/subsim/replay"
)

// writeWitnesses writes the scenario of each finding: all to one file, or each to
// its own in a folder. Where there is nothing to write, an older file stays.
func (o *diffOptions) writeWitnesses(page *diff.Page) error {
	if o.scenarios == "" {
		return nil
	}
	var all []*replay.Scenario
	for _, f := range page.Findings {
		if f.Kind != diff.KindOmitted || o.verbose {
			all = append(all, f.Witness)
		}
	}
	if len(all) == 0 {
		fmt.Fprintf(o.streams.Err, "subsim: no finding, so nothing is written to %s\n", o.scenarios)
		return nil
	}
	if info, err := os.Stat(o.scenarios); err != nil || !info.IsDir() {
		return writeScenarios(o.scenarios, all...)
	}
	var problems []error
	for _, s := range all {
		problems = append(problems, writeScenarios(filepath.Join(o.scenarios, witnessFile(s.Name)), s))
	}
	return errors.Join(problems...)
}

// witnessFile names the file of one witness: beyond_renew_in_expired.subsim.yaml.
func witnessFile(name string) string {
	return strings.NewReplacer(": ", "_", " ", "_").Replace(name) + replay.Extension
}

// writeScenarios writes a scenario file.
func writeScenarios(target string, all ...*replay.Scenario) error {
	file, err := create(target)
	if err != nil {
		return err
	}
	err = replay.Format(file, all...)
	return errors.Join(err, file.finish(err == nil))
}

// A namesFlag is the value of --map: a name and what it means, or a file of such
// lines.
type namesFlag struct{ paper.Names }

func (f *namesFlag) String() string { return "" }

// Type names the values in the help text.
func (f *namesFlag) Type() string { return "theirs=ours" }

func (f *namesFlag) Set(text string) error {
	if strings.Contains(text, "=") {
		return f.Names.Set(text)
	}
	content, err := os.ReadFile(text)
	if err != nil {
		return fmt.Errorf("%w; to map a name, write theirs=ours", err)
	}
	number := 0
	for line := range strings.Lines(string(content)) {
		number++
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if err := f.Names.Set(line); err != nil {
			return fmt.Errorf("%s:%d: %w", text, number, err)
		}
	}
	return nil
}
