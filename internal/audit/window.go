package audit

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// The records of a log are folded some hundred thousand at a time: shard by shard of the
// table, each by one goroutine, so that neither a processor's cache nor the table is
// fought for. Only then is told what there is to tell, in the order of the log.

// How many records a window has. It begins small, so that the first findings are told
// soon; it grows while there is little to tell, and shrinks while there is much.
const (
	leastWindow = 1 << 13
	mostWindow  = 1 << 19
)

// What else a window has at most, so that logs of long lines, and streams that say one
// line at a time, take no more memory than others.
const (
	mostSheaves  = 1 << 12
	mostTroubles = 1 << 13
	mostText     = 8 << 20 // bytes, where identifiers are kept
)

// A span is how many records a window has.
type span struct {
	most   int // before it is folded; between
	least  int // this, which is also too few for several goroutines, and
	widest int // this
}

// told has the next windows be larger, or smaller, than one of which so much was told.
func (s *span) told(verdicts, records int) {
	if s.most = max(s.least, s.most/2); verdicts <= records/8 {
		s.most = min(4*s.most, s.widest)
	}
}

// A window is what is folded together.
type window struct {
	sheaves  []*sheaf
	troubles []trouble
	records  int
	text     int          // bytes
	shards   atomic.Int32 // how many shards somebody has begun with
	work     sync.WaitGroup
}

// add adds a sheaf with the troubles of its batch.
func (w *window) add(s *sheaf, told []trouble) {
	for _, t := range told {
		t.sheaf = len(w.sheaves)
		w.troubles = append(w.troubles, t)
	}
	w.sheaves = append(w.sheaves, s)
	w.records += len(s.records)
	w.text += len(s.text)
}

// full reports that the window is to be folded.
func (w *window) full(most int) bool {
	return w.records >= most || len(w.sheaves) >= mostSheaves || len(w.troubles) >= mostTroubles || w.text >= mostText
}

// empty empties a window for its next use.
func (w *window) empty() {
	clear(w.troubles)
	w.sheaves, w.troubles, w.records, w.text = w.sheaves[:0], w.troubles[:0], 0, 0
	w.shards.Store(0)
}

// fold judges all that stands in windows, and tells of it.
func (a *Audit) fold() error {
	if err := a.catchUp(); err != nil {
		return err
	}
	a.turn()
	return a.catchUp()
}

// moveOn folds the window that is full: while the next one is filled, where there are
// goroutines for both. So some work in the processor's caches while others wait for
// memory.
func (a *Audit) moveOn() error {
	if err := a.catchUp(); err != nil {
		return err
	}
	a.turn()
	if len(a.folders) > 1 && a.span.most == a.span.widest {
		return nil
	}
	return a.catchUp()
}

// turn has the window judged that was filled, by all but one, and begins another.
func (a *Audit) turn() {
	w := a.filled
	a.filled, a.judged = a.judged, w
	if w.records < a.span.least {
		return
	}
	for _, f := range a.folders[1:] {
		w.work.Go(func() { f.window(w) })
	}
}

// catchUp helps to judge the window that is judged, and tells of it.
func (a *Audit) catchUp() error {
	w := a.judged
	if len(w.sheaves) == 0 {
		return nil
	}
	var told []verdict
	if len(a.folders) > 0 {
		a.folders[0].window(w)
		w.work.Wait()
		told = a.verdicts()
	}
	err := a.report(w, told)
	a.span.told(len(told), w.records)
	a.barn.give(w.sheaves)
	w.empty()
	return err
}

// verdicts returns what there is to tell of the window that was judged, in the order of
// the log.
func (a *Audit) verdicts() (all []verdict) {
	for _, f := range a.folders {
		all = append(all, f.verdicts...)
		f.verdicts = f.verdicts[:0]
	}
	slices.SortFunc(all, func(x, y verdict) int {
		return cmp.Or(cmp.Compare(x.sheaf, y.sheaf), cmp.Compare(x.line, y.line), cmp.Compare(x.kind, y.kind))
	})
	return all
}

// report tells of troubles and verdicts, by line; of a line's troubles first.
func (a *Audit) report(w *window, verdicts []verdict) error {
	for _, t := range w.troubles {
		n := 0
		for n < len(verdicts) && before(&verdicts[n], t) {
			n++
		}
		if err := a.tellAll(w, verdicts[:n]); err != nil {
			return err
		}
		verdicts = verdicts[n:]
		from := w.sheaves[t.sheaf]
		if err := a.tell(from.file, from.first, t); err != nil {
			return err
		}
	}
	return a.tellAll(w, verdicts)
}

func before(v *verdict, t trouble) bool {
	return cmp.Or(cmp.Compare(int(v.sheaf), t.sheaf), cmp.Compare(int64(v.line), t.line)) < 0
}

func (a *Audit) tellAll(w *window, verdicts []verdict) error {
	for i := range verdicts {
		if err := a.tellOf(w, &verdicts[i]); err != nil {
			return err
		}
	}
	return nil
}

// tellOf tells of one record.
func (a *Audit) tellOf(w *window, v *verdict) error {
	s := w.sheaves[v.sheaf]
	r := &s.records[v.record]
	place := a.place(s.file, s.line(r))
	switch v.kind {
	case verdictForeign:
		return a.unjudged(Unjudged{place, 1, logs.FaultIncomplete, a.otherKind(r)})
	case verdictLate:
		return a.notice(Notice{place, logs.MarkLate, lateness(v.latest, r.At)})
	}
	return a.finding(place, s, r, v)
}
