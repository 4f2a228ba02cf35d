package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/adapter"
	"github.com/Huzefaaa2/subsim/internal/attest"
	"github.com/Huzefaaa2/subsim/internal/export"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// conformOptions are the flags of subsim conform, and what it found out.
type conformOptions struct {
	outputs
	streams   Streams
	colors    *colorMode
	profile   profileFlag
	known     knownFlag
	asked     conformance.Options
	limits    adapter.Limits
	url       string
	learn     choice
	events    eventsFlag
	stricter  bool
	freeze    besideFlag
	scenarios besideFlag
	timeLimit time.Duration
	quiet     bool
	verbose   bool
	report    *conformance.Report
}

func newConform(s Streams, colors *colorMode) *cobra.Command {
	o := &conformOptions{streams: s, colors: colors, learn: choice{words: []string{"auto", "always", "never"}}}
	cmd := &cobra.Command{
		Use:   "conform {-- PROGRAM [ARGUMENT...] | --url ADDRESS}",
		Short: "Prove that an implementation is the reference",
		Long: `Ask an implementation of your own, through an adapter in any language, whether
it is the reference, or which cell is wrong. The adapter is a program that reads a
JSON object a line and answers each with one, or, with --url, an address that
answers the same over HTTP.

Levels: 0 the adapter alone, 1 every cell, 2 every transition, 3 every
transition with one hidden state more, 4 longer chains of accepted events, 5 long
walks. A level holds those before it; the report ends with what a pass means.

What differs is shrunk to its shortest form; --scenarios writes it as scenarios
that subsim replay plays. A stricter implementation ends in 1 too, unless
--allow-stricter; --freeze writes its profile, for --profile from then on.`,
		Example: `  subsim conform --level 2 -- python3 examples/python/adapter.py
  subsim conform --events activate,renew,cancel -- python3 examples/python/adapter.py
  subsim conform --level 1 --format markdown -- python3 examples/python/adapter.py`,
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case o.url == "" && len(args) == 0:
				return errors.New("name the adapter: a program behind --, or an address with --url")
			case o.url != "" && len(args) > 0:
				return errors.New("name a program or an address, not both")
			case len(args) > 0 && cmd.ArgsLenAtDash() != 0:
				return fmt.Errorf("put -- before the program, so that its flags are its own: subsim conform -- %s", strings.Join(args, " "))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return o.execute(cmd.Context(), args) },
	}
	o.register(cmd)
	return cmd
}

func (o *conformOptions) register(cmd *cobra.Command) {
	o.outputs.register(cmd, formatsOfConform)
	o.profile.register(cmd, o.streams, o.colors)
	o.known.register(cmd, o.streams, o.colors)
	flags := cmd.Flags()
	flags.StringVar(&o.url, "url", "", "the `address` of an adapter that answers over HTTP")
	flags.IntVar(&o.asked.Level, "level", 3, "how thoroughly to ask, 0 to 5")
	o.events.register(cmd, "send only these `events`, or typical: all without gaps; all that the adapter knows without it")
	flags.Uint64Var(&o.asked.Seed, "seed", 1, "the `seed` of the long walks of level 5")
	flags.Var(&o.learn, "learn", "learn the implementation's own machine `when`: auto (where something differs), always or never")
	flags.BoolVar(&o.stricter, "allow-stricter", false, "end in 0 where it is only stricter than what was asked for")
	flags.Var(&o.freeze, "freeze", "write the profile of a stricter implementation to a `file`")
	flags.Var(&o.scenarios, "scenarios", "write what differs as scenarios to a `file`, or each to its own in a folder")
	flags.DurationVar(&o.limits.Request, "timeout", 5*time.Second, "how long an answer may take; the first one 10s at least")
	flags.DurationVar(&o.timeLimit, "time-limit", 15*time.Minute, "how long the whole run may take; 0 for as long as it wants")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "write what differs and the last line only")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "write the matrix, and all that was found out")
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
}

// formatsOfConform are the reports that a run can be written as.
var formatsOfConform = []string{"text", "json", "junit", "markdown", "html", "badge", "mermaid"}

func (o *conformOptions) execute(ctx context.Context, args []string) error {
	table, err := o.profile.table()
	if err != nil {
		return err
	}
	asked, err := o.outputs.asked()
	if err != nil {
		return usageError{err}
	}
	if err := o.prepare(table, asked); err != nil {
		return err
	}
	sinks, err := open(asked, o.known.read(), o.streams.Out, func(format string, out io.Writer) report.Writer {
		return &conformWriter{o, format, out}
	})
	if err != nil {
		return err
	}
	err = o.run(ctx, o.driver(ctx, table, args))
	if o.report == nil {
		return abandon(sinks, err)
	}
	err = errors.Join(err, o.known.apply(o.report, o.streams.Err))
	if err := end(sinks, &report.Tally{}, err); err != nil {
		return err
	}
	return o.conclude()
}

