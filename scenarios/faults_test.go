package scenarios_test

import (
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

type failure struct{ tag, what string }

// failures are what goes wrong in production, by the tag of the scenarios that
// an implementation with that fault would fail, the commonest first.
var failures = []failure{
	{"revived", "an ended subscription is revived by a late event"},
	{"schedule-lost", "a scheduled cancellation is lost"},
	{"shown-as-ended", "a scheduled cancellation is shown as ended"},
	{"cannot-cancel", "cancelling is impossible from some live state"},
	{"stuck", "a subscription is stuck for ever in trial or past_due"},
	{"duplicate-error", "a duplicate, or what is done already, is answered with an error"},
	{"reversed", "delivery out of order decides the end"},
	{"race-lost", "a cancellation loses against a recovery"},
	{"skipped", "a state is skipped by a jump of the clock"},
	{"guessed", "a gap is resolved by guessing"},
}

// production tags a scenario that shows one of the failures.
const production = "production-failure"

// A fault is one way to have a failure: an instance that lies, a player that
// takes a scenario for another, or one that tells what happened otherwise.
type fault struct {
	failure, what string
	lie           func(f *folded, honest replay.Answer) replay.Answer
	take          func(s *replay.Scenario)
	tell          func(s *replay.Scenario, t *replay.Trace)
}

// Good news and bad news, as events.
var (
	good = []fsm.Event{fsm.EventActivate, fsm.EventRenew, fsm.EventRecover, fsm.EventResume}
	bad  = []fsm.Event{fsm.EventFailRenewal, fsm.EventStartGrace, fsm.EventSuspend}
)

var faults = []fault{
	{failure: "revived", what: "good news revives what has ended", lie: when(ended(good...), leads(fsm.StateActive))},
	{failure: "revived", what: "bad news opens a recovery for what has ended", lie: when(ended(bad...), leads(fsm.StatePastDue))},
	{failure: "revived", what: "an observation revives what has ended", lie: when(observedAfterTheEnd, observed)},
	{failure: "revived", what: "a second loss of contact forgets the end", lie: when(is(fsm.StateUnknown, fsm.EventLoseContact), forgets)},
	{failure: "revived", what: "ids are forgotten, and a return is applied twice", lie: answersAgain},
	{failure: "revived", what: "events that are late are dropped", take: dropsLate},

	{failure: "schedule-lost", what: "a recovery drops the flag", lie: drops(fsm.EventRecover, fsm.EventResume)},
	{failure: "schedule-lost", what: "a renewal drops the flag", lie: drops(fsm.EventRenew)},
	{failure: "schedule-lost", what: "a conversion drops the flag", lie: drops(fsm.EventActivate)},
	{failure: "schedule-lost", what: "trouble drops the flag", lie: drops(append(bad, fsm.EventExtendTrial)...)},
	{failure: "schedule-lost", what: "a gap drops the flag", lie: drops(fsm.EventLoseContact)},
	{failure: "schedule-lost", what: "the end of a gap drops the flag", lie: drops(observations()...)},
	{failure: "schedule-lost", what: "the clock never carries a cancellation out", tell: without(fsm.EventCancel)},
	{failure: "schedule-lost", what: "the day that was decided is forgotten", take: forgetsTheDay},

	{failure: "shown-as-ended", what: "deciding to end is ending", lie: when(is("", fsm.EventScheduleCancellation), leads(fsm.StateCancelled))},

	{failure: "cannot-cancel", what: "a trial cannot be cancelled", lie: when(is(fsm.StateTrial, fsm.EventCancel), refuses)},
	{failure: "cannot-cancel", what: "past due cannot be cancelled", lie: when(is(fsm.StatePastDue, fsm.EventCancel), refuses)},
	{failure: "cannot-cancel", what: "grace cannot be cancelled", lie: when(is(fsm.StateGracePeriod, fsm.EventCancel), refuses)},
	{failure: "cannot-cancel", what: "a hold cannot be cancelled", lie: when(is(fsm.StateSuspended, fsm.EventCancel), refuses)},

	{failure: "stuck", what: "a trial has no way out", lie: when(leaves(fsm.StateTrial), refuses)},
	{failure: "stuck", what: "past due has no way out", lie: when(leaves(fsm.StatePastDue), refuses)},
	{failure: "stuck", what: "no deadline ever fires", tell: without(fsm.Events()...)},
	{failure: "stuck", what: "each further failure gives more time", lie: when(is("", fsm.EventFailRenewal), seemsToEnter)},

	{failure: "duplicate-error", what: "a duplicate is an error", lie: when(because(fsm.ReasonDuplicate), refuses)},
	{failure: "duplicate-error", what: "what is done already is an error", lie: when(because(fsm.ReasonAlready), refuses)},

	{failure: "reversed", what: "events count as they come, not as they occurred", take: asDelivered},
	{failure: "reversed", what: "sequence numbers are not looked at", take: withoutNumbers},
	{failure: "reversed", what: "events that are late are dropped", take: dropsLate},

	{failure: "race-lost", what: "a recovery undoes the cancellation before it", lie: when(ended(good...), leads(fsm.StateActive))},
	{failure: "race-lost", what: "a cancellation is refused right after good news", lie: when(afterGoodNews, refuses)},
	{failure: "race-lost", what: "an observation undoes the cancellation before it", lie: when(observedAfterTheEnd, observed)},

	{failure: "skipped", what: "only the last deadline of a jump is recorded", tell: onlyTheLast},
	{failure: "skipped", what: "only the first deadline of a jump fires", tell: onlyTheFirst},
	{failure: "skipped", what: "deadlines are recorded where the jump ends", tell: atTheJumpsEnd},

	{failure: "guessed", what: "in a gap news is taken as if the last known state still held", lie: answersAsBefore},
	{failure: "guessed", what: "any observation brings the last known state back", lie: when(observedInGap, comesBack)},
	{failure: "guessed", what: "an observation that cannot follow is believed", lie: when(because(fsm.ReasonUnreachable), observed)},
	{failure: "guessed", what: "an observation that contradicts is believed", lie: when(because(fsm.ReasonContradiction), observed)},
	{failure: "guessed", what: "a loss of contact is passed over", lie: when(is("", fsm.EventLoseContact), passesOver)},
}

// breaks reports whether a scenario turns red. An instance that gives no answer
// breaks it too.
func (f fault) breaks(t *testing.T, s *replay.Scenario) bool {
	t.Helper()
	if f.take != nil {
		s = clone(s)
		f.take(s)
	}
	player := replay.NewPlayerAgainst(func(p fsm.Profile) (replay.Instance, error) {
		return &folded{table: fsm.NewTable(p), lie: f.lie}, nil
	})
	trace, err := player.Play(t.Context(), s)
	if err != nil {
		return true
	}
	if f.tell != nil {
		f.tell(s, trace)
	}
	return replay.Judge(s, trace) != nil
}

// clone copies a scenario, so that its events can be changed.
func clone(s *replay.Scenario) *replay.Scenario {
	c := *s
	c.Steps = slices.Clone(s.Steps)
	for i := range c.Steps {
		c.Steps[i].Events = slices.Clone(c.Steps[i].Events)
	}
	return &c
}

// TestEveryFailureIsCaught plays the corpus on implementations that have one
// fault each. Every fault is caught by a scenario that its failure tags, and
// every scenario so tagged catches some fault of that failure.
func TestEveryFailureIsCaught(t *testing.T) {
	all := corpus(t)
	for _, s := range all {
		if (fault{}).breaks(t, s) {
			t.Fatalf("%s breaks without any fault", s.Place())
		}
	}
	for _, failure := range failures {
		tagged := tagged(all, failure.tag)
		caught := map[*replay.Scenario]bool{}
		for _, f := range faults {
			if f.failure != failure.tag {
				continue
			}
			noticed := false
			for _, s := range tagged {
				if f.breaks(t, s) {
					noticed, caught[s] = true, true
				}
			}
			if !noticed {
				t.Errorf("%s: no scenario with that tag notices that %s", failure.tag, f.what)
			}
		}
		for _, s := range tagged {
			if !caught[s] {
				t.Errorf("%s: %q is tagged %s, and no such fault breaks it", s.Place(), s.Name, failure.tag)
			}
		}
	}
}

// TestFailuresAreNamed wants a scenario that tells of a production failure to
// say of which.
func TestFailuresAreNamed(t *testing.T) {
	for _, s := range corpus(t) {
		named := slices.ContainsFunc(failures, func(f failure) bool { return slices.Contains(s.Tags, f.tag) })
		if named != slices.Contains(s.Tags, production) {
			t.Errorf("%s: %s stands beside the tag of a failure, and the other way round", s.Place(), production)
		}
	}
	for _, f := range faults {
		if !slices.ContainsFunc(failures, func(other failure) bool { return other.tag == f.failure }) {
			t.Errorf("the fault that %s belongs to no failure", f.what)
		}
	}
}
