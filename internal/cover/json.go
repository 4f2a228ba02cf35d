package cover

import (
	"encoding/json"
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/replay"
)

// The name and the version of the json format. A reader should refuse another
// version; one that only adds members keeps its number.
const (
	jsonFormat  = "subsim cover"
	jsonVersion = 1
)

// document is the whole report; docs/coverage.md describes its members.
type document struct {
	Format    string `json:"format"`
	Version   int    `json:"version"`
	Scenarios struct {
		Held  int `json:"held"`
		Broke int `json:"broke"`
	} `json:"scenarios"`
	Problems       int            `json:"problems"`
	Partial        *string        `json:"partial"`
	Profile        profileFacts   `json:"profile"`
	Cells          []cellFacts    `json:"cells"`
	Pairs          []pairFacts    `json:"pairs"`
	Configurations []stepFacts    `json:"configurations"`
	Others         []profileFacts `json:"others"`
}

type profileFacts struct {
	Name           string     `json:"name"`
	Without        []string   `json:"without"`
	Cells          shareFacts `json:"cells"`
	Pairs          shareFacts `json:"pairs"`
	Configurations shareFacts `json:"configurations"`
}

type shareFacts struct {
	Share
	Percent json.Number `json:"percent"`
}

// triedFacts say whether, how often and where first.
type triedFacts struct {
	Exercised bool          `json:"exercised"`
	Times     int           `json:"times"`
	First     *replay.Place `json:"first"`
}

type cellFacts struct {
	State    fsm.State     `json:"state"`
	Event    fsm.Event     `json:"event"`
	Verdicts []fsm.Verdict `json:"verdicts"`
	triedFacts
}

type pairFacts struct {
	From   fsm.State   `json:"from"`
	To     fsm.State   `json:"to"`
	Events []fsm.Event `json:"events"`
	triedFacts
}

type stepFacts struct {
	Configuration string      `json:"configuration"`
	Event         fsm.Event   `json:"event"`
	Verdict       fsm.Verdict `json:"verdict"`
	Reason        *fsm.Reason `json:"reason"`
	To            string      `json:"to"`
	triedFacts
}

// JSON writes the page as one object; null says that there is nothing to say.
func JSON(w io.Writer, p *Page) error {
	d := document{Format: jsonFormat, Version: jsonVersion, Problems: p.Problems, Profile: factsOfProfile(p.Survey), Others: []profileFacts{}}
	d.Scenarios.Held, d.Scenarios.Broke = p.Held, p.Broke
	if p.Partial != "" {
		d.Partial = &p.Partial
	}
	d.Cells = ink.Each(p.Cells, factsOfCell)
	d.Pairs = ink.Each(p.Pairs, factsOfPair)
	d.Configurations = ink.Each(p.Steps, factsOfStep)
	d.Others = ink.Each(p.Others, factsOfProfile)
	return ink.JSON(w, d)
}

func factsOfProfile(s *Survey) profileFacts {
	without := append([]string{}, s.Profile.Without()...)
	return profileFacts{s.Profile.Name(), without, factsOfShare(s.CellShare()), factsOfShare(s.PairShare()), factsOfShare(s.StepShare())}
}

func factsOfShare(s Share) shareFacts { return shareFacts{s, json.Number(s.Percent())} }

func factsOfExercise(e replay.Exercise) triedFacts {
	if e.Times == 0 {
		return triedFacts{}
	}
	return triedFacts{true, e.Times, &e.First}
}

func factsOfCell(c Cell) cellFacts {
	return cellFacts{c.State, c.Event, c.Verdicts(), factsOfExercise(c.Exercise)}
}

func factsOfPair(p Pair) pairFacts {
	return pairFacts{p.From, p.To, p.Events(), factsOfExercise(p.Exercise)}
}

func factsOfStep(s Step) stepFacts {
	told := stepFacts{s.From().String(), s.Event(), s.Verdict(), nil, s.To().String(), factsOfExercise(s.Exercise)}
	if reason := s.Reason(); reason != fsm.ReasonNone {
		told.Reason = &reason
	}
	return told
}
