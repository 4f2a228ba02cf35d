package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/Huzefaaa2/subsim/internal/guard"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/sql"
)

// An sqlFlag says what is written in SQL, and for which engine: the query that audits
// a log, or the guards of a database.
type sqlFlag struct {
	audit   bool
	log     choice
	options sql.Options
	replace bool
	given   func() []string // the names of its flags that the user gave
}

// forGuards are the flags that mean something without --audit.
var forGuards = []string{"--dialect", "--table", "--id", "--state", "--replace"}

// register adds the flags of the format sql.
func (f *sqlFlag) register(cmd *cobra.Command) {
	f.options = sql.Defaults()
	f.log.words = []string{string(history.KindEvents), string(history.KindStates), string(history.KindBoth)}
	flags := pflag.NewFlagSet("sql", pflag.ContinueOnError)
	o := &f.options
	flags.BoolVar(&f.audit, "audit", false, "sql: no guards, but a query that audits a log where it lies")
	flags.StringVar(&o.Dialect, "dialect", "", "sql: the `engine`: "+strings.Join(guard.Dialects(), ", ")+"; with --audit "+strings.Join(auditDialects(), ", "))
	flags.BoolVar(&f.replace, "replace", false, "sql: take guards that are there away first")
	flags.Var(&f.log, "log", "sql: what the log tells: events, states or both")
	flags.BoolVar(&o.Sampled, "sampled", false, "sql: a log of states may leave some out")
	flags.BoolVar(&o.Midway, "midway", false, "sql: the log begins in the middle")
	flags.StringVar(&o.Table, "table", o.Table, "sql: the `name` of the log, or of what is guarded: then subscription")
	flags.StringVar(&o.ID, "id", o.ID, "sql: the `column` of the subscription")
	flags.StringVar(&o.At, "at", o.At, "sql: the `column` of the instant")
	flags.StringVar(&o.Event, "event", o.Event, "sql: the `column` of the event")
	flags.StringVar(&o.State, "state", o.State, "sql: the `column` of the state")
	flags.StringVar(&o.Delivery, "delivery", "", "sql: the `column` of the delivery id, if there is one")
	flags.StringSliceVar(&o.Seq, "seq", nil, "sql: the `columns` that order records of one instant")
	flags.BoolVar(&o.Counts, "counts", false, "sql: count findings by reason")
	cmd.Flags().AddFlagSet(flags)
	_ = cmd.RegisterFlagCompletionFunc("dialect", cobra.FixedCompletions(everyDialect(), cobra.ShellCompDirectiveNoFileComp))
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

// auditDialects are the engines that a query is written for.
func auditDialects() []string {
	var names []string
	for _, d := range sql.Dialects() {
		names = append(names, d.Name)
	}
	return names
}

// everyDialect are all engines.
func everyDialect() []string {
	names := append(auditDialects(), guard.Dialects()...)
	slices.Sort(names)
	return slices.Compact(names)
}

// refused tells of flags that are of no use to another format.
func (f *sqlFlag) refused(format string) error {
	if names := f.given(); len(names) > 0 && format != "sql" {
		return usageError{fmt.Errorf("%s: for the format sql alone", strings.Join(names, ", "))}
	}
	return nil
}

// write writes the query, or the guards.
func (f *sqlFlag) write(w io.Writer, profile *profileFlag) error {
	if err := f.check(); err != nil {
		return usageError{err}
	}
	table, err := profile.table()
	if err != nil {
		return err
	}
	if f.audit {
		err = sql.Write(w, table, f.options)
	} else {
		err = guard.Write(w, table, f.guards())
	}
	if err != nil {
		return usageError{err}
	}
	return nil
}

// check reports what cannot be meant, and brings the options together.
func (f *sqlFlag) check() error {
	if err := f.checkDialect(); err != nil {
		return err
	}
	if !f.audit {
		return f.unused(func(name string) bool { return !slices.Contains(forGuards, name) }, "for --audit alone: guards have no use for it")
	}
	f.options.Kind = history.Kind(f.log.String())
	if f.options.Sampled && f.options.Kind != history.KindStates {
		return errors.New("--sampled is for logs of states: --log states")
	}
	return f.unused(func(name string) bool { return name == "--replace" }, "for guards alone: a query leaves nothing behind")
}

// unused reports flags that were given and are of no use.
func (f *sqlFlag) unused(useless func(string) bool, why string) error {
	names := slices.DeleteFunc(f.given(), func(name string) bool { return !useless(name) })
	if len(names) > 0 {
		return fmt.Errorf("%s: %s", strings.Join(names, ", "), why)
	}
	return nil
}

// checkDialect says which engines there are for what is wanted.
func (f *sqlFlag) checkDialect() error {
	names, other := guard.Dialects(), "an audit of a log, with --audit, "+strings.Join(auditDialects(), ", ")
	if f.audit {
		names, other = auditDialects(), "guards, without --audit, "+strings.Join(guard.Dialects(), ", ")
	}
	possible := fmt.Sprintf("%s; for %s", strings.Join(names, ", "), other)
	switch name := f.options.Dialect; {
	case name == "":
		return fmt.Errorf("name the engine by --dialect: %s", possible)
	case !slices.Contains(names, name):
		return fmt.Errorf("%w (dialects: %s)", misnamed(fmt.Sprintf("there is no dialect %q", name), name, names), possible)
	}
	return nil
}

// guards are the options of the guards: what the user named, else their own names.
func (f *sqlFlag) guards() guard.Options {
	o, given := guard.Defaults(), f.given()
	o.Dialect, o.ID, o.State, o.Replace = f.options.Dialect, f.options.ID, f.options.State, f.replace
	if slices.Contains(given, "--table") {
		o.Table = f.options.Table
	}
	return o
}
