package audit

import (
	"slices"
	"sync"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A sheaf is what is left of a batch to be folded: its records by shard, and in
// each in their order.
type sheaf struct {
	file  int
	first int64   // the line that it begins at
	lines []int64 // by Record.Line, where that does not count from the first

	records    []logs.Record
	ends       [shardCount]uint32 // of each shard's in records
	deliveries []logs.Key         // of the records; empty where the log has none
	text       []byte             // holds the identifiers, where they will be told
	ids        []logs.ID          // of the records, in text
}

// A desk is where records are sorted. Its memory is at hand in a processor's cache, where
// that of a sheaf is not, and is best written front to back.
type desk struct{ records []logs.Record }

var desks = sync.Pool{New: func() any { return &desk{} }}

// bind makes a sheaf of a batch.
func (s *sheaf) bind(b *logs.Batch, ids bool) {
	var next [shardCount]uint32
	for i := range b.Records {
		next[shardOf(b.Records[i].High)]++
	}
	sum := uint32(0)
	for p, n := range next {
		next[p], sum = sum, sum+n
	}
	s.beside(b, next, ids)
	desk := desks.Get().(*desk)
	defer desks.Put(desk)
	desk.records = sized(desk.records, len(b.Records))
	sorted := desk.records
	for i := range b.Records {
		r := &b.Records[i]
		at := &next[shardOf(r.High)]
		sorted[*at] = *r
		*at++
	}
	s.records = append(s.records[:0], sorted...)
	s.ends, s.lines, s.text = next, s.lines[:0], nil
	if ids {
		s.text = slices.Clone(b.Text()) // not kept for the next use: some are long
	}
}

// beside sorts what stands beside the records, where there is any, to where they will
// be: each shard's from a place on.
func (s *sheaf) beside(b *logs.Batch, next [shardCount]uint32, ids bool) {
	s.deliveries, s.ids = s.deliveries[:0], s.ids[:0]
	if len(b.Deliveries) > 0 {
		s.deliveries = sized(s.deliveries, len(b.Records))
	}
	if ids {
		s.ids = sized(s.ids, len(b.Records))
	}
	if len(s.deliveries)+len(s.ids) == 0 {
		return
	}
	for i := range b.Records {
		at := &next[shardOf(b.Records[i].High)]
		if len(s.deliveries) > 0 {
			s.deliveries[*at] = b.Delivery(i)
		}
		if ids {
			s.ids[*at] = b.IDs[i]
		}
		*at++
	}
}

// sized returns a list of a length, the same one where it has room. What it holds is
// of no meaning.
func sized[T any](list []T, length int) []T {
	if cap(list) < length {
		return make([]T, length, length+length/8)
	}
	return list[:length]
}

// of returns where the records of a shard begin and end.
func (s *sheaf) of(shard int) (from, to uint32) {
	if shard > 0 {
		from = s.ends[shard-1]
	}
	return from, s.ends[shard]
}

// line returns the line of a record.
func (s *sheaf) line(r *logs.Record) int64 {
	if len(s.lines) > 0 {
		return s.lines[r.Line]
	}
	return s.first + int64(r.Line)
}

// A barn keeps sheaves for their next use.
type barn struct {
	sync.Mutex
	spare []*sheaf
}

func (b *barn) take() *sheaf {
	b.Lock()
	defer b.Unlock()
	if len(b.spare) == 0 {
		return &sheaf{}
	}
	last := len(b.spare) - 1
	s := b.spare[last]
	b.spare = b.spare[:last]
	return s
}

func (b *barn) give(all []*sheaf) {
	b.Lock()
	defer b.Unlock()
	b.spare = append(b.spare, all...)
}
