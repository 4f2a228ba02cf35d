package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/cover"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
)

// coverOptions are the flags of subsim cover, and what it counts.
type coverOptions struct {
	playing
	profile  profileFlag
	least    percentFlag // of the cells
	leastTo  percentFlag // of the pairs
	missing  bool
	quiet    bool
	coverage replay.Coverage
}

func newCover(s Streams, colors *colorMode) *cobra.Command {
	o := &coverOptions{playing: playing{streams: s, colors: colors}}
	cmd := &cobra.Command{
		Use:   "cover [path...]",
		Short: "Show which cells and pairs of states scenarios exercise",
		Long: `Play scenario files, and show which cells (state × event) and which pairs of
states they exercise under one profile. Only what was judged and held counts;
a duplicate exercises nothing, a deadline counts like any other event.

Paths are those of subsim replay. With --missing, scenarios for all that is
missing are written instead of a report, to standard output or to the -o file;
where nothing is missing no file is written, and the exit code is 3.`,
		Example: `  subsim cover
  subsim cover scenarios --min 100 --min-pairs 100
  subsim cover --profile strict scenarios
  subsim cover --format json scenarios
  subsim cover --format html scenarios
  subsim cover --missing --profile processor corpus:profiles`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.execute(cmd.Context(), args) },
	}
	o.selection.register(cmd)
	o.outputs.register(cmd, formatsOfCover)
	o.profile.register(cmd, s, colors)
	flags := cmd.Flags()
	flags.Var(&o.least, "min", "end in 1 where less of the cells is exercised, in `percent`")
	flags.Var(&o.leastTo, "min-pairs", "end in 1 where less of the pairs is exercised, in `percent`")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "write what is missing and the last lines only")
	flags.BoolVar(&o.missing, "missing", false, "write scenarios for what is missing, in place of a report")
	cmd.MarkFlagsMutuallyExclusive("missing", "format")
	return cmd
}

// formatsOfCover are the reports that a survey can be written as.
var formatsOfCover = []string{"text", "json", "markdown", "html"}

func (o *coverOptions) execute(ctx context.Context, args []string) error {
	table, err := o.profile.table()
	if err != nil {
		return err
	}
	asked, err := o.asked()
	if err != nil {
		return usageError{err}
	}
	if o.missing {
		asked = nil // it is written at the end, where it is known that all held
	}
	b, err := o.batch(args, o.streams)
	if err != nil {
		return err
	}
	if err := spare(b.files, []output{{file: o.pending}}); err != nil {
		return err
	}
	sinks, err := open(asked, b.files, o.streams.Out, func(format string, out io.Writer) report.Writer {
		return &coverWriter{o, table, format, out}
	})
	if err != nil {
		return err
	}
	tally := &report.Tally{Of: len(b.files)}
	err = o.play(ctx, b, append([]*sink{{Writer: coverCounter{o}}}, sinks...), tally)
	if err := end(sinks, tally, err); err != nil {
		return err
	}
	return o.conclude(cover.NewSurvey(&o.coverage, table))
}

// A coverCounter counts what held, and tells of what broke.
type coverCounter struct{ *coverOptions }

func (c coverCounter) File(f report.File) error {
	for _, r := range f.Results {
		held := r.Trace.Answers
		if r.Failure != nil {
			held = r.Failure.Held(r.Trace)
			report.Broke(c.streams.Err, r.Scenario, c.colors.on(c.streams.Err))
		}
		c.coverage.Add(r.Scenario, held)
	}
	return nil
}

func (c coverCounter) End(*report.Tally) error { return nil }

// A coverWriter writes one report, when everything is played.
type coverWriter struct {
	*coverOptions
	table  *fsm.Table
	format string
	out    io.Writer
}

func (w *coverWriter) File(report.File) error { return nil }

func (w *coverWriter) End(tally *report.Tally) error {
	page := w.page(w.table, tally)
	switch w.format {
	case "json":
		return cover.JSON(w.out, page)
	case "markdown":
		return cover.Markdown(w.out, page)
	case "html":
		return cover.HTML(w.out, page)
	}
	return cover.Text(w.out, page, report.Loud(w.colored(w.out)))
}

// page is what the reports tell.
func (o *coverOptions) page(table *fsm.Table, tally *report.Tally) *cover.Page {
	page := &cover.Page{
		Survey: cover.NewSurvey(&o.coverage, table),
		Held:   tally.Held, Broke: tally.Broke, Problems: tally.Problems,
		Partial: tally.Partial(),
		Brief:   o.quiet,
	}
	for _, p := range o.coverage.Profiles() {
		if p != table.Profile() {
			page.Others = append(page.Others, cover.NewSurvey(&o.coverage, fsm.NewTable(p)))
		}
	}
	return page
}

// conclude writes what is missing, where that is asked for, and holds the survey
// against what is the least. That scenarios of other profiles were played says
// nothing of this one.
func (o *coverOptions) conclude(s *cover.Survey) error {
	if o.missing {
		if err := o.writeGaps(s); err != nil {
			return err
		}
	}
	if gated := o.least.Rat != nil || o.leastTo.Rat != nil; s.Untouched() && (gated || !o.missing) {
		return nothingError{"no scenario exercises profile " + s.Profile.Name() + "; choose another with --profile"}
	}
	below := o.below("cells", s.CellShare(), "--min", o.least)
	if o.below("pairs", s.PairShare(), "--min-pairs", o.leastTo) || below {
		return errBroke
	}
	return nil
}

// below tells where a share is less than what is asked for.
func (o *coverOptions) below(what string, share cover.Share, flag string, least percentFlag) bool {
	if least.Rat == nil || !share.Below(least.Rat) {
		return false
	}
	fmt.Fprintf(o.streams.Err, "subsim: %s: %s, less than %s %s\n", what, share, flag, least.text)
	return true
}

// writeGaps writes scenarios for what is missing; nothing where nothing is.
func (o *coverOptions) writeGaps(s *cover.Survey) error {
	gaps := cover.Gaps(s)
	if len(gaps) == 0 {
		return nothingError{"nothing is missing of profile " + s.Profile.Name()}
	}
	if o.pending == "" {
		return replay.Format(o.streams.Out, gaps...)
	}
	return writeScenarios(o.pending, gaps...)
}
