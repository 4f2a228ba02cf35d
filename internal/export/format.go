package export

import (
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Format is one way to write a table.
type Format struct {
	// Name is what a person types: lower case, one word.
	Name string
	// About says in one line what is written and for whom.
	About string
	// Write writes the table; its error is the writer's. The bytes depend on the
	// table alone and end in a newline.
	Write func(io.Writer, *fsm.Table) error
}

var formats = [...]Format{
	{"cells", "every configuration × event in tab-separated columns, for tests in any language", Cells},
	{"json", "the whole model with a version and a digest, for programs", JSON},
	{"mermaid", "the states as a Mermaid picture, for pages that draw it", Mermaid},
	{"dot", "the states as a Graphviz picture", Dot},
	{"xstate", "a machine of XState 5 as JSON, one state a configuration", XState},
	{"scxml", "the same as a state chart in the W3C's SCXML", SCXML},
	{"markdown", "all tables of the model, for documents", Markdown},
}

// Formats returns the formats in the order in which to list them.
func Formats() []Format { return append([]Format(nil), formats[:]...) }
