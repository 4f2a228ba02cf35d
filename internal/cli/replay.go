package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// replayOptions are the flags of subsim replay.
type replayOptions struct {
	streams  Streams
	colors   *colorMode
	run      []string
	tags     []string
	failFast bool
	quiet    bool
	verbose  bool
}

func newReplay(s Streams, colors *colorMode) *cobra.Command {
	o := &replayOptions{streams: s, colors: colors}
	cmd := &cobra.Command{
		Use:   "replay [path...]",
		Short: "Play scenario files against the reference machine",
		Long: `Play scenario files against the reference machine and tell what did not hold.

A path is a file, a folder (its *.subsim.yaml files are played), a glob, a file
and a line (the scenario that stands there), or - for standard input. Without a
path the corpus that is built in is played; corpus:FOLDER names a part of it.

Off a terminal, and with -q, only failures and the last line are written.`,
		Example: `  subsim replay
  subsim replay scenarios
  subsim replay scenarios/dunning/recovery.subsim.yaml
  subsim replay corpus:gaps
  subsim replay --tags law-4 scenarios`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.execute(cmd.Context(), args) },
	}
	flags := cmd.Flags()
	flags.StringArrayVar(&o.run, "run", nil, "play only scenarios whose name matches this `regexp`")
	flags.StringSliceVar(&o.tags, "tags", nil, "play only scenarios with one of these `tags`")
	flags.BoolVar(&o.failFast, "fail-fast", false, "stop at the first scenario that breaks")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "write failures and the last line only")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "write what happened in every scenario")
	return cmd
}

func (o *replayOptions) execute(ctx context.Context, args []string) error {
	if o.quiet && o.verbose {
		return usageError{errors.New("-q and -v contradict each other"), "subsim replay"}
	}
	chosen, err := newFilter(o.run, o.tags)
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{corpusPrefix + "."}
		fmt.Fprintln(o.streams.Err, "no path given: playing the corpus that is built in")
	}
	files, err := inputs(args, o.streams.In)
	if len(files) == 0 {
		return err
	}
	run := &replayRun{o, chosen, replay.NewPlayer(), o.text(), &report.Tally{}, false}
	run.complain(err)
	return run.all(ctx, files)
}

// text returns the writer of results.
func (o *replayOptions) text() *report.Text {
	out := o.streams.Out
	return report.NewText(out, isTerminal(out) && !o.quiet, o.verbose, o.colors.on(out))
}

// A replayRun is one execution of the command.
type replayRun struct {
	*replayOptions
	filter *filter
	player *replay.Player
	text   *report.Text
	tally  *report.Tally
	bad    bool // some input could not be read
}

// all plays every file. Bad input outranks what broke: nobody can say what a
// file that cannot be read would have shown.
func (r *replayRun) all(ctx context.Context, files []input) error {
	for i, in := range files {
		if err := r.file(ctx, in); errors.Is(err, errInterrupted) {
			r.text.Tally(r.tally)
			fmt.Fprintf(r.streams.Err, "partial: stopped in file %d of %d\n", i+1, len(files))
			return err
		} else if err != nil {
			break
		}
	}
	played := r.tally.Held + r.tally.Broke
	if played > 0 {
		r.text.Tally(r.tally)
	}
	switch {
	case r.bad:
		return errBadInput
	case r.tally.Broke > 0:
		return errBroke
	case played == 0:
		return nothingError{"no scenario matches the filters"}
	}
	return r.filter.idle()
}

// file plays one file. An error ends the run.
func (r *replayRun) file(ctx context.Context, in input) error {
	all, err := r.read(ctx, in)
	if err != nil {
		return err
	}
	for _, s := range all {
		if !r.filter.keeps(s) {
			continue
		}
		if ctx.Err() != nil {
			return errInterrupted
		}
		report.Problems(r.streams.Err, "warning", s.Warnings, r.colors.on(r.streams.Err))
		trace, err := r.player.Play(ctx, s)
		if err != nil {
			r.complain(err)
			continue
		}
		result := report.Result{Scenario: s, Trace: trace, Failure: replay.Judge(s, trace)}
		r.tally.Add(result)
		r.text.Result(result)
		if result.Failure != nil && r.failFast {
			return errBroke
		}
	}
	return nil
}

// read returns the scenarios of a file that are to be played: none where the
// file has a problem. An error ends the run.
func (r *replayRun) read(ctx context.Context, in input) ([]*replay.Scenario, error) {
	content, err := in.content(ctx)
	if ctx.Err() != nil {
		return nil, errInterrupted
	}
	var all []*replay.Scenario
	if err == nil {
		all, err = replay.Parse(in.name, content)
	}
	if err == nil {
		all, err = in.selected(all)
	}
	if err != nil {
		r.complain(err)
		return nil, nil
	}
	return all, nil
}

// complain tells bad input and remembers it.
func (r *replayRun) complain(err error) {
	if err == nil {
		return
	}
	r.bad = true
	var problems diag.Problems
	if errors.As(err, &problems) {
		report.Problems(r.streams.Err, "error", problems, r.colors.on(r.streams.Err))
		return
	}
	tell(r.streams.Err, "error: ", err, "\n")
}
