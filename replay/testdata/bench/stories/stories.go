// Package stories tells made-up scenarios by the thousand, for measuring. The
// same seed tells the same stories. What they expect is what package fsm
// answers, so all of them hold; each is also written as a unit test for
// promtool, of as many steps and as many expectations. Call [File].
package stories

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// PerFile is how many stories a file holds.
const PerFile = 20

// seed makes the stories what they are.
const seed = 20260726

// File tells the stories of one file, as scenarios and as promtool's tests.
func File(number int) (scenarios, tests string) {
	random := rand.New(rand.NewPCG(seed, uint64(number)))
	var ours, theirs strings.Builder
	theirs.WriteString("evaluation_interval: 1m\ntests:\n")
	for i := range PerFile {
		s := newStory(random)
		plots[i%len(plots)].tell(s)
		s.name = fmt.Sprintf("Story %d of file %d: %s", i+1, number+1, plots[i%len(plots)].title)
		if i > 0 {
			ours.WriteString("---\n")
		}
		ours.WriteString(s.scenario())
		theirs.WriteString(s.test())
	}
	return ours.String(), theirs.String()
}

// A plot is a kind of story.
type plot struct {
	title string
	tell  func(*story)
}

// plots are told one after another: of ten stories two have deadlines, one has
// dates and one a race.
var plots = []plot{
	{"a walk from the beginning", (*story).walk},
	{"deadlines fall due one after another", (*story).deadlines},
	{"a walk with deliveries that come twice", (*story).twice},
	{"late events after the end", (*story).late},
	{"three events race", (*story).race},
	{"a walk under another profile", (*story).narrower},
	{"a gap, and what is known after it", (*story).gap},
	{"a window runs out in the middle of things", (*story).deadlines},
	{"a walk through some weeks", (*story).dated},
	{"a walk from the beginning", (*story).walk},
}

// length draws how many steps a story has.
func (s *story) length() int { return 4 + s.random.IntN(7) }

func (s *story) walk() {
	for range s.length() {
		s.deliver(s.pick(), "")
	}
}

// twice delivers events with ids, every third one again.
func (s *story) twice() {
	for i := range s.length() {
		if i%3 == 2 {
			s.again()
		} else {
			s.deliver(s.pick(), fmt.Sprintf("delivery-%d", i))
		}
	}
}

func (s *story) late() {
	s.begin(fsm.StatePastDue)
	s.deliver(fsm.EventCancel, "")
	for range s.length() - 2 {
		s.deliver(s.any(fsm.EventReactivate, fsm.EventLoseContact), "")
	}
	s.check()
}

func (s *story) narrower() {
	profiles := fsm.Profiles()[1:]
	s.under(profiles[s.random.IntN(len(profiles))])
	s.walk()
}

func (s *story) gap() {
	s.begin(s.live())
	s.deliver(fsm.EventLoseContact, "")
	for range s.length() - 2 {
		s.deliver(s.pick(), "")
	}
	s.check()
}

// deadlines moves the clock over windows that run out, between events.
func (s *story) deadlines() {
	s.clock()
	s.policies()
	s.deliver(s.oneOf(fsm.EventStartTrial, fsm.EventActivate), "")
	for i := range s.length() - 1 {
		if i%2 == 0 {
			s.advance()
		} else {
			s.deliver(s.pick(fsm.EventScheduleCancellation, fsm.EventUnscheduleCancellation, fsm.EventLoseContact), "")
		}
	}
}

// dated gives every event its own instant.
func (s *story) dated() {
	for range s.length() {
		s.now = s.now.Add(s.while())
		s.deliverAt(s.pick())
	}
}

// race ends with three events whose order does not matter: a cancellation wins.
func (s *story) race() {
	s.begin(s.live())
	for range s.length() - 2 {
		s.deliver(s.pick(fsm.EventCancel, fsm.EventExpire, fsm.EventLoseContact), "")
	}
	s.anyOrder()
}
