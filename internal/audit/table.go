package audit

import (
	"encoding/binary"
	"math/bits"

	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A slot is what is remembered of a subscription, little-endian and without a gap, so
// that three of them fit into what a processor fetches from memory at once:
//
//	its key (8 and 2 bytes), the latest instant (8), a word (3)
//
// The word is zero in a slot that is free, and the instant is logs.NoInstant where
// there was none.
type slot [keySize + 11]byte

// keySize is how many bytes a key has where it is written down.
const keySize = 10

// appendKey writes a key.
func appendKey(text []byte, k logs.Key) []byte {
	return binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint64(text, k.High), k.Low)
}

// keyIn reads what appendKey writes.
func keyIn(text []byte) logs.Key {
	return logs.Key{High: binary.LittleEndian.Uint64(text), Low: binary.LittleEndian.Uint16(text[8:])}
}

// The parts of a slot's word.
const (
	wordNode       = history.MaxNodes - 1
	wordUsed       = 1 << 12
	wordFound      = 1 << 13 // a finding of the subscription stands
	wordGeneration = 1 << 14 // the generation, counted from this bit on
	wordEnd        = 1 << 24
)

func (s *slot) key() logs.Key { return keyIn(s[:]) }

func (s *slot) high() uint64 { return binary.LittleEndian.Uint64(s[:]) }

func (s *slot) low() uint16 { return binary.LittleEndian.Uint16(s[8:]) }

func (s *slot) at() int64 { return int64(binary.LittleEndian.Uint64(s[10:])) }

func (s *slot) word() uint32 { return binary.LittleEndian.Uint32(s[17:]) >> 8 }

func (s *slot) node() history.Node { return history.Node(s.word() & wordNode) }

func (s *slot) generation() int { return int(s.word() / wordGeneration) }

func (s *slot) setAt(at int64) { binary.LittleEndian.PutUint64(s[10:], uint64(at)) }

func (s *slot) setWord(w uint32) { binary.LittleEndian.PutUint32(s[17:], uint32(s[17])|w<<8) }

// move notes the latest instant, and where a record led.
func (s *slot) move(at int64, e history.Edge) {
	w := s.word()&^wordNode | uint32(e.Next())
	if e.Begins() && w < wordEnd-wordGeneration {
		w += wordGeneration
	}
	binary.LittleEndian.PutUint32(s[17:], w<<8) // and a byte of the instant, which comes next
	s.setAt(at)
}

// A bucket holds slots, the used ones first. It is 64 bytes, as a line of a cache is.
type bucket struct {
	slots [perBucket]slot
	rest  byte // of no meaning
}

// full reports that no slot is free.
func (b *bucket) full() bool { return b.slots[perBucket-1].word() != 0 }

const (
	perBucket = 3
	perPage   = 4096 / 64 // buckets in a page of memory
)

// A table finds slots by key. It is cut into shards that grow each on its own, so
// that growing never needs room for two tables, and by a small part, so that little
// of it is ever free. Within a shard a slot stands in the bucket that its key names
// or, where that is full, in the next one that is not.
type table struct {
	shards [shardCount]shard
}

type shard struct {
	buckets []bucket
	used    int // slots
}

// A shard stays in a processor's cache while it is worked on, up to some millions of
// subscriptions.
const (
	shardBits  = 7
	shardCount = 1 << shardBits
	smallShard = 3000 // buckets; up to here a shard grows faster than it has to
)

// shardOf returns the number of the shard that has a key.
func shardOf(high uint64) uint64 { return high >> (64 - shardBits) }

// shard returns the shard that has a key.
func (t *table) shard(high uint64) *shard { return &t.shards[shardOf(high)] }

// home returns the bucket that a key of the shard names, of so many.
func home(high uint64, buckets int) uint64 {
	place, _ := bits.Mul64(high<<shardBits, uint64(buckets))
	return place
}

