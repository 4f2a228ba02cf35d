package fsm

import (
	"slices"
	"strings"
)

// An Event is something that happens to a subscription. The names are this
// project's: imperative, neutral, never equal to a state's name.
type Event string

// The 22 events, in the order of every output.
const (
	EventStartTrial             Event = "start_trial"
	EventExtendTrial            Event = "extend_trial"
	EventActivate               Event = "activate"
	EventRenew                  Event = "renew"
	EventFailRenewal            Event = "fail_renewal"
	EventStartGrace             Event = "start_grace"
	EventRecover                Event = "recover"
	EventSuspend                Event = "suspend"
	EventResume                 Event = "resume"
	EventScheduleCancellation   Event = "schedule_cancellation"
	EventUnscheduleCancellation Event = "unschedule_cancellation"
	EventCancel                 Event = "cancel"
	EventExpire                 Event = "expire"
	EventReactivate             Event = "reactivate"
	EventLoseContact            Event = "lose_contact"
	EventObserveTrial           Event = "observe_trial"
	EventObserveActive          Event = "observe_active"
	EventObservePastDue         Event = "observe_past_due"
	EventObserveGracePeriod     Event = "observe_grace_period"
	EventObserveSuspended       Event = "observe_suspended"
	EventObserveExpired         Event = "observe_expired"
	EventObserveCancelled       Event = "observe_cancelled"
)

// An EventIndex is an event's place in [Events]; the compiled table speaks in
// indices.
type EventIndex uint8

type eventFacts struct {
	event   Event
	meaning string
}

var eventTable = [...]eventFacts{
	{EventStartTrial, "a trial begins"},
	{EventExtendTrial, "the trial's end moves"},
	{EventActivate, "the first term begins, from nothing or by converting a trial"},
	{EventRenew, "a new term begins in good standing"},
	{EventFailRenewal, "a renewal, or a trial's conversion, was attempted and did not succeed"},
	{EventStartGrace, "the bounded grace window begins"},
	{EventRecover, "a failed renewal is made good"},
	{EventSuspend, "service is withheld"},
	{EventResume, "a suspension is lifted"},
	{EventScheduleCancellation, "a decision to end later is recorded; the state does not move"},
	{EventUnscheduleCancellation, "the decision to end later is taken back"},
	{EventCancel, "ended by an act, or the scheduled cancellation took effect"},
	{EventExpire, "ended because time ran out"},
	{EventReactivate, "an ended subscription is explicitly brought back, as a new generation"},
	{EventLoseContact, "the state can no longer be vouched for"},
	{EventObserveTrial, "a fresh observation names trial"},
	{EventObserveActive, "a fresh observation names active"},
	{EventObservePastDue, "a fresh observation names past_due"},
	{EventObserveGracePeriod, "a fresh observation names grace_period"},
	{EventObserveSuspended, "a fresh observation names suspended"},
	{EventObserveExpired, "a fresh observation names expired"},
	{EventObserveCancelled, "a fresh observation names cancelled"},
}

const eventCount = len(eventTable)

var eventLookup = newLookup(80081, Events())

// Events returns the 22 events in the order of every output.
func Events() []Event {
	events := make([]Event, 0, eventCount)
	for _, facts := range eventTable {
		events = append(events, facts.event)
	}
	return events
}

// ParseEvent returns the event of that name. The error is a [*NameError].
func ParseEvent(name string) (Event, error) {
	if i := slices.Index(Events(), Event(name)); i >= 0 {
		return Event(name), nil
	}
	return "", newNameError("event", name, Events())
}

// Index returns the event's place in [Events], and false for a name outside
// the vocabulary.
func (e Event) Index() (EventIndex, bool) {
	return e.place(), e.place() != unlisted
}

// place returns the event's place in eventTable, or unlisted.
func (e Event) place() EventIndex { return EventIndex(eventLookup.place(string(e))) }

// Meaning returns what the event says has happened; empty for a name outside
// the vocabulary.
func (e Event) Meaning() string {
	if i, known := e.Index(); known {
		return eventTable[i].meaning
	}
	return ""
}

// Observes returns the state that the event observes, and false where the event
// is no observation.
func (e Event) Observes() (State, bool) {
	name, observes := strings.CutPrefix(string(e), "observe_")
	if _, known := e.Index(); !known || !observes {
		return StateNone, false
	}
	return State(name), true
}
