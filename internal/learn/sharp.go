package learn

import (
	"context"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A learner is at work. Its basis holds nodes of the tree that are pairwise apart:
// the states known so far. The frontier are the nodes one input behind them; each
// belongs to a state that it is not apart from. [VGRW22] §3
type learner struct {
	Lesson
	ctx    context.Context
	basis  []int32
	place  map[int32]int         // in the basis, by node
	open   map[int32]*candidates // by frontier node
	tests  int                   // words of suites that were asked
	result Result
}

// candidates are the states that a frontier node may be, as far as the first
// checked ones of the basis were looked at.
type candidates struct {
	states  []int
	checked int
}

// settle asks until each input in each state leads to exactly one state: the
// rules of [VGRW22], algorithm 1, but for that of hypotheses.
func (l *learner) settle() error {
	for changed := true; changed; {
		changed = false
		for state := 0; state < len(l.basis); state++ { // the basis grows
			for input := range l.Inputs {
				moved, err := l.identify(state, input)
				if err != nil {
					return err
				}
				changed = changed || moved
			}
		}
	}
	return nil
}

// identify finds out where an input leads, and reports whether anything was
// asked or a state was found.
func (l *learner) identify(state, input int) (moved bool, err error) {
	at, known := l.Tree.after(l.basis[state], input)
	if !known {
		if _, err := l.ask(append(l.access(state), input)); err != nil {
			return false, err
		}
		at, _ = l.Tree.after(l.basis[state], input)
		moved = true
	}
	if _, inside := l.place[at]; inside {
		return moved, nil
	}
	for states := l.candidates(at); len(states) != 1; states = l.candidates(at) {
		moved = true
		if len(states) == 0 {
			return true, l.promote(at)
		}
		witness := l.Tree.witness(l.basis[states[0]], l.basis[states[1]])
		if _, err := l.ask(append(l.Tree.word(root, at), witness...)); err != nil {
			return false, err
		}
	}
	return moved, nil
}

// candidates returns the states that a frontier node is not apart from. What was
// apart once stays apart.
func (l *learner) candidates(at int32) []int {
	c := l.open[at]
	if c == nil {
		c = new(candidates)
		l.open[at] = c
	}
	for ; c.checked < len(l.basis); c.checked++ {
		c.states = append(c.states, c.checked)
	}
	c.states = slices.DeleteFunc(c.states, func(state int) bool { return l.Tree.apart(l.basis[state], at) })
	return c.states
}

// promote makes a frontier node a state.
func (l *learner) promote(at int32) error {
	if len(l.basis) >= l.Limits.States {
		return limit(fmt.Sprintf("it has more than %d states", l.Limits.States))
	}
	l.place[at] = len(l.basis)
	l.basis = append(l.basis, at)
	delete(l.open, at)
	return nil
}

// access returns the word of a state.
func (l *learner) access(state int) []int { return l.Tree.word(root, l.basis[state]) }

// refine asks what shows where a machine is wrong about a word of the tree, which
// it answers otherwise at its end: a frontier node is apart from its state then.
// Each turn halves what the word is longer than the frontier. [VGRW22], algorithm 2
func (l *learner) refine(m *suite.Machine, word []int) error {
	witness := word[len(word)-1:]
	word = word[:len(word)-1]
	for {
		border := l.border(word)
		if border >= len(word) {
			return nil
		}
		half := (border + len(word)) / 2
		state := m.After(0, word[:half])
		moved := append(l.access(state), word[half:]...)
		if _, err := l.ask(slices.Concat(moved, witness)); err != nil {
			return err
		}
		if earlier := l.Tree.witness(l.basis[state], l.Tree.find(word[:half])); earlier != nil {
			word, witness = word[:half], earlier
		} else {
			word = moved
		}
	}
}

// border returns how long the first part of a word is that leads out of the basis.
func (l *learner) border(word []int) int {
	at := root
	for i, input := range word {
		if _, inside := l.place[at]; !inside {
			return i
		}
		at, _ = l.Tree.after(at, input)
	}
	return len(word)
}
