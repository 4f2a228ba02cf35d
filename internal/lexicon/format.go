package lexicon

import "io"

// A Format is one language.
type Format struct {
	// Name is what a person types: lower case, one word.
	Name string
	// About says in one line what is written and for whom.
	About string
	// Write writes the names; its error is the writer's.
	Write func(io.Writer) error
}

var formats = [...]Format{
	{"typescript", "the names of states, events, verdicts and reasons as types of TypeScript", TypeScript},
	{"python", "the same names as enumerations of Python", Python},
	{"vocabulary", "the same names as definitions of a JSON Schema", JSONSchema},
}

// Formats returns the formats in the order in which to list them.
func Formats() []Format { return append([]Format(nil), formats[:]...) }

// notice keeps published and ours apart for whoever reads the file alone.
const notice = "Published are the names of the eight states and their order; everything else is a reference, and nobody's policy."
