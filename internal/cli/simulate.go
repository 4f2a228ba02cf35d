package cli

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/occupancy"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/internal/simulate"
	"github.com/Huzefaaa2/subsim/replay"
)

// simulateOptions are the flags of subsim simulate.
type simulateOptions struct {
	streams    Streams
	colors     *colorMode
	profile    profileFlag
	population simulate.Population
	start      string
	states     choice
	gaps       fractionFlag
	fractions  [3]fractionFlag // of faults, duplicates, and what comes late
	rates      besideFlag
	showRates  bool
	chart      bool
	log        logFlag
	truth, svg besideFlag
}

func newSimulate(s Streams, colors *colorMode) *cobra.Command {
	o := &simulateOptions{streams: s, colors: colors, states: choice{words: []string{string(simulate.StatesNone), string(simulate.StatesBoth), string(simulate.StatesOnly)}}}
	cmd := &cobra.Command{
		Use:   "simulate",
		Short: "Simulate a population of subscriptions, and write its log",
		Long: `Simulate a population of subscriptions, and write what happens to them as a
log in time order: CSV, JSON Lines or Parquet. Equal seeds give equal bytes, on
any number of cores.

Every event that the profile applies happens at a rate of its own, by the state
that it meets. The rates that are built in are made up: some twenty events a
subscription in a year. --show-rates writes them as a file to change.

With --faults, some subscriptions get one record each that the model rejects;
--truth tells which. Without, subsim audit finds nothing in the log.`,
		Example: `  subsim simulate --subscriptions 100 --days 30
  subsim simulate --chart
  subsim simulate --show-rates --profile store
  subsim simulate --days 30 --states only --format jsonl --profile strict`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.execute(cmd.Context()) },
	}
	o.profile.register(cmd, s, colors)
	o.register(cmd)
	return cmd
}

func (o *simulateOptions) register(cmd *cobra.Command) {
	flags, p := cmd.Flags(), &o.population
	flags.IntVar(&p.Subscriptions, "subscriptions", 1000, "how many `subscriptions`")
	flags.IntVar(&p.Days, "days", 365, "for how many `days`")
	flags.Uint64Var(&p.Seed, "seed", 1, "a `number` that everything random follows from")
	flags.StringVar(&o.start, "start", "2026-01-01", "the `date` on which the time begins, in UTC")
	flags.Var(&o.rates, "rates", "a `file` of rates, *"+replay.RatesExtension)
	flags.BoolVar(&o.showRates, "show-rates", false, "write the rates as a file, and simulate nothing")
	flags.Var(&o.gaps, "gaps", "how often a day contact is lost, in every state; as the rates have it where left out")
	flags.Var(&o.states, "states", "`what` the log tells of states: none, both beside events, or only states")
	flags.BoolVar(&p.Seq, "seq", false, "number the records of each subscription, in a column seq")
	for i, f := range []struct{ name, usage string }{
		{"faults", "the fraction of subscriptions with a fault"},
		{"duplicates", "the fraction of records that are delivered twice, with a column delivery"},
		{"reorder", "the fraction of records that are delivered late"},
	} {
		flags.Var(&o.fractions[i], f.name, f.usage)
	}
	flags.Var(&o.truth, "truth", "write what --faults planted to a `file`, CSV or JSON Lines by its ending")
	o.log.register(cmd)
	flags.BoolVar(&o.chart, "chart", false, "print a chart of the states over time; without -o in place of the log")
	flags.Var(&o.svg, "svg", "write that chart as a picture to a `file`")
	flags.IntVarP(&p.Workers, "jobs", "j", runtime.GOMAXPROCS(0), "on how many cores")
	flags.Lookup("jobs").DefValue = "all"
	_ = cmd.RegisterFlagCompletionFunc("states", cobra.FixedCompletions(o.states.words, cobra.ShellCompDirectiveNoFileComp))
}

func (o *simulateOptions) execute(ctx context.Context) error {
	if err := o.settle(); err != nil {
		return err
	}
	if o.showRates {
		return replay.FormatRates(o.streams.Out, o.population.Rates)
	}
	if err := reserve([]input{{path: o.rates.String()}, {path: o.profile.name}}, nil, o.log.file.String(), o.truth.String(), o.svg.String()); err != nil {
		return err
	}
	return o.write(ctx)
}

// settle makes a population of the flags, and tells everything that makes no sense.
func (o *simulateOptions) settle() error {
	p := &o.population
	p.States = simulate.States(o.states.String())
	p.Faults, p.Duplicates, p.Reorder = o.fractions[0].value, o.fractions[1].value, o.fractions[2].value
	var dated, jobs, truth error
	if p.Start, dated = time.Parse(time.DateOnly, o.start); dated != nil {
		dated = fmt.Errorf("--start takes a date such as 2026-01-01, not %q", o.start)
		p.Start = time.Unix(0, 0)
	}
	if p.Workers < 1 {
		jobs = errors.New("-j takes a number from 1")
	}
	switch {
	case p.Faults > 0 && o.truth == "":
		truth = errors.New("--faults plants faults; name a file for the truth with --truth")
	case p.Faults == 0 && o.truth != "":
		truth = errors.New("--truth tells what --faults planted; say how many with --faults")
	}
	if o.chart || o.svg != "" {
		p.Instants = occupancy.Instants
	}
	if err := errors.Join(p.Check(), dated, jobs, truth, named("truth", o.truth), named("svg", o.svg), o.log.settle(o.streams.Out, o.chart)); err != nil {
		return usageError{err}
	}
	return o.table()
}

// table settles the profile and the rates under it.
func (o *simulateOptions) table() (err error) {
	p := &o.population
	if p.Table, err = o.profile.table(); err != nil {
		return err
	}
	p.Rates = simulate.Rates(p.Table)
	if o.rates != "" {
		if p.Rates, err = o.readRates(p.Table); err != nil {
			return err
		}
	}
	if o.gaps.text != "" {
		p.Rates = simulate.WithGaps(p.Rates, p.Table, o.gaps.value)
	}
	return nil
}

func (o *simulateOptions) readRates(t *fsm.Table) (*replay.Rates, error) {
	text, err := readRegular(o.rates.String())
	if err != nil {
		return nil, err
	}
	rates, err := replay.ParseRates(o.rates.String(), text, t)
	if problems := (diag.Problems{}); errors.As(err, &problems) {
		report.Problems(o.streams.Err, "error", problems, o.colors.on(o.streams.Err))
		return nil, fmt.Errorf("%s makes no sense as a file of rates", o.rates)
	}
	return rates, err
}

// formatOfTruth is that of a file by its ending; CSV where it has none of JSON's.
func (o *simulateOptions) formatOfTruth() string {
	if strings.HasSuffix(o.truth.String(), ".jsonl") || strings.HasSuffix(o.truth.String(), ".ndjson") {
		return logs.FormatJSONL
	}
	return logs.FormatCSV
}
