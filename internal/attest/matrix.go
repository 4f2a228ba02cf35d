package attest

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// A mark is what became of a cell, in five letters at most.
type mark string

// The marks. Where several fit, the first is taken: a cell of which a part was
// skipped is not called held.
const (
	markDiffers mark = "FAIL"
	markKnown   mark = "known"
	markSkipped mark = "skip"
	markRefused mark = "less"
	markHeld    mark = "ok"
	markUnasked mark = "."
)

// marks holds them in order, and what each means.
var marks = []struct {
	mark  mark
	means string
}{
	{markHeld, "held: answered as by the reference, wherever no wrong cell came before"},
	{markDiffers, "differs"},
	{markKnown, "differs, as the known failures say"},
	{markRefused, "held as refused: the reference does less there in the stricter profile"},
	{markSkipped, "skipped, wholly or in part; or reached only behind a wrong cell"},
	{markUnasked, "not asked"},
}

// markOf says what became of a cell.
func markOf(r *conformance.Report, c conformance.Cell) mark {
	open, known := false, false
	for _, f := range r.Findings {
		if f.Cell == c {
			open, known = open || !f.Known, known || f.Known
		}
	}
	result := r.Cells[c]
	switch {
	case open, result.Broke > 0 && !known:
		return markDiffers
	case known:
		return markKnown
	case result.Skipped > 0, result.Behind > 0 && result.Held == 0:
		return markSkipped
	case result.Held > 0 && slices.Contains(r.Refused, c):
		return markRefused
	case result.Held > 0:
		return markHeld
	}
	return markUnasked
}

// Matrix writes what became of each cell: a row for each event, a column for each
// state it may meet, within 80 columns.
func Matrix(w io.Writer, r *conformance.Report) error { return matrix(w, r, ink.NewPalette(false)) }

func matrix(w io.Writer, r *conformance.Report, colours ink.Palette) error {
	var b strings.Builder
	line := fmt.Sprintf("%-23s", "")
	for _, s := range fsm.Sources() {
		line += fmt.Sprintf(" %-5s", describe.Short(s))
	}
	fmt.Fprintln(&b, strings.TrimRight(line, " "))
	met := map[mark]bool{}
	for _, e := range fsm.Events() {
		line := fmt.Sprintf("%-23s", e)
		for _, s := range fsm.Sources() {
			m := markOf(r, conformance.Cell{State: s, Event: e})
			met[m] = true
			line += " " + colourOf(m, colours).Sprint(string(m)) + strings.Repeat(" ", 5-len(m))
		}
		fmt.Fprintln(&b, strings.TrimRight(line, " "))
	}
	fmt.Fprintln(&b)
	for _, m := range marks {
		if met[m.mark] {
			b.WriteString(diag.Wrap(fmt.Sprintf("%-5s  ", m.mark), m.means))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func colourOf(m mark, colours ink.Palette) *ink.Colour {
	switch m {
	case markDiffers:
		return colours.Alarm
	case markKnown, markSkipped, markRefused:
		return colours.Yellow
	case markHeld:
		return colours.Green
	}
	return colours.Plain
}
