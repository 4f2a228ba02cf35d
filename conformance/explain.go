package conformance

import (
	"errors"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// explain finds out why cases broke: first whether the subject is only stricter,
// then, of each that is left, the shortest form and the cell that is wrong.
func (r *run) explain() error {
	if len(r.broken) == 0 || r.stopped != "" {
		return nil
	}
	if err := r.tryStricter(); err != nil {
		return err
	}
	for _, b := range r.representatives() {
		if err := r.diagnose(b); err != nil {
			return err
		}
	}
	return nil
}

// representatives returns the shortest of the broken cases that look alike: the
// same answer to the same event in the same state.
func (r *run) representatives() []broken {
	type looks struct {
		cell      Cell
		want, got Observed
	}
	met := map[looks]bool{}
	var chosen []broken
	sorted := slices.Clone(r.broken)
	slices.SortStableFunc(sorted, func(a, b broken) int { return len(a.word) - len(b.word) })
	for _, b := range sorted {
		steps := r.trail(b.word)
		last := steps[len(steps)-1]
		want, got := r.shown(b.word)
		if alike := (looks{Cell{last.From().State, last.Event()}, want, got}); !met[alike] {
			met[alike] = true
			chosen = append(chosen, b)
		}
	}
	return chosen
}

// shown returns what should be seen after a word, and what is.
func (r *run) shown(word []int) (want, got Observed) {
	last := len(word) - 1
	expected := r.reference.Spell(r.reference.Machine.Outputs(0, word)[last])
	if known := r.tree.Lookup(word); len(known) == len(word) {
		got = r.spell(known[last:])[0]
	}
	return Observed{expected.Verdict, expected.Status}, got
}

// diagnose shrinks a broken case and names the cell that is wrong.
func (r *run) diagnose(b broken) error {
	word, err := r.shrink(b.word)
	if err == nil {
		word, err = r.shortcut(word)
	}
	if err != nil {
		return err
	}
	at, err := r.blame(word)
	if err != nil {
		return err
	}
	f, err := r.finding(b.level, word, at)
	if err != nil {
		return err
	}
	r.add(r.about(f, word))
	return nil
}

// finding describes a shortest difference, of which one step is to blame.
func (r *run) finding(level int, word []int, blamed int) (Finding, error) {
	steps := r.trail(word)
	last := len(word) - 1
	f := Finding{Level: level, Before: steps[blamed].From()}
	f.Want, f.Got = r.shown(word)
	f.Kind = kindOf(steps[blamed], blamed == last, f.Want, f.Got)
	like, known, err := r.like(word[:blamed+1], nil)
	if err != nil {
		return f, err
	}
	switch {
	case f.Kind == KindElsewhere && blamed < last && (!known || like == r.reference.Machine.After(0, word[:blamed+1])):
		// What it leaves behind is no other state of the reference: it is one that
		// nobody sees, and what is wrong is how it answers.
		shown, err := r.shownFirst(word, blamed+1)
		if err != nil {
			return f, err
		}
		f.Message = fmt.Sprintf("%s, once %s in %s has left something behind that nobody sees",
			f.sentence(steps[shown], steps[last]), steps[blamed].Event(), steps[blamed].From())
		f.Kind, f.Before = KindHidden, steps[shown].From()
		f.Cell = Cell{f.Before.State, steps[shown].Event()}
		return f, nil
	default:
		f.Cell = Cell{f.Before.State, steps[blamed].Event()}
	}
	f.Message = f.sentence(steps[blamed], steps[last])
	if known && blamed < last {
		f.Message += fmt.Sprintf("; it behaves like %s", r.reference.Classes[like][0])
	}
	return f, nil
}

// shownFirst returns the first step, from one on, at which a state that nobody sees
// shows: it leads to another state of the reference than it should, or it is the
// last and answers wrongly.
func (r *run) shownFirst(word []int, from int) (int, error) {
	for i := from; i < len(word)-1; i++ {
		like, known, err := r.like(word[:i+1], nil)
		if err != nil || known && like != r.reference.Machine.After(0, word[:i+1]) {
			return i, err
		}
	}
	return len(word) - 1, nil
}

// shrink leaves out of a word whatever the difference does not need.
func (r *run) shrink(word []int) ([]int, error) {
	for size := max(len(word)/2, 1); ; {
		shorter, err := r.without(word, size)
		switch {
		case err != nil:
			return word, err
		case len(shorter) < len(word):
			word = shorter
		case size == 1:
			return word, nil
		default:
			size /= 2
		}
		size = max(min(size, len(word)/2), 1)
	}
}

// without leaves out runs of a size, as long as a difference is left.
func (r *run) without(word []int, size int) ([]int, error) {
	for from := 0; from+size < len(word); {
		shorter := append(slices.Clone(word[:from]), word[from+size:]...)
		cut, err := r.breaks(shorter)
		if err != nil {
			return word, err
		}
		if cut != nil {
			word = cut
		} else {
			from++
		}
	}
	return word, nil
}

// shortcut replaces the beginning of a word by the shortest way to where it leads.
func (r *run) shortcut(word []int) ([]int, error) {
	cover := r.reference.Machine.Cover()
	for i := len(word) - 1; i > 0; i-- {
		access := cover[r.reference.Machine.After(0, word[:i])]
		if len(access) > i || slices.Equal(access, word[:i]) {
			continue
		}
		cut, err := r.breaks(append(slices.Clone(access), word[i:]...))
		if err != nil {
			return word, err
		}
		if cut != nil && len(cut) <= len(word) {
			return cut, nil
		}
	}
	return word, nil
}

// breaks returns the word up to the first answer that differs; nil where none
// does. Where the subject does not answer, nothing differs.
func (r *run) breaks(word []int) (cut []int, err error) {
	seen, err := r.answers(word)
	if err != nil {
		return nil, err
	}
	if differs := r.differs(word, r.spell(seen)); differs >= 0 {
		return word[:differs+1], nil
	}
	return nil, nil
}

// answers returns what is seen on the way of a word, as far as the subject
// answers: from what is known, else by asking.
func (r *run) answers(word []int) ([]suite.Output, error) {
	if known := r.tree.Lookup(word); len(known) == len(word) {
		return known, nil
	}
	start, seen, err := r.insist(r.ctx, question{events: r.reference.Word(word)})
	if ended := r.ctx.Err(); ended != nil {
		return nil, ended
	}
	answer := result{Case: suite.Case{Inputs: word}, start: start, seen: seen, err: err}
	r.remember(0, answer)
	if fault := new(FaultError); errors.As(err, &fault) {
		r.fault(r.options.Level, word[:min(len(seen)+1, len(word))], err)
	}
	return r.number(seen), nil
}

// blame returns the step of a shortest difference that is wrong, though it may be
// seen only later: the first after which the rest of the word is answered rightly
// once the subscription is led by another way to where the reference is then
// [RS93]; where there is no other way, the first after which it is like another
// state of the reference.
func (r *run) blame(word []int) (int, error) {
	for i, step := range r.trail(word)[:len(word)-1] {
		wrong, err := r.leadsAstray(step, word[:i+1], word[i+1:])
		if err != nil || wrong {
			return i, err
		}
	}
	return len(word) - 1, nil
}

// leadsAstray reports whether it is the last step of a word that makes what
// follows differ.
func (r *run) leadsAstray(last fsm.Step, word, rest []int) (bool, error) {
	access, found := r.access(last.To(), last)
	if !found {
		like, known, err := r.like(word, singles(len(r.reference.Events)))
		return known && like != r.reference.Machine.After(0, word), err
	}
	cut, err := r.breaks(append(access, rest...))
	return cut == nil, err
}

// like returns the state of the reference that a subscription is like after a
// word, as far as the words go that tell the states of the reference apart; false
// where it is like none. A state that only looks like the right one is hidden.
// More words make it surer.
func (r *run) like(word []int, more [][]int) (state int, known bool, err error) {
	identifiers := r.reference.Machine.Identifiers()
	right := r.reference.Machine.After(0, word)
	states := []int{right}
	for other := range r.reference.Machine.States() {
		if other != right && r.reference.Machine.Label(other) == r.reference.Machine.Label(right) {
			states = append(states, other)
		}
	}
	for _, state := range states {
		if known, err = r.answersLike(word, state, slices.Concat(identifiers[state], more)); known || err != nil {
			return state, known, err
		}
	}
	return 0, false, nil
}

// answersLike reports whether a subscription answers words, after another one, as
// a state of the reference does.
func (r *run) answersLike(word []int, state int, words [][]int) (bool, error) {
	for _, then := range words {
		whole := append(slices.Clone(word), then...)
		seen, err := r.answers(whole)
		if err != nil || len(seen) < len(whole) {
			return false, err
		}
		for i, want := range r.reference.Machine.Outputs(state, then) {
			if seen[len(word)+i] != want {
				return false, nil
			}
		}
	}
	return true, nil
}

// kindOf says what is wrong with a step: what is seen at once, or what it leaves
// behind.
func kindOf(step fsm.Step, atOnce bool, want, got Observed) Kind {
	refused := step.Verdict() != fsm.VerdictApplied
	switch {
	case !atOnce && refused:
		return KindChanged
	case !atOnce:
		return KindElsewhere
	case want.Verdict == got.Verdict && refused:
		return KindChanged
	case want.Verdict == got.Verdict:
		return KindElsewhere
	case got.Verdict == fsm.VerdictRejected:
		return KindRefused
	case want.Verdict == fsm.VerdictRejected:
		return KindAccepted
	}
	return KindVerdict
}

// sentence says what a finding is.
func (f Finding) sentence(wrong, shown fsm.Step) string {
	cell := fmt.Sprintf("%s in %s", wrong.Event(), wrong.From())
	seen := fmt.Sprintf("expected %s, got %s", f.Want, f.Got)
	switch f.Kind {
	case KindChanged:
		return fmt.Sprintf("%s is %s, yet something changed: at %s in %s, %s", cell, wrong.Verdict(), shown.Event(), shown.From(), seen)
	case KindElsewhere:
		if wrong != shown {
			return fmt.Sprintf("%s does not lead to %s: at %s there, %s", cell, wrong.To(), shown.Event(), seen)
		}
	}
	return cell + ": " + seen
}
