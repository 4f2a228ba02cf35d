package conformance

import (
	"errors"
	"fmt"
	"iter"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/learn"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A result is what became of one case.
type result struct {
	suite.Case
	start string
	seen  []Observed
	err   error
	known bool // it had been seen before, and nobody was asked
}

// play plays a suite. However many cases are asked at the same time, they are
// judged in their order.
func (r *run) play(level int, s suite.Suite) error {
	planned, _ := s.Size()
	at := &LevelResult{Level: level, Name: s.Name, Paper: s.Paper, Planned: planned}
	defer func() { r.report.Levels = append(r.report.Levels, *at) }()
	next, stop := iter.Pull(s.Cases)
	defer stop()
	var asked []<-chan result
	defer func() { drain(asked) }()
	for {
		for len(asked) < max(r.caps.Parallel, 1) {
			c, more := next()
			if !more {
				break
			}
			asked = append(asked, r.start(c))
		}
		if len(asked) == 0 {
			return nil
		}
		answer := <-asked[0]
		asked = asked[1:]
		if err := r.ctx.Err(); err != nil {
			at.Stopped = "interrupted"
			return err
		}
		r.judge(at, answer)
		r.options.Progress(level, s.Name, at.Held+at.Broke+at.Skipped, planned)
		if at.Stopped = r.enough(at); at.Stopped != "" {
			return nil
		}
	}
}

// enough says why a level is left before its end; empty where it goes on.
func (r *run) enough(at *LevelResult) string {
	if most := r.options.MaxFindings; r.stopped == "" && most > 0 && at.Broke >= most {
		return fmt.Sprintf("%d cases broke", at.Broke)
	}
	return r.stopped
}

// drain waits for what is still being answered.
func drain(asked []<-chan result) {
	for _, answer := range asked {
		<-answer
	}
}

// start asks a case, where its answers are not known.
func (r *run) start(c suite.Case) <-chan result {
	answer := make(chan result, 1)
	if known := r.tree.Lookup(c.Inputs); len(known) == len(c.Inputs) {
		answer <- result{Case: c, seen: r.spell(known), known: true}
		return answer
	}
	events := r.reference.Word(c.Inputs)
	go func() {
		start, seen, err := r.insist(r.ctx, question{events: events})
		answer <- result{Case: c, start: start, seen: seen, err: err}
	}()
	return answer
}

// spell and number translate between what a subject shows and its numbers.
func (r *run) spell(outputs []suite.Output) []Observed {
	seen := make([]Observed, len(outputs))
	for i, out := range outputs {
		shown := r.symbols.Spell(out)
		seen[i] = Observed{Verdict: shown.Verdict, State: shown.Status}
	}
	return seen
}

func (r *run) number(seen []Observed) []suite.Output {
	outputs := make([]suite.Output, len(seen))
	for i, o := range seen {
		outputs[i] = r.symbols.Number(suite.Seen{Verdict: o.Verdict, Status: o.State})
	}
	return outputs
}

// judge holds one answer against the reference, and enters it into what is known.
func (r *run) judge(at *LevelResult, answer result) {
	word := answer.Inputs[:len(answer.seen)]
	if !answer.known {
		at.Events += len(word)
		r.remember(at.Level, answer)
	}
	differs := r.differs(word, answer.seen)
	steps := r.trail(answer.Inputs)
	switch {
	case differs >= 0:
		at.Broke++
		r.count(steps[:differs], held)
		r.count(steps[differs:differs+1], broke)
		r.broken = append(r.broken, broken{at.Level, answer.Inputs[:differs+1]})
	case answer.err == nil:
		at.Held++
		r.count(steps, held)
	default:
		r.unanswered(at, answer, steps)
	}
}

// remember enters what was seen into the tree. A subject that answers the same
// events in two ways is found out here.
func (r *run) remember(level int, answer result) {
	if err := r.begun(answer.start); answer.err == nil && err != nil {
		r.fault(level, nil, err)
		return
	}
	contradiction := new(learn.Contradiction)
	if err := r.tree.Add(answer.Inputs, r.number(answer.seen)); errors.As(err, &contradiction) {
		r.contradicts(level, contradiction)
	}
}

// begun reports a subscription that was opened and had begun already.
func (r *run) begun(start string) error {
	if want := r.caps.Statuses[fsm.StateNone]; start != want {
		return lie("a subscription was opened, and its state reads %q, not %q", start, want)
	}
	return nil
}

// contradicts notes that the same events were answered in two ways. What a subject
// says that does so proves nothing, and the run ends.
func (r *run) contradicts(level int, c *learn.Contradiction) {
	was, is := r.spell([]suite.Output{c.Was})[0], r.spell([]suite.Output{c.Is})[0]
	r.add(r.about(Finding{
		Kind: KindUnsteady, Level: level, Want: was, Got: is,
		Message: fmt.Sprintf("the same events were answered first with %s, then with %s", was, is),
	}, c.Word))
	r.stopped = "the subject contradicts itself"
}

// differs returns the first step at which the subject answers otherwise; -1 where
// there is none.
func (r *run) differs(word []int, seen []Observed) int {
	want := r.reference.Machine.Outputs(0, word)
	for i, o := range seen {
		if r.reference.Spell(want[i]) != (suite.Seen{Verdict: o.Verdict, Status: o.State}) {
			return i
		}
	}
	return -1
}

// unanswered notes a case that came to no end.
func (r *run) unanswered(at *LevelResult, answer result, steps []fsm.Step) {
	r.count(steps[len(answer.seen):min(len(answer.seen)+1, len(steps))], skipped)
	at.Skipped++
	word := answer.Inputs[:min(len(answer.seen)+1, len(answer.Inputs))]
	skip, definite, fault := new(SkipError), new(DefiniteError), new(FaultError)
	switch {
	case errors.As(answer.err, &skip):
		r.skip(skip.Reason)
	case errors.As(answer.err, &definite):
		r.skip(answer.err.Error())
	case errors.As(answer.err, &fault):
		r.fault(at.Level, word, answer.err)
	default:
		r.add(r.about(Finding{Kind: KindIndeterminate, Level: at.Level,
			Message: "nobody knows whether the event took effect: " + answer.err.Error()}, word))
	}
}

// trail is the way of the reference along a word, from the beginning.
func (r *run) trail(word []int) []fsm.Step { return r.trailFrom(fsm.Configuration{}, word) }

// trailFrom is the way of the reference along a word, from a configuration.
func (r *run) trailFrom(at fsm.Configuration, word []int) []fsm.Step {
	steps := make([]fsm.Step, 0, len(word))
	for _, e := range r.reference.Word(word) {
		step, err := r.reference.Table.Step(at, e)
		if err != nil {
			panic("conformance: the reference does not answer for itself: " + err.Error())
		}
		steps = append(steps, step)
		at = step.To()
	}
	return steps
}

// The fates of a step, for its cell.
func held(c *CellResult)    { c.Held++ }
func broke(c *CellResult)   { c.Broke++ }
func skipped(c *CellResult) { c.Skipped++ }

// count counts steps for their cells.
func (r *run) count(steps []fsm.Step, fate func(*CellResult)) {
	for _, step := range steps {
		cell := Cell{step.From().State, step.Event()}
		counted := r.report.Cells[cell]
		fate(&counted)
		r.report.Cells[cell] = counted
	}
}
