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
	entries [512]entry
	others  map[string]uint8 // names whose place another one has
}

// An entry holds a name. Of up to 16 bytes, the ends say it all.
type entry struct {
	ends ends
	name string
	code uint8
}

func newLookup(codes map[string]uint8) *lookup {
	l := &lookup{others: map[string]uint8{}}
	for _, name := range slices.Sorted(maps.Keys(codes)) {
		e := endsOf([]byte(name))
		if place := &l.entries[e.place()]; place.name == "" {
			*place = entry{e, name, codes[name]}
		} else {
			l.others[name] = codes[name]
		}
	}
	return l
}

// holds reports that a name holds a byte.
func (l *lookup) holds(b byte) bool {
	for _, e := range l.entries {
		if strings.IndexByte(e.name, b) >= 0 {
			return true
		}
	}
	for name := range l.others {
		if strings.IndexByte(name, b) >= 0 {
			return true
		}
	}
	return false
}

// code returns the code of a name, leftOut or unmapped.
func (l *lookup) code(name []byte) uint8 {
	ends := endsOf(name)
	e := &l.entries[ends.place()]
	if e.ends == ends && (len(name) <= 16 || e.name == string(name)) && e.name != "" {
		return e.code
	}
	if code, found := l.others[string(name)]; found {
		return code
	}
	return unmapped
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
func (e ends) place() uint64 {
	return (e.first ^ bits.RotateLeft64(e.last, 29) ^ e.length) * 0x9e3779b97f4a7c15 >> (64 - 9)
}
