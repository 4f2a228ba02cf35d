package cli

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
)

func newShow(s Streams, colors *colorMode) *cobra.Command {
	var profile profileFlag
	cmd := &cobra.Command{
		Use:   "show [TOPIC | STATE | EVENT | PROFILE | law N]",
		Short: "Show the model, or a part of it",
		Long: `Show the model, or a part of it: the topics states, events, table, reasons,
profiles and laws, or one state, event, profile or law by its name; a profile
file too. Without an argument, the table.`,
		Example: `  subsim show
  subsim show states
  subsim show past_due
  subsim show recover
  subsim show profile marketplace
  subsim show law 4`,
		Args: cobra.MaximumNArgs(2),
		RunE: func(_ *cobra.Command, args []string) error {
			table, err := profile.table()
			if err != nil {
				return err
			}
			if err := profile.meant(args); err != nil {
				return err
			}
			return show(s.Out, table, args, profile.named)
		},
		ValidArgsFunction: func(cmd *cobra.Command, args []string, begun string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 && args[0] == "profile" {
				return completeProfile(cmd, args, begun)
			}
			return showable(), cobra.ShellCompDirectiveNoFileComp
		},
	}
	profile.register(cmd, s, colors)
	return cmd
}

// topics are the parts of the model that have a page of their own.
var topics = []struct {
	name  string
	write func(io.Writer, *fsm.Table)
}{
	{"states", func(w io.Writer, _ *fsm.Table) { describe.States(w) }},
	{"events", func(w io.Writer, _ *fsm.Table) { describe.AllEvents(w) }},
	{"table", describe.Table},
	{"reasons", func(w io.Writer, _ *fsm.Table) { describe.Reasons(w) }},
	{"profiles", func(w io.Writer, _ *fsm.Table) { describe.Profiles(w) }},
	{"laws", func(w io.Writer, _ *fsm.Table) { describe.Laws(w) }},
}

// showable lists every single name that can be shown.
func showable() []string {
	var names []string
	for _, topic := range topics {
		names = append(names, topic.name)
	}
	for _, state := range fsm.Sources() {
		names = append(names, state.String())
	}
	for _, event := range fsm.Events() {
		names = append(names, string(event))
	}
	return append(names, append(profileNames(), "profile", "law")...)
}

// meant refuses a profile for what is the same in every profile, so that nobody
// takes it for the profile's own.
func (f *profileFlag) meant(args []string) error {
	if !f.given() || len(args) == 0 || len(args) == 1 && (args[0] == "profile" || args[0] == "table") {
		return nil
	}
	_, noState := fsm.ParseConfiguration(args[0])
	_, noEvent := fsm.ParseEvent(args[0])
	if len(args) == 1 && (noState == nil || noEvent == nil) {
		return nil
	}
	return usageError{fmt.Errorf("%s: the same in every profile; leave the profile out", strings.Join(args, " "))}
}

// show writes what the arguments name; named finds profiles.
func show(w io.Writer, table *fsm.Table, args []string, named func(string) (fsm.Profile, error)) error {
	switch {
	case len(args) == 0:
		describe.Table(w, table)
		return nil
	case len(args) == 1 && args[0] == "profile":
		describe.Profile(w, table)
		return nil
	case len(args) == 1 && args[0] == "law":
		return usageError{errors.New("name a law by its number: subsim show law 4")}
	case len(args) == 1:
		return showName(w, table, args[0])
	case args[0] == "law":
		return showLaw(w, args[1])
	case args[0] == "profile":
		p, err := named(args[1])
		if err == nil {
			describe.Profile(w, fsm.NewTable(p))
		}
		return err
	}
	return usageError{fmt.Errorf("%q takes no second argument", args[0])}
}

// showName finds out what kind of thing a name is.
func showName(w io.Writer, table *fsm.Table, name string) error {
	for _, topic := range topics {
		if topic.name == name {
			topic.write(w, table)
			return nil
		}
	}
	if c, err := fsm.ParseConfiguration(name); err == nil {
		if !table.Profile().Has(c.State) {
			return fmt.Errorf("profile %s has no state %s", table.Profile().Name(), c.State)
		}
		if c.State.String() == name {
			describe.State(w, table, c.State)
			return nil
		}
		if err := table.Check(c); err != nil {
			return err
		}
		describe.Configuration(w, table, c)
		return nil
	}
	if event, err := fsm.ParseEvent(name); err == nil {
		describe.Event(w, table, event)
		return nil
	}
	if p, err := fsm.ParseProfile(name); err == nil {
		describe.Profile(w, fsm.NewTable(p))
		return nil
	}
	return usageError{misnamed(fmt.Sprintf("there is nothing named %q to show", name), name, showable())}
}

func showLaw(w io.Writer, number string) error {
	laws := fsm.Laws()
	n, err := strconv.Atoi(number)
	if err != nil || n < 1 || n > len(laws) {
		return usageError{fmt.Errorf("there is no law %s; there are laws 1 to %d", number, len(laws))}
	}
	describe.Law(w, laws[n-1])
	return nil
}
