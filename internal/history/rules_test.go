package history_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// everywhere tests under every reading and profile.
func everywhere(t *testing.T, test func(t *testing.T, rules *history.Rules)) {
	for _, p := range fsm.Profiles() {
		for _, kind := range []history.Kind{history.KindEvents, history.KindStates, history.KindBoth} {
			for _, sampled := range []bool{false, true} {
				for _, midway := range []bool{false, true} {
					t.Run(fmt.Sprintf("%s,%s,sampled=%t,midway=%t", p.Name(), kind, sampled, midway), func(t *testing.T) {
						test(t, history.Compile(fsm.NewTable(p), history.Options{Kind: kind, Sampled: sampled, Midway: midway}))
					})
				}
			}
		}
	}
}

// names writes a set out, as configurations in their order.
func names(all []fsm.Configuration) string {
	var texts []string
	for _, c := range all {
		texts = append(texts, c.String())
	}
	return strings.Join(texts, " ")
}

// TestTheTruthIsAlwaysKnown: whatever really happens, and however little of it is
// told, nothing is found, and what the subscription is in is in the set.
func TestTheTruthIsAlwaysKnown(t *testing.T) {
	everywhere(t, func(t *testing.T, rules *history.Rules) {
		random := rand.New(rand.NewPCG(1, 1))
		for range 50 {
			at := fsm.Configuration{}
			if all := rules.Table.Configurations(); rules.Midway {
				at = all[random.IntN(len(all))]
			}
			known := rules.Begin()
			for range 30 {
				legal := rules.Table.Legal(at)
				step, err := rules.Table.Step(at, legal[random.IntN(len(legal))])
				if err != nil {
					t.Fatal(err)
				}
				record, told := tell(random, rules, step)
				if at = step.To(); !told {
					continue
				}
				var answer history.Answer
				known, answer = rules.Step(known, record)
				if !answer.Possible || !strings.Contains(" "+names(known.Configurations())+" ", " "+at.String()+" ") {
					t.Fatalf("%v tells %v: %+v, known %s", step, record, answer, names(known.Configurations()))
				}
			}
		}
	})
}

// tell makes the record of a step. A log of states need not tell what keeps the state,
// and a sampled one need not tell anything.
func tell(random *rand.Rand, rules *history.Rules, step fsm.Step) (r history.Record, told bool) {
	switch to := step.To().State; {
	case rules.Kind == history.KindEvents:
		return history.Record{Event: step.Event()}, true
	case rules.Kind == history.KindBoth:
		return history.Record{Event: step.Event(), State: to}, true
	case rules.Sampled:
		return history.Record{State: to}, random.IntN(2) == 0
	default:
		return history.Record{State: to}, to != step.From().State || random.IntN(2) == 0
	}
}

// TestEventsAreTheTable: from the beginning, and told everything, a log of events is
// the table.
func TestEventsAreTheTable(t *testing.T) {
	for _, p := range fsm.Profiles() {
		table := fsm.NewTable(p)
		rules := history.Compile(table, history.Options{Kind: history.KindEvents})
		for _, c := range table.Configurations() {
			i, _ := c.Index()
			for _, e := range fsm.Events() {
				step, err := table.Step(c, e)
				if err != nil {
					t.Fatal(err)
				}
				next, a := rules.Step(1<<i, history.Record{Event: e})
				to, one := next.Only()
				if !one || to.String() != step.To().String() || a.Verdict != step.Verdict() || string(a.Reason) != string(step.Reason()) || a.Possible == (step.Verdict() == fsm.VerdictRejected) {
					t.Errorf("%s: %v: %+v, %v", p.Name(), step, a, to)
				}
			}
		}
	}
}

// TestStatesAreWalks: a state may follow if a walk along applied events ends in it,
// that changes the state at its last event alone; in snapshots any walk.
func TestStatesAreWalks(t *testing.T) {
	for _, p := range fsm.Profiles() {
		for _, sampled := range []bool{false, true} {
			table := fsm.NewTable(p)
			rules := history.Compile(table, history.Options{Kind: history.KindStates, Sampled: sampled})
			for _, c := range table.Configurations() {
				i, _ := c.Index()
				ends := walks(table, c, sampled)
				for _, s := range fsm.States() {
					next, a := rules.Step(1<<i, history.Record{State: s})
					var want []string
					for _, to := range table.Configurations() {
						if to.State == s && slices.Contains(ends, to.String()) {
							want = append(want, to.String())
						}
					}
					if a.Possible != (len(want) > 0) || a.Possible && names(next.Configurations()) != strings.Join(want, " ") {
						t.Errorf("%s, sampled %t: %s, then %s: %+v %s; want %v", p.Name(), sampled, c, s, a, names(next.Configurations()), want)
					}
				}
			}
		}
	}
}

// walks returns the ends of the walks that a log of states allows between two of its
// records, by name.
func walks(table *fsm.Table, from fsm.Configuration, sampled bool) []string {
	open, ends := []fsm.Configuration{from}, []string{from.String()}
	for n := 0; n < len(open); n++ {
		for _, e := range table.Legal(open[n]) {
			step, _ := table.Step(open[n], e)
			to := step.To()
			if slices.Contains(ends, to.String()) {
				continue
			}
			ends = append(ends, to.String())
			if sampled || to.State == from.State {
				open = append(open, to)
			}
		}
	}
	return ends
}
