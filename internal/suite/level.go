package suite

// The sizes of the last two levels.
const (
	Deepest    = 3 // k of the accepted chains
	walks      = 200
	walkLength = 400
)

// Level returns what is played on a level of the conformance kit, 1 to 5. Extra is
// how many states more a subject may have on every level, and seed chooses the
// long walks. Where configurations are merged, what is complete is followed by the
// same from each of them, for subjects that keep them apart.
func (m *Model) Level(level, extra int, seed uint64) []Suite {
	switch level {
	case 1:
		return []Suite{Tour(m.Machine), Cells(m.Machine)}
	case 2:
		return m.complete(extra)
	case 3:
		return m.complete(1 + extra)
	case 4:
		return []Suite{Chains(m.Machine, Deepest, m.Follows)}
	}
	return []Suite{Walks(m.Machine, seed, walks, walkLength, m.Follows)}
}

func (m *Model) complete(k int) []Suite {
	if len(m.Merged()) == 0 {
		return []Suite{HSI(m.Machine, k)}
	}
	return []Suite{HSI(m.Machine, k), Everywhere(m, k)}
}
