package audit

import (
	"cmp"
	"maps"
	"slices"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// Result counts what was found out so far.
func (a *Audit) Result() *Result {
	r := a.result
	r.Files = slices.Clone(r.Files)
	r.Unjudged, r.Notices = maps.Clone(r.Unjudged), maps.Clone(r.Notices)
	r.First, r.Following = maps.Clone(r.First), maps.Clone(r.Following)
	r.Begin, r.End = instant(a.began), instant(a.ended)
	r.Subscriptions = a.subs.len()
	r.Unmapped = nil
	for _, key := range slices.SortedFunc(maps.Keys(a.unmapped), func(x, y unmapped) int {
		return cmp.Or(cmp.Compare(x.column, y.column), cmp.Compare(x.name, y.name))
	}) {
		r.Unmapped = append(r.Unmapped, *a.unmapped[key])
	}
	a.states(&r)
	a.records(&r)
	return &r
}

// states counts the subscriptions by the state they are in.
func (a *Audit) states(r *Result) {
	r.States = map[fsm.State]int64{}
	if a.automaton == nil {
		return
	}
	counts := make([]int64, a.automaton.Nodes())
	for s := range a.subs.all {
		counts[s.node()]++
	}
	for n, count := range counts {
		if state, one := a.automaton.Set(history.Node(n)).State(); one && count > 0 {
			r.States[state] += count
		} else {
			r.Unsettled += count
		}
	}
}

// records counts the records by what became of them.
func (a *Audit) records(r *Result) {
	r.Verdicts, r.Cells = map[fsm.Verdict]int64{}, map[Cell]int64{}
	for _, f := range a.folders {
		r.Duplicates += f.duplicates
	}
	if r.Duplicates > 0 {
		r.Verdicts[fsm.VerdictIgnored] = r.Duplicates
	}
	r.Lines.Judged = r.Duplicates
	moves := map[Transition]int64{}
	for _, f := range a.folders {
		for n := range f.cells {
			for symbol := range f.cells[n] {
				if count := f.counted(&f.cells[n][symbol]); count > 0 {
					r.Lines.Judged += count
					a.record(r, moves, history.Node(n), history.Symbol(symbol), count)
				}
			}
		}
	}
	for t, count := range moves {
		t.Count = count
		r.Transitions = append(r.Transitions, t)
	}
	slices.SortFunc(r.Transitions, func(x, y Transition) int {
		return cmp.Or(cmp.Compare(placeOf(x.From), placeOf(y.From)), cmp.Compare(history.CodeOfEvent(x.Event), history.CodeOfEvent(y.Event)), cmp.Compare(placeOf(x.To), placeOf(y.To)))
	})
}

// placeOf returns a state's place in the order of every output, none first.
func placeOf(s fsm.State) int { return slices.Index(fsm.Sources(), s) }

// record counts the records of one symbol that met one node.
func (a *Audit) record(r *Result, moves map[Transition]int64, n history.Node, symbol history.Symbol, count int64) {
	edge, record := a.automaton.Edge(n, symbol), symbol.Record()
	answer := edge.Answer()
	r.Verdicts[answer.Verdict] += count
	from, settled := a.automaton.Set(n).State()
	if !settled {
		return
	}
	if record.Event != "" {
		r.Cells[Cell{from, record.Event}] += count
	}
	to, settled := a.automaton.Set(edge.Next()).State()
	if settled && answer.Verdict == fsm.VerdictApplied {
		moves[Transition{From: from, Event: record.Event, To: to}] += count
	}
}
