package report

import (
	"github.com/fatih/color"

	"github.com/Huzefaaa2/subsim/fsm"
)

// VerdictPainter returns what colours a word as befits a verdict: green for
// applied, yellow for ignored, red for rejected.
func VerdictPainter(on bool) func(fsm.Verdict, string) string {
	colors := map[fsm.Verdict]*color.Color{
		fsm.VerdictApplied:  paint(on, color.FgGreen),
		fsm.VerdictIgnored:  paint(on, color.FgYellow),
		fsm.VerdictRejected: paint(on, color.FgRed),
	}
	return func(v fsm.Verdict, word string) string { return colors[v].Sprint(word) }
}
