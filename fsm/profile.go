package fsm

import (
	"errors"
	"strings"
)

// A Profile is the standard table without some states and some events. It only
// removes: a cell goes when its event is dropped, or its source or target state
// is; a cell that is left keeps its verdict. The zero value removes nothing and
// has no name. Profiles are comparable.
type Profile struct {
	name   string
	states uint16 // a bit for each dropped state, by its place in stateTable
	events uint32 // a bit for each dropped event, by its index
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

// NewProfile returns the standard profile without the named states and events.
// An empty name becomes "standard without …", the same for equal profiles.
// All unknown names are reported at once, each as a [*NameError]. A profile may
// break laws 6 to 8; [Table.Warnings] says which.
func NewProfile(name string, without ...string) (Profile, error) {
	p := Profile{name: name}
	var problems []error
	for _, dropped := range without {
		if event, err := ParseEvent(dropped); err == nil {
			p.events |= 1 << event.place()
		} else if state, err := ParseState(dropped); err == nil {
			p.states |= 1 << state.place()
		} else {
			problems = append(problems, newNameError("state or event", dropped, droppable()))
		}
	}
	if len(problems) > 0 {
		return Profile{}, errors.Join(problems...)
	}
	if dropped := p.Without(); name == "" && len(dropped) > 0 {
		p.name = "standard without " + strings.Join(dropped, ", ")
	} else if name == "" {
		p.name = "standard"
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

func droppable() []string {
	var names []string
	for _, s := range States() {
		names = append(names, string(s))
	}
	for _, e := range Events() {
		names = append(names, string(e))
	}
	return names
}

// Name returns the profile's name.
func (p Profile) Name() string { return p.name }

// Has reports whether the profile keeps the state; it always keeps StateNone.
func (p Profile) Has(s State) bool {
	return s.known() && p.states&(1<<s.place()) == 0
}

// Fires reports whether the profile keeps the event.
func (p Profile) Fires(e Event) bool {
	i, known := e.Index()
	return known && p.events&(1<<i) == 0
}

// Without returns the names of the dropped states, then of the dropped events.
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
	return names
}

// keeps reports whether the profile leaves the cell that r decides in a state.
func (p Profile) keeps(r *Row, from State) bool {
	return p.Fires(r.Event) && p.Has(from) && p.Has(r.target(from))
}
