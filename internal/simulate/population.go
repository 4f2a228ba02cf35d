package simulate

import (
	"errors"
	"fmt"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/replay"
)

// The bounds of a population.
const (
	MaxSubscriptions = 100_000_000 // of 48 bytes each
	MaxDays          = 36525       // a hundred years
)

// A Population says what is simulated. The zero values of its fractions plant nothing.
type Population struct {
	Table         *fsm.Table
	Rates         *replay.Rates
	Subscriptions int
	Days          int
	Seed          uint64
	Start         time.Time

	Faults     float64 // the fraction of subscriptions that get one fault each
	Duplicates float64 // the fraction of records that are delivered twice
	Reorder    float64 // the fraction of records that are delivered late

	States   States
	Seq      bool // records are numbered, within their subscription
	Instants int  // how many instants the series has behind the first; 0 for no series
	Workers  int  // how many goroutines work; at least 1

	// Planted is told of every fault, in the order of the log.
	Planted func(Planted) error
	// Progress is told how much of the time is simulated, in milliseconds.
	Progress func(done, of int64)
}

// States says what a log tells of states.
type States string

// What a log may tell: events alone, the state after each event too, or changes of
// state alone.
const (
	StatesNone States = "none"
	StatesBoth States = "both"
	StatesOnly States = "only"
)

// Columns returns the columns of the population's log.
func (p *Population) Columns() []logs.Column {
	columns := []logs.Column{logs.ColumnID, logs.ColumnAt}
	if p.States != StatesOnly {
		columns = append(columns, logs.ColumnEvent)
	}
	if p.States == StatesOnly || p.States == StatesBoth {
		columns = append(columns, logs.ColumnState)
	}
	if p.Duplicates > 0 {
		columns = append(columns, logs.ColumnDelivery)
	}
	if p.Seq {
		columns = append(columns, logs.ColumnSeq)
	}
	return columns
}

// Check reports everything about a population that makes no sense.
func (p *Population) Check() error {
	var problems []error
	refuse := func(when bool, format string, args ...any) {
		if when {
			problems = append(problems, fmt.Errorf(format, args...))
		}
	}
	refuse(p.Subscriptions < 1 || p.Subscriptions > MaxSubscriptions, "a population has 1 to %d subscriptions, not %d", MaxSubscriptions, p.Subscriptions)
	refuse(p.Days < 1 || p.Days > MaxDays, "a population is simulated for 1 to %d days, not %d", MaxDays, p.Days)
	for _, fraction := range []struct {
		name string
		of   float64
	}{{"faults", p.Faults}, {"duplicates", p.Duplicates}, {"reorder", p.Reorder}} {
		refuse(!(fraction.of >= 0 && fraction.of <= 1), "%s is a fraction from 0 to 1, not %v", fraction.name, fraction.of)
	}
	begin, end := time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	refuse(p.Start.Before(begin) || p.Start.AddDate(0, 0, max(0, min(p.Days, MaxDays))).After(end), "the simulated time lies in the years 1970 to 2199")
	return errors.Join(problems...)
}
