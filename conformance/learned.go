package conformance

import (
	"context"
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/compare"
	"github.com/Huzefaaa2/subsim/internal/learn"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// Learned is the subject's own machine, as far as it was found out, beside the
// reference.
type Learned = compare.Learned

// learn finds out the subject's own machine, beginning with all that was seen:
// where something differs, or where that is asked for.
func (r *run) learn() error {
	wanted := r.options.Learn || len(r.report.Findings) > 0
	if !wanted || r.options.MaxQueries < 0 || r.options.Level == 0 || r.stopped != "" || r.unsteady() {
		return nil
	}
	if err := r.tree.SetLabel(r.symbols.Number(suite.Seen{Status: r.caps.Statuses[fsm.StateNone]})); err != nil {
		return err
	}
	found, err := learn.Learn(r.ctx, learn.Lesson{
		Teacher: teacher{r}, Inputs: len(r.reference.Events), Tree: r.tree, Label: r.symbols.Label,
		Limits: learn.Limits{Queries: r.options.MaxQueries, Seed: r.options.Seed},
	})
	if ended := r.ctx.Err(); ended != nil {
		return ended
	}
	if found.Machine == nil {
		return nil
	}
	r.report.Learned = compare.Compare(r.reference, found.Machine, r.symbols.Spell)
	r.report.Learned.Subject = r.caps.Name
	r.report.Learned.Queries, r.report.Learned.Inputs = found.Queries, found.Inputs
	r.report.Learned.Complete, r.report.Learned.Because = found.Complete, found.Because
	if err != nil {
		r.report.Learned.Because = err.Error()
	}
	return nil
}

// A teacher answers for the subject.
type teacher struct{ *run }

// Ask asks one word; what was seen before an error counts as no answer.
func (t teacher) Ask(ctx context.Context, word []int) ([]suite.Output, error) {
	start, seen, err := t.insist(ctx, question{events: t.reference.Word(word)})
	if err == nil && start != t.caps.Statuses[fsm.StateNone] {
		err = fmt.Errorf("a subscription was opened, and its state reads %q", start)
	}
	return t.number(seen), err
}
