package logs

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// TestKeys: identifiers of every size have the keys in a strip that they have alone.
func TestKeys(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	s := &strip{text: &window{}, lines: stripLines}
	for size := range 3 * mostUsualID {
		at := 0
		for i := range s.lines {
			for n := at; n < at+size; n++ {
				s.text[n] = byte(draw.Uint32())
			}
			s.ids[i] = ID{uint32(at), uint32(at + size)}
			at += size + i%3
		}
		done, usual := s.keys(0), size >= 17 && size <= 32
		if want := map[bool]int{true: s.lines}[usual]; done != want {
			t.Fatalf("%d bytes: %d keys of %d, want %d", size, done, s.lines, want)
		}
		for i := range done {
			id := s.ids[i].In(s.text[:])
			if got, want := s.records[i].Key(), KeyOf(id); got != want {
				t.Fatalf("%q: %v, want %v", id, got, want)
			}
		}
	}
}

// TestKeyOf: keys are what xxhsum -H2 prints, but for six bytes that are cut off. States
// are kept, and continued by later versions.
func TestKeyOf(t *testing.T) {
	for id, want := range map[string]Key{
		"a":                                    {0xa96faf705af16834, 0x4e1f},
		"sub-17":                               {0xccefca2c75684633, 0x54c8},
		"sub-1234567":                          {0x203d775aa5fd8a53, 0x2e65},
		"sub-0a843e53e975d46e":                 {0x95eac90b1018e857, 0x9321},
		"an id of a few more bytes than usual": {0x2eb67f6b3b786d7a, 0x3c8d},
		strings.Repeat("x", 100):               {0xadd9998d55ed3962, 0xc094},
		strings.Repeat("y", 300):               {0xa3933e7f9f1e57e0, 0x2ee0},
	} {
		if got := KeyOf([]byte(id)); got != want {
			t.Errorf("%q: %#x, want %#x", id, got, want)
		}
	}
}
