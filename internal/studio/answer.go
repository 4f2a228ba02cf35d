package studio

import (
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// An Answer is all there is to show of a scenario. Story is null where there are
// problems: what makes no sense is not played.
type Answer struct {
	Scenario string    `json:"scenario"` // the text that was played
	Problems []Problem `json:"problems"`
	Story    *Story    `json:"story"`
	Note     string    `json:"note,omitempty"` // what an act came to beside its answer
}

// A Problem is bad input. Line and columns count characters from 1; End is the
// column behind its last one. Line 0 speaks of the whole text.
type Problem struct {
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	End     int    `json:"end"`
	Message string `json:"message"`
	Note    string `json:"note,omitempty"`
	Help    string `json:"help,omitempty"` // the way out
}

func problemsOf(all diag.Problems) []Problem {
	facts := []Problem{}
	for _, p := range all {
		facts = append(facts, Problem{p.Span.Line, p.Span.Column, p.Span.Column + p.Span.Width, p.Message, p.Note, p.Help})
	}
	return facts
}

// A Story is what a scenario tells, and where it stands at one of its rows.
type Story struct {
	Name      string       `json:"name"`
	About     string       `json:"about"`
	File      string       `json:"file"`      // a name to save it under
	Scenarios []Place      `json:"scenarios"` // all there are in the text
	Line      int          `json:"line"`      // which of them is played
	Profile   ProfileFacts `json:"profile"`
	Policy    []Rule       `json:"policy"`
	Start     string       `json:"start"`
	StartBox  string       `json:"start_box"`
	Begins    string       `json:"begins"` // where its clock begins
	Races     bool         `json:"races"`  // some events came in several orders; one of them is shown
	Held      bool         `json:"held"`
	Failure   *Failure     `json:"failure"` // null where everything held
	Warnings  []Problem    `json:"warnings"`
	Cells     Count        `json:"cells"` // which the scenario exercises
	Count     int          `json:"count"` // rows there are
	First     int          `json:"first"` // the number of the first that is in Rows
	Rows      []Row        `json:"rows"`  // a stretch of them around At
	At        int          `json:"at"`    // the row that Now and Path speak of; 0 for the beginning
	Path      []string     `json:"path"`  // the picture's ids of all that was gone along up to there
	Now       Now          `json:"now"`   // where that leaves the subscription
}

// A Place names one scenario of several, and says whether it holds.
type Place struct {
	Name string `json:"name"`
	Line int    `json:"line"`
	Held bool   `json:"held"`
}

// A Count is so many of so many.
type Count struct {
	Exercised int `json:"exercised"`
	Of        int `json:"of"`
}

// A Rule is a state's deadline.
type Rule struct {
	State string `json:"state"`
	After string `json:"after"` // 14d
	Event string `json:"event"`
}

// A Kind says what a row of the trace is.
type Kind string

// The kinds: an event from outside, one that a deadline fired, the clock being
// moved, and a look at what is there.
const (
	KindEvent    Kind = "event"
	KindDeadline Kind = "deadline"
	KindClock    Kind = "clock"
	KindCheck    Kind = "check"
)

// A Row is one thing that happened. Answer is that of the trace, as subsim replay
// --format json writes it; null for a clock move or a check, which nothing answers.
type Row struct {
	Number     int            `json:"number"` // from 1
	Step       int            `json:"step"`   // from 1; what is due at the end belongs to the one after the last
	Line       int            `json:"line"`   // of the step in the text; 0 where there is none
	Kind       Kind           `json:"kind"`
	At         string         `json:"at"`   // where the clock stands
	Text       string         `json:"text"` // what was done
	From       string         `json:"from"`
	To         string         `json:"to"`
	Moved      bool           `json:"moved"` // whether the state is another
	Box        string         `json:"box"`   // the picture's id of the state it leads to
	Mark       string         `json:"mark"`  // and of what it was gone along; empty where nothing moved
	Because    string         `json:"because"`
	Answer     *replay.Answer `json:"answer"`
	Mismatches []Mismatch     `json:"mismatches"` // what was expected otherwise

	read    int               // how many answers there are up to here
	reached fsm.Configuration // where it leads
	clock   time.Time         // where the clock stands
	last    bool              // of its step
}

// A Mismatch is an expectation that did not hold, and where it stands.
type Mismatch struct {
	Key    string `json:"key"`
	Want   string `json:"want"`
	Got    string `json:"got"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	End    int    `json:"end"`
}

// A Failure is where a scenario broke.
type Failure struct {
	Step       int        `json:"step"` // from 1
	Of         int        `json:"of"`
	Row        int        `json:"row"`   // the number of the last that is judged
	Order      int        `json:"order"` // of a race that broke; 0 where there was one order only
	Mismatches []Mismatch `json:"mismatches"`
}
