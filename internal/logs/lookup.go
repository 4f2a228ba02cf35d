package logs

import (
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

// A lookup finds the code of a name. It is a table of few entries for short names, and
// a map for the others.
type lookup struct {
	factor  uint64 // of the hash
	entries [1 << placeBits]entry
	others  map[string]uint8 // long names, and those whose place another one has
	names   []string         // all of them
}

const placeBits = 8

// maxShort is how many bytes a name may have to be short: with what ends it, it fits
// into the words of a name.
const maxShort = 23

// A name is a short one, filled up with zeros.
type name [3]uint64

// place hashes a name into the table.
func (n *name) place(factor uint64) uint64 {
	return (n[0] ^ bits.RotateLeft64(n[1], 29) ^ bits.RotateLeft64(n[2], 47)) * factor >> (64 - placeBits)
}

// An entry holds a short name; one that is free holds none of any size.
type entry struct {
	name name
	size uint8
	code uint8
}

const free = maxShort + 1

// newLookup chooses the factor, among some, under which the fewest names meet.
func newLookup(codes map[string]uint8) (best *lookup) {
	const candidates = 64
	factor := uint64(0x9e3779b97f4a7c15)
	names := slices.Sorted(maps.Keys(codes))
	for range candidates {
		l := &lookup{factor: factor, others: map[string]uint8{}, names: names}
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
	for i := range l.entries {
		l.entries[i].size = free
	}
	for _, text := range l.names {
		if n, short := shortName([]byte(text)); !short || l.entries[n.place(l.factor)].size != free {
			l.others[text] = codes[text]
		} else {
			l.entries[n.place(l.factor)] = entry{n, uint8(len(text)), codes[text]}
		}
	}
}

// holds reports that a name holds one of some characters.
func (l *lookup) holds(any string) bool {
	return slices.ContainsFunc(l.names, func(name string) bool { return strings.ContainsAny(name, any) })
}

// shortName returns a text as a name, unless it is too long.
func shortName(text []byte) (n name, short bool) {
	var room [24]byte
	if copy(room[:], text); len(text) > maxShort {
		return n, false
	}
	return name{word(room[:]), word(room[8:]), word(room[16:])}, true
}

// code returns the code of a name, leftOut or unmapped.
func (l *lookup) code(text []byte) uint8 {
	if n, short := shortName(text); short {
		if e := &l.entries[n.place(l.factor)]; e.name == n && int(e.size) == len(text) {
			return e.code
		}
	}
	if code, found := l.others[string(text)]; found {
		return code
	}
	return unmapped
}

// masks keep so many bytes of a name.
var masks = func() (all [maxShort + 1]name) {
	for size := range all {
		for i := range size {
			all[size][i/8] |= 0xff << (i % 8 * 8)
		}
	}
	return all
}()

// column finds the codes of the names in a column of a strip.
func (l *lookup) column(s *strip, f *field, codes *[stripLines]uint8) {
	text, at := s.text, s.at[:s.lines]
	next, found := s.begins[1:][:len(at)], codes[:len(at)]
	for i, from := range at {
		ok := f.before.on(text.at(from))
		from += f.before.size
		to := next[i] - f.after
		if !ok || from > to {
			s.spoil(i)
			continue
		}
		if f.after == 0 {
			to = f.until(text, from)
		}
		size := to - from
		mask, here := &masks[min(size, maxShort)], text.at(from)
		n := name{word(here[:]) & mask[0], word(here[8:]) & mask[1], word(here[16:]) & mask[2]}
		e := &l.entries[n.place(l.factor)]
		code := e.code
		if e.name != n || uint32(e.size) != size {
			code = l.code(text[from:to])
		}
		if code >= leftOut {
			s.spoil(i)
		}
		found[i], at[i] = code, to
	}
}
