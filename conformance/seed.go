package conformance

import (
	"errors"
	"fmt"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// seeds puts subjects that can be seeded into every configuration of the profile,
// those beyond the events too, and asks there: one event each, and what tells the
// configuration from others.
func (r *run) seeds() error {
	if !r.caps.Seeds {
		return nil
	}
	at := &LevelResult{Level: 2, Name: "seeded configurations"}
	defer func() {
		at.Planned = at.Held + at.Broke + at.Skipped
		r.report.Levels = append(r.report.Levels, *at)
	}()
	identifiers := r.reference.Machine.Identifiers()
	for _, c := range r.reference.Table.Configurations() {
		words := singles(len(r.reference.Events))
		if state, known := r.reference.State(c); known {
			words = append(words, identifiers[state]...)
		}
		for _, word := range words {
			if err := r.seeded(at, c, word); err != nil {
				return err
			}
			if at.Stopped = r.enough(at); at.Stopped != "" {
				return nil
			}
		}
	}
	return nil
}

// singles returns the words of one input.
func singles(inputs int) [][]int {
	words := make([][]int, inputs)
	for input := range words {
		words[input] = []int{input}
	}
	return words
}

// seeded asks a word of a subscription that is put into a configuration.
func (r *run) seeded(at *LevelResult, c fsm.Configuration, word []int) error {
	steps := r.trailFrom(c, word)
	_, seen, err := r.insist(r.ctx, question{seed: &c, events: r.reference.Word(word)})
	if ended := r.ctx.Err(); ended != nil {
		return ended
	}
	at.Events += len(seen)
	for i, o := range seen {
		want := r.expected(steps[i])
		if o == want {
			continue
		}
		if same, err := r.sameWhenLed(c, word[:i+1], seen[:i+1]); same || err != nil {
			at.Held++
			return err
		}
		at.Broke++
		before := steps[i].From()
		f := Finding{Kind: KindSeed, Level: at.Level, Cell: Cell{before.State, steps[i].Event()}, Before: before, Want: want, Got: o, Shown: i}
		f.Events = r.reference.Word(word)[:i+1]
		f.Message = fmt.Sprintf("put into %s: at %s in %s, expected %s, got %s", c, steps[i].Event(), before, want, o)
		f.Scenario = r.scenario(f, c, steps[:i+1])
		r.add(f)
		return nil
	}
	if err == nil {
		at.Held++
		return nil
	}
	r.unseeded(at, c, err)
	return nil
}

// sameWhenLed reports whether a subscription that is led to a configuration
// answers in the same way: then it is no seed that is wrong.
func (r *run) sameWhenLed(c fsm.Configuration, word []int, seen []Observed) (bool, error) {
	access, found := r.access(c, fsm.Step{})
	if !found {
		return false, nil
	}
	led, err := r.answers(append(slices.Clip(access), word...))
	return len(led) == len(access)+len(word) && slices.Equal(led[len(access):], r.number(seen)), err
}

// unseeded notes that a configuration could not be asked about. Of one to which the
// events do not lead nothing is said in any case, so that nothing is lost with it.
func (r *run) unseeded(at *LevelResult, c fsm.Configuration, err error) {
	skip, fault := new(SkipError), new(FaultError)
	if _, reached := r.reference.State(c); !reached && errors.As(err, &skip) {
		return
	}
	at.Skipped++
	if errors.As(err, &fault) {
		r.fault(at.Level, nil, err)
		return
	}
	r.skip(fmt.Sprintf("%s: %s", c, err))
}

// expected is what should be seen of a step.
func (r *run) expected(step fsm.Step) Observed {
	seen := r.reference.Observation.See(step.Verdict(), step.To().State)
	return observed(seen)
}

// observed is a [suite.Seen] in the words of this package.
func observed(s suite.Seen) Observed { return Observed{Verdict: s.Verdict, State: s.Status} }
