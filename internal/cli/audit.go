package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/internal/align"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/docket"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/report"
)

// auditOptions are the flags of subsim audit.
type auditOptions struct {
	outputs
	streams  Streams
	colors   *colorMode
	profile  profileFlag
	layout   layoutFlag
	kind     choice
	order    choice
	accept   []string
	explain  bool
	limit    int
	below    int
	summary  besideFlag
	load     besideFlag
	save     besideFlag
	workers  int
	quiet    bool
	verbose  bool
	asked    audit.Options
	accepted []logs.Mark
	files    []logFile
}

func newAudit(s Streams, colors *colorMode) *cobra.Command {
	o := &auditOptions{streams: s, colors: colors}
	cmd := &cobra.Command{
		Use:   "audit [FILE...|-]",
		Short: "Hold a log of what really happened against the model",
		Long: `Read the history that a service kept, and say whether it was possible, and at
which line it first was not. Logs are CSV with a header, JSON Lines or Parquet,
plain or compressed (gzip, zstd), which is seen by their content. Several files
are one history, in this order. - is standard input, as is no file at all.

A log has a column for the subscription (id), one for the instant (at), and one
for what happened (event), for the state from then on (state), or both.

A line that cannot be judged is listed; so is what makes the answer doubtful.
Exit code 0 means that every line was judged and every record is possible.

What a change of the log costs, of which --explain seeks the cheapest:
` + strings.Join(align.Standard().Lines(), "\n"),
		Example: `  subsim audit examples/logs/history.csv
  subsim audit --order occurred --explain examples/logs/history.csv
  subsim audit --state status --map paused=suspended examples/logs/states.csv
  subsim audit --format json examples/logs/history.csv`,
		RunE: func(cmd *cobra.Command, args []string) error { return o.execute(cmd.Context(), args) },
	}
	o.register(cmd)
	return cmd
}

func (o *auditOptions) register(cmd *cobra.Command) {
	o.outputs.register(cmd, formatsOfAudit)
	o.profile.register(cmd, o.streams, o.colors)
	o.layout.register(cmd, o.streams, o.colors)
	o.kind = choice{words: []string{"auto", string(history.KindEvents), string(history.KindStates), string(history.KindBoth)}}
	o.order = choice{words: []string{string(audit.OrderDelivered), string(audit.OrderOccurred)}}
	flags := cmd.Flags()
	flags.Var(&o.kind, "log", "`what` the log tells: events, states or both; auto: as its columns, or its first record")
	flags.BoolVar(&o.asked.Sampled, "sampled", false, "the states are snapshots: between two of them anything may have happened")
	flags.BoolVar(&o.asked.Midway, "midway", false, "the log begins in the middle: nobody knows what was before")
	flags.Var(&o.order, "order", "take records in which `order`: delivered, or occurred: by instant, sequence number and position")
	flags.StringSliceVar(&o.accept, "accept", nil, "let these `marks` pass: "+strings.Join(acceptable(), ", "))
	flags.BoolVar(&o.explain, "explain", false, "tell the cheapest story that makes each first finding possible")
	flags.IntVar(&o.limit, "max", docket.DefaultMax, "the `number` of each sort that are told in full, and explained; 0 for all")
	flags.BoolVar(&o.asked.ShowIDs, "show-ids", false, "name the subscriptions; they may be private")
	flags.BoolVar(&o.asked.Exact, "exact", false, "compare subscriptions by their whole names, and not by 80 bits of a hash")
	flags.Var(&o.summary, "summary", "write counts that can be published to a `file`")
	flags.IntVar(&o.below, "suppress-below", 0, "leave counts below a `number` out of the summary, and what would tell them")
	flags.Var(&o.load, "load-state", "go on from what an earlier audit saved in a `file`")
	flags.Var(&o.save, "save-state", "save what is known of every subscription in a `file`")
	flags.IntVarP(&o.workers, "jobs", "j", runtime.GOMAXPROCS(0), "how many `workers` read lines")
	flags.BoolVarP(&o.quiet, "quiet", "q", false, "write what speaks against the log and the last line only")
	flags.BoolVarP(&o.verbose, "verbose", "v", false, "write findings that follow from others too, and the counts")
	flags.Lookup("jobs").DefValue = "all"
	cmd.MarkFlagsMutuallyExclusive("quiet", "verbose")
	for name, words := range map[string][]string{"log": o.kind.words, "order": o.order.words, "accept": acceptable()} {
		_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	}
}

