package schema

import (
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A word is a name of the vocabulary and what it means.
type word struct{ word, meaning string }

// choice is one of some words; editors show the meaning beside each. It names no
// type: an empty value would be complained of twice.
func choice(description string, among ...[]word) *node {
	n := &node{Description: description}
	for _, w := range slices.Concat(among...) {
		n.Enum = append(n.Enum, w.word)
		n.EnumDescriptions = append(n.EnumDescriptions, w.meaning)
	}
	return n
}

// words pairs names with their meanings.
func words[N any](names []N, name, meaning func(N) string) []word {
	var all []word
	for _, n := range names {
		all = append(all, word{name(n), meaning(n)})
	}
	return all
}

func events() []word {
	return words(fsm.Events(), func(e fsm.Event) string { return string(e) }, fsm.Event.Meaning)
}

func states() []word { return words(fsm.States(), fsm.State.String, fsm.State.Meaning) }

// cells are what a profile can lack by itself, each with the reason of its row.
func cells() []word {
	table := fsm.NewTable(fsm.Standard())
	var all []word
	for _, s := range fsm.Sources() {
		for _, e := range fsm.Events() {
			if row := table.Row(s, e); row.Effect != fsm.EffectReject {
				all = append(all, word{s.String() + "/" + string(e), row.Why})
			}
		}
	}
	return all
}

// sources are the states and none.
func sources() []word { return words(fsm.Sources(), fsm.State.String, fsm.State.Meaning) }

// known are what can stand before a gap: none and every state but unknown.
func known() []word { return except(sources(), fsm.ClassGap) }

// timed are the states in which a deadline can run.
func timed() []word { return except(states(), fsm.ClassGap) }

// except leaves out the states of a class.
func except(all []word, class fsm.Class) []word {
	return slices.DeleteFunc(all, func(w word) bool { return fsm.State(w.word).Class() == class })
}

func profiles() []word {
	return words(fsm.Profiles(), fsm.Profile.Name, func(p fsm.Profile) string {
		if p == fsm.Standard() {
			return "the whole table"
		}
		return "without " + strings.Join(p.Without(), ", ")
	})
}

func verdicts(some ...fsm.Verdict) []word {
	return words(some, func(v fsm.Verdict) string { return string(v) }, func(v fsm.Verdict) string {
		switch v {
		case fsm.VerdictApplied:
			return "the event did what it is meant to"
		case fsm.VerdictIgnored:
			return "nothing changed: the event was seen before, or nothing is left to do"
		case fsm.VerdictRejected:
			return "nothing changed: the event cannot happen here"
		}
		return ""
	})
}

// reasons are those that go with some verdicts.
func reasons(verdicts ...fsm.Verdict) []word {
	some := slices.DeleteFunc(fsm.Reasons(), func(r fsm.Reason) bool { return !slices.Contains(verdicts, r.Verdict()) })
	return words(some, fsm.Reason.String, func(r fsm.Reason) string { return string(r.Verdict()) + ": " + r.Meaning() })
}

// readings are the steady states, each with the states that are read so.
func readings() []word {
	var all []word
	for _, state := range fsm.States() {
		reading := string(state.SteadyState())
		i := slices.IndexFunc(all, func(w word) bool { return w.word == reading })
		if i < 0 {
			all = append(all, word{reading, "our reading of " + state.String()})
		} else {
			all[i].meaning += ", " + state.String()
		}
	}
	return all
}
