package sql

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/history"
)

// about is what the query says of itself, a comment a line.
func (d Dialect) about(a *automaton, o Options) []string {
	lines := []string{
		fmt.Sprintf("subsim, an audit as a query for %s: a log of %s, profile %q.", d.engine, told(o), a.rules.Table.Profile().Name()),
	}
	if !d.Proven {
		lines = append(lines,
			"Nobody has run this yet: it was written from the engine's documentation. Hold it",
			"against subsim audit on a part of your log before you believe it.")
	}
	lines = append(lines, "It answers with a row for each record that the model does not allow, and for each",
		"that tells too little (incomplete) or has a name of its own (unmapped).")
	if len(o.Seq) == 0 {
		lines = append(lines, "Records of one subscription at one instant come in any order: if there are such,",
			"name a column that orders them by --seq.")
	}
	return lines
}

// told names what a log tells.
func told(o Options) string {
	names := map[history.Kind]string{
		history.KindEvents: "events", history.KindStates: "states", history.KindBoth: "events and states",
	}
	words := []string{names[o.Kind]}
	if o.Sampled && o.Kind == history.KindStates {
		words = append(words, "sampled")
	}
	if o.Midway {
		words = append(words, "beginning midway")
	}
	return strings.Join(words, ", ")
}
