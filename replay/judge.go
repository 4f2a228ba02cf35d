package replay

import (
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Failure is the first step of a scenario at which something did not hold.
type Failure struct {
	Step       int // counted from 0
	Order      int // the order of a race that broke, counted from 1; 0 where there was one only
	Observed   Observed
	Mismatches []Mismatch // at least one, in the order of the file
	Path       []Answer   // what had happened, the step itself included; of each race one order
	Judged     int        // how many of the trace's answers were judged

	broke int // where the answers begin that belong to what broke
}

// Held returns the answers of the failed trace that were judged and held: those
// before the step that broke and, of a race, those of the orders before.
func (f *Failure) Held(t *Trace) []Answer { return t.Answers[:f.broke] }

// A Mismatch is a condition that did not hold.
type Mismatch struct {
	Condition
	Got string
}

// Judge holds a trace against a scenario's expectations: nil where all of them
// hold. It judges every trace alike, wherever it comes from; one that lacks an
// event of the scenario, or holds others, does not pass.
func Judge(s *Scenario, t *Trace) *Failure {
	j := judge{scenario: s, trace: t, observed: Observed{Configuration: t.Start}}
	stages := s.stages()
	for i, g := range stages {
		if failure := j.stage(g, i == len(stages)-1); failure != nil {
			return failure
		}
	}
	if j.next < len(t.Answers) {
		extra := t.Answers[j.next]
		return j.failure(len(s.Steps)-1, 0, []Mismatch{j.unasked(extra)})
	}
	return nil
}

// A judge walks a trace beside its scenario.
type judge struct {
	scenario *Scenario
	trace    *Trace
	next     int      // the answer that is read next
	begun    int      // where the answers of the present step begin; in a race, of the present order
	skipped  [][2]int // stretches of answers that belong to orders gone by
	observed Observed
}

// stage judges each order of a stage, from the same place.
func (j *judge) stage(g stage, last bool) *Failure {
	begin := j.observed
	for n, acts := range g.orders {
		if n > 1 {
			j.skipped = append(j.skipped, [2]int{j.begun, j.next})
			j.observed = begin
		}
		j.begun = j.next
		for _, a := range acts {
			if n == 0 {
				j.begun = j.next
			}
			if failure := j.act(n, a); failure != nil {
				return failure
			}
		}
		for _, step := range g.ends {
			if failure := j.hold(step, n, j.scenario.Steps[step].Expect); failure != nil {
				return failure
			}
		}
		if last {
			j.fired(n, len(j.scenario.Steps))
		}
	}
	return nil
}

// act judges one act: what fired, what was answered, what is now.
func (j *judge) act(order int, a act) *Failure {
	step := &j.scenario.Steps[a.step]
	if !j.read(order, a) {
		d := &step.Events[a.event]
		missing := Condition{KeyVerdict, "an answer to " + string(d.Event), d.span}
		return j.failure(a.step, order, []Mismatch{{missing, "none"}})
	}
	if a.event < 0 {
		return j.hold(a.step, order, step.Expect)
	}
	return j.hold(a.step, order, step.Events[a.event].Expect)
}

// read reads what an act came to off the trace, and reports whether its event
// was answered.
func (j *judge) read(order int, a act) bool {
	j.observed.Fired, j.observed.Answer = j.fired(order, a.step), nil
	if a.event < 0 {
		return true
	}
	if !j.answers(order, a.step, j.scenario.delivery(a).Event) {
		return false
	}
	answer := &j.trace.Answers[j.next]
	j.next++
	j.observed.Configuration, j.observed.Answer = answer.To, answer
	return true
}

// answers reports whether the next answer is that to an event; the deadlines of
// its step have been read.
func (j *judge) answers(order, step int, e fsm.Event) bool {
	if j.next >= len(j.trace.Answers) {
		return false
	}
	a := &j.trace.Answers[j.next]
	return a.Order == order && a.Step == step && a.Event == e
}

// fired reads the deadlines of a step.
func (j *judge) fired(order, step int) []Answer {
	from := j.next
	for j.next < len(j.trace.Answers) {
		a := &j.trace.Answers[j.next]
		if !a.Deadline || a.Order != order || a.Step != step {
			break
		}
		j.observed.Configuration = a.To
		j.next++
	}
	return j.trace.Answers[from:j.next]
}

// hold judges what a step expects.
func (j *judge) hold(step, order int, conditions []Condition) *Failure {
	mismatches := j.observed.judge(conditions)
	if s := &j.scenario.Steps[step]; s.LooksAtFired {
		mismatches = append(mismatches, s.judgeFired(j.observed.Fired)...)
	}
	if len(mismatches) == 0 {
		return nil
	}
	return j.failure(step, order, mismatches)
}

func (j *judge) failure(step, order int, mismatches []Mismatch) *Failure {
	path := slices.Clone(j.trace.Answers[:j.next])
	for _, gone := range slices.Backward(j.skipped) {
		path = slices.Delete(path, gone[0], gone[1])
	}
	return &Failure{step, order, j.observed, mismatches, path, j.next, j.begun}
}

// unasked is the mismatch of an answer that nothing in the scenario asks for.
func (j *judge) unasked(a Answer) Mismatch {
	return Mismatch{Condition{KeyVerdict, "no further answer", j.scenario.Steps[len(j.scenario.Steps)-1].span}, "one to " + string(a.Event)}
}

// judge returns what does not hold after a step.
func (o Observed) judge(conditions []Condition) []Mismatch {
	var mismatches []Mismatch
	for _, condition := range conditions {
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

// judgeFired compares the deadlines that fired with those that were expected,
// and returns the first that differs.
func (s *Step) judgeFired(fired []Answer) []Mismatch {
	for i := range max(len(s.Fired), len(fired)) {
		want, got, at := "nothing more", "nothing more", s.fired
		if i < len(s.Fired) {
			want, at = s.Fired[i].String(), s.Fired[i].span
		}
		if i < len(fired) {
			got = Firing{Event: fired[i].Event, At: fired[i].At}.String()
			if i < len(s.Fired) && s.Fired[i].fits(fired[i]) {
				continue
			}
		}
		return []Mismatch{{Condition{KeyFired, want, at}, got}}
	}
	return nil
}

// fits reports whether an answer is the firing that was expected.
func (f Firing) fits(a Answer) bool {
	return a.Event == f.Event && (f.At.IsZero() || a.At.Equal(f.At))
}

// String writes the firing for people: "expire at 2026-03-15 00:00".
func (f Firing) String() string {
	if f.At.IsZero() {
		return string(f.Event)
	}
	return fmt.Sprintf("%s at %s", f.Event, Stamp(f.At))
}
