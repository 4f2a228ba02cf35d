package learn

import (
	"context"
	"errors"
	"fmt"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A Teacher is a subject that can be asked, always from the beginning.
type Teacher interface {
	// Ask sends a word and returns what was seen after each input.
	Ask(ctx context.Context, word []int) ([]suite.Output, error)
}

// Limits end learning that would not end. What is zero is taken from [Usual].
type Limits struct {
	States  int    // how many the learned machine may have
	Queries int    // how many words may be asked in all
	Extra   int    // how many states more the suite for a learned machine is complete for
	Tests   int    // how many words of that suite may be asked, for all machines together
	Walks   int    // how many walks by chance follow
	Length  int    // how many inputs a walk has
	Seed    uint64 // of the walks
}

// Usual are limits for a subject that answers at once.
var Usual = Limits{States: 150, Queries: 200_000, Extra: 1, Tests: 100_000, Walks: 500, Length: 20, Seed: 1}

func (l Limits) orUsual() Limits {
	for _, field := range []struct{ is, usual *int }{
		{&l.States, &Usual.States}, {&l.Queries, &Usual.Queries}, {&l.Extra, &Usual.Extra},
		{&l.Tests, &Usual.Tests}, {&l.Walks, &Usual.Walks}, {&l.Length, &Usual.Length},
	} {
		if *field.is == 0 {
			*field.is = *field.usual
		}
	}
	return l
}

// A Result is what was learned.
type Result struct {
	// Machine answers like the subject in all that was asked, where it is
	// complete; its outputs are those of the subject, and its labels mean nothing.
	// It is nil where not even a first one was finished.
	Machine  *suite.Machine
	Complete bool
	Because  string // why it is not complete
	Queries  int    // words that were asked
	Inputs   int    // inputs in them
	Rounds   int    // machines that were thought of
}

// A limit ends learning without an error.
type limit string

func (l limit) Error() string { return string(l) }

// Learn asks a teacher until nothing tells the subject from the machine that is
// returned, or a limit is met. What the tree knows already is not asked; what is
// asked is entered into it. An error is that of the teacher, or a
// *[Contradiction]; the result holds what was learned before.
func Learn(ctx context.Context, teacher Teacher, inputs int, tree *Tree, limits Limits) (Result, error) {
	l := &learner{
		ctx: ctx, teacher: teacher, inputs: inputs, tree: tree, limits: limits.orUsual(),
		basis: []int32{root}, place: map[int32]int{root: 0}, open: map[int32]*candidates{},
	}
	l.tests = l.limits.Tests
	err := l.learn()
	if err == nil {
		l.result.Complete = true
		return l.result, nil
	}
	l.result.Because = err.Error()
	if limited := limit(""); errors.As(err, &limited) || ctx.Err() != nil {
		return l.result, nil
	}
	return l.result, err
}

// learn proposes machines until one holds.
func (l *learner) learn() error {
	for {
		if err := l.settle(); err != nil {
			return err
		}
		proposed := l.propose()
		word, found := l.tree.differs(proposed)
		if !found {
			l.result.Machine = proposed
			l.result.Rounds++
			var err error
			if word, found, err = l.test(proposed); err != nil {
				return err
			}
		}
		if !found {
			return nil
		}
		if err := l.refine(proposed, word); err != nil {
			return err
		}
	}
}

// test looks for a word that the subject answers otherwise than the machine: by
// a suite, then by chance.
func (l *learner) test(m *suite.Machine) (word []int, found bool, err error) {
	for word := range suiteWords(m, l.limits.Extra) {
		before := l.result.Queries
		if cut, found, err := l.try(m, word); found || err != nil {
			return cut, found, err
		}
		if l.tests -= l.result.Queries - before; l.tests < 0 {
			return nil, false, limit(fmt.Sprintf("the suite for %d states has more than %d words", m.States(), l.limits.Tests))
		}
	}
	for word := range walkWords(m, l.limits.Walks, l.limits.Length, l.limits.Seed) {
		if cut, found, err := l.try(m, word); found || err != nil {
			return cut, found, err
		}
	}
	return nil, false, nil
}

// try asks a word and cuts it off where the machine answers otherwise.
func (l *learner) try(m *suite.Machine, word []int) (cut []int, found bool, err error) {
	outputs, err := l.ask(word)
	if err != nil {
		return nil, false, err
	}
	for i, out := range m.Outputs(0, word) {
		if out != outputs[i] {
			return word[:i+1], true, nil
		}
	}
	return nil, false, nil
}

// ask returns what is seen on the way of a word: from the tree, else from the
// teacher.
func (l *learner) ask(word []int) ([]suite.Output, error) {
	if known := l.tree.Lookup(word); len(known) == len(word) {
		return known, nil
	}
	if err := l.ctx.Err(); err != nil {
		return nil, fmt.Errorf("learning was interrupted: %w", err)
	}
	if l.result.Queries >= l.limits.Queries {
		return nil, limit(fmt.Sprintf("more than %d words would have to be asked", l.limits.Queries))
	}
	l.result.Queries++
	l.result.Inputs += len(word)
	outputs, err := l.teacher.Ask(l.ctx, word)
	if err != nil {
		return nil, err
	}
	if err := l.tree.Add(word, outputs); err != nil {
		return nil, err
	}
	if len(outputs) < len(word) {
		return nil, fmt.Errorf("%d events got %d answers", len(word), len(outputs))
	}
	return outputs, nil
}
