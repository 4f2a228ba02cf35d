package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/sql"
)

// An sqlFlag says what log a query audits, and for which engine.
type sqlFlag struct {
	audit   bool
	log     choice
	options sql.Options
	given   func() []string // the names of its flags that the user gave
}

// register adds the flags of the format sql.
func (f *sqlFlag) register(cmd *cobra.Command) {
	f.options = sql.Defaults()
	f.log.words = []string{string(history.KindEvents), string(history.KindStates), string(history.KindBoth)}
	flags := pflag.NewFlagSet("sql", pflag.ContinueOnError)
	o := &f.options
	flags.BoolVar(&f.audit, "audit", false, "sql: a query that audits a log where it lies")
	flags.StringVar(&o.Dialect, "dialect", "", "sql: the `engine`: "+strings.Join(dialectNames(), ", "))
	flags.Var(&f.log, "log", "sql: what the log tells: events, states or both")
	flags.BoolVar(&o.Sampled, "sampled", false, "sql: a log of states may leave some out")
	flags.BoolVar(&o.Midway, "midway", false, "sql: the log begins in the middle")
	flags.StringVar(&o.Table, "table", o.Table, "sql: the log's `name` in the engine")
	flags.StringVar(&o.ID, "id", o.ID, "sql: the `column` of the subscription")
	flags.StringVar(&o.At, "at", o.At, "sql: the `column` of the instant")
	flags.StringVar(&o.Event, "event", o.Event, "sql: the `column` of the event")
	flags.StringVar(&o.State, "state", o.State, "sql: the `column` of the state")
	flags.StringVar(&o.Delivery, "delivery", "", "sql: the `column` of the delivery id, if there is one")
	flags.StringSliceVar(&o.Seq, "seq", nil, "sql: the `columns` that order records of one instant")
	flags.BoolVar(&o.Counts, "counts", false, "sql: count findings by reason")
	cmd.Flags().AddFlagSet(flags)
	_ = cmd.RegisterFlagCompletionFunc("dialect", cobra.FixedCompletions(dialectNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("log", cobra.FixedCompletions(f.log.words, cobra.ShellCompDirectiveNoFileComp))
	f.given = func() (names []string) {
		cmd.Flags().Visit(func(flag *pflag.Flag) {
			if flags.Lookup(flag.Name) != nil {
				names = append(names, "--"+flag.Name)
			}
		})
		return names
	}
}

func dialectNames() []string {
	var names []string
	for _, d := range sql.Dialects() {
		names = append(names, d.Name)
	}
	return names
}

// refused tells of flags that are of no use to another format.
func (f *sqlFlag) refused(format string) error {
	if names := f.given(); len(names) > 0 && format != "sql" {
		return usageError{fmt.Errorf("%s: for the format sql alone", strings.Join(names, ", "))}
	}
	return nil
}

// write writes the query.
func (f *sqlFlag) write(w io.Writer, profile *profileFlag) error {
	if !f.audit {
		return usageError{errors.New("name --audit: a query that audits a log is all that there is in SQL")}
	}
	if f.options.Dialect == "" {
		return usageError{fmt.Errorf("name the engine by --dialect: %s", strings.Join(dialectNames(), ", "))}
	}
	if name := f.options.Dialect; !slices.Contains(dialectNames(), name) {
		err := misnamed(fmt.Sprintf("there is no dialect %q", name), name, dialectNames())
		return usageError{fmt.Errorf("%w (dialects: %s)", err, strings.Join(dialectNames(), ", "))}
	}
	f.options.Kind = history.Kind(f.log.String())
	if f.options.Sampled && f.options.Kind != history.KindStates {
		return usageError{errors.New("--sampled is for logs of states: --log states")}
	}
	table, err := profile.table()
	if err != nil {
		return err
	}
	if err := sql.Write(w, table, f.options); err != nil {
		return usageError{err}
	}
	return nil
}
