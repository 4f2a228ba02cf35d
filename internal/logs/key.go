package logs

import (
	"cmp"
	"math/bits"

	"github.com/zeebo/xxh3"
)

// A Key is the 80-bit fingerprint of an identifier: the same on every machine, and
// in every process. Among n subscriptions two have the same with a chance of about
// n squared in 2^81: 4e-13 for a million, 4e-7 for a thousand million. The hash is
// XXH3, no cryptographic one: who chooses identifiers freely can make a pair.
type Key struct {
	High uint64
	Low  uint16
}

// Compare orders keys.
func (k Key) Compare(o Key) int {
	return cmp.Or(cmp.Compare(k.High, o.High), cmp.Compare(k.Low, o.Low))
}

// KeyOf returns the fingerprint of an identifier.
func KeyOf(id []byte) Key {
	sum := xxh3.Hash128(id)
	return Key{sum.Hi, uint16(sum.Lo)}
}

// What XXH3 mixes texts of up to 32 bytes with: the beginning of its secret, and its
// factors, by the names that they have in its description (xxHash, doc/xxhash_spec.md).
// They are variables: a constant of eight bytes would be made anew for each text.
var xxh = struct{ secret0, secret8, secret16, secret24, prime1, prime2, prime4, primeMix1 uint64 }{
	0xbe4ba423396cfeb8, 0x1cad21f72c81017c, 0xdb979083e96dd4de, 0x1f67b3b7a4a44072,
	0x9e3779b185ebca87, 0xc2b2ae3d27d4eb4f, 0x85ebca77c2b2ae63, 0x165667919e3779f9,
}

// The usual identifier has so many bytes: two words from its beginning and two before
// its end hold all of it.
const (
	leastUsualID = 17
	mostUsualID  = 32
)

// keys makes keys of the identifiers from one on that are of the usual size, as [KeyOf]
// does; it returns the first one that is not.
func (s *strip) keys(from int) int {
	text, ids := s.text, s.ids[:s.lines]
	records := s.records[:len(ids)]
	for i := from; i < len(ids); i++ {
		size := uint64(ids[i].to - ids[i].from)
		if size-leastUsualID > mostUsualID-leastUsualID {
			return i
		}
		begin, end := text.at(ids[i].from), text.at(ids[i].to-16)
		first, second, third, fourth := word(begin[:]), word(begin[8:]), word(end[:]), word(end[8:])
		low := size*xxh.prime1 + mix(first^xxh.secret0, second^xxh.secret8) ^ (third + fourth)
		high := mix(third^xxh.secret16, fourth^xxh.secret24) ^ (first + second)
		r := &records[i]
		r.High = -avalanche(low*xxh.prime1 + high*xxh.prime4 + size*xxh.prime2)
		r.Low = uint16(avalanche(low + high))
	}
	return len(ids)
}

// mix multiplies, and folds the product.
func mix(x, y uint64) uint64 {
	high, low := bits.Mul64(x, y)
	return high ^ low
}

// avalanche has every bit depend on the ones above it.
func avalanche(x uint64) uint64 {
	x ^= x >> 37
	x *= xxh.primeMix1
	return x ^ x>>32
}
