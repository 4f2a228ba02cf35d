package audit

import (
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A folder folds windows, shard by shard. Each goroutine has its own.
type folder struct {
	automaton  *history.Automaton
	subs, seen *table
	cells      [][256]cell     // by node and symbol
	rounds     map[*cell]int64 // how often a count began anew
	duplicates int64
	verdicts   []verdict
	swept      byte // of no meaning
}

// A cell is what becomes of a symbol in a node, and how many records that was.
type cell struct {
	edge  history.Edge
	count uint32
}

func newFolder(a *history.Automaton, subs, seen *table) *folder {
	f := &folder{automaton: a, subs: subs, seen: seen, cells: make([][256]cell, a.Nodes()), rounds: map[*cell]int64{}}
	for n, row := range a.Rows() {
		for symbol, edge := range row {
			f.cells[n][symbol].edge = edge
		}
	}
	return f
}

// count counts a record.
func (f *folder) count(c *cell) {
	if c.count++; c.count == 0 {
		f.rounds[c]++
	}
}

// counted returns how many records there were.
func (f *folder) counted(c *cell) int64 { return f.rounds[c]<<32 + int64(c.count) }

// A verdict is what there is to tell of a record.
type verdict struct {
	sheaf, record uint32 // which one: a place in the window, and a place there
	line          uint32 // of the sheaf
	node          history.Node
	generation    uint16
	latest        int64 // of a late record, what it lies behind
	kind          verdictKind
	follows       bool
}

// What is told of one record, in this order.
type verdictKind uint8

const (
	verdictForeign verdictKind = iota // it is of another kind than the log
	verdictLate
	verdictFinding
)

// window folds the shards of a window that nobody else does.
func (f *folder) window(w *window) {
	for n := int(w.shards.Add(1)) - 1; n < shardCount; n = int(w.shards.Add(1)) - 1 {
		f.shard(w, n)
	}
}

// shard folds the records of a shard.
func (f *folder) shard(w *window, number int) {
	in := &f.subs.shards[number]
	f.fetch(w, in)
	for n, sheaf := range w.sheaves {
		from, to := sheaf.of(number)
		for from < to {
			next := min(from+group, to)
			f.some(in, sheaf, uint32(n), from, next)
			from = next
		}
	}
}

// some folds up to a group of records of a shard. The usual record, which a
// subscription that is known can have and which is not late, is judged here;
// [folder.judge] does the others.
func (f *folder) some(in *shard, from *sheaf, n, first, end uint32) {
	cells, records, usual := f.cells, from.records[first:end], len(from.deliveries) == 0
	var slots [group]*slot
	in.findAll(records, slots[:])
	for i := range records {
		r, s := &records[i], slots[i]
		if s != nil && usual {
			if c := &cells[s.node()][r.Symbol]; c.edge.Possible() && r.At >= s.at() {
				f.count(c)
				s.move(r.At, c.edge)
				continue
			}
		}
		if grown := f.judge(from, n, first+uint32(i), s); grown {
			in.findAll(records[i+1:], slots[i+1:])
		}
	}
}

// fetch has the processor read a shard into its cache, front to back, which is by far
// the quickest way; unless the window would use little of it.
func (f *folder) fetch(w *window, in *shard) {
	if w.records/shardCount < len(in.buckets)/3 {
		return
	}
	sum := byte(0)
	for i := range in.buckets {
		sum += in.buckets[i].rest
	}
	f.swept = sum
}

// judge judges any record. The slot is nil where the subscription was not known yet;
// grown says that no slot is any more where it was.
func (f *folder) judge(from *sheaf, n, i uint32, s *slot) (grown bool) {
	r := &from.records[i]
	tell := verdict{sheaf: n, record: i, line: r.Line}
	if !f.automaton.Edge(0, r.Symbol).Known() {
		tell.kind = verdictForeign
		f.verdicts = append(f.verdicts, tell)
		return false
	}
	if s == nil {
		s, _, grown = f.subs.slot(r.Key())
	}
	if len(from.deliveries) > 0 && f.again(r, from.deliveries[i]) {
		return grown
	}
	c := &f.cells[s.node()][r.Symbol]
	f.count(c)
	if r.At < s.at() {
		tell.kind, tell.latest = verdictLate, s.at()
		f.verdicts = append(f.verdicts, tell)
	}
	if !c.edge.Possible() {
		tell.kind, tell.node, tell.generation, tell.follows = verdictFinding, s.node(), uint16(s.generation()), s.word()&wordFound != 0
		f.verdicts = append(f.verdicts, tell)
		s.setWord(s.word() | wordFound)
	}
	s.move(max(s.at(), r.At), c.edge)
	return grown
}

// again reports a delivery that was seen before, and counts it.
func (f *folder) again(r *logs.Record, delivery logs.Key) bool {
	if delivery == (logs.Key{}) {
		return false
	}
	_, fresh, _ := f.seen.slot(deliveryKey(r.Key(), delivery))
	if !fresh {
		f.duplicates++
	}
	return !fresh
}

// deliveryKey is the fingerprint of a delivery: its id is one of its subscription
// alone. It stands in the shard that has the subscription's number.
func deliveryKey(subscription, delivery logs.Key) logs.Key {
	const inShard = 1<<(64-shardBits) - 1
	mixed := delivery.High ^ subscription.High*0x9e3779b97f4a7c15
	return logs.Key{High: mixed&inShard | subscription.High&^uint64(inShard), Low: delivery.Low ^ subscription.Low}
}
