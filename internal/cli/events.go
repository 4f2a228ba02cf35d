package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// An eventsFlag names the events that are sent; all where it is left out.
type eventsFlag struct {
	names []string
	given func() bool
}

func (f *eventsFlag) register(cmd *cobra.Command, usage string) {
	cmd.Flags().StringSliceVar(&f.names, "events", nil, usage)
	f.given = func() bool { return cmd.Flags().Changed("events") }
	_ = cmd.RegisterFlagCompletionFunc("events", cobra.FixedCompletions(append(eventNames(), typical), cobra.ShellCompDirectiveNoFileComp))
}

func eventNames() []string {
	var names []string
	for _, e := range fsm.Events() {
		names = append(names, string(e))
	}
	return names
}

// typical stands for the events of a service without gaps.
const typical = "typical"

// read returns the events; every name that is wrong is in the error.
func (f *eventsFlag) read() (events []fsm.Event, err error) {
	if f.given() && len(f.names) == 0 {
		return nil, usageError{errors.New("--events names no event")}
	}
	if len(f.names) == 1 && f.names[0] == typical {
		return conformance.Typical(), nil
	}
	for _, name := range f.names {
		e, unknown := fsm.ParseEvent(name)
		if unknown == nil && slices.Contains(events, e) {
			unknown = fmt.Errorf("the event %s is named twice", e)
		}
		err = errors.Join(err, suggest(unknown))
		events = append(events, e)
	}
	return events, err
}
