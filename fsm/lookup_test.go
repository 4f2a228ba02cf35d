package fsm

import "testing"

// TestTheFactorsFit: the factors that the lookups begin with are those they end
// with, so that no program waits for a search.
func TestTheFactorsFit(t *testing.T) {
	for what, l := range map[string]struct {
		found  *lookup
		factor uint32
	}{
		"states": {stateLookup, newLookup(1, Sources()).factor},
		"events": {eventLookup, newLookup(1, Events()).factor},
	} {
		if l.found.factor != l.factor {
			t.Errorf("%s: the search begins at another factor than %d", what, l.factor)
		}
	}
}
