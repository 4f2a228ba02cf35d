package guard

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Options say which engine a script is for, and what is called how.
type Options struct {
	Dialect string
	Table   string // of subscriptions; the log of their events is called Table_event
	ID      string // its column of what a subscription is called
	State   string // its column of the state
	// Replace takes the guards that are there away first, in the same transaction:
	// for another profile, or what a newer version writes.
	Replace bool
}

// Defaults returns the names that are used where nobody says otherwise.
func Defaults() Options {
	return Options{Table: "subscription", ID: "id", State: "state"}
}

// engines are the dialects, as people type and as their makers write them.
var engines = []struct{ name, engine string }{
	{"postgres", "PostgreSQL 12 or newer"},
	{"sqlite", "SQLite 3.23 or newer"},
}

// Dialects returns the engines that scripts are written for.
func Dialects() (names []string) {
	for _, e := range engines {
		names = append(names, e.name)
	}
	return names
}

// engine is the dialect as its makers write it.
func (o Options) engine() string {
	i := slices.Index(Dialects(), o.Dialect)
	return engines[i].engine
}

// longest leaves room for what is appended to the table's name: PostgreSQL cuts
// names off behind 63 bytes.
const longest = 63 - len("_event_delivery")

// columns are those of the guarded table that nobody names.
var columns = []string{"cancellation_scheduled", "last_known", "generation"}

// check reports every name that cannot be meant.
func (o Options) check() error {
	var problems []error
	if !slices.Contains(Dialects(), o.Dialect) {
		problems = append(problems, fmt.Errorf("there is no dialect %q (dialects: %s)", o.Dialect, strings.Join(Dialects(), ", ")))
	}
	for _, named := range [][2]string{{"table", o.Table}, {"id", o.ID}, {"state", o.State}} {
		if problem := odd(named[1]); problem != "" {
			problems = append(problems, fmt.Errorf("the name of %s %s", named[0], problem))
		}
	}
	for _, own := range columns {
		if strings.EqualFold(o.ID, own) || strings.EqualFold(o.State, own) {
			problems = append(problems, fmt.Errorf("the table has a column %s of its own", own))
		}
	}
	if o.ID != "" && strings.EqualFold(o.ID, o.State) {
		problems = append(problems, fmt.Errorf("id and state are two columns, but both are called %s", o.ID))
	}
	return errors.Join(problems...)
}

// odd says what is wrong with a name.
func odd(name string) string {
	switch {
	case name == "":
		return "is empty"
	case strings.Contains(name, "."):
		return "holds a dot: leave the schema out, the script works where the search path leads"
	case strings.ContainsAny(name, "\x00\n\r"):
		return "holds what no name does"
	case strings.HasPrefix(strings.ToLower(name), "subsim_"):
		return "begins as the guards' own tables do"
	case len(name) > longest:
		return fmt.Sprintf("is longer than %d bytes", longest)
	}
	return ""
}

// quoted makes a name of SQL of a text.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal makes a text of SQL of a text.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
