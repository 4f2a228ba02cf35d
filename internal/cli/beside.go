package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/Huzefaaa2/subsim/replay"
)

// A besideFlag is the value of a flag that names a file, which is written beside the
// reports or read; empty where it is left out.
type besideFlag string

func (f *besideFlag) String() string { return string(*f) }
func (f *besideFlag) Type() string   { return "file" }

func (f *besideFlag) Set(name string) error {
	if name == "" {
		return errors.New("the file's name is empty")
	}
	*f = besideFlag(name)
	return nil
}

// named refuses a standard stream where a flag wants a file.
func named(flag string, file besideFlag) error {
	if file == "-" {
		return usageError{fmt.Errorf("--%s wants a file, and - is none", flag)}
	}
	return nil
}

// reserve refuses files beside the reports that would take the place of what is read,
// of a report or of each other, and those that cannot be written: at the end of a
// long run it would be too late.
func reserve(read []input, asked []output, beside ...string) error {
	taken := map[string]bool{}
	for _, a := range asked {
		taken[target(a.file)] = a.file != ""
	}
	var problems []error
	for _, file := range beside {
		switch at := target(file); {
		case file == "":
			continue
		case taken[at]:
			problems = append(problems, usageError{fmt.Errorf("two reports would go to %s", file)})
		default:
			taken[at] = true
			problems = append(problems, spare(read, []output{{file: file}}), reach(file))
		}
	}
	return errors.Join(problems...)
}

// reach finds out whether a file can be written, or one in a folder. What is neither
// is left alone: to open a pipe is to be heard at its other end.
func reach(file string) error {
	if isFolder(file) {
		file = filepath.Join(file, "reach"+replay.Extension)
	}
	if info, err := os.Stat(file); err == nil && !info.Mode().IsRegular() {
		return nil
	}
	probe, err := create(file)
	if err != nil {
		return err
	}
	return probe.finish(false)
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
