package stories

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A story is one scenario while it is told.
type story struct {
	random *rand.Rand

	name        string
	head, steps strings.Builder
	places      []int // the place of the state after each step, for promtool
	checked     []int // the step of each expectation

	table *fsm.Table
	at    fsm.Configuration
	last  string // the last event that has a delivery id, as it is written

	now, entered time.Time
	windows      map[fsm.State]window
}

// newStory begins a story at a fixed date: nothing here looks at a clock.
func newStory(random *rand.Rand) *story {
	start := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	return &story{random: random, table: fsm.NewTable(fsm.Standard()), now: start, entered: start}
}

// begin puts the story's start elsewhere than before the first event.
func (s *story) begin(state fsm.State) {
	s.at = fsm.Configuration{State: state, Generation: 1}
	fmt.Fprintf(&s.head, "start: %s\n", state)
}

func (s *story) under(p fsm.Profile) {
	s.table = fsm.NewTable(p)
	fmt.Fprintf(&s.head, "profile: %s\n", p.Name())
}

func (s *story) live() fsm.State {
	return []fsm.State{fsm.StateTrial, fsm.StateActive, fsm.StatePastDue, fsm.StateGracePeriod, fsm.StateSuspended}[s.random.IntN(5)]
}

// oneOf draws among events.
func (s *story) oneOf(events ...fsm.Event) fsm.Event { return events[s.random.IntN(len(events))] }

// any draws any event but some. Observations are answered from the beginning on,
// but no story begins with one.
func (s *story) any(but ...fsm.Event) fsm.Event { return s.oneOf(s.without(fsm.Events(), but)...) }

// pick draws an event that is legal three times of four, and any event else.
func (s *story) pick(but ...fsm.Event) fsm.Event {
	legal := s.without(s.table.Legal(s.at), but)
	if len(legal) == 0 || s.random.IntN(4) == 0 {
		return s.any(but...)
	}
	return s.oneOf(legal...)
}

func (s *story) without(events, but []fsm.Event) []fsm.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e fsm.Event) bool {
		_, observes := e.Observes()
		early := s.at.State == fsm.StateNone && (observes || e == fsm.EventLoseContact)
		return early || slices.Contains(but, e)
	})
}

// answer moves the story on by one event; a deadline starts anew where a state
// is entered or a term is.
func (s *story) answer(e fsm.Event) fsm.Step {
	step, err := s.table.Step(s.at, e)
	if err != nil {
		panic(err)
	}
	s.at = step.To()
	renewed := e == fsm.EventRenew || e == fsm.EventExtendTrial
	if step.Verdict() == fsm.VerdictApplied && (step.From().State != s.at.State || renewed) {
		s.entered = s.now
	}
	return step
}

// deliver tells of an event, with a delivery id where one is given.
func (s *story) deliver(e fsm.Event, id string) {
	written := fmt.Sprintf("  - event: %s\n", e)
	if id != "" {
		written += fmt.Sprintf("    id: %s\n", id)
		s.last = written
	}
	s.steps.WriteString(written)
	s.expectStep(s.answer(e))
}

// deliverAt tells of an event and of when it comes.
func (s *story) deliverAt(e fsm.Event) {
	fmt.Fprintf(&s.steps, "  - event: %s\n    at: %s\n", e, instant(s.now))
	s.expectStep(s.answer(e))
}

// again delivers the last event that has an id once more.
func (s *story) again() {
	s.steps.WriteString(s.last)
	s.expect("{verdict: ignored, reason: duplicate, state: " + s.at.State.String() + "}")
}

// check expects the state without an event.
func (s *story) check() {
	fmt.Fprintf(&s.steps, "  - expect: %s\n", s.at.State)
	s.done(1)
}

// expect tells what holds after a step.
func (s *story) expect(what string) {
	fmt.Fprintf(&s.steps, "    expect: %s\n", what)
	s.done(1)
}

// expectStep tells what became of an event, in the ways that people do.
func (s *story) expectStep(step fsm.Step) {
	state := s.at.State.String()
	switch verdict := step.Verdict(); {
	case verdict == fsm.VerdictRejected && s.random.IntN(2) == 0:
		s.expect("rejected")
	case verdict == fsm.VerdictRejected:
		s.expect(fmt.Sprintf("{verdict: rejected, reason: %s, state: %s}", step.Reason(), state))
	case s.at.CancellationScheduled && s.at.State != fsm.StateUnknown:
		s.expect("{state: " + state + ", cancellation_scheduled: true}")
	case s.random.IntN(6) == 0 && len(s.checked) > 0:
		s.done(0)
	default:
		s.expect(state)
	}
}

// done ends a step that held so many expectations.
func (s *story) done(expectations int) {
	place := slices.Index(fsm.Sources(), s.at.State)
	for range expectations {
		s.checked = append(s.checked, len(s.places))
	}
	s.places = append(s.places, place)
}

// abouts say in prose what nobody needs to know.
var abouts = []string{
	"What comes late must not bring back what has ended.",
	"Whoever delivers tries again until there is an answer, so nothing counts twice.",
	"Somebody changes their mind in the middle of a window that is running out.",
	"The log has a hole; what stands on both sides of it is what can be known.",
}

// scenario writes the story in the scenario language.
func (s *story) scenario() string {
	about := abouts[s.random.IntN(len(abouts))]
	tags := [][2]string{{"walk", "law-2"}, {"dunning", "recovery"}, {"delivery", "law-10"}, {"gaps", "law-5"}}[s.random.IntN(4)]
	return fmt.Sprintf("name: %q\nabout: %s\ntags: [%s, %s]\n%ssteps:\n%s", s.name, about, tags[0], tags[1], s.head.String(), s.steps.String())
}

// test writes the story as a unit test for promtool: a series holds the state's
// place after each step, and each expectation is a sample of it.
func (s *story) test() string {
	var b strings.Builder
	values := strings.Trim(fmt.Sprint(s.places), "[]")
	fmt.Fprintf(&b, "  - name: %q\n    interval: 1m\n    input_series:\n      - series: subscription_state\n        values: %s\n    promql_expr_test:\n", s.name, values)
	for _, step := range s.checked {
		fmt.Fprintf(&b, "      - expr: subscription_state\n        eval_time: %dm\n        exp_samples:\n          - labels: subscription_state\n            value: %d\n", step, s.places[step])
	}
	return b.String()
}
