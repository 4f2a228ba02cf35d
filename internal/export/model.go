package export

import "github.com/Huzefaaa2/subsim/fsm"

// The facts below are what the json format says, one struct an element. Where
// there is nothing to say a member is null, never empty: every element of a list
// has the same members.

type profileFacts struct {
	Name    string   `json:"name"`
	Without []string `json:"without"` // states, then events, then cells
}

type stateFacts struct {
	Name        fsm.State        `json:"name"`
	Class       fsm.Class        `json:"class"`
	Meaning     string           `json:"meaning"`
	SteadyState fsm.SteadyState  `json:"steady_state"` // ours
	Published   *fsm.SteadyState `json:"published"`    // null where the published rule is silent
}

type eventFacts struct {
	Name     fsm.Event  `json:"name"`
	Meaning  string     `json:"meaning"`
	Observes *fsm.State `json:"observes"` // null where the event is no observation
}

type reasonFacts struct {
	Name    fsm.Reason  `json:"name"`
	Verdict fsm.Verdict `json:"verdict"`
	Meaning string      `json:"meaning"`
}

type rowFacts struct {
	Event     fsm.Event   `json:"event"`
	In        []fsm.State `json:"in"`
	Effect    fsm.Effect  `json:"effect"`
	To        *fsm.State  `json:"to"` // null unless the effect is move or resolve
	Why       string      `json:"why"`
	RemovedIn []fsm.State `json:"removed_in"` // the part of In where the profile removes the cell
}

type configurationFacts struct {
	Name                  string     `json:"name"` // as the cells write it
	State                 fsm.State  `json:"state"`
	CancellationScheduled bool       `json:"cancellation_scheduled"`
	LastKnown             *fsm.State `json:"last_known"` // null outside a gap
	Generation            int        `json:"generation"` // the earliest in which it can be
}

type cellFacts struct {
	Configuration string      `json:"configuration"`
	Event         fsm.Event   `json:"event"`
	Verdict       fsm.Verdict `json:"verdict"`
	Reason        *fsm.Reason `json:"reason"` // null where the event is applied
	Next          string      `json:"next"`
	NewGeneration bool        `json:"new_generation"`
}

func factsOfProfile(p fsm.Profile) profileFacts {
	return profileFacts{p.Name(), append([]string{}, p.Without()...)}
}

func factsOfState(s fsm.State) stateFacts {
	facts := stateFacts{Name: s, Class: s.Class(), Meaning: s.Meaning(), SteadyState: s.SteadyState()}
	if reading, says := s.Published(); says {
		facts.Published = &reading
	}
	return facts
}

func factsOfEvent(e fsm.Event) eventFacts {
	facts := eventFacts{Name: e, Meaning: e.Meaning()}
	if state, observes := e.Observes(); observes {
		facts.Observes = &state
	}
	return facts
}

func factsOfReason(r fsm.Reason) reasonFacts { return reasonFacts{r, r.Verdict(), r.Meaning()} }

func factsOfRow(t *fsm.Table, row fsm.Row) rowFacts {
	facts := rowFacts{Event: row.Event, In: row.In, Effect: row.Effect, Why: row.Why, RemovedIn: []fsm.State{}}
	if row.Effect == fsm.EffectMove || row.Effect == fsm.EffectResolve {
		facts.To = &row.To
	}
	for _, state := range row.In {
		if !t.Keeps(state, row.Event) {
			facts.RemovedIn = append(facts.RemovedIn, state)
		}
	}
	return facts
}

func factsOfConfiguration(c fsm.Configuration) configurationFacts {
	facts := configurationFacts{c.String(), c.State, c.CancellationScheduled, nil, c.Generation}
	if c.State == fsm.StateUnknown {
		facts.LastKnown = &c.LastKnown
	}
	return facts
}

func factsOfStep(step fsm.Step) cellFacts {
	facts := cellFacts{
		Configuration: step.From().String(), Event: step.Event(), Verdict: step.Verdict(),
		Next: step.To().String(), NewGeneration: step.To().Generation > step.From().Generation,
	}
	if reason := step.Reason(); reason != fsm.ReasonNone {
		facts.Reason = &reason
	}
	return facts
}

// rows returns the table's rows in the order of [fsm.Events], those of an event
// by the first of their states.
func rows(t *fsm.Table) []fsm.Row {
	var all []fsm.Row
	for _, event := range fsm.Events() {
		for _, state := range fsm.Sources() {
			if row := t.Row(state, event); row.In[0] == state {
				all = append(all, row)
			}
		}
	}
	return all
}
