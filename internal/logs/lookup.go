package logs

import (
	"encoding/binary"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// What a lookup returns beside codes.
const (
	leftOut  = 0xfe // a name whose records are left out
	unmapped = 0xff // no name of the vocabulary
)

// A lookup finds the code of a name. It is a table of few entries, hashed over the
// first and the last eight bytes.
type lookup struct {
	factor  uint64 // of the hash
	entries [1 << placeBits]entry
	others  map[string]uint8 // names whose place another one has
}

const placeBits = 8

// An entry holds a name. Of up to 16 bytes, the ends say it all.
type entry struct {
	ends ends
	name string
	code uint8
}

// newLookup chooses the factor, among some, under which the fewest names meet.
func newLookup(codes map[string]uint8) (best *lookup) {
	const candidates = 64
	factor := uint64(0x9e3779b97f4a7c15)
	for range candidates {
		l := &lookup{factor: factor, others: map[string]uint8{}}
		l.fill(codes)
		if best == nil || len(l.others) < len(best.others) {
			best = l
		}
		if len(best.others) == 0 {
			break
		}
		factor = factor*0xd1342543de82ef95 + 2 // stays odd
	}
	return best
}

func (l *lookup) fill(codes map[string]uint8) {
	for _, name := range slices.Sorted(maps.Keys(codes)) {
		e := endsOf([]byte(name))
		if place := &l.entries[e.place(l.factor)]; place.name == "" {
			*place = entry{e, name, codes[name]}
		} else {
			l.others[name] = codes[name]
		}
	}
}

// holds reports that a name holds one of some characters.
func (l *lookup) holds(any string) bool {
	for _, e := range l.entries {
		if strings.ContainsAny(e.name, any) {
			return true
		}
	}
	for name := range l.others {
		if strings.ContainsAny(name, any) {
			return true
		}
	}
	return false
}

// code returns the code of a name, leftOut or unmapped.
func (l *lookup) code(name []byte) uint8 { return l.codeOf(endsOf(name), name) }

// codeOf is code for a name whose ends are known.
func (l *lookup) codeOf(ends ends, name []byte) uint8 {
	e := &l.entries[ends.place(l.factor)]
	if e.ends == ends && (len(name) <= 16 || e.name == string(name)) && e.name != "" {
		return e.code
	}
	if code, found := l.others[string(name)]; found {
		return code
	}
	return unmapped
}

// read returns the code of a name that stands at a place of a text, and where it ends:
// before a byte that no name holds. The text goes on behind that; a name at its very
// beginning is not read.
func (l *lookup) read(text []byte, at int, stop byte) (code uint8, end int) {
	if at < 8 {
		return unmapped, at
	}
	end = at + until(text[at:], stop)
	n := uint64(end - at)
	return l.codeOf(ends{
		binary.LittleEndian.Uint64(text[at:]) & (1<<(8*n) - 1), // of eight bytes and more, all
		binary.LittleEndian.Uint64(text[end-8:]) & -((7 - n) >> 63),
		n,
	}, text[at:end]), end
}

// until returns where a byte comes first in a text that has it, and many bytes more. Of
// the first sixteen, nobody can foresee which, so nothing branches on that.
func until(text []byte, stop byte) int {
	first := equal(binary.LittleEndian.Uint64(text), stop)
	second := equal(binary.LittleEndian.Uint64(text[8:]), stop)
	n := bits.TrailingZeros64(first)
	if first == 0 {
		n = 64 + bits.TrailingZeros64(second)
	}
	for at := 16; first|second == 0; at += 8 {
		second = equal(binary.LittleEndian.Uint64(text[at:]), stop)
		n = at*8 + bits.TrailingZeros64(second)
	}
	return n / 8
}

// equal sets the highest bit of every byte of a word that equals one. Borrows may have
// set others above the first.
func equal(word uint64, to byte) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	word ^= ones * uint64(to)
	return (word - ones) &^ word & highs
}

// The ends of a name are its first and its last eight bytes, which may overlap, and
// its length.
type ends struct{ first, last, length uint64 }

func endsOf(name []byte) ends {
	n := len(name)
	if n >= 8 {
		return ends{binary.LittleEndian.Uint64(name), binary.LittleEndian.Uint64(name[n-8:]), uint64(n)}
	}
	if cap(name) >= 8 { // what stands behind the name is masked out
		return ends{binary.LittleEndian.Uint64(name[:8]) & (1<<(8*n) - 1), 0, uint64(n)}
	}
	var short [8]byte
	copy(short[:], name)
	return ends{binary.LittleEndian.Uint64(short[:]), 0, uint64(n)}
}

// place hashes the ends into the table.
func (e ends) place(factor uint64) uint64 {
	return (e.first ^ bits.RotateLeft64(e.last, 29) ^ e.length) * factor >> (64 - placeBits)
}
