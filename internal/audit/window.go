package audit

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// The records of a log are folded some hundred thousand at a time: shard by
// shard of the table, each by one goroutine, so that neither a processor's cache nor the table is
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

// A window is what is folded together.
type window struct {
	barn
	sheaves  []*sheaf
	troubles []trouble
	records  int
	text     int // bytes
	most     int // records, before it is folded; between
	least    int // this, which is also too few for several goroutines, and
	widest   int // this
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
func (w *window) full() bool {
	return w.records >= w.most || len(w.sheaves) >= mostSheaves || len(w.troubles) >= mostTroubles || w.text >= mostText
}

// fold judges what stands in the window, and tells of it.
func (a *Audit) fold() error {
	w := &a.window
	if len(w.sheaves) == 0 {
		return nil
	}
	told := a.judge()
	err := a.report(told)
	if w.most = max(w.least, w.most/2); len(told) <= w.records/8 {
		w.most = min(4*w.most, w.widest)
	}
	w.give(w.sheaves)
	clear(w.troubles)
	w.sheaves, w.troubles, w.records, w.text = w.sheaves[:0], w.troubles[:0], 0, 0
	return err
}

// judge folds all shards, and returns what there is to tell, in the order of the log.
func (a *Audit) judge() []verdict {
	w := &a.window
	hands := a.folders
	if w.records < w.least {
		hands = hands[:min(1, len(hands))]
	}
	var next atomic.Int32
	var work sync.WaitGroup
	for _, f := range hands {
		work.Go(func() {
			for p := int(next.Add(1)) - 1; p < shardCount; p = int(next.Add(1)) - 1 {
				f.shard(w, p)
			}
		})
	}
	work.Wait()
	var all []verdict
	for _, f := range hands {
		all = append(all, f.verdicts...)
		f.verdicts = f.verdicts[:0]
	}
	slices.SortFunc(all, func(x, y verdict) int {
		return cmp.Or(cmp.Compare(x.sheaf, y.sheaf), cmp.Compare(x.line, y.line), cmp.Compare(x.kind, y.kind))
	})
	return all
}

// report tells of troubles and verdicts, by line; of a line's troubles first.
func (a *Audit) report(verdicts []verdict) error {
	w := &a.window
	for _, t := range w.troubles {
		n := 0
		for n < len(verdicts) && before(&verdicts[n], t) {
			n++
		}
		if err := a.tellAll(verdicts[:n]); err != nil {
			return err
		}
		verdicts = verdicts[n:]
		from := w.sheaves[t.sheaf]
		if err := a.tell(from.file, from.first, t); err != nil {
			return err
		}
	}
	return a.tellAll(verdicts)
}

func before(v *verdict, t trouble) bool {
	return cmp.Or(cmp.Compare(int(v.sheaf), t.sheaf), cmp.Compare(int64(v.line), t.line)) < 0
}

func (a *Audit) tellAll(verdicts []verdict) error {
	for i := range verdicts {
		if err := a.tellOf(&verdicts[i]); err != nil {
			return err
		}
	}
	return nil
}

// tellOf tells of one record.
func (a *Audit) tellOf(v *verdict) error {
	s := a.window.sheaves[v.sheaf]
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
