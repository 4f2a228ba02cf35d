package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// A profileFlag chooses the table a command speaks of.
type profileFlag struct {
	name    string
	without []string
	given   func() bool // whether the user chose one
	less    func() bool // whether by what it is without
	streams Streams
	colors  *colorMode
}

func (f *profileFlag) register(cmd *cobra.Command, s Streams, colors *colorMode) {
	f.streams, f.colors = s, colors
	cmd.Flags().StringVar(&f.name, "profile", "standard", "the `profile` in force: "+strings.Join(profileNames(), ", ")+", or a profile file")
	cmd.Flags().StringSliceVar(&f.without, "without", nil, "a profile of your own: standard without these `states, events and cells`")
	cmd.MarkFlagsMutuallyExclusive("profile", "without")
	f.less = func() bool { return cmd.Flags().Changed("without") }
	f.given = func() bool { return cmd.Flags().Changed("profile") || f.less() }
	_ = cmd.RegisterFlagCompletionFunc("profile", completeProfile)
	_ = cmd.RegisterFlagCompletionFunc("without", completeWithout)
}

func profileNames() []string {
	var names []string
	for _, p := range fsm.Profiles() {
		names = append(names, p.Name())
	}
	return names
}

// completeProfile lists the built-in profiles, and files.
func completeProfile(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	return append(profileNames(), filesBeginning(begun)...), cobra.ShellCompDirectiveNoFileComp
}

// completeWithout goes on behind the last comma.
func completeWithout(_ *cobra.Command, _ []string, begun string) ([]string, cobra.ShellCompDirective) {
	before := begun[:strings.LastIndexByte(begun, ',')+1]
	names := fsm.Droppable()
	for i := range names {
		names[i] = before + names[i]
	}
	return names, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// table compiles the chosen profile.
func (f *profileFlag) table() (*fsm.Table, error) {
	var p fsm.Profile
	var err error
	switch {
	case len(f.without) > 0:
		p, err = fsm.NewProfile("", f.without...)
		err = suggest(err)
	case f.less():
		err = usageError{errors.New("--without names nothing; leave it out for the whole table")}
	default:
		p, err = f.named(f.name)
	}
	if err != nil {
		return nil, err
	}
	return fsm.NewTable(p), nil
}

// named returns the built-in profile of a name, or that of a file. A file that
// is called like a built-in profile is named with its folder: ./strict.
func (f *profileFlag) named(name string) (fsm.Profile, error) {
	p, err := fsm.ParseProfile(name)
	switch {
	case err == nil:
		return p, nil
	case namesProfileFile(name):
		return f.read(name)
	}
	return p, fmt.Errorf("%w; or name a profile file, *%s", suggest(err), replay.ProfileExtension)
}

// namesProfileFile reports a name that is meant for a file: it looks like one, or
// there is one.
func namesProfileFile(name string) bool {
	if strings.ContainsRune(name, '/') || strings.ContainsRune(name, filepath.Separator) {
		return true
	}
	if ending := filepath.Ext(name); ending == ".yaml" || ending == ".yml" {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

// read reads a profile file, and tells of the laws that the profile breaks.
func (f *profileFlag) read(name string) (fsm.Profile, error) {
	text, err := readProfile(name)
	if err != nil {
		return fsm.Profile{}, err
	}
	colored := f.colors.on(f.streams.Err)
	file, err := replay.ParseProfile(name, text)
	if err != nil {
		var problems diag.Problems
		errors.As(err, &problems)
		report.Problems(f.streams.Err, "error", problems, colored)
		return fsm.Profile{}, fmt.Errorf("%s makes no sense as a profile file", name)
	}
	report.Problems(f.streams.Err, "warning", file.Warnings, colored)
	return file.Profile, nil
}

// readProfile reads a regular file; anything else could go on for ever.
func readProfile(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: no such profile file (built-in profiles: %s)", name, strings.Join(profileNames(), ", "))
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: not a regular file, so no profile file", name)
	}
	return tree{fsys: system{}}.readFile(name)
}

// suggest adds a did-you-mean to each unknown name that has none yet.
func suggest(err error) error {
	if joined, several := err.(interface{ Unwrap() []error }); several {
		var all []error
		for _, one := range joined.Unwrap() {
			all = append(all, suggest(one))
		}
		return errors.Join(all...)
	}
	unknown, ok := err.(*fsm.NameError)
	if !ok || unknown.Suggestion != "" {
		return err
	}
	suggested := *unknown
	suggested.Suggestion = diag.Suggest(unknown.Name, unknown.Known)
	return &suggested
}
