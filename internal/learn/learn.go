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

// A Lesson is who is asked, what is known, and when to stop.
type Lesson struct {
	Teacher Teacher
	Inputs  int   // how many inputs there are
	Tree    *Tree // what it holds is not asked again, and what is asked is entered
	// Label returns what an output shows of the state after it. It shortens the
	// suites, as it does for a model, and they rest on its being true: a hidden
	// state that is read as another may stay hidden. Nil where nothing is shown.
	Label  func(suite.Output) suite.Output
	Limits Limits
}

// Limits end learning that would not end. What is 0 is taken from [Usual]; less
// than 0 is none.
type Limits struct {
	States  int    // how many the learned machine may have
	Queries int    // how many words may be asked in all
	Extra   int    // how many states more the suite for a learned machine is complete for
	Tests   int    // how many words of such suites may be asked
	Walks   int    // how many walks by chance follow
	Length  int    // how many inputs a walk has
	Seed    uint64 // of the walks
}

// Usual are limits for a subject that answers at once.
func Usual() Limits {
	return Limits{States: 150, Queries: 200_000, Extra: 1, Tests: 100_000, Walks: 200, Length: 30, Seed: 1}
}

func (l Limits) orUsual() Limits {
	usual := Usual()
	for _, field := range []struct{ is, usual *int }{
		{&l.States, &usual.States}, {&l.Queries, &usual.Queries}, {&l.Extra, &usual.Extra},
		{&l.Tests, &usual.Tests}, {&l.Walks, &usual.Walks}, {&l.Length, &usual.Length},
	} {
		if *field.is == 0 {
			*field.is = *field.usual
		}
		*field.is = max(*field.is, 0)
	}
	return l
}

// A Result is what was learned.
type Result struct {
	// Machine answers like the subject in all that was asked, where it is
	// complete. Its outputs are those of the subject, its labels those that were
	// seen, or all 0 where a state does not always show the same. It is nil where
	// not even a first one was finished.
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

// Learn asks until nothing tells the subject from the machine that is returned,
// or a limit is met. An error is that of the teacher, or a *[Contradiction]; the
// result holds what was learned before.
func Learn(ctx context.Context, lesson Lesson) (Result, error) {
	l := &learner{
		Lesson: lesson, ctx: ctx,
		basis: []int32{root}, place: map[int32]int{root: 0}, open: map[int32]*candidates{},
	}
	l.Limits = l.Limits.orUsual()
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
		word, found := l.contradicted(proposed)
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

// contradicted returns the shortest word of the tree that a machine answers
// otherwise.
func (l *learner) contradicted(m *suite.Machine) (word []int, found bool) {
	for word := range l.Tree.Differences(m) {
		return word, true
	}
	return nil, false
}

// test looks for a word that the subject answers otherwise than the machine: by
// chance, which is quick where much is wrong, then by a suite.
func (l *learner) test(m *suite.Machine) (word []int, found bool, err error) {
	moves := func(state, input int) bool { return m.After(state, []int{input}) != state }
	for c := range suite.Walks(m, l.Limits.Seed, l.Limits.Walks, l.Limits.Length, moves).Cases {
		if cut, found, err := l.try(m, c.Inputs); found || err != nil {
			return cut, found, err
		}
	}
	for c := range suite.HSI(m, l.Limits.Extra).Cases {
		before := l.result.Queries
		if cut, found, err := l.try(m, c.Inputs); found || err != nil {
			return cut, found, err
		}
		if l.tests += l.result.Queries - before; l.tests > l.Limits.Tests {
			return nil, false, limit(fmt.Sprintf("more than %d words would have to be asked to be sure", l.Limits.Tests))
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
	if known := l.Tree.Lookup(word); len(known) == len(word) {
		return known, nil
	}
	if err := l.ctx.Err(); err != nil {
		return nil, fmt.Errorf("learning was interrupted: %w", err)
	}
	if l.result.Queries >= l.Limits.Queries {
		return nil, limit(fmt.Sprintf("more than %d words would have to be asked", l.Limits.Queries))
	}
	l.result.Queries++
	l.result.Inputs += len(word)
	outputs, err := l.Teacher.Ask(l.ctx, word)
	if err != nil {
		return nil, err
	}
	if err := l.Tree.Add(word, outputs); err != nil {
		return nil, err
	}
	if len(outputs) < len(word) {
		return nil, fmt.Errorf("%d events got %d answers", len(word), len(outputs))
	}
	return outputs, nil
}
