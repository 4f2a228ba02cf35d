package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/report"
)

// A selection is which scenarios a command plays, and on how many cores.
type selection struct {
	run      []string
	tags     []string
	tagged   func() bool // whether there was a --tags, be it empty
	jobs     int
	failFast bool
}

func (o *selection) register(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.StringArrayVar(&o.run, "run", nil, "play only scenarios whose name matches this `regexp`")
	flags.StringSliceVar(&o.tags, "tags", nil, "play only scenarios with one of these `tags`")
	o.tagged = func() bool { return flags.Changed("tags") }
	flags.IntVarP(&o.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "on how many cores to play")
	flags.BoolVar(&o.failFast, "fail-fast", false, "stop at the first scenario that breaks")
	flags.Lookup("jobs").DefValue = "all"
}

// batch finds the files that the arguments name, the corpus without any.
func (o *selection) batch(args []string, s Streams) (*batch, error) {
	if o.tagged() && len(o.tags) == 0 {
		o.tags = []string{""} // an empty list is a slip, and no wish for all
	}
	chosen, err := newFilter(o.run, o.tags)
	if err != nil {
		return nil, usageError{err}
	}
	if o.jobs < 1 {
		return nil, usageError{errors.New("-j takes a number from 1")}
	}
	if len(args) == 0 {
		args = []string{corpusPrefix + "."}
		fmt.Fprintln(s.Err, "no path given: playing the corpus that is built in")
	}
	files, err := inputs(args, s.In)
	return &batch{files, chosen, o.jobs}, err
}

// A playing is what every command needs that plays scenarios into reports.
type playing struct {
	selection
	outputs
	streams Streams
	colors  *colorMode
}

// replayOptions are the flags of subsim replay.
type replayOptions struct {
	playing
	log         Streams // the streams as they are, where annotations go
	annotations annotations
	watch       bool
	quiet       bool
	verbose     bool
}

func newReplay(s Streams, colors *colorMode) *cobra.Command {
	o := &replayOptions{playing: playing{streams: s, colors: colors}}
	cmd := &cobra.Command{
		Use:   "replay [path...]",
		Short: "Play scenario files against the reference machine",
		Long: `Play scenario files against the reference machine and tell what did not hold.

A path is a file, a folder (its *.subsim.yaml files are played), a glob, a file
and a line (the scenario that stands there), or - for standard input. Without a
path the corpus that is built in is played; corpus:FOLDER names a part of it.

Off a terminal, and with -q, only failures and the last line are written.
Several reports are written by several --format, each with the file of its -o:
--format junit -o junit.xml --format json -o replay.json.`,
		Example: `  subsim replay
  subsim replay scenarios
  subsim replay scenarios/dunning/recovery.subsim.yaml
  subsim replay corpus:gaps
  subsim replay --tags law-4 scenarios
  subsim replay --format json scenarios/dunning
  subsim replay --format junit scenarios/dunning
  subsim replay --format markdown scenarios
  subsim replay --format html scenarios/dunning`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.execute(cmd.Context(), args) },
	}
	o.selection.register(cmd)
	o.outputs.register(cmd, formatsOfReplay)
	o.annotations.register(cmd)
	flags := cmd.Flags()
	flags.BoolVar(&o.watch, "watch", false, "play again what changes, until Ctrl-C")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "write failures and the last line only")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "write what happened in every scenario")
	return cmd
}

// formatsOfReplay are the reports that a replay can write.
var formatsOfReplay = []string{"text", "json", "junit", "markdown", "html"}

// colored decides for one report. Colour is for standard output: a file is read by
// whoever comes, with whatever.
func (o *playing) colored(out io.Writer) bool { return out == o.streams.Out && o.colors.on(out) }

// writer returns the writer of one format.
func (o *replayOptions) writer(format string, out io.Writer) report.Writer {
	switch format {
	case "json":
		return report.NewJSON(out, o.verbose)
	case "junit":
		return report.NewJUnit(out)
	case "markdown":
		return report.NewMarkdown(out)
	case "html":
		return report.NewHTML(out)
	}
	return report.NewText(out, report.TextOptions{
		Passing: isTerminal(out) && !o.quiet,
		Trails:  o.verbose,
		Colored: o.colored(out),
	})
}

// execute opens the reports, plays, and ends the reports, also where there is
// nothing to play: an older report that says otherwise must not stay.
func (o *replayOptions) execute(ctx context.Context, args []string) error {
	if o.quiet && o.verbose {
		return usageError{errors.New("-q and -v contradict each other")}
	}
	asked, err := o.asked()
	if err != nil {
		return usageError{err}
	}
	o.tame()
	if o.watch {
		return o.watchFiles(ctx, args)
	}
	b, err := o.batch(args, o.streams)
	if errors.As(err, new(usageError)) {
		return err
	}
	sinks, unwritable := o.open(asked, b)
	if unwritable != nil {
		return unwritable
	}
	tally := &report.Tally{}
	if err == nil {
		tally.Of = len(b.files)
		err = o.play(ctx, b, sinks, tally)
	}
	if tally.Played() == 0 || errors.As(err, new(nothingError)) {
		tally.Missing = missing(err)
	}
	return end(sinks, tally, err)
}

// missing says what was asked for and is not there.
func missing(err error) string {
	var nothing nothingError
	switch {
	case err == nil, errors.Is(err, errBadInput), errors.Is(err, errInterrupted):
		return ""
	case errors.As(err, &nothing):
		return nothing.why
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}

// open opens the reports that were asked for, and what tells GitHub.
func (o *replayOptions) open(asked []output, b *batch) ([]*sink, error) {
	sinks, err := open(asked, b.files, o.streams.Out, o.writer)
	if err != nil {
		return nil, err
	}
	more, err := o.annotators(asked)
	if err != nil {
		return nil, abandon(sinks, err)
	}
	return append(sinks, more...), nil
}

// play plays the batch into the reports. Bad input outranks what broke: nobody
// can say what a file that cannot be read would have shown.
func (o *playing) play(ctx context.Context, b *batch, sinks []*sink, tally *report.Tally) error {
	written, left := true, false
	all := b.run(ctx, func(p played) bool {
		o.complain(p.File)
		if o.failFast {
			played := len(p.Results)
			p.File = p.UpToFailure()
			left = len(p.Results) < played || tally.Files+1 < tally.Of
		}
		tally.Add(p.File)
		for _, s := range sinks {
			written = s.write(p.File) == nil && written
		}
		return written && !(o.failFast && tally.Broke > 0)
	})
	switch {
	case !written:
		tally.Stopped = report.StoppedByWriting
		return nil // the report that is ended says why
	case ctx.Err() != nil:
		tally.Stopped = report.StoppedByInterrupt
		return errInterrupted
	case !all && left:
		tally.Stopped = report.StoppedByFailFast
	}
	return verdict(tally, b)
}

// verdict turns the tally into the command's error.
func verdict(tally *report.Tally, b *batch) error {
	switch {
	case tally.Problems > 0:
		return errBadInput
	case tally.Broke > 0:
		return errBroke
	case tally.Played() == 0:
		return nothingError{"no scenario matches the filters"}
	}
	return b.filter.idle()
}

// complain tells of bad input, and warns of what is played.
func (o *playing) complain(f report.File) {
	colored := o.colors.on(o.streams.Err)
	report.Problems(o.streams.Err, "error", f.Problems, colored)
	for _, r := range f.Results {
		report.Problems(o.streams.Err, "warning", r.Scenario.Warnings, colored)
	}
}
