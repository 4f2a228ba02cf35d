package stepper

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// mostHeads is how many answers of one step are written out.
const mostHeads = 8

// page tells what came of a step: each answer, the last one's reason, and where
// that leaves the subscription.
func (s *Session) page(a act) string {
	var b strings.Builder
	b.WriteString(s.heads("", a))
	if n := len(a.answers); n > 0 {
		s.because(&b, a.answers[n-1])
	}
	return b.String() + s.status()
}

// heads writes the answers of an act, each behind a lead; of very many, the last
// ones.
func (s *Session) heads(lead string, a act) string {
	if len(a.answers) == 0 {
		return lead + "nothing fell due in " + a.to.String() + "\n"
	}
	text, shown := "", a.answers
	if earlier := len(shown) - mostHeads; earlier > 0 {
		text = fmt.Sprintf("%s(%d earlier deadlines)\n", lead, earlier)
		shown = shown[earlier:]
	}
	for _, answer := range shown {
		text += s.head(lead, answer)
	}
	return text
}

// head writes one answer: "recover in cancelled: rejected (ended)".
func (s *Session) head(lead string, a replay.Answer) string {
	text := fmt.Sprintf("%s in %s: %s", a.Event, a.From, s.setup.Paint(a.Verdict, string(a.Verdict)))
	if a.Verdict == fsm.VerdictApplied {
		text += " -> " + a.To.String()
	} else {
		text += fmt.Sprintf(" (%s)", a.Reason)
	}
	switch {
	case a.Deadline:
		lead += replay.Stamp(a.At) + "  deadline: "
	case a.Late:
		text += ", late"
	}
	return diag.Wrap(lead, text)
}

// because writes why an answer is so and, where the event was refused, how to
// get where it wanted to go.
func (s *Session) because(b *strings.Builder, a replay.Answer) {
	entry(b, "because", a.Because(s.Table()))
	step, err := s.Table().Step(a.From, a.Event)
	if err != nil || a.Verdict != fsm.VerdictRejected {
		return
	}
	route, found := step.Route()
	if found && len(route) == 0 {
		entry(b, "route", "it is in "+step.Goal().String()+" already")
		return
	}
	entry(b, "route", "to "+step.Goal().String()+": "+describe.Route(route, found))
}

// status writes what holds now: the readings of the state, what is legal, the
// clock and the next deadline.
func (s *Session) status() string {
	var b strings.Builder
	at := s.life.Configuration()
	entry(&b, "steady", describe.SteadyState(at.State))
	entry(&b, "legal", legal(s.Table().Legal(at)))
	clock := replay.Stamp(s.life.Now())
	if f, pending := s.life.Next(); pending {
		clock += fmt.Sprintf("; next deadline: %s, %s", f.Event, replay.Stamp(f.At))
	}
	entry(&b, "clock", clock)
	return b.String()
}

// legal lists events; several observations are counted, since nobody chooses
// them.
func legal(events []fsm.Event) string {
	var acts, observations []fsm.Event
	for _, event := range events {
		if _, observes := event.Observes(); observes {
			observations = append(observations, event)
		} else {
			acts = append(acts, event)
		}
	}
	if len(acts) == 0 || len(observations) < 2 {
		return describe.Events(events)
	}
	return fmt.Sprintf("%s, and %d observations", describe.Events(acts), len(observations))
}

// entry writes a word and its text, wrapped beside it.
func entry(b *strings.Builder, word, text string) {
	b.WriteString(diag.Wrap(fmt.Sprintf("  %-8s ", word), text))
}