// prepare reads what the flags say. What cannot be done is said before anything is
// asked.
func (o *conformOptions) prepare(table *fsm.Table, asked []output) error {
	events, err := o.events.read()
	problems := []error{err, o.known.load()}
	refuse := func(wrong bool, format string, args ...any) {
		if wrong {
			problems = append(problems, usageError{fmt.Errorf(format, args...)})
		}
	}
	draws := slices.ContainsFunc(asked, func(a output) bool { return a.format == "mermaid" })
	level := o.asked.Level
	refuse(level < 0 || level > conformance.MaxLevel, "there is no level %d; there are levels 0 to %d", level, conformance.MaxLevel)
	refuse(draws && level == 0, "mermaid draws the machine that is learned, and level 0 learns none")
	refuse(o.limits.Request <= 0, "nothing is answered within %s: --timeout is more than none", o.limits.Request)
	refuse(o.timeLimit < 0, "nothing ends within %s: --time-limit is not below none", o.timeLimit)
	refuse(isFolder(o.freeze.String()), "%s is a folder; --freeze writes a file", o.freeze.String())
	o.asked.Profile, o.asked.Events = table.Profile(), events
	refuse(draws && o.learn.String() == "never", "mermaid draws the machine that is learned: leave --learn never out")
	o.asked.Learn = draws || o.learn.String() == "always"
	if o.learn.String() == "never" {
		o.asked.MaxQueries = -1
	}
	if o.known.known != nil {
		o.asked.MaxFindings = -1 // what is known must not hide the rest
	}
	read, written := o.known.touches()
	written = append(written, o.freeze.String(), o.scenarios.String())
	return errors.Join(append(problems, reserve(read, asked, written...))...)
}

// driver brings the adapter.
func (o *conformOptions) driver(ctx context.Context, table *fsm.Table, args []string) conformance.Driver {
	model := adapter.Model{Version: export.ModelVersion, Digest: export.Digest(table)}
	if o.url != "" {
		address := o.url
		if !strings.Contains(address, "://") {
			address = "http://" + address
		}
		return adapter.HTTP(ctx, address, model, o.limits)
	}
	return adapter.Stdio(ctx, args, model, o.limits)
}

// run asks the adapter, for as long as the run may take. A run that is cut off
// there is inconclusive; one that the user ends is no report at all.
func (o *conformOptions) run(ctx context.Context, d conformance.Driver) error {
	limited, cancel := ctx, context.CancelFunc(func() {})
	if o.timeLimit > 0 {
		limited, cancel = context.WithTimeout(ctx, o.timeLimit)
	}
	defer cancel()
	bar := newBar(o.streams.Err)
	o.asked.Progress = bar.show
	found, err := conformance.Check(limited, d, o.asked)
	bar.clear()
	switch {
	case ctx.Err() != nil:
		return errInterrupted
	case errors.Is(err, context.DeadlineExceeded):
		found.Because = o.late(found)
	case err != nil:
		return suggest(err)
	}
	o.report = found
	return nil
}

// late says why a run was cut off, behind what differs already.
func (o *conformOptions) late(found *conformance.Report) string {
	why := fmt.Sprintf("the run was over its time limit of %s", o.timeLimit)
	if found.Verdict == conformance.VerdictDiffers {
		return found.Because + "; " + why
	}
	return why
}

// A conformWriter writes one report.
type conformWriter struct {
	*conformOptions
	format string
	out    io.Writer
}

func (w *conformWriter) File(report.File) error { return nil }

func (w *conformWriter) End(*report.Tally) error {
	write := map[string]func(io.Writer, *conformance.Report, attest.Options) error{
		"text": attest.Text, "json": attest.JSON, "junit": attest.JUnit, "markdown": attest.Markdown,
		"html": attest.HTML, "badge": attest.Badge, "mermaid": attest.Mermaid,
	}[w.format]
	return write(w.out, w.report, w.options(w.out))
}

func (o *conformOptions) options(out io.Writer) attest.Options {
	return attest.Options{
		Verbose: o.verbose, Quiet: o.quiet, Colored: out == o.streams.Out && o.colors.on(out),
		StricterPasses: o.stricter,
	}
}

// conclude writes what was asked for beside the reports, and comes to an exit
// code.
func (o *conformOptions) conclude() error {
	if err := errors.Join(writeWitnesses(o.scenarios.String(), o.witnesses(), o.streams.Err), o.writeProfile()); err != nil {
		return err
	}
	if !attest.Passed(o.report, o.options(o.streams.Out)) {
		return errBroke
	}
	return nil
}

// witnesses lists what shows the findings.
func (o *conformOptions) witnesses() []*replay.Scenario {
	var all []*replay.Scenario
	for _, f := range o.report.Findings {
		if f.Scenario != nil {
			all = append(all, f.Scenario)
		}
	}
	return all
}

// writeProfile freezes the profile of a stricter implementation.
func (o *conformOptions) writeProfile() error {
	switch {
	case o.freeze == "":
		return nil
	case o.report.Verdict != conformance.VerdictStricter:
		fmt.Fprintf(o.streams.Err, "subsim: no profile is written: the verdict is %q, and only what is stricter has one\n", o.report.Verdict)
		return nil
	}
	about := fmt.Sprintf("What %s refuses beyond profile %s.", o.report.Subject.Name, o.asked.Profile.Name())
	err := writeWhole(o.freeze.String(), func(w io.Writer) error { return replay.FormatProfile(w, *o.report.Stricter, about) })
	if err == nil {
		fmt.Fprintf(o.streams.Err, "the profile is written; from now on: --profile %s\n", o.freeze)
	}
	return err
}
