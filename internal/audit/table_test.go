package audit

import (
	"math/rand/v2"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/logs"
)

// TestTable: a table finds every key that it was given, with what was kept under it,
// and no other.
func TestTable(t *testing.T) {
	draw := rand.New(rand.NewPCG(1, 2))
	var keys []logs.Key
	for range 20_000 {
		k := logs.Key{High: draw.Uint64(), Low: uint16(draw.Uint32())}
		keys = append(keys, k, logs.Key{High: k.High, Low: k.Low + 1}) // which stands beside it
	}
	keys = append(keys, logs.Key{}) // as free slots have
	var in table
	for i, k := range keys {
		if in.find(k) != nil {
			t.Fatalf("key %d is found before it is there", i)
		}
		s, fresh, _ := in.slot(k)
		if !fresh || s.key() != k {
			t.Fatalf("key %d: fresh %t, %v", i, fresh, s.key())
		}
		s.setAt(int64(i))
	}
	for i, k := range keys {
		again, fresh, _ := in.slot(k)
		if s := in.find(k); s != again || fresh || s.key() != k || s.at() != int64(i) {
			t.Fatalf("key %d is not found as it was left", i)
		}
	}
	if in.len() != int64(len(keys)) {
		t.Errorf("%d keys, want %d", in.len(), len(keys))
	}
}
