package fsm

// A Verdict is the answer to one event. Every step yields exactly one.
type Verdict string

// The verdicts. An ignored or rejected event changes nothing.
const (
	VerdictApplied  Verdict = "applied"
	VerdictIgnored  Verdict = "ignored"
	VerdictRejected Verdict = "rejected"
)

// A Reason says why an event was not applied. Where several fit, the first in
// the order of [Reasons] is given.
type Reason string

// The reasons. ReasonNone goes with [VerdictApplied] and is written "-".
const (
	ReasonNone          Reason = ""
	ReasonDuplicate     Reason = "duplicate"
	ReasonAlready       Reason = "already"
	ReasonProfile       Reason = "profile"
	ReasonNotStarted    Reason = "not_started"
	ReasonGap           Reason = "gap"
	ReasonUnreachable   Reason = "unreachable"
	ReasonContradiction Reason = "contradiction"
	ReasonEnded         Reason = "ended"
	ReasonNotAllowed    Reason = "not_allowed"
)

type reasonFacts struct {
	reason  Reason
	verdict Verdict
	meaning string
}

var reasonTable = [...]reasonFacts{
	{ReasonDuplicate, VerdictIgnored, "this event id was already seen"},
	{ReasonAlready, VerdictIgnored, "there is nothing left to do"},
	{ReasonProfile, VerdictRejected, "standard would apply it; the profile in force removes it"},
	{ReasonNotStarted, VerdictRejected, "nothing has begun"},
	{ReasonGap, VerdictRejected, "the state is unknown and the event is no observation"},
	{ReasonUnreachable, VerdictRejected, "the observation cannot follow from the last known state"},
	{ReasonContradiction, VerdictRejected, "the observation differs from the known state"},
	{ReasonEnded, VerdictRejected, "expired or cancelled, and the event does not bring it back"},
	{ReasonNotAllowed, VerdictRejected, "there is no such transition"},
}

// Verdicts returns the three verdicts.
func Verdicts() []Verdict {
	return []Verdict{VerdictApplied, VerdictIgnored, VerdictRejected}
}

// Reasons returns every reason but [ReasonNone], in the order in which they are
// tried.
func Reasons() []Reason {
	reasons := make([]Reason, 0, len(reasonTable))
	for _, facts := range reasonTable {
		reasons = append(reasons, facts.reason)
	}
	return reasons
}

// String returns the name, or "-" for [ReasonNone].
func (r Reason) String() string {
	if r == ReasonNone {
		return "-"
	}
	return string(r)
}

// Meaning says when the reason is given.
func (r Reason) Meaning() string { return r.facts().meaning }

// Verdict returns the verdict that the reason belongs to; [VerdictApplied] for
// ReasonNone.
func (r Reason) Verdict() Verdict { return r.facts().verdict }

func (r Reason) facts() reasonFacts {
	for _, facts := range reasonTable {
		if facts.reason == r {
			return facts
		}
	}
	return reasonFacts{verdict: VerdictApplied}
}
