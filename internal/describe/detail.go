package describe

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// State writes all about one state: its readings and what every event does in
// it.
func State(w io.Writer, t *fsm.Table, s fsm.State) {
	fmt.Fprint(w, diag.Wrap(s.String()+": ", s.Meaning()), "\n")
	fmt.Fprintf(w, "  class         %s\n", s.Class())
	fmt.Fprintf(w, "  steady state  %s\n", SteadyState(s))
	fmt.Fprintf(w, "  profile       %s\n", t.Profile().Name())
	for _, c := range t.Configurations() {
		if c.State == s {
			answers(w, t, c)
		}
	}
}

// Configuration writes what every event does in one configuration.
func Configuration(w io.Writer, t *fsm.Table, c fsm.Configuration) {
	fmt.Fprintf(w, "profile %s\n", t.Profile().Name())
	answers(w, t, c)
}

// answers writes what each event does in one configuration.
func answers(w io.Writer, t *fsm.Table, c fsm.Configuration) {
	fmt.Fprintf(w, "\n%s\n", c)
	var rows []string
	refused := map[fsm.Reason][]fsm.Event{}
	for _, e := range fsm.Events() {
		step, err := t.Step(c, e)
		switch {
		case err != nil:
		case step.Verdict() == fsm.VerdictApplied:
			rows = append(rows, fmt.Sprintf("  %s\t-> %s", e, step.To()))
		default:
			refused[step.Reason()] = append(refused[step.Reason()], e)
		}
	}
	columns(w, rows...)
	for _, reason := range fsm.Reasons() {
		if events := refused[reason]; len(events) > 0 {
			fmt.Fprint(w, diag.Wrap(fmt.Sprintf("  %s (%s): ", reason.Verdict(), reason), Events(events)))
		}
	}
}

// Event writes all about one event: what it does in every state, and why.
func Event(w io.Writer, t *fsm.Table, e fsm.Event) {
	fmt.Fprint(w, diag.Wrap(string(e)+": ", e.Meaning()), "\n")
	fmt.Fprintf(w, "  leads to  %s\n  profile   %s\n", t.Goal(e), t.Profile().Name())
	told := map[string]bool{}
	for _, s := range fsm.Sources() {
		row := t.Row(s, e)
		if told[row.Why] {
			continue
		}
		told[row.Why] = true
		fmt.Fprintf(w, "\n%s\n", strings.TrimRight(diag.Wrap("in ", list(stateNames(row.In))), "\n"))
		fmt.Fprint(w, diag.Wrap("  "+effects[row.Effect]+target(row)+": ", row.Why))
		if removed := removedIn(t, row); len(removed) > 0 {
			fmt.Fprint(w, diag.Wrap("  rejected: ", "profile "+t.Profile().Name()+" removes it in "+list(removed)))
		}
	}
}

func stateNames(states []fsm.State) []string {
	names := make([]string, len(states))
	for i, s := range states {
		names[i] = s.String()
	}
	return names
}

// effects writes what each kind of row does.
var effects = map[fsm.Effect]string{
	fsm.EffectMove:       "applied",
	fsm.EffectResolve:    "applied where reachable",
	fsm.EffectKeep:       "applied, the state is kept",
	fsm.EffectSchedule:   "applied, the flag rises; ignored where it is up",
	fsm.EffectUnschedule: "applied, the flag falls; ignored where it is down",
	fsm.EffectIgnore:     "ignored",
	fsm.EffectReject:     "rejected",
}

// target writes where a row leads.
func target(row fsm.Row) string {
	if row.Effect == fsm.EffectMove || row.Effect == fsm.EffectResolve {
		return " -> " + row.To.String()
	}
	return ""
}

// removedIn lists where the profile removes what a row does.
func removedIn(t *fsm.Table, row fsm.Row) []string {
	var removed []string
	for _, s := range row.In {
		if row.Effect != fsm.EffectReject && !t.Keeps(s, row.Event) {
			removed = append(removed, s.String())
		}
	}
	return removed
}

// Profile writes what a profile removes and the laws it breaks.
func Profile(w io.Writer, t *fsm.Table) {
	p := t.Profile()
	name := "profile " + p.Name()
	if !p.Named() && p != fsm.Standard() {
		name = "a profile of your own"
	}
	fmt.Fprint(w, diag.Wrap(name+": ", removal(p)), "\n")
	fmt.Fprintf(w, "  configurations  %d of 26 can be reached\n", len(t.Configurations()))
	fmt.Fprint(w, diag.Wrap("  removed cells   ", removedCells(t)))
	warnings := t.Warnings()
	if len(warnings) == 0 {
		fmt.Fprintln(w, "  laws 6 to 8     hold")
	}
	for _, warning := range warnings {
		fmt.Fprint(w, diag.Wrap("  warning: ", warning.String()))
	}
}

// removedCells lists the cells that standard decides otherwise than by a
// rejection and the profile does not keep, in states that it has.
func removedCells(t *fsm.Table) string {
	var cells []string
	for _, e := range fsm.Events() {
		var in []string
		for _, s := range fsm.Sources() {
			if t.Profile().Has(s) && t.Row(s, e).Effect != fsm.EffectReject && !t.Keeps(s, e) {
				in = append(in, s.String())
			}
		}
		if len(in) > 0 {
			cells = append(cells, fmt.Sprintf("%s in %s", e, list(in)))
		}
	}
	if len(cells) == 0 {
		return "none"
	}
	return strings.Join(cells, "; ")
}
