package docket

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// Figures are what can be published of an audit. They hold numbers, two instants and
// a table, and no text: names are places in lists of the vocabulary. So nothing that
// stands in a log, not even by mistake, finds its way into a summary.
type figures struct {
	table         *fsm.Table
	kind, order   int // places in kinds and orders; -1 where there is none
	sampled       bool
	midway        bool
	partial       bool
	lines         audit.Lines
	begin, end    time.Time
	subscriptions int64
	unsettled     int64
	duplicates    int64
	states        []int64 // by fsm.Sources, as all lists below by theirs
	verdicts      []int64
	first         []int64
	following     []int64
	unjudged      []int64
	notices       []int64
	cells         []int64 // by source, then event
	transitions   map[move]int64
}

// A move is a change of state: places among sources and events. The event is -1 where
// nobody told it.
type move struct{ from, event, to int }

// The words of a log that are not the model's.
var (
	kinds  = []history.Kind{history.KindEvents, history.KindStates, history.KindBoth}
	orders = []audit.Order{audit.OrderDelivered, audit.OrderOccurred}
)

// figuresOf takes what can be published out of a result. What the vocabulary does not
// hold is an error that does not repeat it.
func figuresOf(r *audit.Result) (f figures, err error) {
	if r.Table == nil {
		return f, errors.New("the result names no model")
	}
	f = figures{
		table: r.Table, kind: slices.Index(kinds, r.Kind), order: slices.Index(orders, r.Order),
		sampled: r.Sampled, midway: r.Midway, partial: r.Partial != "",
		lines: r.Lines, begin: r.Begin, end: r.End,
		subscriptions: r.Subscriptions, unsettled: r.Unsettled, duplicates: r.Duplicates,
		transitions: map[move]int64{},
	}
	var errs []error
	take := func(n []int64, err error) []int64 {
		errs = append(errs, err)
		return n
	}
	f.states = take(placed("state", fsm.Sources(), r.States))
	f.verdicts = take(placed("verdict", fsm.Verdicts(), r.Verdicts))
	f.first = take(placed("reason", history.Reasons(), r.First))
	f.following = take(placed("reason", history.Reasons(), r.Following))
	f.unjudged = take(placed("fault", logs.Faults(), r.Unjudged))
	f.notices = take(placed("mark", logs.Marks(), r.Notices))
	f.cells = take(placed("cell", cells(), r.Cells))
	errs = append(errs, f.move(r.Transitions))
	return f, errors.Join(errs...)
}

// placed lists counts in the order of their names.
func placed[K comparable](noun string, names []K, counts map[K]int64) ([]int64, error) {
	list, known := make([]int64, len(names)), 0
	for i, name := range names {
		if n, found := counts[name]; found {
			list[i] = n
			known++
		}
	}
	if known < len(counts) {
		return nil, fmt.Errorf("the result counts a %s outside the vocabulary", noun)
	}
	return list, nil
}

// cells are the 198, state by state.
func cells() (all []audit.Cell) {
	for _, s := range fsm.Sources() {
		for _, e := range fsm.Events() {
			all = append(all, audit.Cell{State: s, Event: e})
		}
	}
	return all
}

func (f *figures) move(all []audit.Transition) error {
	for _, t := range all {
		m := move{slices.Index(fsm.Sources(), t.From), slices.Index(fsm.Events(), t.Event), slices.Index(fsm.Sources(), t.To)}
		if m.from < 0 || m.to < 0 || m.event < 0 && t.Event != "" {
			return errors.New("the result counts a transition outside the vocabulary")
		}
		f.transitions[m] += t.Count
	}
	return nil
}

// moves returns the transitions in order.
func (f figures) moves() (all []move) {
	for m, n := range f.transitions {
		if n > 0 {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b move) int {
		return slices.Compare([]int{a.from, a.event, a.to}, []int{b.from, b.event, b.to})
	})
	return all
}
