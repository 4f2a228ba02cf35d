// Package cli is the command line: one file a command, and all that touches
// streams, files, the environment and exit codes. Call [Run]; ignore the rest.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Streams are where the program reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Run executes one command line and returns the exit code: 0 held, 1 something
// broke, 2 bad usage or bad input, 3 nothing to do, 130 interrupted.
func Run(ctx context.Context, args []string, s Streams) int {
	out := &checkedWriter{to: s.Out}
	command, err := execute(ctx, args, Streams{s.In, out, s.Err})
	if out.err != nil && !errors.Is(err, errInterrupted) {
		err = fmt.Errorf("the report could not be written: %w", out.err)
	}
	return conclude(err, command, s.Err)
}

// execute returns the command that was executed, by its path, and its error.
func execute(ctx context.Context, args []string, s Streams) (command string, err error) {
	root := newRoot(s)
	root.SetArgs(args)
	root.SetIn(s.In)
	root.SetOut(s.Out)
	root.SetErr(s.Err)
	executed, err := root.ExecuteContextC(ctx)
	return executed.CommandPath(), err
}

// newRoot wires the commands together.
func newRoot(s Streams) *cobra.Command {
	root := &cobra.Command{
		Use:   "subsim",
		Short: "The reference model of a subscription's lifecycle",
		Long: diag.Wrap("", "subsim is the reference for eight subscription states: a state machine of the "+
			"allowed transitions, a player for scenario files, and the reasons behind every answer. It knows no billing.") +
			"\nExit codes: 0 held, 1 something broke, 2 bad usage or bad input,\n3 nothing to do, 130 interrupted.",
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noCommand,
		RunE: func(cmd *cobra.Command, _ []string) error {
			fmt.Fprintln(s.Err, cmd.UsageString())
			return usageError{errors.New("name a command")}
		},
	}
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages ", fmt.Sprintf(".FlagUsagesWrapped %d ", diag.Width)))
	colors := newColorMode()
	root.PersistentFlags().Var(colors, "color", "colour the output: auto, always or never")
	for _, command := range []*cobra.Command{newReplay(s, colors), newCheck(s, colors), newCover(s, colors), newConform(s, colors), newDiff(s, colors), newAudit(s, colors), newSimulate(s, colors), newStep(s, colors), newShow(s, colors), newWhy(s, colors), newExport(s, colors), newVectors(s, colors), newServe(s)} {
		command.Args = usageArgs(command.Args)
		root.AddCommand(command)
	}
	return root
}

// version says which build this is, as the toolchain recorded it.
func version() string {
	if info, known := debug.ReadBuildInfo(); known && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}

// noCommand refuses a command that does not exist.
func noCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	message := fmt.Sprintf("there is no command %q", args[0])
	var names []string
	for _, command := range cmd.Commands() {
		names = append(names, command.Name())
	}
	return usageError{misnamed(message, args[0], names)}
}

// usageArgs makes a wrong number of arguments bad usage.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if check == nil {
			return nil
		}
		if err := check(cmd, args); err != nil {
			return usageError{err}
		}
		return nil
	}
}

// checkedWriter remembers that a write failed: a report that nobody could read
// must not end in 0.
type checkedWriter struct {
	to  io.Writer
	err error
}

func (w *checkedWriter) Write(p []byte) (int, error) {
	n, err := w.to.Write(p)
	if err != nil && w.err == nil {
		w.err = err
	}
	return n, err
}
