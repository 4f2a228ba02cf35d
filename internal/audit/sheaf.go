package audit

import (
	"slices"
	"sync"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A part is a stretch of the table that stays in a processor's cache while it is
// worked on, up to some millions of subscriptions: a few of its shards.
const (
	partBits = 7
	parts    = 1 << partBits
	perPart  = shardCount / parts
)

// partOf returns the part that holds a subscription.
func partOf(r *logs.Record) uint64 { return r.High >> (64 - partBits) }

// A sheaf is what is left of a batch to be folded: its records by part, and in each
// part in their order.
type sheaf struct {
	file  int
	first int64   // the line that it begins at
	lines []int64 // by Record.Line, where that does not count from the first

	records    []logs.Record
	ends       [parts]uint32 // of each part in records
	deliveries []logs.Key    // of the records; empty where the log has none
	text       []byte        // holds the identifiers, where they will be told
	ids        []logs.ID     // of the records, in text
}

// A desk is where records are sorted. Its memory is at hand in a processor's cache, where
// that of a sheaf is not, and is best written front to back.
type desk struct{ records []logs.Record }

var desks = sync.Pool{New: func() any { return &desk{} }}

// bind makes a sheaf of a batch.
func (s *sheaf) bind(b *logs.Batch, ids bool) {
	var next [parts]uint32
	for i := range b.Records {
		next[partOf(&b.Records[i])]++
	}
	sum := uint32(0)
	for p, n := range next {
		next[p], sum = sum, sum+n
	}
	desk := desks.Get().(*desk)
	defer desks.Put(desk)
	desk.records = sized(desk.records, len(b.Records))
	sorted := desk.records
	s.deliveries, s.ids = s.deliveries[:0], s.ids[:0]
	if ids {
		s.ids = sized(s.ids, len(b.Records))
	}
	if len(b.Deliveries) > 0 {
		s.deliveries = sized(s.deliveries, len(b.Records))
	}
	for i := range b.Records {
		r := &b.Records[i]
		at := &next[partOf(r)]
		sorted[*at] = *r
		if len(s.deliveries) > 0 {
			s.deliveries[*at] = b.Delivery(i)
		}
		if ids {
			s.ids[*at] = b.IDs[i]
		}
		*at++
	}
	s.records = append(s.records[:0], sorted...)
	s.ends, s.lines, s.text = next, s.lines[:0], nil
	if ids {
		s.text = slices.Clone(b.Text()) // not kept for the next use: some are long
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

// part returns where the records of a part begin and end.
func (s *sheaf) part(p int) (from, to uint32) {
	if p > 0 {
		from = s.ends[p-1]
	}
	return from, s.ends[p]
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