// formatsOfAudit are the reports that an audit can be written as; json is JSON Lines.
var formatsOfAudit = []string{"text", "json", "junit", "html"}

// acceptable are the marks that speak against a log unless they are accepted.
func acceptable() (names []string) {
	for _, m := range logs.Marks() {
		if !m.Harmless() {
			names = append(names, string(m))
		}
	}
	return names
}

func (o *auditOptions) execute(ctx context.Context, args []string) error {
	asked, err := o.outputs.asked()
	if err != nil {
		return usageError{err}
	}
	if err := o.prepare(args, asked); err != nil {
		return err
	}
	defer runtime.KeepAlive(frugal())
	a, before, err := o.begin()
	if err != nil {
		return err
	}
	hall := &hall{}
	sinks, err := open(asked, o.read(), o.streams.Out, func(format string, out io.Writer) report.Writer {
		w := o.writer(format, out)
		hall.writers = append(hall.writers, w)
		return auditSink{w, hall}
	})
	if err != nil {
		return err
	}
	a.Tell(hall)
	err = o.run(ctx, a, before, hall)
	if err := end(sinks, &report.Tally{}, err); err != nil {
		return errors.Join(err, o.summarize(hall.result))
	}
	return o.conclude(a, hall.result)
}

// summarize writes the summary. That of an audit that came to no end says so; where
// nothing at all was read there is none.
func (o *auditOptions) summarize(r *audit.Result) error {
	if o.summary == "" || r == nil || r.Partial != "" && r.Lines.Present == 0 {
		return nil
	}
	return writeWhole(o.summary.String(), func(w io.Writer) error { return docket.Summary(w, r, o.below) })
}

// frugal keeps what is free small: a twentieth of the table of subscriptions, which is
// nearly all there is, and of a ballast that is never touched and so takes no memory.
// Without the ballast a small table would have garbage collected all the time. It is
// good as long as what is returned is kept alive.
func frugal() (ballast []byte) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(5)
		ballast = make([]byte, 150<<20)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(math.MaxInt64)
	}
	return ballast
}

// prepare reads what the flags say, before anything is read.
func (o *auditOptions) prepare(args []string, asked []output) (err error) {
	table, err := o.profile.table()
	problems := []error{err, o.layout.check()}
	refuse := func(wrong bool, format string, args ...any) {
		if wrong {
			problems = append(problems, usageError{fmt.Errorf(format, args...)})
		}
	}
	if o.kind.chosen > 0 {
		o.asked.Kind = history.Kind(o.kind.String())
	}
	o.asked.Table, o.asked.Order, o.asked.Spill = table, audit.Order(o.order.String()), spill
	refuse(o.limit < 0, "--max is not below 0")
	refuse(o.below < 0, "--suppress-below is not below 0")
	refuse(o.below > 0 && o.summary == "", "--suppress-below is for a summary; name one with --summary")
	problems = append(problems, named("summary", o.summary), named("load-state", o.load), named("save-state", o.save))
	refuse(o.asked.Sampled && o.asked.Kind == history.KindEvents, "--sampled is for logs that tell states")
	refuse(o.workers < 1, "at least one worker reads lines: -j 1")
	refuse(o.asked.Exact && (o.load != "" || o.save != ""), "--exact compares whole names, and a state holds none: leave one of them out")
	for _, name := range o.accept {
		refuse(!slices.Contains(acceptable(), name), "%w (marks: %s)", misnamed(fmt.Sprintf("there is no mark %q", name), name, acceptable()), strings.Join(acceptable(), ", "))
		o.accepted = append(o.accepted, logs.Mark(name))
	}
	if o.explain {
		o.asked.Cases = o.limit
		if o.limit == 0 {
			o.asked.Cases = math.MaxInt
		}
	}
	o.files, err = logFiles(args, o.streams.In)
	problems = append(problems, err)
	for _, f := range o.files {
		refuse(o.explain && !f.regular && err == nil, "%s can be read once, and --explain reads a log twice: save it to a file first", f.name)
	}
	return errors.Join(append(problems, reserve(o.read(), asked, o.summary.String(), o.save.String()))...)
}

