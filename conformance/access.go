package conformance

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
)

// access returns the shortest word of the reference to a configuration that does
// without a step, and false where there is none. It tells configurations apart
// that nobody outside can: a subject may be wrong in one of them alone.
func (r *run) access(to fsm.Configuration, without fsm.Step) (word []int, found bool) {
	met := map[fsm.Configuration]bool{{}: true}
	type way struct {
		at   fsm.Configuration
		word []int
	}
	for queue := []way{{}}; len(queue) > 0; queue = queue[1:] {
		if sameBut(queue[0].at, to) {
			return queue[0].word, true
		}
		for input := range r.reference.Events {
			step := r.trailFrom(queue[0].at, []int{input})[0]
			avoided := step.Event() == without.Event() && sameBut(step.From(), without.From())
			if next := timeless(step.To()); !avoided && !met[next] {
				met[next] = true
				queue = append(queue, way{next, append(slices.Clip(queue[0].word), input)})
			}
		}
	}
	return nil, false
}

// timeless takes all generations of a started configuration for the first.
func timeless(c fsm.Configuration) fsm.Configuration {
	c.Generation = min(c.Generation, 1)
	return c
}

// sameBut reports whether two configurations differ in nothing but the generation.
func sameBut(a, b fsm.Configuration) bool { return timeless(a) == timeless(b) }
