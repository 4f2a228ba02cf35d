package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/report"
)

// An output is one report that was asked for: --format F, and the -o FILE that
// goes with it. An empty file is standard output.
type output struct{ format, file string }

// outputs are the values of --format and -o, which belong together: -o goes with
// the --format before it, or with the one after it where that has none.
type outputs struct {
	all     []output
	pending string // an -o that waits for its --format
}

// register adds the flags; formats lists the formats that the command knows.
func (o *outputs) register(cmd *cobra.Command, formats []string) {
	flags := cmd.Flags()
	flags.VarP(&formatFlag{o, formats}, "format", "", "the report's `format`: "+strings.Join(formats, ", ")+"; repeatable")
	flags.VarP((*fileFlag)(o), "output", "o", "write the report of the --format beside it to a `file`")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
}

type formatFlag struct {
	*outputs
	known []string
}

func (f *formatFlag) String() string { return "" }
func (f *formatFlag) Type() string   { return "format" }

func (f *formatFlag) Set(name string) error {
	for _, known := range f.known {
		if name == known {
			f.all = append(f.all, output{name, f.pending})
			f.pending = ""
			return nil
		}
	}
	return fmt.Errorf("%w (formats: %s)", misnamed(fmt.Sprintf("there is no format %q", name), name, f.known), strings.Join(f.known, ", "))
}

type fileFlag outputs

func (f *fileFlag) String() string { return "" }
func (f *fileFlag) Type() string   { return "file" }

func (f *fileFlag) Set(name string) error {
	switch last := len(f.all) - 1; {
	case name == "":
		return errors.New("the file's name is empty")
	case name == "-":
		name = ""
	case f.pending != "":
		return errors.New("two files for one report; put --format before each")
	case last >= 0 && f.all[last].file == "":
		f.all[last].file = name
	default:
		f.pending = name
	}
	return nil
}

// asked returns the reports that were asked for, one for standard output among
// them: text where no other goes there.
func (o *outputs) asked() ([]output, error) {
	all := o.all
	if o.pending != "" {
		all = append(all, output{"text", o.pending})
	}
	var spoken []string
	files := map[string]bool{}
	for _, out := range all {
		if out.file == "" {
			spoken = append(spoken, out.format)
		} else if files[filepath.Clean(out.file)] {
			return nil, fmt.Errorf("two reports would go to %s", out.file)
		}
		files[filepath.Clean(out.file)] = true
	}
	switch {
	case len(spoken) > 1:
		return nil, fmt.Errorf("%s would all go to standard output; name files with -o", strings.Join(spoken, " and "))
	case len(spoken) == 0:
		all = append([]output{{format: "text"}}, all...)
	}
	return all, nil
}

// A sink is an open report.
type sink struct {
	report.Writer
	file *reportFile // nil for standard output
}

// open opens every report before anything is played: one that cannot be written
// should not be found out at the end. writer makes the writer of one format.
func open(asked []output, standard io.Writer, writer func(format string, out io.Writer) report.Writer) (sinks []sink, err error) {
	for _, a := range asked {
		if a.file == "" {
			sinks = append(sinks, sink{writer(a.format, standard), nil})
			continue
		}
		file, err := create(a.file)
		if err != nil {
			for _, s := range sinks {
				err = errors.Join(err, s.abandon())
			}
			return nil, err
		}
		sinks = append(sinks, sink{writer(a.format, file), file})
	}
	return sinks, nil
}

// end ends every report.
func end(sinks []sink, tally *report.Tally) error {
	var problems []error
	for _, s := range sinks {
		problems = append(problems, s.end(tally))
	}
	return errors.Join(problems...)
}

// A reportFile is a file that is written beside its target and takes its place
// when the report is whole, so that a reader never sees half of one and an older
// one is not lost.
type reportFile struct {
	*os.File
	target string
	direct bool // the target is a stream, or a device
}

// create opens a report file. What is there already and is no regular file is
// written to as it is.
func create(target string) (*reportFile, error) {
	resolved, err := filepath.EvalSymlinks(target)
	if errors.Is(err, fs.ErrNotExist) {
		resolved, err = target, nil
	}
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(resolved)
	if err == nil && info.IsDir() {
		return nil, fmt.Errorf("%s is a folder", target)
	}
	if err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(resolved, os.O_WRONLY, 0)
		return &reportFile{file, resolved, true}, err
	}
	file, err := os.CreateTemp(filepath.Dir(resolved), "."+filepath.Base(resolved)+".*")
	if err != nil {
		return nil, err
	}
	mode := fs.FileMode(0o644)
	if info != nil {
		mode = info.Mode().Perm()
	}
	return &reportFile{file, resolved, false}, file.Chmod(mode)
}

// finish puts the file in its place, or removes it where it is not whole.
func (f *reportFile) finish(whole bool) error {
	err := f.Close()
	switch {
	case f.direct:
		return err
	case err != nil || !whole:
		return errors.Join(err, os.Remove(f.Name()))
	}
	return os.Rename(f.Name(), f.target)
}

// end writes the report's end and puts its file in place.
func (s sink) end(tally *report.Tally) error {
	err := s.End(tally)
	if s.file == nil {
		return err
	}
	return errors.Join(err, s.file.finish(err == nil))
}

// abandon gives up a report that nothing was written to.
func (s sink) abandon() error {
	if s.file == nil {
		return nil
	}
	return s.file.finish(false)
}
