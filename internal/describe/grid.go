package describe

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// short names the states in five letters, so that the table fits 80 columns.
var short = map[fsm.State]string{
	fsm.StateNone: "none", fsm.StateTrial: "trial", fsm.StateActive: "activ",
	fsm.StatePastDue: "pastd", fsm.StateGracePeriod: "grace", fsm.StateSuspended: "suspd",
	fsm.StateExpired: "expir", fsm.StateCancelled: "cancl", fsm.StateUnknown: "unkwn",
}

// Short names a state in five letters at most.
func Short(s fsm.State) string { return short[s] }

// Table writes the step table of a profile.
func Table(w io.Writer, t *fsm.Table) {
	p := t.Profile()
	fmt.Fprint(w, diag.Wrap("", "The step table of profile "+p.Name()+" (ours): a row for each event, a column for each state it may meet."), "\n")
	line := fmt.Sprintf("%-23s", "")
	for _, s := range fsm.Sources() {
		if p.Has(s) {
			line += fmt.Sprintf(" %-5s", short[s])
		}
	}
	fmt.Fprintln(w, strings.TrimRight(line, " "))
	for _, e := range fsm.Events() {
		line := fmt.Sprintf("%-23s", e)
		for _, s := range fsm.Sources() {
			if p.Has(s) {
				line += fmt.Sprintf(" %-5s", mark(t, s, e))
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
	fmt.Fprint(w, "\na state   applied, moves there (with a ?, where the gap rule lets it)\n"+
		"self      applied, the state is kept\n"+
		"flag      applied, only the scheduled cancellation changes\n"+
		"=         ignored, nothing is left to do\n"+
		".         rejected\n"+
		"x         rejected, the profile removes the cell\n"+
		"\npastd past_due, suspd suspended, cancl cancelled and so on; what blocks\n"+
		"steady-state operation: subsim show states\n")
}

// mark writes one cell.
func mark(t *fsm.Table, s fsm.State, e fsm.Event) string {
	row := t.Row(s, e)
	if row.Effect != fsm.EffectReject && !t.Keeps(s, e) {
		return "x"
	}
	switch row.Effect {
	case fsm.EffectMove:
		return short[row.To]
	case fsm.EffectResolve:
		return short[row.To] + "?"
	case fsm.EffectKeep:
		return "self"
	case fsm.EffectSchedule, fsm.EffectUnschedule:
		return "flag"
	case fsm.EffectIgnore:
		return "="
	}
	return "."
}
