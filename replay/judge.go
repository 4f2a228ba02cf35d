package replay

import "github.com/Huzefaaa2/subsim/fsm"

// A Failure is the first step of a scenario at which something did not hold.
type Failure struct {
	Step       int // counted from 0
	Observed   Observed
	Mismatches []Mismatch // at least one, in the order of the file
}

// A Mismatch is a condition that did not hold.
type Mismatch struct {
	Condition
	Got string
}

// Judge holds a trace against a scenario's expectations: nil where all of them
// hold. It judges every trace alike, wherever it comes from.
func Judge(s *Scenario, t *Trace) *Failure {
	observed := Observed{Configuration: t.Start}
	answers := t.Answers
	for i, step := range s.Steps {
		observed.Answer = nil
		if step.Event != "" {
			if len(answers) == 0 || answers[0].Step != i {
				return unanswered(i, step, observed)
			}
			observed = Observed{answers[0].To, &answers[0]}
			answers = answers[1:]
		}
		if mismatches := observed.judge(step); len(mismatches) > 0 {
			return &Failure{i, observed, mismatches}
		}
	}
	return nil
}

// judge returns what does not hold after a step.
func (o Observed) judge(step Step) []Mismatch {
	var mismatches []Mismatch
	for _, condition := range step.Expect {
		got := o.Value(condition.Key)
		held := got == condition.Want
		if condition.Key == KeyAccepted {
			held = got != string(fsm.VerdictRejected)
		}
		if !held {
			mismatches = append(mismatches, Mismatch{condition, got})
		}
	}
	return mismatches
}

// unanswered is the failure of a trace that lacks a step's event.
func unanswered(i int, step Step, o Observed) *Failure {
	missing := Condition{KeyVerdict, "an answer to " + string(step.Event), step.span}
	return &Failure{i, o, []Mismatch{{missing, "none"}}}
}
