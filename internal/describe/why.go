package describe

import (
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Why writes the verdict on one event, its reasons and the way out.
func Why(w io.Writer, t *fsm.Table, step fsm.Step) {
	fmt.Fprintf(w, "%s\n\n", step)
	if step.Reason() != fsm.ReasonNone {
		definition(w, "reason", 8, step.Reason().Meaning())
	}
	definition(w, "because", 8, because(t, step))
	definition(w, "profile", 8, t.Profile().Name())
	if step.Verdict() != fsm.VerdictRejected {
		return
	}
	definition(w, "legal", 8, Events(step.Legal()))
	route, found := step.Route()
	if found && len(route) == 0 {
		definition(w, "route", 8, "it is in "+step.Goal().String()+" already")
		return
	}
	definition(w, "route", 8, "to "+step.Goal().String()+": "+Route(route, found))
}

// because is the row's own reason, or what the profile does to it.
func because(t *fsm.Table, step fsm.Step) string {
	if !t.Keeps(step.From().State, step.Event()) {
		return "profile " + t.Profile().Name() + " removes the cell; in standard: " + step.Why()
	}
	return step.Why()
}

// Way writes the shortest legal route between two configurations.
func Way(w io.Writer, t *fsm.Table, from fsm.Configuration, goal fsm.Goal) {
	route, found := t.Route(from, goal)
	switch {
	case !found:
		fmt.Fprintf(w, "%s to %s: there is no legal route in profile %s\n", from, goal, t.Profile().Name())
		definition(w, "legal", 8, Events(t.Legal(from)))
		return
	case len(route) == 0:
		fmt.Fprintf(w, "%s to %s: it is there already\n", from, goal)
		return
	}
	steps := "steps"
	if len(route) == 1 {
		steps = "step"
	}
	fmt.Fprintf(w, "%s to %s: %d %s in profile %s\n\n", from, goal, len(route), steps, t.Profile().Name())
	for i, step := range route {
		fmt.Fprintf(w, "  %d. %s: %s -> %s\n", i+1, step.Event(), step.From(), step.To())
		definition(w, "", 1, step.Why())
	}
}
