package logs

import (
	"maps"
	"math/bits"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// A share is what a name adds to the symbol of its record; or one of these, which are
// greater than all symbols.
type share = history.Symbol

const (
	leftOut  share = 0xfe // the name's records are left out
	unmapped share = 0xff // the name is none of the vocabulary
)

// The shares of columns that tell nothing, and the symbol of records that tell nothing.
var (
	noEvent = history.SymbolOf(history.NoEvent, 0)
	noState = history.SymbolOf(0, history.NoState)
	nothing = noEvent + noState
)

// A lookup finds the share of a name. It is a table of few entries for short names, and
// a map for the others.
type lookup struct {
	factor  uint64 // of the hash
	entries [1 << placeBits]entry
	others  map[string]share // long names, and those whose place another one has
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
	name  name
	size  uint8
	share share
}

const free = maxShort + 1

// newLookup chooses the factor, among some, under which the fewest names meet.
func newLookup(shares map[string]share) (best *lookup) {
	const candidates = 64
	factor := uint64(0x9e3779b97f4a7c15)
	names := slices.Sorted(maps.Keys(shares))
	for range candidates {
		l := &lookup{factor: factor, others: map[string]share{}, names: names}
		l.fill(shares)
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

func (l *lookup) fill(shares map[string]share) {
	for i := range l.entries {
		l.entries[i].size = free
	}
	for _, text := range l.names {
		if n, short := shortName([]byte(text)); !short || l.entries[n.place(l.factor)].size != free {
			l.others[text] = shares[text]
		} else {
			l.entries[n.place(l.factor)] = entry{n, uint8(len(text)), shares[text]}
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

// share returns the share of a name.
func (l *lookup) share(text []byte) share {
	if n, short := shortName(text); short {
		if e := &l.entries[n.place(l.factor)]; e.name == n && int(e.size) == len(text) {
			return e.share
		}
	}
	if s, found := l.others[string(text)]; found {
		return s
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

// column finds the names in a column of a strip, and has its records tell them.
func (l *lookup) column(s *strip, f *field) {
	f.find(s, &s.places)
	for i := l.known(s, 0); i < s.lines; i = l.known(s, i+1) {
		s.tell(i, l.share(s.in(s.places[i])))
	}
}

// known has the records from one on tell the names that stand in the table, as far as
// they do; it returns the first one whose name does not.
func (l *lookup) known(s *strip, from int) int {
	text, places := s.text, s.places[:s.lines]
	for i := from; i < len(places); i++ {
		size := places[i].to - places[i].from
		mask, here := &masks[min(size, maxShort)], text.at(places[i].from)
		n := name{word(here[:]) & mask[0], word(here[8:]) & mask[1], word(here[16:]) & mask[2]}
		e := &l.entries[n.place(l.factor)]
		if e.name != n || uint32(e.size) != size {
			return i
		}
		s.tell(i, e.share)
	}
	return len(places)
}

// tell has a record tell a share more.
func (s *strip) tell(i int, more share) {
	if more >= leftOut {
		s.spoil(i)
	}
	s.records[i].Symbol += more
}
