package conformance

import (
	"context"
	"errors"
	"fmt"
	"slices"

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
	if !wanted || r.options.MaxQueries < 0 || r.options.Level == 0 || r.stopped != "" {
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
	if !found.Complete {
		return nil
	}
	return r.fromLearned()
}

// fromLearned takes the findings from the whole machine, where it is known, in
// place of those that single cases led to: it tells what is wrong from what only
// follows, also where everything that leads somewhere is wrong.
func (r *run) fromLearned() error {
	shown := r.differing()
	if len(shown) == 0 {
		return nil
	}
	level := r.broken[0].level
	r.report.Findings = slices.DeleteFunc(r.report.Findings, func(f Finding) bool { return f.Kind.ofCell() })
	for _, d := range shown {
		f, word, err := r.ofDifference(level, d)
		if err != nil {
			return err
		}
		r.add(r.about(f, word))
	}
	return nil
}

// differing returns the differences of the learned machine that can be shown
// without another one coming first.
func (r *run) differing() []compare.Difference {
	if len(r.broken) == 0 {
		return nil
	}
	var shown []compare.Difference
	for _, d := range r.report.Learned.Differences {
		if !d.Behind {
			shown = append(shown, d)
		}
	}
	return shown
}

// ofCell reports whether a finding of the kind is about what a cell does.
func (k Kind) ofCell() bool {
	return slices.Contains([]Kind{KindAccepted, KindRefused, KindElsewhere, KindVerdict, KindChanged, KindHidden}, k)
}

// ofDifference makes a finding of a difference, and returns the word that shows
// it.
func (r *run) ofDifference(level int, d compare.Difference) (Finding, []int, error) {
	word := r.inputs(d.Witness)
	if _, err := r.answers(word); err != nil {
		return Finding{}, nil, err
	}
	steps := r.trail(word)
	at := r.place(steps, d)
	before := steps[at].From()
	f := Finding{Kind: Kind(d.Kind), Level: level, Before: before, Cell: Cell{before.State, d.Event}}
	f.Want, f.Got = r.shown(word)
	f.Message = f.sentence(steps[at], steps[len(steps)-1])
	hidden := r.report.Learned.Rows[d.Rows[0]].Hidden
	if hidden != nil && r.merged(f.Before) { // then it may be one of those that are merged
		blamed, err := r.blame(word)
		if err != nil {
			return f, nil, err
		}
		if blamed == at {
			hidden = nil
		}
	}
	switch {
	case hidden == nil && at < len(steps)-1 && d.GotTo != d.WantTo:
		f.Message += fmt.Sprintf("; it behaves like %s", d.GotTo)
	case hidden != nil:
		f.Kind = KindHidden
		f.Message += fmt.Sprintf("; only once %s in %s has led to a state that nobody sees", hidden.By, r.report.Learned.Rows[hidden.From].Like)
	}
	return f, word, nil
}

// merged reports whether others cannot be told apart from a configuration.
func (r *run) merged(c fsm.Configuration) bool {
	state, _ := r.reference.State(c)
	return len(r.reference.Classes[state]) > 1
}

// inputs is the reverse of [suite.Model.Word].
func (r *run) inputs(events []fsm.Event) []int {
	word := make([]int, len(events))
	for i, e := range events {
		word[i] = slices.Index(r.reference.Events, e)
	}
	return word
}

// place returns the last step of a witness that is the differing cell's.
func (r *run) place(steps []fsm.Step, d compare.Difference) int {
	cell, _ := r.reference.State(d.Cell)
	for i := len(steps) - 1; i > 0; i-- {
		if state, _ := r.reference.State(steps[i].From()); state == cell && steps[i].Event() == d.Event {
			return i
		}
	}
	return 0
}

// A teacher answers for the subject.
type teacher struct{ *run }

// Ask asks one word; what was seen before an error counts as no answer.
func (t teacher) Ask(ctx context.Context, word []int) ([]suite.Output, error) {
	start, seen, err := t.insist(ctx, question{events: t.reference.Word(word)})
	if fault := new(FaultError); errors.As(err, &fault) && ctx.Err() == nil {
		t.fault(t.options.Level, word[:min(len(seen)+1, len(word))], err)
	}
	if err == nil {
		err = t.begun(start)
	}
	return t.number(seen), err
}
