package fsmtest

import (
	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// An Option says what is asked of the subjects, or what they are. Without any,
// they are asked everything up to level 3 of the standard profile.
type Option func(*inquiry)

// An inquiry is what is asked, and of whom.
type inquiry struct {
	of      conformance.Capabilities
	options conformance.Options
	lenient bool // a stricter subject passes
	known   *conformance.Known
	err     error // an option that makes no sense
}

// defaultLevel is the highest level with a guarantee that needs no assumption
// about what a refused event does.
const defaultLevel = 3

func newInquiry(options []Option) *inquiry {
	q := &inquiry{options: conformance.Options{Level: defaultLevel, MaxQueries: -1}} // a failure needs no learned table
	for _, option := range options {
		option(q)
	}
	return q
}

// Level asks up to a level, 1 to [conformance.MaxLevel] in place of 3; 0 looks no
// further than whether the subjects answer, begin anew and repeat themselves.
func Level(level int) Option {
	return func(q *inquiry) { q.options.Level = level }
}

// Profile measures the subjects against a profile in place of the standard one.
func Profile(p fsm.Profile) Option {
	return func(q *inquiry) { q.options.Profile = p }
}

// Events names the events that the subjects know; the others are not sent.
func Events(events ...fsm.Event) Option {
	return func(q *inquiry) { q.of.Events = append(q.of.Events, events...) }
}

// Statuses gives the word that [conformance.StateReader] reads in each state,
// [fsm.StateNone] included, where that is not the state's own name. States may
// share a word.
func Statuses(words map[fsm.State]string) Option {
	return func(q *inquiry) { q.of.Statuses = words }
}

// Accepts says that the subjects answer [conformance.VerdictAccepted] to what is
// applied and to what is ignored.
func Accepts() Option {
	return func(q *inquiry) { q.of.Accepts = true }
}

// Policy gives the deadlines of subjects that are a [conformance.Clock].
func Policy(p replay.Policy) Option {
	return func(q *inquiry) { q.of.Policy = p }
}

// Seed chooses other long walks, which are those of level 5.
func Seed(seed uint64) Option {
	return func(q *inquiry) { q.options.Seed = seed }
}

// AllowStricter lets subjects pass that refuse some cells always, and are right in
// all others. Otherwise such a subject fails, and the profile that it conforms as
// is written out, to be asked for by [Profile].
func AllowStricter() Option {
	return func(q *inquiry) { q.lenient = true }
}

// KnownFailures takes the text of a file of known failures, as
// [conformance.ParseKnown] reads it; the name is that of the file, for what is
// told of it. A finding that a line names skips its subtest in place of failing
// it. A line that is needed no longer fails the test. Every level is played to its
// end, since what is known breaks many cases and could hide what is not.
func KnownFailures(name, text string) Option {
	return func(q *inquiry) {
		q.known, q.err = conformance.ParseKnown(name, text)
		q.options.MaxFindings = -1
	}
}
