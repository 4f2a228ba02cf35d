package audit

import (
	"fmt"
	"slices"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// An Audit is under way: it folds the records of a log, and counts.
type Audit struct {
	options   Options
	witness   Witness
	watch     func(file int, read int64)
	automaton *history.Automaton // nil until the first record says what kind of log it is
	subs      table
	seen      table             // deliveries
	counts    [][256]int64      // by node and symbol
	sorter    *sorter           // in order of occurrence: what is not judged yet
	firsts    []first           // findings to explain
	numbers   map[string]uint64 // of identifiers, where they are compared exactly
	legal     map[history.Node][]string

	told     map[told]bool
	result   Result
	unmapped map[unmapped]*Unmapped
	began    int64 // the earliest instant
	ended    int64 // and the latest
}

// told names what is told once a file.
type told struct {
	file int
	mark logs.Mark
	name string
}

// unmapped is a name in one of its roles.
type unmapped struct {
	column logs.Column
	name   string
}

// New begins an audit.
func New(o Options, w Witness) (*Audit, error) {
	if o.Table == nil {
		o.Table = fsm.NewTable(fsm.Standard())
	}
	if o.Order == "" {
		o.Order = OrderDelivered
	}
	a := &Audit{
		options: o, witness: w, legal: map[history.Node][]string{}, told: map[told]bool{}, unmapped: map[unmapped]*Unmapped{},
		began: logs.NoInstant, ended: logs.NoInstant,
		result: Result{
			Table: o.Table, Sampled: o.Sampled, Midway: o.Midway, Order: o.Order,
			Unjudged: map[logs.Fault]int64{}, Notices: map[logs.Mark]int64{},
			Verdicts: map[fsm.Verdict]int64{}, First: map[history.Reason]int64{}, Following: map[history.Reason]int64{},
		},
	}
	if o.Exact {
		a.numbers = map[string]uint64{}
	}
	if o.Order == OrderOccurred {
		a.sorter = &sorter{spill: o.Spill, ids: o.ShowIDs, most: runLength}
	}
	if o.Kind == "" {
		return a, nil
	}
	return a, a.settle(o.Kind)
}

// Tell has another witness told from now on.
func (a *Audit) Tell(w Witness) { a.witness = w }

// Watch has somebody told how much of a file was read, as it is stored.
func (a *Audit) Watch(show func(file int, read int64)) { a.watch = show }

// settle says what the log tells.
func (a *Audit) settle(kind history.Kind) (err error) {
	a.result.Kind = kind
	rules := history.Compile(a.options.Table, history.Options{Kind: kind, Sampled: a.options.Sampled, Midway: a.options.Midway})
	if a.automaton, err = history.NewAutomaton(rules); err == nil {
		a.counts = make([][256]int64, a.automaton.Nodes())
	}
	return err
}

// kindOf returns what a log tells whose columns, or whose first record, these are.
func kindOf(event, state bool) history.Kind {
	switch {
	case event && state:
		return history.KindBoth
	case state:
		return history.KindStates
	}
	return history.KindEvents
}

// Batch folds the next lines of the log.
func (a *Audit) Batch(b *logs.Batch) error {
	if err := a.recognise(b); err != nil {
		return err
	}
	a.account(b)
	if a.options.Exact {
		a.intern(b)
	}
	done := 0
	for _, t := range troubles(b) {
		upto := done
		for upto < len(b.Records) && int64(b.Records[upto].Line) < t.line {
			upto++
		}
		if err := a.take(b, done, upto); err != nil {
			return err
		}
		if err := a.tell(b, t); err != nil {
			return err
		}
		done = upto
	}
	return a.take(b, done, len(b.Records))
}

// take judges some of the records of a batch, or keeps them until all are there.
func (a *Audit) take(b *logs.Batch, from, to int) error {
	if a.sorter != nil {
		return a.sorter.add(b, from, to)
	}
	return a.fold(b, from, to)
}

// intern gives every identifier a number of its own in place of its fingerprint. The
// numbers are spread over the table by a function that never maps two to one.
func (a *Audit) intern(b *logs.Batch) {
	for i := range b.Records {
		r := &b.Records[i]
		id := b.ID(r)
		number, known := a.numbers[string(id)]
		if !known {
			number = uint64(len(a.numbers)) + 1
			a.numbers[string(id)] = number
		}
		r.Key = logs.Key{High: number * 0x9e3779b97f4a7c15} // odd, so no two products are equal
	}
}

// recognise finds out what the log tells, from its header or its first record.
func (a *Audit) recognise(b *logs.Batch) error {
	switch {
	case a.automaton != nil:
		return nil
	case len(b.Columns) > 0:
		return a.settle(kindOf(slices.Contains(b.Columns, logs.ColumnEvent), slices.Contains(b.Columns, logs.ColumnState)))
	case len(b.Records) > 0:
		r := b.Records[0].Symbol.Record()
		return a.settle(kindOf(r.Event != "", r.State != fsm.StateNone))
	}
	return nil
}

// account counts lines.
func (a *Audit) account(b *logs.Batch) {
	for _, u := range b.Unmapped {
		a.name(b, u)
	}
	lines := &a.result.Lines
	a.result.Files[b.File].Lines += b.Lines
	lines.Present += b.Lines
	lines.LeftOut += b.LeftOut
	lines.Blank += b.Blank
	lines.Headers += b.Headers
	lines.Folded += b.Folded
	if len(b.Records) == 0 || b.Latest == logs.NoInstant {
		return
	}
	if a.began == logs.NoInstant || b.Earliest < a.began {
		a.began = b.Earliest
	}
	a.ended = max(a.ended, b.Latest)
}

// fold judges some of the records of a batch. The usual record, which a subscription
// that is known can have and which is not late, is judged here; [Audit.judge] does the
// others.
func (a *Audit) fold(b *logs.Batch, from, to int) error {
	if from == to {
		return nil // nothing may be known of the log yet
	}
	var next reach
	rows, counts, usual := a.automaton.Rows(), a.counts, len(b.Deliveries) == 0
	for ; from < to; from += ahead {
		records := b.Records[from:min(from+ahead, to)]
		a.subs.reach(records, &next)
		grown := a.subs.grown
		for i := range records {
			r := &records[i]
			s := next[i%ahead].slot
			if s == nil || a.subs.grown != grown {
				s = a.subs.find(r.Key)
			}
			if s != nil && usual {
				node := s.node()
				if edge := rows[node][r.Symbol]; edge.Possible() && r.At >= s.at() {
					counts[node][r.Symbol]++
					s.setAt(r.At)
					s.move(edge)
					continue
				}
			}
			if err := a.judge(b, from+i, s); err != nil {
				return err
			}
		}
	}
	return nil
}

// judge judges any record. The slot is nil where it was not found yet.
func (a *Audit) judge(b *logs.Batch, i int, s *slot) error {
	r := &b.Records[i]
	if !a.automaton.Edge(0, r.Symbol).Known() {
		return a.unjudged(Unjudged{a.place(b, int64(r.Line)), 1, logs.FaultIncomplete, a.otherKind(r)})
	}
	if s == nil {
		s, _ = a.subs.slot(r.Key)
	}
	if a.again(r, b.Delivery(i)) {
		return nil
	}
	edge := a.automaton.Edge(s.node(), r.Symbol)
	a.counts[s.node()][r.Symbol]++
	if r.At < s.at() {
		if err := a.notice(Notice{a.place(b, int64(r.Line)), logs.MarkLate, a.lateness(s, r)}); err != nil {
			return err
		}
	}
	s.setAt(max(s.at(), r.At))
	var err error
	if !edge.Possible() {
		err = a.finding(b, r, s, edge.Answer())
	}
	s.move(edge)
	return err
}

// again reports a delivery that was seen before, and counts it.
func (a *Audit) again(r *logs.Record, delivery logs.Key) bool {
	if delivery == (logs.Key{}) {
		return false
	}
	_, fresh := a.seen.slot(deliveryKey(r.Key, delivery))
	if !fresh {
		a.result.Duplicates++
	}
	return !fresh
}

// deliveryKey is the fingerprint of a delivery: its id is one of its subscription
// alone.
func deliveryKey(subscription, delivery logs.Key) logs.Key {
	return logs.Key{High: delivery.High ^ subscription.High*0x9e3779b97f4a7c15, Low: delivery.Low ^ subscription.Low}
}

// lateness says by how much a record is late: "11d", "2h30m". Between the first and
// the last instant that can be written lies more than a duration can be.
func (a *Audit) lateness(s *slot, r *logs.Record) string {
	late, text := uint64(s.at())-uint64(r.At), ""
	for _, unit := range []struct {
		name string
		long time.Duration
	}{{"d", 24 * time.Hour}, {"h", time.Hour}, {"m", time.Minute}} {
		if n := late / uint64(unit.long); n > 0 {
			text += fmt.Sprint(n) + unit.name
			late %= uint64(unit.long)
		}
	}
	if late > 0 {
		text += time.Duration(late).String()
	}
	return fmt.Sprintf("the record is of %s, %s before one that came earlier", instant(r.At).Format(time.RFC3339Nano), text)
}

// otherKind says that a record is not of the kind of the log.
func (a *Audit) otherKind(r *logs.Record) string {
	told, kind := "a state", a.result.Kind
	if r.Symbol.Record().Event != "" {
		told = "an event"
	}
	return fmt.Sprintf("this is a log of %s, and the record tells %s", kind, told)
}

// finding tells of a record that is not possible.
func (a *Audit) finding(b *logs.Batch, r *logs.Record, s *slot, answer history.Answer) error {
	record := r.Symbol.Record()
	f := Finding{
		Place: a.place(b, int64(r.Line)), At: instant(r.At), Event: record.Event, State: record.State,
		Known: a.known(s), Verdict: answer.Verdict, Reason: answer.Reason, Legal: a.legalIn(s.node()),
		Follows: s.word()&wordFound != 0,
	}
	if a.options.ShowIDs {
		f.ID = string(b.ID(r))
	}
	s.setWord(s.word() | wordFound)
	if f.Follows {
		a.result.Following[f.Reason]++
	} else {
		a.result.First[f.Reason]++
		a.keep(r.Key, f)
	}
	return a.witness.Finding(f)
}

// keep keeps a first finding that will have to be explained.
func (a *Audit) keep(key logs.Key, f Finding) {
	if len(a.firsts) < a.options.Cases {
		a.firsts = append(a.firsts, first{key, f})
	}
}

// known spells out what a subscription may be in.
func (a *Audit) known(s *slot) []fsm.Configuration {
	all := a.automaton.Set(s.node()).Configurations()
	for i := range all {
		if all[i].State != fsm.StateNone {
			all[i].Generation = max(all[i].Generation, s.generation())
		}
	}
	return all
}

// legalIn returns what would have been possible in a node.
func (a *Audit) legalIn(n history.Node) []string {
	legal, found := a.legal[n]
	if !found {
		legal = a.automaton.Rules.Legal(a.automaton.Set(n))
		a.legal[n] = legal
	}
	return legal
}

// place names a line of the batch that is being folded.
func (a *Audit) place(b *logs.Batch, line int64) Place {
	return Place{a.result.Files[b.File].Name, b.First + line}
}

// instant returns an instant as a time; the zero time where there is none.
func instant(at int64) time.Time {
	if at == logs.NoInstant {
		return time.Time{}
	}
	return time.Unix(0, at).UTC()
}
