package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
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
	case name == "-" || name == "/dev/stdout":
		// standard output, where a report goes that has no file
	case f.pending != "":
		return errors.New("two files for one report; put --format before each")
	case last >= 0 && f.all[last].file == "":
		f.all[last].file = name
	default:
		f.pending = name
	}
	return nil
}

// target is where a file really is, as far as can be told.
func target(file string) string {
	if whole, err := filepath.Abs(file); err == nil {
		file = whole
	}
	if resolved, err := filepath.EvalSymlinks(file); err == nil {
		return resolved
	}
	if folder, err := filepath.EvalSymlinks(filepath.Dir(file)); err == nil {
		return filepath.Join(folder, filepath.Base(file))
	}
	return file
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
			continue
		}
		if files[target(out.file)] {
			return nil, fmt.Errorf("two reports would go to %s", out.file)
		}
		files[target(out.file)] = true
	}
	switch {
	case len(spoken) > 1:
		return nil, fmt.Errorf("%s would all go to standard output; name files with -o", strings.Join(spoken, " and "))
	case len(spoken) == 0:
		all = append([]output{{format: "text"}}, all...)
	}
	return all, nil
}
