package suite

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// VerdictAccepted is the answer of a subject that does not tell applied from
// ignored.
const VerdictAccepted fsm.Verdict = "accepted"

// Seen is all that can be seen after an event. Values are comparable.
type Seen struct {
	Verdict fsm.Verdict `json:"verdict,omitempty"` // empty before the first event
	Status  string      `json:"status,omitempty"`  // empty where the state cannot be read
}

// String writes what was seen: "applied, active".
func (s Seen) String() string {
	if s.Verdict == "" || s.Status == "" {
		return string(s.Verdict) + s.Status
	}
	return string(s.Verdict) + ", " + s.Status
}

// An Observation is what a subject lets be seen. The zero value tells applied,
// ignored and rejected apart, and lets no state be read.
type Observation struct {
	// Accepts says that applied and ignored are both answered as accepted.
	Accepts bool
	// Statuses holds the word that is read in each state, none included; states
	// that share a word cannot be told apart by reading. Nil where the state
	// cannot be read.
	Statuses map[fsm.State]string
}

// StateReadable lets every state be read by its own name.
func StateReadable() Observation {
	names := map[fsm.State]string{}
	for _, s := range fsm.Sources() {
		names[s] = s.String()
	}
	return Observation{Statuses: names}
}

// Coarse lets a status be read that says no more than what becomes of a
// subscription: none, live, suspended, ended or unknown.
func Coarse() Observation {
	statuses := map[fsm.State]string{}
	for _, s := range fsm.Sources() {
		statuses[s] = string(s.Class())
	}
	statuses[fsm.StateSuspended] = fsm.StateSuspended.String()
	statuses[fsm.StateUnknown] = fsm.StateUnknown.String()
	return Observation{Statuses: statuses}
}

// AnswersOnly lets no state be read.
func AnswersOnly() Observation { return Observation{} }

// Verdict returns what is answered where the reference answers v.
func (o Observation) Verdict(v fsm.Verdict) fsm.Verdict {
	if o.Accepts && v != fsm.VerdictRejected {
		return VerdictAccepted
	}
	return v
}

// Status returns the word that is read in a state, empty where none can be read.
func (o Observation) Status(s fsm.State) string { return o.Statuses[s] }

// See returns what is seen of a verdict and the state after it.
func (o Observation) See(v fsm.Verdict, after fsm.State) Seen {
	return Seen{o.Verdict(v), o.Status(after)}
}

// String says what can be seen, for a report.
func (o Observation) String() string {
	answers := "applied, ignored, rejected"
	if o.Accepts {
		answers = "accepted, rejected"
	}
	switch {
	case o.Statuses == nil:
		return answers + "; the state cannot be read"
	case maps.Equal(o.Statuses, StateReadable().Statuses):
		return answers + "; the state is read after each event"
	}
	return answers + "; a status is read after each event: " + o.statuses()
}

// statuses spells a coarse map out: "live (trial, active), ended (expired)".
func (o Observation) statuses() string {
	var words []string
	members := map[string][]string{}
	for _, s := range fsm.Sources() {
		word := o.Statuses[s]
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
		members[word] = append(members[word], s.String())
	}
	for i, word := range words {
		words[i] = fmt.Sprintf("%s (%s)", word, strings.Join(members[word], ", "))
	}
	return strings.Join(words, ", ")
}
