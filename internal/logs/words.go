package logs

import "encoding/binary"

// Texts are searched eight bytes at a time: a word has the highest bit of each byte
// set that is looked for. Borrows may have set others above the first.
const ones, highs = 0x0101010101010101, 0x8080808080808080

// word reads eight bytes, the first one lowest.
func word(text []byte) uint64 { return binary.LittleEndian.Uint64(text) }

// equal finds the bytes that equal one, which is given eight times.
func equal(word, to uint64) uint64 {
	word ^= to
	return (word - ones) &^ word & highs
}

// below finds the bytes below one, which is given eight times, of those below 0x80.
func below(word, bound uint64) uint64 { return (word - bound) &^ word & highs }

// first returns how many bytes come before the first one that was found.
func first(found uint64) uint32 { return uint32((found-1)&^found&ones*ones>>56) - 1 }
