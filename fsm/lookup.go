package fsm

// A lookup finds a name's place in a short list without hashing the whole name:
// its length and two of its letters tell the vocabulary's names apart. A step
// over names spends most of its time here, and this is several times faster than
// a map; BenchmarkTableStep shows it.
type lookup struct {
	factor uint32
	short  [3]uint8 // the places of names too short for the slots
	slots  [128]struct {
		name  string
		place uint8
	}
}

// unlisted is the place of every name that is not listed.
const unlisted = 31

// newLookup searches the factor that gives every name a slot of its own, from one
// that was found before: the search takes milliseconds, and every program that
// imports the package would wait for it.
func newLookup[N ~string](factor uint32, names []N) *lookup {
	l := &lookup{factor: factor}
	for !fill(l, names) {
		l.factor += 2
		if l.factor > 1<<24 {
			panic("fsm: two names of the vocabulary look alike to the lookup")
		}
	}
	return l
}

// fill gives the names their slots and reports whether they do not collide.
func fill[N ~string](l *lookup, names []N) bool {
	l.short = [3]uint8{unlisted, unlisted, unlisted}
	clear(l.slots[:])
	for i, name := range names {
		if name == "" {
			l.short[0] = uint8(i)
			continue
		}
		slot := &l.slots[l.slot(string(name))]
		if slot.name != "" {
			return false
		}
		slot.name, slot.place = string(name), uint8(i)
	}
	return true
}

// slot hashes a name of three bytes or more.
func (l *lookup) slot(name string) uint32 {
	return (uint32(len(name))<<16 | uint32(name[0])<<8 | uint32(name[len(name)-3])) * l.factor >> 25
}

// place returns the name's place in the list, or unlisted.
func (l *lookup) place(name string) uint8 {
	if len(name) < 3 {
		return l.short[len(name)]
	}
	if slot := &l.slots[l.slot(name)]; slot.name == name {
		return slot.place
	}
	return unlisted
}
