package report

import (
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// VerdictPainter returns what colours a word as befits a verdict: green for
// applied, yellow for ignored, red for rejected.
func VerdictPainter(on bool) func(fsm.Verdict, string) string {
	p := ink.NewPalette(on)
	colors := map[fsm.Verdict]*ink.Colour{
		fsm.VerdictApplied:  p.Green,
		fsm.VerdictIgnored:  p.Yellow,
		fsm.VerdictRejected: p.Red,
	}
	return func(v fsm.Verdict, word string) string { return colors[v].Sprint(word) }
}
