package history_test

import (
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// records returns every record that a log of the kind may hold.
func records(kind history.Kind) (all []history.Record) {
	for _, e := range append(fsm.Events(), "") {
		for _, s := range fsm.Sources() {
			r := history.Record{Event: e, State: s}
			switch {
			case r == history.Record{}:
			case kind == history.KindEvents && s != fsm.StateNone:
			case kind == history.KindStates && e != "":
			default:
				all = append(all, r)
			}
		}
	}
	return all
}

// TestMoreIsKnownOfMore: for all sets that a log can lead to: whatever a part of the
// set allows, the set allows; what is known after it is what is known after its parts
// together; and no record leads out of the profile, or to nothing.
func TestMoreIsKnownOfMore(t *testing.T) {
	everywhere(t, func(t *testing.T, rules *history.Rules) {
		seen, open := map[history.Set]bool{rules.Begin(): true}, []history.Set{rules.Begin()}
		for n := 0; n < len(open); n++ {
			for _, record := range records(rules.Kind) {
				next, a := rules.Step(open[n], record)
				if want := together(rules, open[n], record); a.Possible != (want != 0) || a.Possible && next != want {
					t.Fatalf("%s, %v: %+v %s; its parts %s", names(open[n].Configurations()), record, a, names(next.Configurations()), names(want.Configurations()))
				}
				if next == 0 || next&^all(rules) != 0 {
					t.Fatalf("%s, %v leads to %s", names(open[n].Configurations()), record, names(next.Configurations()))
				}
				if !seen[next] {
					seen[next] = true
					open = append(open, next)
				}
			}
		}
	})
}

func all(rules *history.Rules) (s history.Set) {
	for _, c := range rules.Table.Configurations() {
		i, _ := c.Index()
		s |= 1 << i
	}
	return s
}

// together is what is known after a record that some of a set allow. In a log of both
// a state narrows what the event leads to; no part of the set where it is wrong allows
// the record.
func together(rules *history.Rules, s history.Set, record history.Record) (next history.Set) {
	for _, c := range s.Configurations() {
		i, _ := c.Index()
		if part, a := rules.Step(1<<i, record); a.Possible {
			next |= part
		}
	}
	return next
}

// TestFindings: what is known after a finding, and why it is one.
func TestFindings(t *testing.T) {
	for _, row := range []struct {
		why     string
		profile fsm.Profile
		options history.Options
		log     []history.Record
		reason  history.Reason
		verdict fsm.Verdict
		known   string
	}{
		{"a rejected event changes nothing", fsm.Standard(), history.Options{Kind: history.KindEvents}, []history.Record{{Event: "activate"}, {Event: "cancel"}, {Event: "recover"}}, "ended", fsm.VerdictRejected, "cancelled"},
		{"the first reason of any", fsm.Standard(), history.Options{Kind: history.KindEvents, Midway: true}, []history.Record{{Event: "extend_trial"}, {Event: "renew"}}, "not_allowed", fsm.VerdictRejected, "trial trial+scheduled"},
		{"what standard would apply is the profile's", fsm.Strict(), history.Options{Kind: history.KindEvents}, []history.Record{{Event: "activate"}, {Event: "cancel"}, {Event: "reactivate"}}, "profile", fsm.VerdictRejected, "cancelled"},
		{"the event counts, not the state beside it", fsm.Standard(), history.Options{Kind: history.KindBoth}, []history.Record{{Event: "activate"}, {Event: "suspend", State: "past_due"}}, "result", fsm.VerdictApplied, "suspended"},
		{"the state beside a rejected event is not looked at", fsm.Standard(), history.Options{Kind: history.KindBoth}, []history.Record{{Event: "activate"}, {Event: "start_trial", State: "trial"}}, "not_allowed", fsm.VerdictRejected, "active"},
		{"a state without an event is held against what is known", fsm.Standard(), history.Options{Kind: history.KindBoth}, []history.Record{{Event: "activate"}, {State: "trial"}}, "result", fsm.VerdictIgnored, "active"},
		{"a gap does not revive; the state is all there is to go on from", fsm.Standard(), history.Options{Kind: history.KindStates}, []history.Record{{State: "cancelled"}, {State: "unknown"}, {State: "active"}}, "no_step", fsm.VerdictRejected, "active active+scheduled"},
		{"in snapshots a state cannot be reached at all", fsm.Strict(), history.Options{Kind: history.KindStates, Sampled: true}, []history.Record{{State: "active"}, {State: "trial"}}, "unreachable", fsm.VerdictRejected, "trial trial+scheduled"},
		{"a state that the profile has not says nothing of what is known", fsm.Marketplace(), history.Options{Kind: history.KindStates}, []history.Record{{State: "active"}, {State: "past_due"}}, "profile", fsm.VerdictRejected, "active"},
	} {
		rules := history.Compile(fsm.NewTable(row.profile), row.options)
		known := rules.Begin()
		for n, record := range row.log {
			var a history.Answer
			known, a = rules.Step(known, record)
			last := n == len(row.log)-1
			if a.Possible == last || last && (a.Reason != row.reason || a.Verdict != row.verdict || names(known.Configurations()) != row.known) {
				t.Errorf("%s: %v: %+v, known %s; want %s %s, known %s", row.why, record, a, names(known.Configurations()), row.verdict, row.reason, row.known)
			}
		}
	}
}

// TestLegalIsPossible: what is said to be legal is, and in a log of states nothing
// else.
func TestLegalIsPossible(t *testing.T) {
	everywhere(t, func(t *testing.T, rules *history.Rules) {
		for _, c := range rules.Table.Configurations() {
			i, _ := c.Index()
			legal := map[string]bool{}
			for _, name := range rules.Legal(1 << i) {
				legal[name] = true
			}
			for _, record := range records(rules.Kind) {
				_, a := rules.Step(1<<i, record)
				switch name := string(record.Event) + string(record.State); {
				case record.Event != "" && record.State != fsm.StateNone, rules.Kind == history.KindBoth && record.Event == "":
				case rules.Kind == history.KindStates && a.Possible != legal[name],
					rules.Kind != history.KindStates && (a.Verdict == fsm.VerdictApplied) != legal[name]:
					t.Errorf("%s in %s: %+v, legal %t", name, c, a, legal[name])
				}
			}
		}
	})
}
