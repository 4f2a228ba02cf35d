package conformance_test

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// A service cannot cancel while a renewal is overdue, and everybody knows; that it
// revives what was cancelled is new, and a line is needed no longer.
func ExampleKnown() {
	known, err := conformance.ParseKnown("known.txt", `# until the new engine is out
past_due/cancel refused
suspended/resume refused
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	cell := func(s fsm.State, e fsm.Event) conformance.Cell { return conformance.Cell{State: s, Event: e} }
	report := &conformance.Report{
		Verdict: conformance.VerdictDiffers,
		Findings: []conformance.Finding{
			{Kind: conformance.KindRefused, Cell: cell(fsm.StatePastDue, fsm.EventCancel)},
			{Kind: conformance.KindAccepted, Cell: cell(fsm.StateCancelled, fsm.EventRecover)},
		},
		Cells: map[conformance.Cell]conformance.CellResult{cell(fsm.StateSuspended, fsm.EventResume): {Held: 1}},
	}
	for _, line := range known.Apply(report) {
		fmt.Println("stale:", line)
	}
	fmt.Print(known.Fixed(report))
	// Output:
	// stale: known.txt:3: suspended/resume refused
	// # until the new engine is out
	// past_due/cancel refused
	// cancelled/recover accepted
}
