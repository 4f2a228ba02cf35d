package docket

import (
	"math/rand/v2"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// population audits a drawn log of events without reading one: walks of legal events,
// the usual ones often and the others rarely, with a refused one now and then.
func population(seed uint64, subscriptions, steps int) *audit.Result {
	random := rand.New(rand.NewPCG(seed, 7))
	p := fsm.Profiles()[random.IntN(5)]
	r := &audit.Result{
		Table: fsm.NewTable(p), Kind: history.KindEvents, Order: audit.OrderDelivered,
		Unjudged: map[logs.Fault]int64{}, Notices: map[logs.Mark]int64{}, States: map[fsm.State]int64{},
		Verdicts: map[fsm.Verdict]int64{}, First: map[history.Reason]int64{}, Following: map[history.Reason]int64{},
		Cells: map[audit.Cell]int64{}, Subscriptions: int64(subscriptions),
		Begin: time.Date(2026, 1, 2, 3, 4, 5, 678, time.UTC), End: time.Date(2026, 11, 12, 13, 14, 15, 0, time.UTC),
	}
	moves := map[audit.Transition]int64{}
	for range subscriptions {
		c, fell := fsm.Configuration{}, false
		for range 1 + random.IntN(steps) {
			legal := r.Table.Legal(c)
			e := legal[min(len(legal)-1, int(float64(len(legal))*random.Float64()*random.Float64()*random.Float64()))]
			if random.IntN(400) == 0 {
				e = fsm.Events()[random.IntN(22)]
			}
			step, err := r.Table.Step(c, e)
			if err != nil {
				panic(err)
			}
			r.Lines.Judged++
			r.Verdicts[step.Verdict()]++
			r.Cells[audit.Cell{State: c.State, Event: e}]++
			switch {
			case step.Verdict() == fsm.VerdictRejected && fell:
				r.Following[history.Reason(step.Reason())]++
			case step.Verdict() == fsm.VerdictRejected:
				r.First[history.Reason(step.Reason())]++
				fell = true
			case step.To().State != c.State:
				moves[audit.Transition{From: c.State, Event: e, To: step.To().State}]++
			}
			c = step.To()
		}
		r.States[c.State]++
	}
	for m, n := range moves {
		m.Count = n
		r.Transitions = append(r.Transitions, m)
	}
	for i, fault := range logs.Faults() {
		r.Unjudged[fault] = int64(random.IntN(8) * i)
		r.Lines.Unjudged += r.Unjudged[fault]
	}
	r.Lines.Headers, r.Lines.Blank, r.Lines.Folded = 1, int64(random.IntN(30)), int64(random.IntN(30))
	r.Notices[logs.MarkBlank] = r.Lines.Blank
	r.Lines.Present = r.Lines.Judged + r.Lines.Unjudged + r.Lines.Blank + r.Lines.Headers + r.Lines.Folded
	return r
}
