package studio

import (
	_ "embed" // the first session
	"net/http"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Model is the vocabulary, in the order of every output.
type Model struct {
	States   []StateFacts   `json:"states"` // none first, which is no label
	Events   []EventFacts   `json:"events"`
	Groups   []Group        `json:"groups"`
	Reasons  []ReasonFacts  `json:"reasons"`
	Profiles []ProfileFacts `json:"profiles"`
	Fresh    string         `json:"fresh"` // the scenario that a session begins with
}

// StateFacts are what the model says of a state. Published is empty where the
// published rule is silent.
type StateFacts struct {
	Name      string `json:"name"`
	Class     string `json:"class"`
	Published string `json:"published"`
	Ours      string `json:"ours"`
	Meaning   string `json:"meaning"`
	Deadline  bool   `json:"deadline"` // whether a policy can give it one
}

// EventFacts are what the model says of an event.
type EventFacts struct {
	Name      string `json:"name"`
	Meaning   string `json:"meaning"`
	Effective bool   `json:"effective"` // whether it may say when it takes effect
	Observes  bool   `json:"observes"`
}

// ReasonFacts say when an event is not applied.
type ReasonFacts struct {
	Name    string `json:"name"`
	Verdict string `json:"verdict"`
	Meaning string `json:"meaning"`
}

// ProfileFacts say what a profile is without, and where its picture is.
type ProfileFacts struct {
	Name    string   `json:"name"`
	Builtin bool     `json:"builtin"`
	Without []string `json:"without"`
	Picture string   `json:"picture"`
}

// A Group is events that belong together for people.
type Group struct {
	Name   string   `json:"name"`
	Events []string `json:"events"`
	Folded bool     `json:"folded"` // they are many, and mostly nobody's choice
}

// fresh is the first session: it has deadlines, so that its clock has somewhere to
// go.
//
//go:embed fresh.subsim.yaml
var fresh string

// groups sort the events for people. A test holds that each is in one of them.
var groups = []struct {
	name   string
	events []fsm.Event
}{
	{"Life", []fsm.Event{fsm.EventStartTrial, fsm.EventExtendTrial, fsm.EventActivate, fsm.EventRenew}},
	{"Trouble", []fsm.Event{fsm.EventFailRenewal, fsm.EventStartGrace, fsm.EventRecover, fsm.EventSuspend, fsm.EventResume}},
	{"Cancellation", []fsm.Event{fsm.EventScheduleCancellation, fsm.EventUnscheduleCancellation, fsm.EventCancel}},
	{"Ends", []fsm.Event{fsm.EventExpire, fsm.EventReactivate}},
	{"Gap", []fsm.Event{fsm.EventLoseContact}},
	{"Observations", observations()},
}

func observations() (all []fsm.Event) {
	for _, e := range fsm.Events() {
		if _, observes := e.Observes(); observes {
			all = append(all, e)
		}
	}
	return all
}

// model answers with the vocabulary.
func model(*http.Request) (any, error) {
	m := Model{Fresh: fresh}
	for _, s := range fsm.Sources() {
		published, _ := s.Published()
		clocked := s.Class() == fsm.ClassLive || s.Class() == fsm.ClassEnded
		m.States = append(m.States, StateFacts{s.String(), string(s.Class()), string(published), string(s.SteadyState()), s.Meaning(), clocked})
	}
	for _, e := range fsm.Events() {
		_, observes := e.Observes()
		m.Events = append(m.Events, EventFacts{string(e), e.Meaning(), e == fsm.EventScheduleCancellation, observes})
	}
	for _, g := range groups {
		m.Groups = append(m.Groups, Group{g.name, names(g.events), g.events[0] == fsm.EventObserveTrial})
	}
	for _, r := range fsm.Reasons() {
		m.Reasons = append(m.Reasons, ReasonFacts{string(r), string(r.Verdict()), r.Meaning()})
	}
	for _, p := range fsm.Profiles() {
		m.Profiles = append(m.Profiles, factsOf(p))
	}
	return m, nil
}

func factsOf(p fsm.Profile) ProfileFacts {
	builtin, err := fsm.ParseProfile(p.Name())
	without := p.Without()
	if without == nil {
		without = []string{}
	}
	return ProfileFacts{p.Name(), err == nil && builtin == p, without, pictureOf(p)}
}

func names[N ~string](all []N) []string {
	texts := make([]string, len(all))
	for i, name := range all {
		texts[i] = string(name)
	}
	return texts
}
