package studio

import (
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/picture"
	"github.com/Huzefaaa2/subsim/replay"
)

// Now is where a subscription is, and what could happen to it.
type Now struct {
	At         string            `json:"at"` // the configuration in one word: unknown<active>
	State      string            `json:"state"`
	Box        string            `json:"box"` // the picture's id of the state
	Class      string            `json:"class"`
	Meaning    string            `json:"meaning"`
	Whole      fsm.Configuration `json:"configuration"`
	Steady     Steady            `json:"steady_state"`
	Clock      string            `json:"clock"`
	Deadline   *Deadline         `json:"deadline"` // null where none is pending
	Legal      string            `json:"legal"`    // what would be applied, in one line
	Choices    []Choice          `json:"choices"`  // every event, in the order of every output
	Observable bool              `json:"gap"`      // whether observations are what it waits for
}

// Steady says whether steady-state operation may go on: the published rule and our
// reading of the state, apart.
type Steady struct {
	Published     string `json:"published"` // empty where the rule is silent
	PublishedText string `json:"published_text"`
	Ours          string `json:"ours"`
	OursText      string `json:"ours_text"`
}

// A Deadline is what falls due next.
type Deadline struct {
	Event string `json:"event"`
	At    string `json:"at"`
	In    string `json:"in"` // how long from now
}

// A Choice is what one event would do now.
type Choice struct {
	Event   string `json:"event"`
	Verdict string `json:"verdict"`
	Reason  string `json:"reason"` // empty where it is applied
	To      string `json:"to"`
	Box     string `json:"box"`
	Mark    string `json:"mark"` // the picture's id of what it would go along; empty where nothing would move
	Because string `json:"because"`
	// Goal is what a rejected event is meant to bring about, and Route the shortest
	// legal way there: null where there is none, empty where it is there already.
	Goal  string      `json:"goal,omitempty"`
	Route []RouteStep `json:"route"`
}

// A RouteStep is one event of a route. An observation is no act that anybody can
// choose.
type RouteStep struct {
	Event    string `json:"event"`
	To       string `json:"to"`
	Observes bool   `json:"observes"`
}

// now says where the subscription is after a row.
func (t *telling) now(at int) Now {
	c, clock, read := t.told.Start, t.told.Clock, 0
	if at > 0 {
		row := t.rows[at-1]
		c, clock, read = row.reached, row.clock, row.read
	}
	table := fsm.NewTable(t.told.Profile)
	now := Now{
		At: c.String(), State: c.State.String(), Box: boxOf(c.State), Class: string(c.State.Class()), Meaning: c.State.Meaning(),
		Whole: c, Steady: steady(c.State), Clock: replay.Stamp(clock), Legal: describe.Events(table.Legal(c)),
		Observable: c.State.Class() == fsm.ClassGap,
	}
	if f, pending := t.told.Next(t.answers[:read]); pending {
		now.Deadline = &Deadline{string(f.Event), replay.Stamp(f.At), until(clock, f.At)}
	}
	for _, e := range fsm.Events() {
		if step, err := table.Step(c, e); err == nil {
			now.Choices = append(now.Choices, choice(step))
		}
	}
	return now
}

// until says how long it is to an instant; what is due already falls due now.
func until(now, then time.Time) string {
	if !then.After(now) {
		return "0s"
	}
	return replay.FormatDuration(then.Sub(now))
}

// readings say what our reading of a state means.
var readings = map[fsm.SteadyState]string{
	fsm.SteadyReady:   "steady-state operation may go on",
	fsm.SteadyWatch:   "steady-state operation may go on, and a date is near",
	fsm.SteadyBlocked: "steady-state operation may not go on",
}

func steady(s fsm.State) Steady {
	facts := Steady{
		PublishedText: "the published rule is silent on " + s.String(),
		Ours:          string(s.SteadyState()),
		OursText:      readings[s.SteadyState()],
	}
	if reading, says := s.Published(); says {
		facts.Published = string(reading)
		facts.PublishedText = "the published rule blocks operation in " + s.String()
	}
	return facts
}

// choice says what an event would do; of one that is rejected, also how to get
// where it wants to go.
func choice(step fsm.Step) Choice {
	c := Choice{
		Event: string(step.Event()), Verdict: string(step.Verdict()), Reason: string(step.Reason()),
		To: step.To().String(), Box: boxOf(step.To().State), Because: step.Because(),
	}
	if step.Verdict() == fsm.VerdictApplied {
		c.Mark = picture.ID(step.From().State, step.Event(), step.To().State)
	}
	if step.Verdict() != fsm.VerdictRejected {
		return c
	}
	c.Goal = step.Goal().String()
	if route, found := step.Route(); found {
		c.Route = []RouteStep{}
		for _, one := range route {
			_, observes := one.Event().Observes()
			c.Route = append(c.Route, RouteStep{string(one.Event()), one.To().String(), observes})
		}
	}
	return c
}
