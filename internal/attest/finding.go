package attest

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/replay"
)

// A story is a finding as people are told of it, in every format alike.
type story struct {
	conformance.Finding
	Number   int // among those that are told together, from 1
	Title    string
	About    string // the level, and how many cases show it
	Message  string
	Start    string // where the steps begin; empty where that is the beginning
	Steps    []storyStep
	Want     string // at the step that shows it; empty where nothing was asked
	Got      string
	Sides    [2]string // what the two are called
	Notes    []note
	Evidence []string
	Scenario string // as a file
	Saved    string // where that file is; empty where it is nowhere yet
	Rerun    string
}

// A storyStep is one event on the way, and what the reference does with it.
type storyStep struct {
	fsm.Step
	Number int
	Shown  bool // it is here that the difference is seen
}

// Reference writes what the reference does in the step.
func (s storyStep) Reference() string {
	if s.Verdict() == fsm.VerdictApplied {
		return fmt.Sprintf("%s -> %s", s.From(), s.To())
	}
	return fmt.Sprintf("%s: %s (%s)", s.From(), s.Verdict(), s.Reason())
}

// A note is a term and what is to be said of it.
type note struct{ Term, Text string }

// explained says what each kind of finding means, where it says no more itself.
var explained = map[conformance.Kind]string{
	conformance.KindAccepted:      "it takes an event that the reference rejects",
	conformance.KindRefused:       "it rejects an event that the reference does not",
	conformance.KindElsewhere:     "its answer is right, and it ends in another state",
	conformance.KindVerdict:       "it takes applied for ignored, or the reverse",
	conformance.KindChanged:       "it says that nothing happened, yet something changed",
	conformance.KindHidden:        "it is right at first, and wrong after some history: it has a state that nobody sees",
	conformance.KindIndeterminate: "it fails in a way that leaves open whether the event took effect",
	conformance.KindUnsteady:      "it answers the same events now so, now otherwise",
	conformance.KindAdapter:       "what stands between it and the kit is broken",
	conformance.KindClock:         "a deadline of its own fires wrongly, or not at all",
	conformance.KindDuplicate:     "it does not know a delivery that comes again by its id",
	conformance.KindSeed:          "put into a configuration, it behaves otherwise than when it is led there",
}

// storyOf tells a finding.
func storyOf(r *conformance.Report, f conformance.Finding, o Options) story {
	s := story{
		Finding:  f,
		Title:    f.Key(),
		Sides:    [2]string{"want", "got"},
		About:    fmt.Sprintf("level %d", f.Level),
		Message:  plain(f.Message),
		Evidence: evidence(f.Evidence),
		Scenario: scenarioText(f),
		Saved:    o.saved(f),
		Rerun:    o.rerun(f),
	}
	if f.Cases > 0 {
		s.About += ", " + ink.Counted(f.Cases, "case")
	}
	if f.Fault != "" {
		s.Title += " " + plain(string(f.Fault))
	}
	if f.Kind == conformance.KindUnsteady {
		s.Sides = [2]string{"first", "then"}
	}
	if s.Message == "" {
		s.Message = explained[f.Kind]
	}
	if nothing := (conformance.Observed{}); f.Want != nothing || f.Got != nothing {
		s.Want, s.Got = observed(f.Want), observed(f.Got)
	}
	table := fsm.NewTable(profileOf(r, f))
	s.walk(table)
	s.explain(r, table)
	return s
}

// stories tells the findings that are known, or those that are not.
func stories(r *conformance.Report, known bool, o Options) []story {
	var all []story
	for _, f := range r.Findings {
		if f.Known == known {
			s := storyOf(r, f, o)
			s.Number = len(all) + 1
			all = append(all, s)
		}
	}
	return all
}

// profileOf is the profile that a finding was held against.
func profileOf(r *conformance.Report, f conformance.Finding) fsm.Profile {
	switch {
	case f.Scenario != nil:
		return f.Scenario.Profile
	case r.Stricter != nil:
		return *r.Stricter
	}
	return r.Guarantee.Profile
}

