package suite

import "iter"

// A Case is one word of inputs, from the beginning.
type Case struct {
	Inputs []int
	// About is the place in Inputs of the input that the case is about: what
	// comes before leads there, what comes after tells where it led. It is -1
	// where the case is about all of them, as in a walk.
	About   int
	Purpose Purpose
}

// A Purpose says what a case is for.
type Purpose string

// The purposes.
const (
	PurposeCell     Purpose = "cell"     // one input in one state, and what is seen at once
	PurposeIdentify Purpose = "identify" // where an input led, told by what is seen later
	PurposeDeep     Purpose = "deep"     // states that only a longer way leads to
	PurposeTour     Purpose = "tour"     // many cells in a row
	PurposeWalk     Purpose = "walk"     // a long walk by chance
)

// A Suite is a set of cases, generated as it is read, the shortest first.
type Suite struct {
	Name  string // "HSI, k=1"
	Paper string // the key in docs/references.md
	Cases iter.Seq[Case]
}

// Size counts the cases of a suite and the inputs in them.
func (s Suite) Size() (cases, inputs int) {
	for c := range s.Cases {
		cases++
		inputs += len(c.Inputs)
	}
	return cases, inputs
}
