package scenarios_test

import (
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/replay"
)

// when tells a lie about some answers.
func when(about func(*folded, replay.Answer) bool, lie func(replay.Answer) replay.Answer) func(*folded, replay.Answer) replay.Answer {
	return func(f *folded, a replay.Answer) replay.Answer {
		if about(f, a) {
			return lie(a)
		}
		return a
	}
}

// What a lie is about.

// is picks an event in a state; the empty state is any state there was, since
// nothing is decided before the start.
func is(s fsm.State, e fsm.Event) func(*folded, replay.Answer) bool {
	return func(_ *folded, a replay.Answer) bool {
		return a.Event == e && (a.From.State == s || s == "" && a.Verdict == fsm.VerdictApplied)
	}
}

func because(r fsm.Reason) func(*folded, replay.Answer) bool {
	return func(_ *folded, a replay.Answer) bool { return a.Reason == r }
}

func ended(events ...fsm.Event) func(*folded, replay.Answer) bool {
	return func(_ *folded, a replay.Answer) bool {
		return a.Reason == fsm.ReasonEnded && slices.Contains(events, a.Event)
	}
}

func leaves(s fsm.State) func(*folded, replay.Answer) bool {
	return func(_ *folded, a replay.Answer) bool {
		return a.From.State == s && a.To.State != s && a.Event != fsm.EventLoseContact
	}
}

func observedAfterTheEnd(_ *folded, a replay.Answer) bool {
	return isObservation(a.Event) && a.Verdict == fsm.VerdictRejected && a.From.Known().State.Class() == fsm.ClassEnded
}

func observedInGap(_ *folded, a replay.Answer) bool {
	return isObservation(a.Event) && a.From.State == fsm.StateUnknown && a.From.LastKnown != fsm.StateNone
}

func afterGoodNews(f *folded, a replay.Answer) bool {
	return a.Event == fsm.EventCancel && a.Verdict == fsm.VerdictApplied && slices.Contains(good, f.last.Event)
}

// The lies.

func refuses(a replay.Answer) replay.Answer {
	a.To, a.Verdict, a.Reason = a.From, fsm.VerdictRejected, fsm.ReasonNotAllowed
	return a
}

func passesOver(a replay.Answer) replay.Answer {
	a.To, a.Verdict, a.Reason = a.From, fsm.VerdictIgnored, fsm.ReasonAlready
	return a
}

func leads(to fsm.State) func(replay.Answer) replay.Answer {
	return func(a replay.Answer) replay.Answer {
		a.To = fsm.Configuration{State: to, Generation: a.From.Generation}
		a.Verdict, a.Reason = fsm.VerdictApplied, fsm.ReasonNone
		return a
	}
}

// observed leads to the state that an observation names.
func observed(a replay.Answer) replay.Answer {
	return leads(fsm.State(strings.TrimPrefix(string(a.Event), observe)))(a)
}

// comesBack ends a gap where it began.
func comesBack(a replay.Answer) replay.Answer {
	a.To, a.Verdict, a.Reason = a.From.Known(), fsm.VerdictApplied, fsm.ReasonNone
	return a
}

func forgets(a replay.Answer) replay.Answer {
	a.To = fsm.Configuration{State: fsm.StateUnknown, Generation: a.From.Generation}
	return a
}

// seemsToEnter has the clock start anew, as if the state had been entered.
func seemsToEnter(a replay.Answer) replay.Answer {
	a.From = fsm.Configuration{}
	return a
}

func drops(events ...fsm.Event) func(*folded, replay.Answer) replay.Answer {
	return func(_ *folded, a replay.Answer) replay.Answer {
		if a.Verdict == fsm.VerdictApplied && slices.Contains(events, a.Event) {
			a.To.CancellationScheduled = false
		}
		return a
	}
}

func answersAgain(f *folded, a replay.Answer) replay.Answer {
	if a.Reason != fsm.ReasonDuplicate {
		return a
	}
	again, err := f.honest("", a.Event)
	if err != nil {
		return a
	}
	return again
}

func answersAsBefore(f *folded, a replay.Answer) replay.Answer {
	if a.Reason != fsm.ReasonGap || a.From.LastKnown == fsm.StateNone {
		return a
	}
	step, err := f.table.Step(a.From.Known(), a.Event)
	if err != nil {
		return a
	}
	return replay.AnswerOf(step)
}

const observe = "observe_"

func isObservation(e fsm.Event) bool { return strings.HasPrefix(string(e), observe) }

func observations() []fsm.Event {
	return slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool { return !isObservation(e) })
}