// walk has the reference answer the events, and notes the last step in the wrong
// cell, where it is seen only later. A finding about the clock is told by its
// scenario alone: deadlines of the subject stand between its events.
func (s *story) walk(table *fsm.Table) {
	at := fsm.Configuration{}
	if s.Finding.Scenario != nil {
		if at = s.Finding.Scenario.Start; at.State != fsm.StateNone {
			s.Start = at.String()
		}
		if slices.ContainsFunc(s.Finding.Scenario.Steps, movesTheClock) {
			return
		}
	}
	if s.Kind == conformance.KindAdapter && len(s.Events) > farthest {
		s.Notes = append(s.Notes, note{"the way", fmt.Sprintf("%d events, the last of them %s", len(s.Events), s.Events[s.Shown])})
		return
	}
	for i, e := range s.Events {
		step, err := table.Step(at, e)
		if err != nil {
			return
		}
		s.Steps = append(s.Steps, storyStep{step, i + 1, i == s.Shown})
		switch wrong := step.From() == s.Before && e == s.Cell.Event; {
		case wrong && i < s.Shown:
			s.Notes = []note{{"the wrong cell", fmt.Sprintf("step %d, %s in %s; it is seen at step %d", i+1, e, s.Before, s.Shown+1)}}
		case wrong && i == s.Shown:
			s.Notes = nil
		}
		at = step.To()
	}
}

// farthest is how many events an adapter's failure is told by: after more, it is
// not the way there that matters.
const farthest = 12

func movesTheClock(s replay.Step) bool { return s.Advance > 0 || !s.Until.IsZero() }

// observed writes what was seen after an event.
func observed(o conformance.Observed) string {
	verdict, state := plain(string(o.Verdict)), plain(o.State)
	switch {
	case verdict == "" && state == "":
		return "no answer"
	case verdict == "" || state == "":
		return verdict + state
	}
	return verdict + ", " + state
}

// explain adds why the reference does what it does in the cell, and what cannot
// be told apart there.
func (s *story) explain(r *conformance.Report, table *fsm.Table) {
	if s.Cell.Event == "" {
		return
	}
	if s.Kind == conformance.KindClock {
		s.Notes = append(s.Notes, note{"the clock", "what fires is the subject's own policy, as the scenario has it; a scheduled cancellation takes the place of the deadline of a trial or of an active term"})
		return
	}
	if step, err := table.Step(s.Before, s.Cell.Event); err == nil {
		why := step.Because()
		if step.Verdict() != fsm.VerdictApplied {
			why = string(step.Verdict()) + ", " + why
		}
		s.Notes = append(s.Notes, note{"the reference", why})
	}
	for _, class := range r.Guarantee.Merged {
		if slices.ContainsFunc(class, func(c fsm.Configuration) bool { return alike(c, s.Before) }) {
			s.Notes = append(s.Notes, note{"not told apart", "in place of " + s.Before.String() + " it may be in any of " + configurations(class)})
		}
	}
	if s.Kind == conformance.KindHidden {
		s.Notes = append(s.Notes, note{"hidden", "the same event in " + s.Cell.State.String() + " was answered rightly after a shorter way"})
	}
}

// alike compares configurations as the model does, generations left aside.
func alike(a, b fsm.Configuration) bool { return a.String() == b.String() }

// configurations lists some in a line.
func configurations(all []fsm.Configuration) string {
	names := make([]string, len(all))
	for i, c := range all {
		names[i] = c.String()
	}
	return strings.Join(names, ", ")
}

// scenarioText writes what the reference does as a scenario file; nothing where
// the finding is about no events.
func scenarioText(f conformance.Finding) string {
	if f.Scenario == nil {
		return ""
	}
	var b strings.Builder
	if err := replay.Format(&b, f.Scenario); err != nil {
		return ""
	}
	return b.String()
}
