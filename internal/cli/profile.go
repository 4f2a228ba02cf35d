package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A profileFlag chooses the table a command speaks of.
type profileFlag struct {
	name    string
	without []string
	given   func() bool // whether the user chose one
}

func (f *profileFlag) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.name, "profile", "standard", "the `profile` in force: "+strings.Join(profileNames(), ", "))
	cmd.Flags().StringSliceVar(&f.without, "without", nil, "a profile of your own: standard without these `states and events`")
	cmd.MarkFlagsMutuallyExclusive("profile", "without")
	f.given = func() bool { return cmd.Flags().Changed("profile") || cmd.Flags().Changed("without") }
	_ = cmd.RegisterFlagCompletionFunc("profile", cobra.FixedCompletions(profileNames(), cobra.ShellCompDirectiveNoFileComp))
}

func profileNames() []string {
	var names []string
	for _, p := range fsm.Profiles() {
		names = append(names, p.Name())
	}
	return names
}

// table compiles the chosen profile.
func (f *profileFlag) table() (*fsm.Table, error) {
	if len(f.without) > 0 {
		p, err := fsm.NewProfile("", f.without...)
		if err != nil {
			return nil, suggest(err)
		}
		return fsm.NewTable(p), nil
	}
	p, err := fsm.ParseProfile(f.name)
	if err != nil {
		return nil, suggest(err)
	}
	return fsm.NewTable(p), nil
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