// find returns the slot of a key; nil where there is none.
func (t *table) find(k logs.Key) *slot {
	found := make([]*slot, 1)
	t.shard(k.High).findAll([]logs.Record{{High: k.High, Low: k.Low}}, found)
	return found[0]
}

// group is how many slots are looked for at once. The processor fetches them side by
// side; looked for one after the other, each would be waited for.
const group = 64

// findAll finds the slots of up to a group of records of the shard; nil where there is
// none. They are good until the shard grows.
func (in *shard) findAll(records []logs.Record, found []*slot) {
	buckets := in.buckets
	found = found[:len(records)]
	if len(buckets) == 0 {
		clear(found)
		return
	}
	for i := range records {
		r := &records[i]
		place := home(r.High, len(buckets))
		s := buckets[place].likely(r.High)
		if s.high() != r.High || s.low() != r.Low || s.word() == 0 {
			s = in.known(r.Key(), place)
		}
		found[i] = s
	}
}

// likely returns the slot of a key that begins so, if the bucket has it. Which of the
// three it is nobody can foresee, so nothing branches on that.
func (b *bucket) likely(high uint64) *slot {
	not0, not1 := 0, 0
	if b.slots[0].high() != high {
		not0 = 1
	}
	if b.slots[1].high() != high {
		not1 = 1
	}
	return &b.slots[not0+not0&not1]
}

// slot returns the slot of a key, a new one where it is new: then its word is wordUsed
// and fresh is true. The pointer is good until the table grows.
func (t *table) slot(k logs.Key) (s *slot, fresh, grown bool) {
	in := t.shard(k.High)
	if s = in.probe(k, home(k.High, len(in.buckets))); s != nil && s.word() != 0 {
		return s, false, false
	}
	if in.used*4 >= len(in.buckets)*perBucket*3 {
		grown = true
		in.grow()
		s = in.probe(k, home(k.High, len(in.buckets)))
	}
	in.used++
	appendKey(s[:0], k)
	s.setAt(logs.NoInstant)
	s.setWord(wordUsed)
	return s, true, grown
}

// known returns the slot of a key; nil where there is none.
func (in *shard) known(k logs.Key, place uint64) *slot {
	for range in.buckets {
		b := &in.buckets[place]
		if s := b.likely(k.High); s.high() == k.High {
			if s.key() == k && s.word() != 0 {
				return s
			}
			if s = in.probe(k, place); s != nil && s.word() != 0 { // beside another that begins so
				return s
			}
			return nil
		}
		if !b.full() {
			return nil
		}
		place = in.next(place)
	}
	return nil
}

// next returns the bucket behind one.
func (in *shard) next(place uint64) uint64 {
	if place++; place < uint64(len(in.buckets)) {
		return place
	}
	return 0
}

// probe returns the slot of a key, or the free one that it would take; nil where no
// slot is free.
func (in *shard) probe(k logs.Key, place uint64) *slot {
	for range in.buckets {
		b := &in.buckets[place]
		for i := range b.slots {
			if s := &b.slots[i]; s.word() == 0 || s.key() == k {
				return s
			}
		}
		place = in.next(place)
	}
	return nil
}

// grow gives a shard more room.
func (in *shard) grow() {
	old := *in
	size := len(old.buckets) + len(old.buckets)/8
	if len(old.buckets) < smallShard {
		size = 6 + len(old.buckets)*3/2
	}
	in.buckets = make([]bucket, size)
	for i := 0; i < size; i += perPage { // read first, a page would be got ready twice
		in.buckets[i].rest = 0
	}
	for s := range old.all {
		*in.probe(s.key(), home(s.high(), size)) = *s
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
		for s := range t.shards[i].all {
			if !yield(s) {
				return
			}
		}
	}
}

func (in *shard) all(yield func(*slot) bool) {
	for i := range in.buckets {
		for j := range in.buckets[i].slots {
			if s := &in.buckets[i].slots[j]; s.word() != 0 && !yield(s) {
				return
			}
		}
	}
}