// read lists the files that are read, so that no report takes their place. A state may
// be saved where it was loaded from.
func (o *auditOptions) read() []input {
	var read []input
	for _, f := range o.files {
		switch {
		case f.regular && f.name == "-":
			read = append(read, input{name: f.name, path: os.Stdin.Name()})
		case f.regular:
			read = append(read, input{name: f.name, path: f.name})
		}
	}
	return read
}

// begin begins the audit where the last one ended; before is that end, for
// explanations.
func (o *auditOptions) begin() (a, before *audit.Audit, err error) {
	if a, err = o.loaded(); err != nil || o.load == "" || !o.explain {
		return a, nil, err
	}
	before, err = o.loaded()
	return a, before, err
}

func (o *auditOptions) loaded() (*audit.Audit, error) {
	a, err := audit.New(o.asked, nil)
	if err != nil || o.load == "" {
		return a, err
	}
	file, err := os.Open(o.load.String())
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("%s: there is no such file; --save-state makes one", o.load)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if err := a.Load(file); err != nil {
		return nil, fmt.Errorf("%s cannot be gone on from: %w", o.load, err)
	}
	return a, nil
}

// pause is how long nothing comes of a stream before what is there of it is judged.
const pause = 50 * time.Millisecond

// run audits, and explains.
func (o *auditOptions) run(ctx context.Context, a, before *audit.Audit, to *hall) error {
	layout := o.layout.layout()
	var inputs []audit.Input
	for _, f := range o.files {
		inputs = append(inputs, f.input(ctx, o.streams.In))
	}
	meter := newMeter(o.streams.Err, o.files)
	a.Watch(meter.show)
	to.meter = meter
	pauses := time.NewTicker(pause)
	defer pauses.Stop()
	a.Tick(pauses.C)
	result, err := a.Run(ctx, inputs, layout, o.workers)
	meter.clear()
	suggestNames(result)
	to.result = result
	if err == nil && o.explain {
		err = o.tell(ctx, a, before, inputs, layout, to)
	}
	return o.cause(ctx, err, result)
}

// cause says what ended an audit, and what to do about it.
func (o *auditOptions) cause(ctx context.Context, err error, result *audit.Result) error {
	var layout *logs.LayoutError
	var spilled *audit.SpillError
	switch {
	case ctx.Err() != nil:
		return errInterrupted
	case errors.As(err, &layout):
		return fmt.Errorf("%s: %w", last(result.Files).Name, o.layout.columnsHelp(layout))
	case errors.As(err, &spilled):
		return fmt.Errorf("records cannot be sorted in %s, the folder for temporary files: %w; TMPDIR names another", os.TempDir(), cause(spilled.Err))
	case errors.Is(err, audit.ErrSampledEvents):
		return usageError{fmt.Errorf("%s: --sampled is for logs that tell states, and this one tells events", last(result.Files).Name)}
	case err != nil && len(result.Files) > 0:
		return fmt.Errorf("%s: %w", last(result.Files).Name, cause(err))
	}
	return err
}

func last[T any](list []T) T { return list[len(list)-1] }

// conclude writes what was asked for beside the reports, and comes to an exit code.
func (o *auditOptions) conclude(a *audit.Audit, r *audit.Result) error {
	problems := []error{o.summarize(r)}
	if o.save != "" && r.Kind != "" {
		problems = append(problems, writeWhole(o.save.String(), a.Save))
	}
	if err := errors.Join(problems...); err != nil {
		return err
	}
	switch {
	case r.Lines.Judged+r.Lines.Unjudged == 0 && r.Unremarkable(o.accepted...):
		return nothingError{"the log holds no record"}
	case !r.Passed(o.accepted...):
		return errBroke
	}
	return nil
}
