package audit

import (
	"errors"
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
	ticks     <-chan time.Time
	automaton *history.Automaton // nil until the first record says what kind of log it is
	subs      table
	seen      table     // deliveries
	folders   []*folder // one for each goroutine
	workers   int       // how many of them fold
	filled    *window
	judged    *window // the one before it
	span      span    // of the windows
	barn      barn
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
		options: o, witness: w, workers: 1,
		filled: &window{}, judged: &window{}, span: span{most: leastWindow, least: leastWindow, widest: mostWindow},
		legal: map[history.Node][]string{}, told: map[told]bool{}, unmapped: map[unmapped]*Unmapped{},
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

// Tick has what was read of a stream judged, and told of, when nothing more came of it
// between two ticks. Without ticks that may wait until some thousand records are read.
func (a *Audit) Tick(ticks <-chan time.Time) { a.ticks = ticks }

// ErrSampledEvents says that snapshots were asked for of a log that tells events.
var ErrSampledEvents = errors.New("snapshots are of states, and this is a log of events")

// settle says what the log tells.
func (a *Audit) settle(kind history.Kind) (err error) {
	a.result.Kind = kind
	if a.options.Sampled && kind == history.KindEvents {
		return ErrSampledEvents
	}
	rules := history.Compile(a.options.Table, history.Options{Kind: kind, Sampled: a.options.Sampled, Midway: a.options.Midway})
	if a.automaton, err = history.NewAutomaton(rules); err == nil {
		a.employ()
	}
	return err
}

// employ sees to it that there are folders.
func (a *Audit) employ() {
	for a.automaton != nil && len(a.folders) < a.workers {
		a.folders = append(a.folders, newFolder(a.automaton, &a.subs, &a.seen))
	}
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

// Batch takes the next lines of the log.
func (a *Audit) Batch(b *logs.Batch) error {
	if err := a.recognise(b); err != nil {
		return err
	}
	a.account(b)
	if a.options.Exact {
		a.intern(b)
	}
	told := troubles(b)
	if a.sorter != nil {
		for _, t := range told {
			if err := a.tell(b.File, b.First, t); err != nil {
				return err
			}
		}
		return a.sorter.add(b)
	}
	return a.gather(b, nil, told)
}

// gather has a batch folded with others.
func (a *Audit) gather(b *logs.Batch, lines []int64, told []trouble) error {
	s, bound := b.Prepared.(*sheaf)
	if !bound {
		s = a.bind(b)
	}
	s.file, s.first, s.lines = b.File, b.First, append(s.lines, lines...)
	a.filled.add(s, told)
	if a.filled.full(a.span.most) {
		return a.moveOn()
	}
	return nil
}

// bind makes a sheaf of a batch.
func (a *Audit) bind(b *logs.Batch) *sheaf {
	s := a.barn.take()
	s.bind(b, a.options.ShowIDs)
	return s
}

// intern gives every identifier a number of its own in place of its fingerprint. The
// numbers are spread over the table by a function that never maps two to one.
func (a *Audit) intern(b *logs.Batch) {
	for i := range b.Records {
		id := b.ID(i)
		number, known := a.numbers[string(id)]
		if !known {
			number = uint64(len(a.numbers)) + 1
			a.numbers[string(id)] = number
		}
		b.Records[i].SetKey(logs.Key{High: number * 0x9e3779b97f4a7c15}) // odd, so no two products are equal
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

// lateness says by how much a record is late: "11d", "2h30m". Between the first and
// the last instant that can be written lies more than a duration can be.
func lateness(latest, at int64) string {
	late, text := uint64(latest)-uint64(at), ""
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
	return fmt.Sprintf("the record is of %s, %s before one that came earlier", instant(at).Format(time.RFC3339Nano), text)
}

// otherKind says that a record is not of the kind of the log.
func (a *Audit) otherKind(r *logs.Record) string {
	told, kind, record := "a state", a.result.Kind, r.Symbol.Record()
	switch {
	case record.Event != "" && record.State != fsm.StateNone:
		told = "an event and a state"
	case record.Event != "":
		told = "an event"
	}
	return fmt.Sprintf("this is a log of %s, and the record tells %s", kind, told)
}

// finding tells of a record that is not possible.
func (a *Audit) finding(place Place, from *sheaf, r *logs.Record, v *verdict) error {
	record, answer := r.Symbol.Record(), a.automaton.Edge(v.node, r.Symbol).Answer()
	f := Finding{
		Place: place, At: instant(r.At), Event: record.Event, State: record.State,
		Known: a.known(v), Verdict: answer.Verdict, Reason: answer.Reason, Legal: a.legalIn(v.node),
		Follows: v.follows,
	}
	if a.options.ShowIDs {
		f.ID = string(from.ids[v.record].In(from.text))
	}
	if f.Follows {
		a.result.Following[f.Reason]++
	} else {
		a.result.First[f.Reason]++
		a.keep(r.Key(), f)
	}
	return a.witness.Finding(f)
}

// keep keeps a first finding that will have to be explained.
func (a *Audit) keep(key logs.Key, f Finding) {
	if len(a.firsts) < a.options.Cases {
		a.firsts = append(a.firsts, first{key, f})
	}
}

// known spells out what a subscription may have been in.
func (a *Audit) known(v *verdict) []fsm.Configuration {
	all := a.automaton.Set(v.node).Configurations()
	for i := range all {
		if all[i].State != fsm.StateNone {
			all[i].Generation = max(all[i].Generation, int(v.generation))
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

// place names a line of a file.
func (a *Audit) place(file int, line int64) Place { return Place{a.result.Files[file].Name, line} }

// instant returns an instant as a time; the zero time where there is none.
func instant(at int64) time.Time {
	if at == logs.NoInstant {
		return time.Time{}
	}
	return time.Unix(0, at).UTC()
}
