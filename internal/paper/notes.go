package paper

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// notes are what was not taken into account, each thing once.
type notes []*note

type note struct {
	what  string
	first diag.Span
	times int
}

func (n *notes) add(at diag.Span, what string) {
	for _, o := range *n {
		if o.what == what {
			o.times++
			return
		}
	}
	*n = append(*n, &note{what, at, 1})
}

// problems returns the notes as warnings.
func (n notes) problems(of *diag.Source) (all diag.Problems) {
	for _, o := range n {
		message := o.what
		if o.times > 1 {
			message += fmt.Sprintf(" (%d times)", o.times)
		}
		all = append(all, &diag.Problem{Source: of, Span: o.first, Message: message})
	}
	return all
}

// What the readers of several formats leave aside.
const (
	noteGuard     = "guards are not evaluated: an arrow that has one counts as drawn"
	noteAction    = "actions are not taken into account"
	noteTimer     = "timers are not taken into account: a deadline is no event of a drawing"
	noteEventless = "transitions without an event are not taken into account"
	noteInvoke    = "invoked services, and what they report, are not taken into account"
	noteHistory   = "a history state is read as the beginning of the state around it"
)

// reachable is the guard by which our own pictures name the gap rule; it needs
// no note.
const reachable = "reachable"

// guarded notes a guard.
func (r *reading) guarded(at diag.Span, guard string) {
	if guard != "" && guard != reachable {
		r.note(at, noteGuard)
	}
}
