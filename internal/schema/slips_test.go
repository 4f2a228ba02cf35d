package schema

import (
	"strings"
	"testing"
)

// A slip is a good scenario with one thing wrong. What is right about the rest is
// proved by TestScenariosAreAccepted.
type slip struct {
	in, from, to string // from stands in the scenario once
	under        string // the part of to that an editor underlines, and nothing else
	why          string
}

func (s slip) text(t *testing.T) string {
	t.Helper()
	if strings.Count(s.in, s.from) != 1 {
		t.Fatalf("%s: %q stands %d times in the scenario", s.why, s.from, strings.Count(s.in, s.from))
	}
	return strings.Replace(s.in, s.from, s.to, 1)
}

var slips = []slip{
	// Names.
	{one, "event: cancel", "event: activte", "activte", "a misspelt event"},
	{one, "event: cancel", "event: cancelled", "cancelled", "a state where an event is meant"},
	{one, "expect: cancelled", "expect: canceled", "canceled", "a misspelt state"},
	{one, "expect: cancelled", "expect: cancel", "cancel", "an event where a state is meant"},
	{one, "expect: cancelled", "expect: applied", "applied", "applied is no short form: the state says more"},
	{one, "expect: cancelled", "expect: {reason: endd}", "endd", "a misspelt reason"},
	{one, "expect: cancelled", "expect: {verdict: accepted}", "accepted", "a verdict that there is not"},
	{one, "expect: cancelled", "expect: {state: canceled}", "canceled", "a misspelt state in a mapping"},
	{one, "expect: cancelled", "expect: {steady_state: green}", "green", "a steady state that there is not"},
	{one, "expect: cancelled", "expect: {last_known: unknown}", "unknown", "no gap follows a gap"},
	{one, "start: active", "start: actve", "actve", "a misspelt state to start in"},
	{whole, "profile: {name: ours, without: [grace_period, resume, active/suspend]}", "profile: strct", "strct", "a misspelt profile"},
	{whole, "[grace_period, resume, active/suspend]", "[grace, resume]", "grace", "a profile cannot be without what is not there"},
	{whole, "[grace_period, resume, active/suspend]", "[suspended/fail]", "suspended/fail", "a misspelt event of a cell"},
	{whole, "[grace_period, resume, active/suspend]", "[cancelled/recover]", "cancelled/recover", "standard rejects it already"},
	{whole, "profile: {name: ours, without: [grace_period, resume, active/suspend]}", "profile: {name: '', without: []}", "''", "a name that is empty"},
	{whole, "[grace_period, resume, active/suspend]", "[none]", "none", "none is no state of a profile"},
	{whole, "order: occurred", "order: reversed", "reversed", "an order that there is not"},

	// Keys.
	{one, "start: active", "colour: red", "colour", "an unknown key"},
	{one, "event: cancel", "evnt: cancel", "evnt", "a misspelt verb"},
	{one, "expect: cancelled", "expct: cancelled", "expct", "a misspelt key of a step"},
	{one, "expect: cancelled", "expect: {stat: cancelled}", "stat", "a misspelt key of an expectation"},
	{one, "name: One step\n", "", "", "no name"},
	{one, "steps:\n  - event: cancel\n    expect: cancelled\n", "", "", "no steps"},
	{one, "steps:\n  - event: cancel\n    expect: cancelled\n", "steps: []\n", "[]", "nothing happens"},
	{one, "event: cancel\n    expect: cancelled", "{}", "{}", "a step that does nothing"},
	{one, "expect: cancelled", "expect: {}", "{}", "an expectation that expects nothing"},
	{one, "expect: cancelled", "expect:", "", "a key without a value"},
	{one, "expect: cancelled", "expect: [cancelled]", "[cancelled]", "one state, not a list"},
	{one, "name: One step", "name: ''", "''", "an empty name"},
	{whole, "[one, 2]", "['a,b']", "'a,b'", "no filter could ask for a tag with a comma"},
	{whole, "tags: [one, 2]", "tags: one", "one", "tags are a list"},
	{whole, "{state: unknown, last", "{last", "", "a whole configuration names its state"},

	// One verb a step, and to each its own keys.
	{one, "event: cancel", "event: cancel\n    advance: 3d", "advance", "two verbs"},
	{whole, "advance: 1w2d", "advance: 1w2d\n    until: 2026-09-01", "until", "two moves of the clock"},
	{whole, "until: 2026-09-01T00:00:00.5Z", "until: 2026-09-01T00:00:00.5Z\n    any_order: [{event: cancel}]", "any_order", "a race after a move of the clock"},
	{whole, "advance: 1w2d", "advance: 1w2d\n    id: d-1", "id", "only an event has an id"},
	{whole, "advance: 1w2d", "advance: 1w2d\n    at: 2026-09-01", "at", "only an event has an instant"},
	{one, "event: cancel", "event: cancel\n    effective: 2026-12-24", "effective", "only a scheduled cancellation takes effect later"},
	{one, "event: cancel", "event: cancel\n    fired: []", "fired", "an event without an instant moves no clock"},
	{whole, "expect: {last_known: none}", "expect: {verdict: applied}", "verdict", "a pure check has no verdict"},
	{whole, "expect: {last_known: none}", "expect: rejected", "rejected", "a pure check has no verdict in short"},
	{whole, "expect: {state: cancelled,", "expect: {reason: ended, state: cancelled,", "reason", "a race as a whole has no reason"},
	{sixRace, "{event: cancel}", "{event: cancel, at: 2026-07-26}", "at", "a delivered race happens at one instant"},
	{sixRace, "{event: cancel}", "{event: cancel, fired: []}", "fired", "an event of a race lists no deadlines"},
	{sixRace, "{event: cancel}", "{expect: active}", "", "a race is of events"},
	{sixRace, "{event: cancel}", "{event: cancel}, {event: cancel}", "", "seven events have 5040 orders"},
	{sixRace, "any_order: [{event: cancel}, {event: expire}, {event: renew}, {event: recover}, {event: resume}, {event: suspend}]", "any_order: []", "[]", "a race of nobody"},

	// Values.
	{one, "expect: cancelled", "expect: {verdict: ignored, reason: ended}", "ended", "the reason belongs to another verdict"},
	{one, "expect: cancelled", "expect: {verdict: applied, reason: ended}", "reason", "an applied event needs no reason"},
	{one, "expect: cancelled", "expect: {generation: -1}", "-1", "generations are counted from 0"},
	{one, "expect: cancelled", "expect: {generation: 1.5}", "1.5", "half a generation"},
	{one, "expect: cancelled", "expect: {cancellation_scheduled: yes}", "yes", "yes is a text in YAML 1.2"},
	{whole, "advance: 1w2d", "advance: 0d", "0d", "the clock would not move"},
	{whole, "advance: 1w2d", "advance: -1d", "-1d", "time never runs backwards"},
	{whole, "advance: 1w2d", "advance: 1.5d", "1.5d", "durations are whole"},
	{whole, "advance: 1w2d", "advance: 1mo", "1mo", "months differ in length"},
	{whole, "advance: 1w2d", "advance: 14", "14", "a duration has a unit"},
	{whole, "after: 14d", "after: soon", "soon", "no duration"},
	{whole, "trial: {after: 14d, event: expire}", "unknown: {after: 14d, event: expire}", "unknown", "no deadline runs in a gap"},
	{whole, "trial: {after: 14d, event: expire}", "none: {after: 14d, event: expire}", "none", "no deadline runs before the start"},
	{whole, "trial: {after: 14d, event: expire}", "trial: {after: 14d}", "", "a deadline fires an event"},
	{whole, "clock: 2026-07-26", "clock: 26.07.2026", "26.07.2026", "no date of ISO 8601"},
	{whole, "clock: 2026-07-26", "clock: 2026-13-26", "2026-13-26", "a thirteenth month"},
	{whole, "clock: 2026-07-26", "clock: 2026-07-26T12:00:00", "2026-07-26T12:00:00", "an instant has an offset"},
	{whole, "clock: 2026-07-26", "clock: 2026-07-26 12:00:00Z", "2026-07-26 12:00:00Z", "a blank is no T"},
	{whole, "seq: 3", "seq: first", "first", "a sequence number is a number"},
	{whole, "[{event: expire, at: 2026-07-27}]", "[{at: 2026-07-27}]", "", "a deadline that fires has an event"},
	{whole, "[{event: expire, at: 2026-07-27}]", "[expire]", "expire", "a deadline that fires is a mapping"},
}
