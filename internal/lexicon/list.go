package lexicon

import "github.com/Huzefaaa2/subsim/fsm"

// A list is all names of one kind.
type list struct {
	kind    string // "steady state"
	kinds   string // "steady states"
	about   string
	entries []entry
}

// An entry is a name, and what it means.
type entry struct{ name, meaning string }

// A relation says of each name of one kind which of another belongs to it. A partial
// one leaves names out.
type relation struct {
	name     string // words, as a kind
	about    string
	from, to string // kinds
	partial  bool
	pairs    [][2]string
}

func lists() []list {
	return []list{
		{"state", "states", "The eight states, as published. Before its first event a subscription is in none of them.",
			entries(fsm.States(), fsm.State.Meaning)},
		{"event", "events", "What can happen to a subscription.", entries(fsm.Events(), fsm.Event.Meaning)},
		{"verdict", "verdicts", "What becomes of an event.", entries(fsm.Verdicts(), verdictMeaning)},
		{"reason", "reasons", "Why an event is not applied: the first of these that fits.",
			entries(fsm.Reasons(), fsm.Reason.Meaning)},
		{"class", "classes", "What can become of a state.", entries(classes, classMeaning)},
		{"steady state", "steady states", "Whether steady-state operation may go on, as we read it.",
			entries(readings, readingMeaning)},
		{"profile", "profiles", "The built-in profiles: the standard table, and others without some of it.",
			entries(profiles(), func(string) string { return "" })},
	}
}

func relations() []relation {
	return []relation{
		related("class of", "The class of each state.", "state", "class", fsm.States(), fsm.State.Class),
		related("steady state of", "Our reading of each state.", "state", "steady state", fsm.States(), fsm.State.SteadyState),
		related("verdict of", "The verdict that each reason belongs to.", "reason", "verdict", fsm.Reasons(), fsm.Reason.Verdict),
		observes(),
	}
}

func related[F, T ~string](name, about, from, to string, all []F, of func(F) T) relation {
	r := relation{name: name, about: about, from: from, to: to}
	for _, each := range all {
		r.pairs = append(r.pairs, [2]string{string(each), string(of(each))})
	}
	return r
}

func observes() relation {
	r := relation{name: "observes", about: "The state that an observation names; other events name none.", from: "event", to: "state", partial: true}
	for _, e := range fsm.Events() {
		if state, names := e.Observes(); names {
			r.pairs = append(r.pairs, [2]string{string(e), string(state)})
		}
	}
	return r
}

func entries[N ~string](names []N, meaning func(N) string) []entry {
	all := make([]entry, len(names))
	for i, name := range names {
		all[i] = entry{string(name), meaning(name)}
	}
	return all
}

func profiles() (names []string) {
	for _, p := range fsm.Profiles() {
		names = append(names, p.Name())
	}
	return names
}

// The classes and the readings that a state can have; what has not started has a
// class of its own, which no state has.
var (
	classes  = []fsm.Class{fsm.ClassLive, fsm.ClassEnded, fsm.ClassGap}
	readings = []fsm.SteadyState{fsm.SteadyReady, fsm.SteadyWatch, fsm.SteadyBlocked}
)

func verdictMeaning(v fsm.Verdict) string {
	switch v {
	case fsm.VerdictApplied:
		return "the event takes effect"
	case fsm.VerdictIgnored:
		return "nothing is left to do, and nothing changes"
	case fsm.VerdictRejected:
		return "the event is refused, and nothing changes"
	}
	panic("lexicon: verdict " + string(v) + " has no meaning")
}

func classMeaning(c fsm.Class) string {
	switch c {
	case fsm.ClassLive:
		return "the subscription is under way"
	case fsm.ClassEnded:
		return "only an explicit reactivation brings it back"
	case fsm.ClassGap:
		return "nobody can vouch for the state"
	}
	panic("lexicon: class " + string(c) + " has no meaning")
}

func readingMeaning(s fsm.SteadyState) string {
	switch s {
	case fsm.SteadyReady:
		return "operation may go on"
	case fsm.SteadyWatch:
		return "operation may go on for now"
	case fsm.SteadyBlocked:
		return "operation may not go on"
	}
	panic("lexicon: reading " + string(s) + " has no meaning")
}
