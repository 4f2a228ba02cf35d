package fsm

import (
	"fmt"
	"strings"
)

// cellSeparator stands between state and event in the name of a cell.
const cellSeparator = "/"

func cellName(s State, e Event) string { return s.String() + cellSeparator + string(e) }

// everyCell yields the places of the table, by source and then by event.
func everyCell(yield func(State, Event) bool) {
	for _, s := range Sources() {
		for _, e := range Events() {
			if !yield(s, e) {
				return
			}
		}
	}
}

// Droppable returns every name that [NewProfile] takes: the states, the events,
// and the cells that standard does not reject, in the order of [Profile.Without].
func Droppable() []string {
	names := wholes()
	for s, e := range everyCell {
		if !rejects(s, e) {
			names = append(names, cellName(s, e))
		}
	}
	return names
}

// wholes are the names of what is dropped as a whole: states and events.
func wholes() []string {
	var names []string
	for _, s := range States() {
		names = append(names, string(s))
	}
	for _, e := range Events() {
		names = append(names, string(e))
	}
	return names
}

// rejects reports whether standard rejects an event in every configuration of a
// state, so that no profile can take anything from the cell.
func rejects(s State, e Event) bool { return standardGrid.row(s, e).Effect == EffectReject }

// drop drops what a name names, and reports what is wrong with the name.
func (p *Profile) drop(name string) []error {
	if state, event, isCell := strings.Cut(name, cellSeparator); isCell {
		return p.dropCell(state, event)
	}
	if event, err := ParseEvent(name); err == nil {
		p.events |= 1 << event.place()
	} else if state, err := ParseState(name); err == nil {
		p.states |= 1 << state.place()
	} else {
		return []error{newNameError("state or event", name, wholes())}
	}
	return nil
}

func (p *Profile) dropCell(state, event string) (problems []error) {
	source, err := parseSource(state)
	if err != nil {
		problems = append(problems, err)
	}
	e, err := ParseEvent(event)
	if err != nil {
		problems = append(problems, err)
	}
	switch {
	case len(problems) > 0:
	case rejects(source, e):
		problems = append(problems, fmt.Errorf("standard rejects %s in %s already, so %s removes nothing", e, source, cellName(source, e)))
	default:
		p.cells[source.place()] |= 1 << e.place()
	}
	return problems
}

// parseSource reads a state's name, or none.
func parseSource(name string) (State, error) {
	var names []string
	for _, s := range Sources() {
		if s.String() == name {
			return s, nil
		}
		names = append(names, s.String())
	}
	return StateNone, newNameError("state", name, names)
}

// settle forgets the dropped cells that are gone with their event or a state of
// theirs, so that profiles that remove the same are equal.
func (p *Profile) settle() {
	dropped := *p
	p.cells = [stateCount]uint32{}
	for s, e := range everyCell {
		if dropped.refuses(s, e) && p.keeps(standardGrid.row(s, e), s) {
			p.cells[s.place()] |= 1 << e.place()
		}
	}
}
