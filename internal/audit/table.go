package audit

import (
	"math/bits"

	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A slot is what is remembered of a subscription: 24 bytes.
type slot struct {
	high uint64
	at   int64 // the latest instant; logs.NoInstant where there was none
	low  uint32
	word uint32 // see below; zero in a slot that is free
}

// The parts of a slot's word.
const (
	wordNode       = history.MaxNodes - 1
	wordUsed       = 1 << 12
	wordFound      = 1 << 13 // a finding of the subscription stands
	wordGeneration = 1 << 14 // the generation, counted from this bit on
)

func (s *slot) node() history.Node { return history.Node(s.word & wordNode) }

func (s *slot) key() logs.Key { return logs.Key{High: s.high, Low: s.low} }

func (s *slot) generation() int { return int(s.word / wordGeneration) }

// move notes where a record led.
func (s *slot) move(e history.Edge) {
	s.word = s.word&^wordNode | uint32(e.Next())
	if e.Begins() && s.word < 0xffffffff-wordGeneration {
		s.word += wordGeneration
	}
}

// A table finds slots by key. It is cut into shards that grow each on its own, so
// that growing never needs room for two tables, and by a small part, so that little
// of it is ever free. Within a shard a slot stands at the place that its key names or
// the next free one behind it.
type table struct {
	shards  [shardCount]shard
	fetched uint64 // see touch
}

type shard struct {
	slots []slot
	used  int
}

const (
	shardBits  = 8
	shardCount = 1 << shardBits
	smallShard = 5000 // up to here a shard grows faster than it has to
)

// home returns the shard of a key, and the place there that the key names.
func (t *table) home(k logs.Key) (*shard, uint64) {
	s := &t.shards[k.High>>(64-shardBits)]
	place, _ := bits.Mul64(k.High<<shardBits, uint64(len(s.slots)))
	return s, place
}

// ahead is how many slots are looked up together.
const ahead = 32

// A reach holds where the search for each of the next slots begins.
type reach [ahead]struct {
	in    *shard
	place uint32
}

// touch finds out where the keys of records point to, and has the processor fetch
// that from memory, with what stands right behind. Looked up one after the other, each
// would be waited for; some dozens at a time come together.
func (t *table) touch(records []logs.Record, r *reach) {
	fetched := uint64(0)
	for i := range records {
		in, place := t.home(records[i].Key)
		r[i%ahead].in, r[i%ahead].place = in, uint32(place)
		if place+2 < uint64(len(in.slots)) {
			near := in.slots[place : place+3]
			fetched += near[0].high + near[2].high
		}
	}
	t.fetched = fetched
}

// near returns the slot of a record that was touched, unless it stands far from where
// its key points to, or is new.
func (r *reach) near(i int, of *logs.Record) *slot {
	in, place := r[i%ahead].in.slots, uint64(r[i%ahead].place)
	for end := place + 3; place < end && place < uint64(len(in)); place++ {
		if s := &in[place]; s.is(of.Key) {
			return s
		}
	}
	return nil
}

// is reports that a slot is a key's.
func (s *slot) is(k logs.Key) bool { return s.high == k.High && s.low == k.Low && s.word != 0 }

// slot returns the slot of a key, a new one where it is new: then its word is zero
// but for wordUsed, and fresh is true. The pointer is good until the next call.
func (t *table) slot(k logs.Key) (s *slot, fresh bool) {
	if s = t.find(k); s != nil {
		return s, false
	}
	return t.insert(&t.shards[k.High>>(64-shardBits)], k), true
}

// find returns the slot of a key; nil where there is none.
func (t *table) find(k logs.Key) *slot {
	in, place := t.home(k)
	for in.used > 0 && in.slots[place].word != 0 {
		if s := &in.slots[place]; s.is(k) {
			return s
		}
		if place++; place == uint64(len(in.slots)) {
			place = 0
		}
	}
	return nil
}

// insert adds a key that is not there.
func (t *table) insert(in *shard, k logs.Key) *slot {
	if in.used*5 >= len(in.slots)*4 {
		t.grow(in)
	}
	in.used++
	s := t.vacant(k)
	*s = slot{k.High, logs.NoInstant, k.Low, wordUsed}
	return s
}

// vacant returns the slot that a new key takes.
func (t *table) vacant(k logs.Key) *slot {
	in, place := t.home(k)
	for in.slots[place].word != 0 {
		if place++; place == uint64(len(in.slots)) {
			place = 0
		}
	}
	return &in.slots[place]
}

// grow gives a shard more room.
func (t *table) grow(in *shard) {
	old := in.slots
	size := len(old) + len(old)/8
	if len(old) < smallShard {
		size = 16 + len(old)*3/2
	}
	in.slots = make([]slot, size)
	for i := range old {
		if old[i].word != 0 {
			*t.vacant(old[i].key()) = old[i]
		}
	}
}

// len returns how many keys there are.
func (t *table) len() (n int64) {
	for i := range t.shards {
		n += int64(t.shards[i].used)
	}
	return n
}

// all yields every slot, in an order that depends on the keys alone where their number
// does.
func (t *table) all(yield func(*slot) bool) {
	for i := range t.shards {
		for j := range t.shards[i].slots {
			if s := &t.shards[i].slots[j]; s.word != 0 && !yield(s) {
				return
			}
		}
	}
}
