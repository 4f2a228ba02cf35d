package align_test

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/align"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// readings are the ways to read a log.
var readings = []history.Options{
	{Kind: history.KindEvents},
	{Kind: history.KindEvents, Midway: true},
	{Kind: history.KindStates},
	{Kind: history.KindStates, Midway: true},
	{Kind: history.KindStates, Sampled: true},
	{Kind: history.KindStates, Sampled: true, Midway: true},
	{Kind: history.KindBoth},
	{Kind: history.KindBoth, Midway: true},
}

// everywhere tests under every reading and profile.
func everywhere(t *testing.T, test func(t *testing.T, rules *history.Rules)) {
	own, err := fsm.NewProfile("own", "expired", "suspended/fail_renewal", "observe_trial")
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range readings {
		for _, p := range append(fsm.Profiles(), own) {
			name := fmt.Sprintf("%s,sampled=%t,midway=%t,%s", o.Kind, o.Sampled, o.Midway, p.Name())
			t.Run(name, func(t *testing.T) { test(t, history.Compile(fsm.NewTable(p), o)) })
		}
	}
}

// draw makes a log of any records, most of which are likely: it walks along the
// table and stumbles.
func draw(random *rand.Rand, rules *history.Rules, length int) []history.Record {
	table, at := rules.Table, fsm.Configuration{}
	if all := table.Configurations(); rules.Midway {
		at = all[random.IntN(len(all))]
	}
	var log []history.Record
	for len(log) < length {
		step, err := table.Step(at, likely(random, table, at))
		if err != nil {
			panic(err)
		}
		at = step.To()
		record := history.Record{Event: step.Event(), State: at.State}
		if random.IntN(5) == 0 {
			record = history.Record{Event: likely(random, nil, at), State: fsm.States()[random.IntN(8)]}
		}
		if record, told := tell(random, rules.Kind, record); told && random.IntN(4) > 0 {
			log = append(log, record)
		}
	}
	return log
}

func likely(random *rand.Rand, table *fsm.Table, at fsm.Configuration) fsm.Event {
	events := fsm.Events()
	if table != nil {
		events = table.Legal(at)
	}
	return events[random.IntN(len(events))]
}

// tell leaves out what a log of the kind does not tell.
func tell(random *rand.Rand, kind history.Kind, r history.Record) (history.Record, bool) {
	switch {
	case kind == history.KindEvents:
		r.State = fsm.StateNone
	case kind == history.KindStates:
		r.Event = ""
	case random.IntN(3) == 0:
		r.Event = ""
	case random.IntN(3) == 0:
		r.State = fsm.StateNone
	}
	return r, r.Event != "" || r.State != fsm.StateNone
}

// TestNothingIsCheaper: some edit of the log costs as much as the story, in as few
// changes, and none costs less.
func TestNothingIsCheaper(t *testing.T) {
	const one = 64 // more changes than a short log needs, so that a change more weighs less than any cost
	c := align.Standard()
	scaled := align.Costs{Missing: one*c.Missing + 1, MissingDecision: one*c.MissingDecision + 1, Impossible: one*c.Impossible + 1, ImpossibleTurn: one*c.ImpossibleTurn + 1, Disbelieved: one*c.Disbelieved + 1}
	everywhere(t, func(t *testing.T, rules *history.Rules) {
		random, begin := rand.New(rand.NewPCG(1, 1)), rules.Begin().Configurations()
		aligner := align.New(rules, c)
		for range 60 {
			log := draw(random, rules, 1+random.IntN(7))
			story := aligner.Align(rules.Begin(), log)
			b := &brute{table: rules.Table, options: rules.Options, costs: scaled, records: log}
			if best := one*story.Cost + story.Changes; !b.within(begin, best) || b.within(begin, best-1) {
				t.Fatalf("%v costs %d in %d changes; that cannot be done, or something is cheaper", log, story.Cost, story.Changes)
			}
			possible(t, &brute{table: rules.Table, options: rules.Options, costs: c, records: log}, story)
		}
	})
}

// possible replays a story by the table: each move leads where it says, the costs
// add up, and no record is passed over.
func possible(t *testing.T, b *brute, story align.Story) {
	t.Helper()
	cost, changes, next, at, begun := 0, 0, 0, fsm.Configuration{}, false
	for m := range story.Moves() {
		if begun && m.From != at || m.Record != next {
			t.Fatalf("%v: %v begins in %v, record %d; want %v, record %d", b.records, m, m.From, m.Record, at, next)
		}
		at, begun = m.To, true
		if m.Kind != align.MoveKept {
			changes++
		}
		if m.Kind != align.MoveMissing {
			next++
		}
		weight, leads := b.weight(m)
		if !leads {
			t.Fatalf("%v: %v cannot be", b.records, m)
		}
		cost += weight
	}
	if next != len(b.records) || cost != story.Cost || changes != story.Changes {
		t.Fatalf("%v: %d of %d records, cost %d, %d changes; said %d, %d", b.records, next, len(b.records), cost, changes, story.Cost, story.Changes)
	}
}

// weight returns what a move costs, and whether it leads where it says.
func (b *brute) weight(m align.Move) (cost int, leads bool) {
	record := history.Record{Event: m.Event, State: m.State}
	var reached []fsm.Configuration
	switch m.Kind {
	case align.MoveKept:
		reached = b.meet(m.From, record)
	case align.MoveMissing:
		for to, weight := range b.insertions(b.earliest(m.From)) {
			if to.String() == m.To.String() {
				cost, reached = weight, b.meet(m.From, record)
			}
		}
	case align.MoveDisbelieved:
		cost, reached = b.costs.Disbelieved, []fsm.Configuration{m.From}
		if m.Event != "" {
			reached = b.meet(m.From, history.Record{Event: m.Event})
		}
	case align.MoveImpossible:
		cost, reached = b.removal(m.From, record), []fsm.Configuration{m.From}
	}
	for _, c := range reached {
		leads = leads || c.String() == m.To.String()
	}
	return cost, leads
}

// TestWhatIsPossibleCostsNothing: the story is free where the rules find nothing, and
// only there.
func TestWhatIsPossibleCostsNothing(t *testing.T) {
	everywhere(t, func(t *testing.T, rules *history.Rules) {
		random := rand.New(rand.NewPCG(2, 2))
		aligner := align.New(rules, align.Standard())
		for range 200 {
			log := draw(random, rules, random.IntN(6))
			known, found := rules.Begin(), false
			for _, record := range log {
				var answer history.Answer
				known, answer = rules.Step(known, record)
				found = found || !answer.Possible
			}
			if story := aligner.Align(rules.Begin(), log); (story.Cost > 0) != found || (story.Changes > 0) != found {
				t.Fatalf("%v: cost %d, %d changes; the rules found something: %t", log, story.Cost, story.Changes, found)
			}
		}
	})
}

// TestLongHistories: memory is what the package says, whatever the records.
func TestLongHistories(t *testing.T) {
	const length, bytes = 200_000, 40
	rules := history.Compile(fsm.NewTable(fsm.Standard()), history.Options{Kind: history.KindEvents})
	log := draw(rand.New(rand.NewPCG(5, 5)), rules, length)
	aligner := align.New(rules, align.Standard())
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	story := aligner.Align(rules.Begin(), log)
	runtime.ReadMemStats(&after)
	missing := story.Changes // at most so many moves beside the records
	if used := after.TotalAlloc - before.TotalAlloc; used > uint64(bytes*length+8*missing+1<<20) {
		t.Errorf("%d bytes for %d records and %d changes", used, length, story.Changes)
	}
	if story.Cost == 0 {
		t.Error("the log should be wrong")
	}
}
