package describe

import (
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// States writes the eight states with their readings and meanings.
func States(w io.Writer) {
	fmt.Fprint(w, "The eight states. Names and order are published, and so is the rule\n"+
		"that four of them block steady-state operation; class, meaning and our\n"+
		"reading are this project's.\n\n")
	rows := []string{"state\tclass\tpublished\tours"}
	for _, s := range fsm.States() {
		rows = append(rows, fmt.Sprintf("%s\t%s\t%s\t%s", s, s.Class(), published(s), s.SteadyState()))
	}
	columns(w, rows...)
	fmt.Fprintln(w)
	for _, s := range fsm.States() {
		definition(w, s.String(), 12, s.Meaning())
	}
	fmt.Fprint(w, "\npublished: operation is blocked in unknown, suspended, expired and past_due; of\n"+
		"the others the published rule is silent, written -. ours: cancelled blocks too.\n")
	fmt.Fprint(w, "ready: steady-state operation may go on; watch: it may, and a date is near;\n"+
		"blocked: it may not. live: it goes on, or ends; ended: only an explicit\n"+
		"reactivate brings it back; gap: somebody lost sight of it.\n")
	fmt.Fprint(w, "\nBefore its first event a subscription is none: not started, blocked, and no\nninth label.\n")
}

// AllEvents writes the 22 events with their meanings.
func AllEvents(w io.Writer) {
	fmt.Fprint(w, "The 22 events, all of them ours.\n\n")
	for _, e := range fsm.Events() {
		definition(w, string(e), 23, e.Meaning())
	}
}

// Reasons writes the verdicts and reasons in the order in which they are tried.
func Reasons(w io.Writer) {
	fmt.Fprint(w, "Every step is applied, ignored or rejected. Ignored and rejected change\n"+
		"nothing. The reason is the first of these that fits:\n\n")
	for _, r := range fsm.Reasons() {
		definition(w, fmt.Sprintf("%-8s  %s", r.Verdict(), r), 23, r.Meaning())
	}
}

// Profiles writes the built-in profiles.
func Profiles(w io.Writer) {
	fmt.Fprint(w, "A profile is the standard table without some states, events and cells.\n\n")
	for _, p := range fsm.Profiles() {
		definition(w, p.Name(), 11, removal(p))
	}
}

// removal says what a profile is without.
func removal(p fsm.Profile) string {
	without := p.Without()
	if len(without) == 0 {
		return "the whole table"
	}
	return "without " + list(without)
}

// list joins names as a sentence does.
func list(names []string) string {
	text := names[0]
	for i, name := range names[1:] {
		if i == len(names)-2 {
			text += " and " + name
		} else {
			text += ", " + name
		}
	}
	return text
}

// Laws writes all laws.
func Laws(w io.Writer) {
	fmt.Fprint(w, "The 18 laws.\n\n")
	for _, law := range fsm.Laws() {
		definition(w, fmt.Sprintf("%2d %s", law.Number, law.Name), 16, law.Statement)
	}
}

// Law writes one law, how to see it and how to watch it being tested.
func Law(w io.Writer, law fsm.Law) {
	fmt.Fprintf(w, "law %d: %s\n\n", law.Number, law.Name)
	fmt.Fprint(w, diag.Wrap("  ", law.Statement+"."), "\n")
	fmt.Fprintf(w, "Scenarios that show it:\n  subsim replay -v --tags law-%d\n\n", law.Number)
	fmt.Fprintf(w, "Tested at random in every profile, in a checkout of the sources:\n  go test -run TestLaw%02d .\n", law.Number)
}
