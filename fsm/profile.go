package fsm

import (
	"errors"
	"strings"
)

// A Profile is the standard table without some states, some events and some
// single cells. It only removes: a cell goes when it is dropped itself, or its
// event is, or its source or target state; a cell that is left keeps its verdict.
// The zero value removes nothing and has no name. Profiles are comparable.
type Profile struct {
	name   string
	states uint16             // a bit for each dropped state, by its place in stateTable
	events uint32             // a bit for each dropped event, by its index
	cells  [stateCount]uint32 // by source, a bit for each dropped cell that the others leave
}

// The built-in profiles.
var (
	standard    = mustProfile("standard")
	strict      = mustProfile("strict", "reactivate")
	processor   = mustProfile("processor", "grace_period")
	store       = mustProfile("store", "past_due")
	marketplace = mustProfile("marketplace", "trial", "past_due", "grace_period", "expired", "reactivate")
)

// Standard is the whole table.
func Standard() Profile { return standard }

// Strict never brings an ended subscription back: without reactivate.
func Strict() Profile { return strict }

// Processor knows no bounded window: without grace_period.
func Processor() Profile { return processor }

// Store goes straight from good standing into grace: without past_due.
func Store() Profile { return store }

// Marketplace knows active, suspended and cancelled alone, and brings nothing
// back: without trial, past_due, grace_period, expired and reactivate.
func Marketplace() Profile { return marketplace }

// Profiles returns the five built-in profiles, standard first.
func Profiles() []Profile { return []Profile{standard, strict, processor, store, marketplace} }

// ParseProfile returns the built-in profile of that name. The error is a
// [*NameError].
func ParseProfile(name string) (Profile, error) {
	var names []string
	for _, p := range Profiles() {
		if p.name == name {
			return p, nil
		}
		names = append(names, p.name)
	}
	return Profile{}, newNameError("profile", name, names)
}

// NewProfile returns the standard profile without the named states, events and
// cells; a cell is written STATE/EVENT, "suspended/fail_renewal". An empty name
// becomes "standard without …", the same for equal profiles. Everything that
// makes no sense is reported at once: each unknown name as a [*NameError], and
// cells that standard rejects already, since dropping one removes nothing. A
// profile may break laws 6 to 8; [Table.Warnings] says which.
func NewProfile(name string, without ...string) (Profile, error) {
	p := Profile{name: name}
	var problems []error
	for _, dropped := range without {
		problems = append(problems, p.drop(dropped)...)
	}
	if len(problems) > 0 {
		return Profile{}, errors.Join(problems...)
	}
	p.settle()
	if name == "" {
		p.name = p.title()
	}
	return p, nil
}

func mustProfile(name string, without ...string) Profile {
	p, err := NewProfile(name, without...)
	if err != nil {
		panic(err)
	}
	return p
}

// Name returns the profile's name.
func (p Profile) Name() string { return p.name }

// Named reports whether the profile was given its name; what has none is called
// after what it is without.
func (p Profile) Named() bool { return p.name != "" && p.name != p.title() }

// title is the name of a profile that was given none.
func (p Profile) title() string {
	if dropped := p.Without(); len(dropped) > 0 {
		return "standard without " + strings.Join(dropped, ", ")
	}
	return "standard"
}

// Has reports whether the profile keeps the state; it always keeps StateNone.
func (p Profile) Has(s State) bool {
	return s.known() && p.states&(1<<s.place()) == 0
}

// Fires reports whether the profile keeps the event.
func (p Profile) Fires(e Event) bool {
	i, known := e.Index()
	return known && p.events&(1<<i) == 0
}

// Without returns the names of the dropped states, then of the dropped events,
// then of the dropped cells that would be there otherwise.
func (p Profile) Without() []string {
	var names []string
	for _, s := range States() {
		if !p.Has(s) {
			names = append(names, string(s))
		}
	}
	for _, e := range Events() {
		if !p.Fires(e) {
			names = append(names, string(e))
		}
	}
	for s, e := range everyCell {
		if p.refuses(s, e) {
			names = append(names, cellName(s, e))
		}
	}
	return names
}

// keeps reports whether the profile leaves the cell that r decides in a state.
func (p Profile) keeps(r *Row, from State) bool {
	return p.Fires(r.Event) && p.Has(from) && p.Has(r.target(from)) && !p.refuses(from, r.Event)
}

// refuses reports whether the profile drops a cell itself.
func (p Profile) refuses(s State, e Event) bool { return p.cells[s.place()]&(1<<e.place()) != 0 }
