package logs

import (
	"encoding/binary"
	"math/bits"
)

// What a lookup returns beside codes.
const (
	leftOut  = 0xfe // a name whose records are left out
	unmapped = 0xff // no name of the vocabulary
)

// A lookup finds the code of a name. It is a table of few entries, hashed over the
// first and the last eight bytes, and compares the whole name.
type lookup struct {
	entries [512]entry
	others  map[string]uint8 // names whose place another one has
}

type entry struct {
	name string
	code uint8
}

func newLookup(codes map[string]uint8) *lookup {
	l := &lookup{others: map[string]uint8{}}
	for name, code := range codes {
		place := &l.entries[placeOf([]byte(name))]
		if place.name != "" || name == "" {
			l.others[name] = code
			continue
		}
		*place = entry{name, code}
	}
	return l
}

// code returns the code of a name, leftOut or unmapped.
func (l *lookup) code(name []byte) uint8 {
	if e := &l.entries[placeOf(name)]; e.name == string(name) && e.name != "" {
		return e.code
	}
	if code, found := l.others[string(name)]; found {
		return code
	}
	return unmapped
}

// placeOf hashes a name into the table.
func placeOf(name []byte) uint64 {
	var first, last uint64
	if n := len(name); n >= 8 {
		first = binary.LittleEndian.Uint64(name)
		last = binary.LittleEndian.Uint64(name[n-8:])
	} else {
		for _, b := range name {
			first = first<<8 | uint64(b)
		}
	}
	mixed := (first ^ bits.RotateLeft64(last, 29) ^ uint64(len(name))) * 0x9e3779b97f4a7c15
	return mixed >> (64 - 9)
}
