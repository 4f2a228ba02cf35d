package attest

import (
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// badge is what the makers of badges read.
type badge struct {
	SchemaVersion int    `json:"schemaVersion"`
	Label         string `json:"label"`
	Message       string `json:"message"`
	Color         string `json:"color"`
}

// Badge writes the verdict in a few words, as an endpoint of those who draw badges
// in a page. It is green for what conforms, and for what is stricter where that
// passes; for nothing else.
func Badge(w io.Writer, r *conformance.Report, o Options) error {
	b := badge{1, "subsim", "", "lightgrey"}
	switch s := stands(r); s.word {
	case wordConforms:
		b.Message, b.Color = fmt.Sprintf("%s, level %d", profileName(r.Guarantee.Profile), r.Guarantee.Level), "brightgreen"
	case wordStricter:
		b.Message, b.Color = fmt.Sprintf("stricter: %s, level %d", profileName(*r.Stricter), r.Guarantee.Level), "yellow"
		if o.StricterPasses {
			b.Color = "green"
		}
	case wordAnswers:
		b.Message, b.Color = fmt.Sprintf("answers, level %d", r.Guarantee.Level), "blue"
	case wordDiffers:
		b.Message, b.Color = fmt.Sprintf("differs, %s", ink.Counted(len(r.Findings), "finding")), "red"
		if onlyKnown(r) {
			b.Message, b.Color = fmt.Sprintf("differs, %s", ink.Counted(len(r.Findings), "known failure")), "orange"
		}
	default:
		b.Message = string(s.word)
	}
	return encode(w, b)
}
