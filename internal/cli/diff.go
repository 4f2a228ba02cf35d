package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/diff"
	"github.com/Huzefaaa2/subsim/internal/paper"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// diffOptions are the flags of subsim diff.
type diffOptions struct {
	outputs
	streams   Streams
	colors    *colorMode
	profile   profileFlag
	from      string
	names     namesFlag
	stricter  bool
	verbose   bool
	scenarios besideFlag
}

func newDiff(s Streams, colors *colorMode) *cobra.Command {
	o := &diffOptions{streams: s, colors: colors, names: namesFlag{paper.Names{}}}
	cmd := &cobra.Command{
		Use:   "diff FILE",
		Short: "Compare a state machine on paper with the reference",
		Long: `Read a state machine that was drawn for another tool, and say where it is apart
from the reference: what it allows beyond it, what it refuses, what leads
nowhere and what comes back from the end. Each finding has a witness, the
shortest way that shows it, as a scenario for subsim replay.

Formats: XState JSON, SCXML, Mermaid state diagrams, and what subsim export json
and subsim export cells write. Names may be spelt as others do (PAST_DUE,
pastDue, canceled); --map says what other names mean. Guards, actions and timers
are not taken into account, and a warning says so.

The exit code is 0 where the drawing is the same, 1 where it differs or is
stricter (0 with --allow-stricter), 2 where it cannot be read whole.`,
		Example: `  subsim diff docs/model.md
  subsim diff -v --from mermaid docs/model.md
  subsim diff --allow-stricter --format markdown docs/model.md`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("name one file that holds a drawing, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return o.execute(cmd.Context(), args[0]) },
	}
	o.outputs.register(cmd, formatsOfDiff)
	o.profile.register(cmd, o.streams, o.colors)
	flags := cmd.Flags()
	flags.StringVar(&o.from, "from", "", "the drawing's `format`, where it cannot be told from its content: "+strings.Join(paper.Formats(), ", "))
	flags.Var(&o.names, "map", "what a name of the drawing means: `theirs=ours`, theirs=- to leave it out, or a file of such lines; repeatable")
	flags.BoolVar(&o.stricter, "allow-stricter", false, "end in 0 also where the drawing only allows less")
	flags.Var(&o.scenarios, "scenarios", "write the witnesses to a `file`, or each to its own in a folder that is there")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "tell every state, event and cell that is missing, one by one")
	_ = cmd.RegisterFlagCompletionFunc("from", cobra.FixedCompletions(paper.Formats(), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

// formatsOfDiff are the reports that a comparison can be written as.
var formatsOfDiff = []string{"text", "json", "markdown"}

func (o *diffOptions) execute(ctx context.Context, file string) error {
	table, err := o.profile.table()
	if err != nil {
		return err
	}
	asked, err := o.asked()
	if err != nil {
		return usageError{err}
	}
	in, err := o.drawing(file)
	if err != nil {
		return err
	}
	if err := reserve([]input{in}, asked, o.scenarios.String()); err != nil {
		return err
	}
	machine, err := o.read(ctx, in)
	if err != nil {
		return err
	}
	page := &diff.Page{Comparison: diff.Compare(machine, table), Verbose: o.verbose}
	page.Held = page.Verdict == diff.VerdictSame || page.Verdict == diff.VerdictStricter && o.stricter
	if err := o.write(page, asked, in); err != nil {
		return err
	}
	if !page.Held {
		return errBroke
	}
	return nil
}

// drawing finds the one file that an argument names.
func (o *diffOptions) drawing(file string) (input, error) {
	if o.from != "" && !slices.Contains(paper.Formats(), o.from) {
		err := misnamed(fmt.Sprintf("there is no format %q", o.from), o.from, paper.Formats())
		return input{}, usageError{fmt.Errorf("%w (formats: %s)", err, strings.Join(paper.Formats(), ", "))}
	}
	files, err := inputsOf([]string{file}, o.streams.In, true)
	switch {
	case err != nil:
		return input{}, err
	case len(files) != 1:
		return input{}, usageError{fmt.Errorf("%s names %d files; name one drawing", file, len(files))}
	case len(files[0].lines) > 0:
		return input{}, usageError{fmt.Errorf("%s: a drawing is read whole; name no line", file)}
	}
	return files[0], nil
}

// read reads the drawing, and tells what is wrong with it or was left aside.
func (o *diffOptions) read(ctx context.Context, in input) (*paper.Machine, error) {
	content, err := in.content(ctx)
	switch {
	case ctx.Err() != nil:
		return nil, errInterrupted
	case err != nil:
		return nil, err
	}
	machine, err := paper.Read(in.name, string(content), paper.Options{Format: o.from, Names: o.names.Names})
	colored := o.colors.on(o.streams.Err)
	if problems := (diag.Problems{}); errors.As(err, &problems) {
		report.Problems(o.streams.Err, "error", problems, colored)
		return nil, errBadInput
	}
	report.Problems(o.streams.Err, "warning", machine.Notes, colored)
	return machine, err
}

// write writes the reports, and the witnesses where they are asked for.
func (o *diffOptions) write(page *diff.Page, asked []output, in input) error {
	sinks, err := open(asked, []input{in}, o.streams.Out, func(format string, out io.Writer) report.Writer {
		return diffWriter{o, page, format, out}
	})
	if err != nil {
		return err
	}
	if err := end(sinks, nil, nil); err != nil {
		return err
	}
	return writeWitnesses(o.scenarios.String(), o.witnesses(page), o.streams.Err)
}

// A diffWriter writes one report of a comparison.
type diffWriter struct {
	*diffOptions
	page   *diff.Page
	format string
	out    io.Writer
}

func (w diffWriter) File(report.File) error { return nil }

func (w diffWriter) End(*report.Tally) error {
	switch w.format {
	case "json":
		return diff.JSON(w.out, w.page)
	case "markdown":
		return diff.Markdown(w.out, w.page)
	}
	return diff.Text(w.out, w.page, report.Loud(w.out == w.streams.Out && w.colors.on(w.out)))
}

// witnesses lists the scenarios of what is told.
func (o *diffOptions) witnesses(page *diff.Page) []*replay.Scenario {
	var all []*replay.Scenario
	for _, f := range page.Findings {
		if f.Kind != diff.KindOmitted || o.verbose {
			all = append(all, f.Witness)
		}
	}
	return all
}
