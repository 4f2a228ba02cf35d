package cover

import (
	"fmt"
	"math/big"
)

// A Share is how much of something was exercised.
type Share struct {
	Exercised int `json:"exercised"`
	Of        int `json:"of"`
}

// CellShare counts the cells.
func (s *Survey) CellShare() Share {
	return share(s.Cells, func(c Cell) bool { return c.Exercise.Times > 0 })
}

// PairShare counts the pairs.
func (s *Survey) PairShare() Share {
	return share(s.Pairs, func(p Pair) bool { return p.Exercise.Times > 0 })
}

// StepShare counts the events in every configuration.
func (s *Survey) StepShare() Share { return stepShare(s.Steps) }

func stepShare(steps []Step) Share {
	return share(steps, func(s Step) bool { return s.Exercise.Times > 0 })
}

func share[T any](all []T, exercised func(T) bool) Share {
	s := Share{Of: len(all)}
	for _, one := range all {
		if exercised(one) {
			s.Exercised++
		}
	}
	return s
}

// Percent writes the share with one decimal at most, cut off and never rounded:
// 100 means all of it. Of nothing, nothing is missing.
func (s Share) Percent() string {
	if s.Exercised >= s.Of {
		return "100"
	}
	tenths := 1000 * s.Exercised / s.Of
	if tenths%10 == 0 {
		return fmt.Sprint(tenths / 10)
	}
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// Below reports whether the share is less than so many percent.
func (s Share) Below(percent *big.Rat) bool {
	if s.Of == 0 {
		return false
	}
	return new(big.Rat).Mul(big.NewRat(100, 1), big.NewRat(int64(s.Exercised), int64(s.Of))).Cmp(percent) < 0
}

// String writes "142 of 198 (71.7 %)".
func (s Share) String() string {
	return fmt.Sprintf("%d of %d (%s %%)", s.Exercised, s.Of, s.Percent())
}
