package report

import (
	"fmt"
	"io"

	"github.com/fatih/color"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// Broke tells in two lines which scenario broke, and what tells more.
func Broke(out io.Writer, s *replay.Scenario, colored bool) {
	headline(out, paint(colored, color.FgRed).Sprint("FAIL"), s, paint(false))
	if s.File() != "-" { // what came by a stream cannot be named again
		fmt.Fprintf(out, "  see what happened: subsim replay %s\n", shellWord(diag.Harmless(s.Place())))
	}
}

// Loud returns what makes a text stand out, where colour is on.
func Loud(colored bool) func(string) string {
	loud := paint(colored, color.FgRed, color.Bold)
	return func(text string) string { return loud.Sprint(text) }
}
