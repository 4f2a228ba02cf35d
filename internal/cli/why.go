package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
)

func newWhy(s Streams, colors *colorMode) *cobra.Command {
	var profile profileFlag
	var to string
	cmd := &cobra.Command{
		Use:   "why {STATE EVENT | --to STATE STATE}",
		Short: "Say what an event does in a state, and why",
		Long: `Say what an event does in a state, and why: the verdict, its reason, the reason
of the row in the table, what is legal instead and the shortest legal route to
what was wanted. With --to, the shortest legal route from one state to another.

A state may be a whole configuration: active+scheduled, unknown<active>, none.`,
		Example: `  subsim why cancelled recover
  subsim why --profile strict cancelled reactivate
  subsim why 'unknown<cancelled>' observe_active
  subsim why --to active cancelled`,
		Args: func(_ *cobra.Command, args []string) error {
			if to != "" && len(args) != 1 {
				return errors.New("with --to, name the one state to start from")
			}
			if to == "" && len(args) != 2 {
				return errors.New("name a state and an event")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error {
			table, err := profile.table()
			if err != nil {
				return err
			}
			if to != "" {
				return way(s, table, args[0], to)
			}
			return why(s, table, args[0], args[1])
		},
		ValidArgsFunction: completeStateThenEvent,
	}
	profile.register(cmd, s, colors)
	cmd.Flags().StringVar(&to, "to", "", "the `state` to reach")
	return cmd
}

func why(s Streams, table *fsm.Table, state, name string) error {
	from, err := configuration(table, state)
	event, unknown := fsm.ParseEvent(name)
	if err := errors.Join(err, suggest(unknown)); err != nil {
		return err
	}
	step, err := table.Step(from, event)
	if err == nil {
		describe.Why(s.Out, table, step)
	}
	return err
}

func way(s Streams, table *fsm.Table, state, target string) error {
	from, err := configuration(table, state)
	if target == fsm.StateNone.String() {
		return errors.Join(err, errors.New("nothing leads back to none: what has begun stays begun"))
	}
	to, unknown := fsm.ParseState(target)
	if err := errors.Join(err, suggest(unknown)); err != nil {
		return err
	}
	describe.Way(s.Out, table, from, fsm.GoalState(to))
	return nil
}

// configuration reads a configuration that the table's profile can reach.
func configuration(table *fsm.Table, name string) (fsm.Configuration, error) {
	c, err := fsm.ParseConfiguration(name)
	if err != nil {
		return c, suggest(err)
	}
	return c, table.Check(c)
}

func completeStateThenEvent(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	var names []string
	if len(args) == 0 {
		for _, state := range fsm.Sources() {
			names = append(names, state.String())
		}
	} else {
		for _, event := range fsm.Events() {
			names = append(names, string(event))
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
