package simulate

import (
	_ "embed" // for the rates
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

//go:embed plausible.rates.yaml
var plausible []byte

// Rates returns the rates that are built in, for a table: some twenty events a
// subscription in a year under the standard profile. They are made up, and nobody's.
func Rates(t *fsm.Table) *replay.Rates {
	rates, err := replay.ParseRates("the rates that are built in", plausible, fsm.NewTable(fsm.Standard()))
	if err != nil {
		panic("simulate: " + err.Error())
	}
	return rates.Under(t)
}

// WithGaps returns rates with which contact is lost so often in every known state; 0
// for never.
func WithGaps(r *replay.Rates, t *fsm.Table, perDay float64) *replay.Rates {
	changed := &replay.Rates{About: r.About}
	for _, rate := range r.All {
		if rate.Event != fsm.EventLoseContact || rate.State == fsm.StateNone {
			changed.All = append(changed.All, rate)
		}
	}
	for _, s := range fsm.States() {
		if s != fsm.StateUnknown {
			changed.All = append(changed.All, replay.Rate{State: s, Event: fsm.EventLoseContact, PerDay: perDay})
		}
	}
	slices.SortStableFunc(changed.All, func(a, b replay.Rate) int { return slices.Compare(place(a), place(b)) })
	return changed.Under(t)
}

// place is where a rate stands in the order of every output.
func place(r replay.Rate) []int {
	scheduled := 0
	if r.Scheduled {
		scheduled = 1
	}
	return []int{slices.Index(fsm.Sources(), r.State), scheduled, slices.Index(fsm.Events(), r.Event)}
}
