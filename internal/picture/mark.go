package picture

import "github.com/Huzefaaa2/subsim/fsm"

// ID returns the id of what an applied event is drawn along: the line from a state
// to another, or, where the state is kept, the words that stand in it.
func ID(from fsm.State, event fsm.Event, to fsm.State) string { return arc{from, event, to}.id() }
