package simulate

// A noise is a source of numbers that are looked up, not drawn: the same place always
// has the same number. What is done to a log on its way comes from there, so that the
// lives in it stay what they are.
type noise uint64

// What is looked up.
const (
	noiseLife uint64 = iota
	noiseID
	noiseFaulty
	noiseFaultTime
	noiseFaultKind
	noiseDuplicate
	noiseDuplicateTime
	noiseReorder
	noiseReorderTime
)

// mix maps a number to another one, never two to the same; the finaliser of
// [Steele14].
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// key is a number of the seed's own for what is looked up.
func (n noise) key(what uint64) uint64 {
	return mix(mix(uint64(n)+0x9e3779b97f4a7c15) + what*0x9e3779b97f4a7c15)
}

// at looks up a number, by a subscription and a record of it.
func (n noise) at(what uint64, index, record uint32) uint64 {
	return mix(n.key(what) ^ mix(uint64(index)<<32|uint64(record)))
}

// fraction looks up a number from 0 to 1, less than 1.
func (n noise) fraction(what uint64, index, record uint32) float64 {
	return float64(n.at(what, index, record)>>11) / (1 << 53)
}

// id is a subscription's number in its identifier: no two have the same.
func (n noise) id(index uint32) uint64 { return mix(n.key(noiseID) ^ uint64(index)) }

// delivery is a record's number in the id of its delivery: no two have the same.
func (n noise) delivery(index, record uint32) uint64 {
	return mix(n.key(noiseDuplicate) + 1 ^ (uint64(index)<<32 | uint64(record)))
}
