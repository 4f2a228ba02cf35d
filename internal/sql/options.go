package sql

import (
	"errors"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// Options say what log a query reads, and how.
type Options struct {
	Dialect string
	history.Options
	Table    string // its name, parts apart by dots
	ID       string // the subscription's column
	At       string // the instant's
	Event    string // unused in a log of states
	State    string // unused in a log of events
	Delivery string // empty: no record is a repetition
	// Seq orders the records of one instant, the first column first. Without it
	// the engine takes them in any order that it likes.
	Seq    []string
	Counts bool // how many findings by reason, instead of the findings
}

// Defaults returns the names that a log's columns have where nobody says otherwise.
func Defaults() Options {
	return Options{Table: "log", ID: "id", At: "at", Event: "event", State: "state"}
}

// tellsEvents and tellsStates say which columns are read.
func (o Options) tellsEvents() bool { return o.Kind != history.KindStates }
func (o Options) tellsStates() bool { return o.Kind != history.KindEvents }

// taken are the columns of the answer; one that orders records must not be called
// like any.
var taken = []string{"id", "at", "event", "state", "known", "verdict", "reason", "follows", "legal"}

// check reports every name that cannot be meant.
func (o Options) check() error {
	var problems []error
	for _, name := range [][2]string{{"table", o.Table}, {"id", o.ID}, {"at", o.At}, {"event", o.Event}, {"state", o.State}} {
		if name[1] == "" {
			problems = append(problems, fmt.Errorf("the name of %s is empty", name[0]))
		}
	}
	for i, name := range o.Seq {
		switch {
		case name == "":
			problems = append(problems, errors.New("the name of seq is empty"))
		case slices.Contains(taken, name):
			problems = append(problems, fmt.Errorf("the answer has a column %s of its own, so none that orders records can be called so", name))
		case slices.Contains(o.Seq[:i], name):
			problems = append(problems, fmt.Errorf("seq names %s twice", name))
		}
	}
	return errors.Join(problems...)
}
