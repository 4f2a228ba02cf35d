package replay

import (
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Trace is what happened, event by event, wherever it happened: in a replay,
// in an implementation under test, in a log.
type Trace struct {
	Start   fsm.Configuration `json:"start"`
	Clock   time.Time         `json:"clock"` // when it began
	Answers []Answer          `json:"answers"`
}

// An Answer is what became of one event.
type Answer struct {
	// Step is the scenario's step, counted from 0; what fires at the very end
	// belongs to the step after the last.
	Step int `json:"step"`
	// Order is the order of a race that the answer belongs to, counted from 1;
	// 0 where there was one order only.
	Order     int               `json:"order,omitempty"`
	At        time.Time         `json:"at"` // where the clock stood
	Event     fsm.Event         `json:"event"`
	ID        string            `json:"id,omitempty"`
	Deadline  bool              `json:"deadline,omitempty"` // the clock fired it
	Late      bool              `json:"late,omitempty"`     // it happened before the clock's instant
	Effective time.Time         `json:"effective,omitzero"` // of a scheduled cancellation
	From      fsm.Configuration `json:"from"`
	To        fsm.Configuration `json:"to"`
	Verdict   fsm.Verdict       `json:"verdict"`
	Reason    fsm.Reason        `json:"reason,omitempty"`
}

// AnswerOf writes a step of the model down.
func AnswerOf(s fsm.Step) Answer {
	return Answer{Event: s.Event(), From: s.From(), To: s.To(), Verdict: s.Verdict(), Reason: s.Reason()}
}

// Same reports whether two answers say the same of the same event, wherever they
// stand.
func (a Answer) Same(b Answer) bool {
	return a.At.Equal(b.At) && a.Event == b.Event && a.From == b.From && a.To == b.To && a.Reason == b.Reason
}

// Because says why an answer of a table is so, in one line.
func (a Answer) Because(t *fsm.Table) string {
	step, err := t.Step(a.From, a.Event)
	if err != nil || step.Reason() != a.Reason { // a duplicate: the table knows nothing of ids
		return a.Reason.Meaning()
	}
	return step.Because()
}

// Next returns the deadline that was pending after the last of some answers of
// a scenario, which began with the trace's first.
func (s *Scenario) Next(answers []Answer) (f Firing, pending bool) {
	at, d := s.Start, s.Policy.begin(s.Start, s.Clock)
	for _, a := range answers {
		if a.Deadline {
			if f, pending := d.next(s.Policy, at); pending {
				d = d.without(f, at)
			}
		}
		at, d = a.To, d.after(s.Policy, a)
	}
	return d.next(s.Policy, at)
}

// First returns the answers along one way through the trace: of each race, those
// of its first order.
func (t *Trace) First() []Answer {
	if !t.Races() {
		return t.Answers
	}
	return slices.DeleteFunc(slices.Clone(t.Answers), func(a Answer) bool { return a.Order > 1 })
}

// Races reports whether some of its events came in several orders.
func (t *Trace) Races() bool {
	return slices.ContainsFunc(t.Answers, func(a Answer) bool { return a.Order > 0 })
}
