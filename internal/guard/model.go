package guard

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
)

// A model is a profile as rows of SQL, each the text between two parentheses.
type model struct {
	States, Events, Verdicts, Reasons      []string
	Configurations, Routes, Because, Cells []string
	// Refusals are what is answered to events, and Moves what is answered to changes
	// by hand: the reasons that the profile has, in the order in which they are tried.
	Refusals []refusal
	Moves    []refusal
}

// A refusal is one sentence, for an engine that raises nothing but what its script
// has literally.
type refusal struct{ Key, Text string }

// enumerate writes a table down.
func enumerate(t *fsm.Table) model {
	var m model
	for i, s := range fsm.States() {
		published, _ := s.Published()
		m.States = append(m.States, tuple(i+1, s, s.Class(), published, s.SteadyState(), s.Meaning()))
	}
	for i, e := range fsm.Events() {
		observed, _ := e.Observes()
		m.Events = append(m.Events, tuple(i+1, e, string(observed), t.Goal(e), e.Meaning()))
	}
	for i, v := range fsm.Verdicts() {
		m.Verdicts = append(m.Verdicts, tuple(i+1, v))
	}
	for i, r := range fsm.Reasons() {
		m.Reasons = append(m.Reasons, tuple(i+1, r, r.Verdict(), r.Meaning()))
	}
	for _, c := range t.Configurations() {
		m.Configurations = append(m.Configurations, tuple(c, c.State.String(), c.CancellationScheduled, c.LastKnown.String(), describe.Events(t.Legal(c))))
		for _, goal := range goals(t) {
			m.Routes = append(m.Routes, tuple(c, goal, route(t, c, goal), refused(t, c, goal)))
		}
	}
	m.cells(t)
	return m
}

// cells writes the answers, and the sentences that give their reasons, each once.
func (m *model) cells(t *fsm.Table) {
	numbers := map[string]int{}
	for _, c := range t.Configurations() {
		for _, e := range fsm.Events() {
			step := mustStep(t, c, e)
			because := step.Because()
			if numbers[because] == 0 {
				numbers[because] = len(numbers) + 1
				m.Because = append(m.Because, tuple(numbers[because], because))
				if step.Verdict() == fsm.VerdictRejected {
					m.Refusals = append(m.Refusals, refusal{fmt.Sprint(numbers[because]), saying(step.Reason(), because)})
				}
			}
			begins := step.To().Generation - c.Generation
			m.Cells = append(m.Cells, tuple(c, e, step.Verdict(), string(step.Reason()), step.To(), begins, numbers[because]))
		}
	}
	for _, r := range fsm.Reasons() {
		if r.Verdict() == fsm.VerdictRejected {
			m.Moves = append(m.Moves, refusal{literal(string(r)), saying(r, r.Meaning())})
		}
	}
}

// saying is a refusal as one literal.
func saying(r fsm.Reason, because string) string {
	return literal(fmt.Sprintf("rejected (%s): %s", r, because))
}

// goals lists what events are meant to bring about.
func goals(t *fsm.Table) (all []fsm.Goal) {
	var seen []string
	for _, e := range fsm.Events() {
		if goal := t.Goal(e); !slices.Contains(seen, goal.String()) {
			seen, all = append(seen, goal.String()), append(all, goal)
		}
	}
	return all
}

// route says how to get to a goal.
func route(t *fsm.Table, from fsm.Configuration, goal fsm.Goal) string {
	way, found := t.Route(from, goal)
	switch {
	case !found:
		return "no legal route to " + goal.String()
	case len(way) == 0:
		return "it is in " + goal.String() + " already"
	}
	return fmt.Sprintf("shortest legal route to %s: %s", goal, way)
}

// refused is the reason for which a change by hand to a goal is refused where no
// step leads there: the first that the events with this goal get, acts being asked
// of what is known and observations of a gap. Where none is rejected, it is what
// can be said of every event.
func refused(t *fsm.Table, from fsm.Configuration, goal fsm.Goal) fsm.Reason {
	found := map[fsm.Reason]bool{}
	for _, e := range fsm.Events() {
		_, observes := e.Observes()
		step := mustStep(t, from, e)
		if step.Verdict() == fsm.VerdictRejected && t.Goal(e).String() == goal.String() && observes == (from.State == fsm.StateUnknown) {
			found[step.Reason()] = true
		}
	}
	for _, r := range fsm.Reasons() {
		if found[r] {
			return r
		}
	}
	return map[fsm.Class]fsm.Reason{
		fsm.ClassNone: fsm.ReasonNotStarted, fsm.ClassEnded: fsm.ReasonEnded, fsm.ClassGap: fsm.ReasonGap, fsm.ClassLive: fsm.ReasonNotAllowed,
	}[from.State.Class()]
}

// mustStep answers for a configuration of the table's own.
func mustStep(t *fsm.Table, c fsm.Configuration, e fsm.Event) fsm.Step {
	step, err := t.Step(c, e)
	if err != nil {
		panic("guard: " + err.Error())
	}
	return step
}

// tuple joins values as SQL writes them; an empty text is NULL.
func tuple(values ...any) string {
	var cells []string
	for _, value := range values {
		switch v := value.(type) {
		case int, bool:
			cells = append(cells, fmt.Sprint(v))
		default:
			text := literal(fmt.Sprint(v))
			if text == "''" {
				text = "NULL"
			}
			cells = append(cells, text)
		}
	}
	return strings.Join(cells, ", ")
}
