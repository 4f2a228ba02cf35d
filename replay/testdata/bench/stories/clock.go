package stories

import (
	"fmt"
	"strings"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A window is a policy: after so long in a state, an event.
type window struct {
	state fsm.State
	days  int
	event fsm.Event
}

var windows = []window{
	{fsm.StateTrial, 14, fsm.EventExpire},
	{fsm.StateActive, 30, fsm.EventFailRenewal},
	{fsm.StatePastDue, 7, fsm.EventStartGrace},
	{fsm.StateGracePeriod, 4, fsm.EventSuspend},
	{fsm.StateSuspended, 30, fsm.EventExpire},
}

const day = 24 * time.Hour

// instant writes a point in time, a midnight as a date.
func instant(t time.Time) string {
	if t.Equal(t.Truncate(day)) {
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// while draws a span of time, mostly of whole days.
func (s *story) while() time.Duration {
	span := time.Duration(1+s.random.IntN(40)) * day
	if s.random.IntN(4) == 0 {
		span -= time.Duration(1+s.random.IntN(23)) * time.Hour
	}
	return span
}

// span writes a duration as 13d23h.
func span(d time.Duration) string {
	days, hours := fmt.Sprintf("%dd", d/day), fmt.Sprintf("%dh", d%day/time.Hour)
	switch {
	case d%day == 0:
		return days
	case d < day:
		return hours
	}
	return days + hours
}

func (s *story) clock() { fmt.Fprintf(&s.head, "clock: %s\n", instant(s.now)) }

// policies gives the story two windows at least.
func (s *story) policies() {
	s.windows = map[fsm.State]window{}
	s.head.WriteString("policy:\n")
	for i, w := range windows {
		if i%2 == 0 && i > 0 && s.random.IntN(3) == 0 {
			continue
		}
		s.windows[w.state] = w
		fmt.Fprintf(&s.head, "  %s: {after: %dd, event: %s}\n", w.state, w.days, w.event)
	}
}

// advance moves the clock; windows that run out fire their events, each at its
// own instant.
func (s *story) advance() {
	by := s.while()
	fmt.Fprintf(&s.steps, "  - advance: %s\n    expect: ", span(by))
	fired := s.fire(s.now.Add(by))
	fmt.Fprintln(&s.steps, s.at.State)
	if len(fired) == 0 {
		s.done(1)
		return
	}
	fmt.Fprintf(&s.steps, "    fired:\n%s", strings.Join(fired, ""))
	s.done(2)
}

// fire moves to an instant over all that falls due on the way.
func (s *story) fire(until time.Time) (fired []string) {
	for {
		w, running := s.windows[s.at.State]
		due := s.entered.Add(time.Duration(w.days) * day)
		if !running || due.After(until) {
			s.now = until
			return fired
		}
		s.now = due
		s.answer(w.event)
		fired = append(fired, fmt.Sprintf("      - {event: %s, at: %s}\n", w.event, instant(due)))
	}
}

// anyOrder lets three events race, a cancellation among them.
func (s *story) anyOrder() {
	but := []fsm.Event{fsm.EventCancel, fsm.EventExpire, fsm.EventReactivate, fsm.EventLoseContact}
	events := []fsm.Event{fsm.EventCancel, s.any(but...), s.any(but...)}
	s.random.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	s.steps.WriteString("  - any_order:\n")
	for _, e := range events {
		fmt.Fprintf(&s.steps, "      - event: %s\n", e)
	}
	for _, e := range events {
		s.answer(e)
	}
	s.expect(s.at.State.String())
}
