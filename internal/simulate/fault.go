package simulate

import (
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A Fault is something impossible that is planted in a log: a record that the model
// rejects where it comes. It changes nothing, so it is one finding and no more.
type Fault struct {
	Name   string
	Reason history.Reason // the one that the model gives
	About  string

	states []fsm.State // where it may come; nothing for all
	events []fsm.Event // what comes; nothing in a log of states
}

var (
	live      = []fsm.State{fsm.StateTrial, fsm.StateActive, fsm.StatePastDue, fsm.StateGracePeriod, fsm.StateSuspended}
	afterTerm = live[1:]
	ended     = []fsm.State{fsm.StateExpired, fsm.StateCancelled}
	gap       = []fsm.State{fsm.StateUnknown}
)

// faults are planted in logs of events. Each row has one reason: where the model gives
// another for the same event, the fault does not come.
var faults = []Fault{
	{"unborn", history.Reason(fsm.ReasonNotStarted), "a term goes on, fails or ends that never began",
		[]fsm.State{fsm.StateNone}, []fsm.Event{fsm.EventRenew, fsm.EventFailRenewal, fsm.EventRecover, fsm.EventSuspend, fsm.EventCancel, fsm.EventExpire}},
	{"trial_again", history.Reason(fsm.ReasonNotAllowed), "a trial begins, or is extended, where it is over",
		afterTerm, []fsm.Event{fsm.EventStartTrial, fsm.EventExtendTrial}},
	{"activated_anew", history.Reason(fsm.ReasonNotAllowed), "a first term begins where recovery was due",
		afterTerm, []fsm.Event{fsm.EventActivate}},
	{"early_resume", history.Reason(fsm.ReasonNotAllowed), "a suspension is lifted where service is not withheld",
		live, []fsm.Event{fsm.EventResume}},
	{"early_renewal", history.Reason(fsm.ReasonNotAllowed), "a term is renewed that was not recovered, or is a trial",
		live, []fsm.Event{fsm.EventRenew}},
	{"nothing_to_recover", history.Reason(fsm.ReasonNotAllowed), "a renewal is made good that did not fail",
		live, []fsm.Event{fsm.EventRecover}},
	{"late_grace", history.Reason(fsm.ReasonNotAllowed), "the grace window begins after service was withheld",
		live, []fsm.Event{fsm.EventStartGrace}},
	{"alive_reactivated", history.Reason(fsm.ReasonNotAllowed), "what has not ended is brought back",
		live, []fsm.Event{fsm.EventReactivate}},
	{"late_recovery", history.Reason(fsm.ReasonEnded), "a renewal is made good after the end",
		ended, []fsm.Event{fsm.EventRecover, fsm.EventResume}},
	{"revived", history.Reason(fsm.ReasonEnded), "a term begins after the end, and nothing was reactivated",
		ended, []fsm.Event{fsm.EventActivate, fsm.EventRenew, fsm.EventStartTrial}},
	{"second_thoughts", history.Reason(fsm.ReasonEnded), "a scheduled cancellation is taken back after the end",
		ended, []fsm.Event{fsm.EventUnscheduleCancellation}},
	{"failed_after_the_end", history.Reason(fsm.ReasonEnded), "a renewal fails, or service is withheld, after the end",
		ended, []fsm.Event{fsm.EventFailRenewal, fsm.EventStartGrace, fsm.EventSuspend}},
	{"event_in_a_gap", history.Reason(fsm.ReasonGap), "something happens while nobody can vouch for the state",
		gap, slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool { return observes(e) || e == fsm.EventLoseContact })},
	{"impossible_observation", history.Reason(fsm.ReasonUnreachable), "an observation ends a gap in a state that cannot have come about",
		gap, observing},
	{"contradiction", history.Reason(fsm.ReasonContradiction), "an observation differs from the state that is known",
		slices.Concat(live, ended), observing},
	{"beyond_the_profile", history.Reason(fsm.ReasonProfile), "what standard would apply, and the profile removes",
		nil, fsm.Events()},
}

// changes are planted in logs of states alone: a state that no single event leads to.
var changes = []Fault{
	{"impossible_change", history.ReasonNoStep, "a live state follows, or an ended one, that no single event leads to", live, nil},
	{"change_after_the_end", history.ReasonNoStep, "another state follows the end, and none that a reactivation leads to", ended, nil},
	{"impossible_return", history.ReasonNoStep, "a gap ends in a state that cannot have come about", gap, nil},
	{"change_beyond_the_profile", history.Reason(fsm.ReasonProfile), "a change that standard would allow, and the profile removes", nil, nil},
}

var observing = slices.DeleteFunc(fsm.Events(), func(e fsm.Event) bool { return !observes(e) })

func observes(e fsm.Event) bool {
	_, observes := e.Observes()
	return observes
}

// Faults returns the faults that are planted in logs, of events or of states alone, in
// the order of every output.
func Faults(s States) []Fault { return slices.Clone(catalogue(s)) }

func catalogue(s States) []Fault {
	if s == StatesOnly {
		return changes
	}
	return faults
}
