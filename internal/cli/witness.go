package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/Huzefaaa2/subsim/replay"
)

// writeWitnesses writes scenarios that show what was found: all to one file, or
// each to its own in a folder. Where nothing was found an older file stays.
func writeWitnesses(target string, all []*replay.Scenario, to io.Writer) error {
	if target == "" {
		return nil
	}
	if len(all) == 0 {
		fmt.Fprintf(to, "subsim: no finding, so nothing is written to %s\n", target)
		return nil
	}
	if !isFolder(target) {
		return writeScenarios(target, all...)
	}
	var problems []error
	for _, s := range all {
		problems = append(problems, writeScenarios(filepath.Join(target, witnessFile(s.Name)), s))
	}
	return errors.Join(problems...)
}

// witnessFile names the file of one witness: beyond_renew_in_expired.subsim.yaml.
func witnessFile(name string) string {
	return strings.NewReplacer(": ", "_", " ", "_").Replace(name) + replay.Extension
}

// writeScenarios writes a scenario file.
func writeScenarios(target string, all ...*replay.Scenario) error {
	return writeWhole(target, func(w io.Writer) error { return replay.Format(w, all...) })
}

// writeWhole writes a file that takes its place when it is whole.
func writeWhole(target string, write func(io.Writer) error) error {
	file, err := create(target)
	if err != nil {
		return err
	}
	err = write(file)
	return errors.Join(err, file.finish(err == nil))
}
