package report

import (
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/replay"
)

// Broke tells in two lines which scenario broke, and what tells more.
func Broke(out io.Writer, s *replay.Scenario, colored bool) {
	colours := ink.NewPalette(colored)
	headline(out, colours.Red.Sprint("FAIL"), s, colours.Plain)
	if s.File() != "-" { // what came by a stream cannot be named again
		fmt.Fprintf(out, "  see what happened: subsim replay %s\n", shellWord(diag.Harmless(s.Place())))
	}
}

// Loud returns what makes a text stand out, where colour is on.
func Loud(colored bool) func(string) string {
	alarm := ink.NewPalette(colored).Alarm
	return func(text string) string { return alarm.Sprint(text) }
}
