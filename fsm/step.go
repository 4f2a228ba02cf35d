package fsm

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// A Step is one event and its answer. It is a few words long and immutable;
// steps of one table are comparable. The zero Step is no answer: none, no event,
// rejected.
type Step struct {
	table      *Table
	generation int    // that of From
	code       uint32 // from, event, next and outcome, a byte each: a struct of words stays in registers
}

func newStep(t *Table, generation int, from ConfigurationIndex, e EventIndex, cell Cell) Step {
	return Step{t, generation, uint32(from)<<24 | uint32(e)<<16 | uint32(cell.Next)<<8 | uint32(cell.outcome)}
}

func (s Step) cell() Cell {
	return Cell{ConfigurationIndex(s.code >> 8 & 0xff), outcome(s.code & 0xff)}
}

// From returns the configuration that the event met.
func (s Step) From() Configuration { return at(ConfigurationIndex(s.code>>24), s.generation) }

// To returns the configuration after the event: that before it, unless the
// event was applied.
func (s Step) To() Configuration {
	cell := s.cell()
	return at(cell.Next, s.generation+cell.answer().begins)
}

// Then answers the next event where this step led, by the same table: the way to
// fold a history by names. The error is that of [Table.Step]; the zero Step has
// no table, and nothing follows it.
func (s Step) Then(e Event) (Step, error) {
	event, cell := e.place(), s.cell()
	if event == unlisted || s.table == nil {
		return Step{}, s.stuck(e)
	}
	return newStep(s.table, s.generation+cell.answer().begins, cell.Next, event, s.table.Cell(cell.Next, event)), nil
}

// stuck says why nothing can follow.
func (s Step) stuck(e Event) error {
	if s.table == nil {
		return errors.New("nothing follows the zero step")
	}
	_, err := ParseEvent(string(e))
	return err
}

// Event returns the event; empty in the zero Step.
func (s Step) Event() Event {
	if s.table == nil {
		return ""
	}
	return eventTable[s.code>>16&0xff].event
}

// Verdict returns the answer.
func (s Step) Verdict() Verdict { return s.cell().Verdict() }

// Reason returns why the event was not applied; ReasonNone where it was.
func (s Step) Reason() Reason { return s.cell().Reason() }

// MarshalJSON writes the step as an object of from, event, to, verdict and,
// where there is one, reason.
func (s Step) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		From    Configuration `json:"from"`
		Event   Event         `json:"event"`
		To      Configuration `json:"to"`
		Verdict Verdict       `json:"verdict"`
		Reason  string        `json:"reason,omitempty"`
	}{s.From(), s.Event(), s.To(), s.Verdict(), string(s.Reason())})
}

// Why returns the reason of the row that decided: why the model is so. Where the
// row's effect depends on the configuration and did not come about, the reason
// says that. It is empty in a zero Step.
func (s Step) Why() string {
	if s.table == nil {
		return ""
	}
	row := s.table.row(s.From().State, s.Event())
	switch {
	case s.Reason() == ReasonAlready && row.Effect == EffectSchedule:
		return "the decision to end later stands already"
	case s.Reason() == ReasonAlready && row.Effect == EffectUnschedule:
		return "no decision to end later stands"
	case s.Reason() == ReasonUnreachable:
		return row.Why + "; here it cannot"
	}
	return row.Why
}

// Legal returns the events that would be applied where the subscription is
// now, in alphabetical order.
func (s Step) Legal() []Event {
	if s.table == nil {
		return nil
	}
	return s.table.Legal(s.To())
}

// Goal returns what the event is meant to bring about.
func (s Step) Goal() Goal {
	if s.table == nil {
		return GoalState(s.To().State)
	}
	return s.table.Goal(s.Event())
}

// Route returns the shortest legal route from where the subscription is now to
// the event's [Step.Goal], and false where there is none.
func (s Step) Route() (Route, bool) {
	if s.table == nil {
		return nil, false
	}
	return s.table.Route(s.To(), s.Goal())
}

// String writes the step in one line: "recover in cancelled: rejected (ended)".
func (s Step) String() string {
	text := fmt.Sprintf("%s in %s: %s", s.Event(), s.From(), s.Verdict())
	if s.Verdict() == VerdictApplied {
		return text + " -> " + s.To().String()
	}
	return fmt.Sprintf("%s (%s)", text, s.Reason())
}

// Explain writes the step with its reasons and, where the event was rejected,
// what is legal now and the shortest legal route to what was wanted. The text
// has several lines and no last newline.
func (s Step) Explain() string {
	lines := []string{s.String(), "because " + s.Because()}
	if s.Verdict() == VerdictRejected {
		lines = append(lines, "legal now: "+joinEvents(s.Legal()), s.directions())
	}
	return strings.Join(lines, "\n")
}

// Because joins the reason's meaning and the row's own reason, in one line.
func (s Step) Because() string {
	switch {
	case s.table == nil:
		return ""
	case s.Verdict() == VerdictApplied:
		return s.Why()
	case s.Reason() == ReasonDuplicate:
		return s.Reason().Meaning()
	case s.Reason() == ReasonProfile:
		return fmt.Sprintf("%s; in standard: %s", s.Reason().Meaning(), s.Why())
	case !s.table.Keeps(s.From().State, s.Event()):
		return fmt.Sprintf("%s: profile %s removes the cell", s.Reason().Meaning(), s.table.Profile().Name())
	}
	return s.Reason().Meaning() + ": " + s.Why()
}

// directions says how to get where the event wanted to go.
func (s Step) directions() string {
	route, found := s.Route()
	switch {
	case !found:
		return fmt.Sprintf("no legal route to %s", s.Goal())
	case len(route) == 0:
		return fmt.Sprintf("it is in %s already", s.Goal())
	}
	return fmt.Sprintf("shortest legal route to %s: %s", s.Goal(), route)
}

func joinEvents(events []Event) string {
	if len(events) == 0 {
		return "nothing"
	}
	names := make([]string, len(events))
	for i, e := range events {
		names[i] = string(e)
	}
	return strings.Join(names, ", ")
}
