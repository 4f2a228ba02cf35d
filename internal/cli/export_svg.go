package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/picture"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// A traceFlag names the scenario whose path a picture shows.
type traceFlag struct {
	file  string
	given func() bool
	// ctx bounds the reading of what may never end.
	ctx func() context.Context
}

func (f *traceFlag) register(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.file, "trace", "", "with svg: the path of the scenario in this `file`, of one at FILE:LINE, of - for standard input")
	f.given = func() bool { return cmd.Flags().Changed("trace") }
	f.ctx = cmd.Context
}

// refused says where --trace has no meaning.
func (f *traceFlag) refused(format string) error {
	if f.given() && format != "svg" {
		return usageError{fmt.Errorf("--trace is drawn into a picture alone: subsim export svg --trace %s", f.file)}
	}
	return nil
}

// write draws a profile, or the path of a scenario through its own.
func (f *traceFlag) write(w io.Writer, profile *profileFlag) error {
	if !f.given() {
		table, err := profile.table()
		if err != nil {
			return err
		}
		return picture.Write(w, table, picture.Options{})
	}
	scenario, err := onlyScenario(f.ctx(), f.file, profile.streams, profile.colors.on(profile.streams.Err))
	if err != nil {
		return err
	}
	if err := agrees(profile, scenario); err != nil {
		return err
	}
	trace, err := replay.NewPlayer().Play(f.ctx(), scenario)
	if err != nil {
		return err
	}
	path := report.PathOf(scenario, trace.First())
	return picture.Write(w, fsm.NewTable(scenario.Profile), picture.Options{Path: &path})
}

// agrees refuses a profile that is not the scenario's: its path may not be there.
func agrees(profile *profileFlag, s *replay.Scenario) error {
	if !profile.given() {
		return nil
	}
	table, err := profile.table()
	if err != nil {
		return err
	}
	if table.Profile() != s.Profile {
		return usageError{errors.New("the scenario is played under its own profile, " + s.Profile.Name() + "; leave the profile out")}
	}
	return nil
}
