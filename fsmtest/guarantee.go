package fsmtest

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// guarantee says how it ended, and what a pass means.
func guarantee(r *conformance.Report) string {
	var text strings.Builder
	g := r.Guarantee
	fmt.Fprintf(&text, "%s\n", r.Verdict)
	if r.Because != "" {
		fmt.Fprintf(&text, "  %s\n", r.Because)
	}
	fmt.Fprintf(&text, "\n  level        %d\n", g.Level)
	fmt.Fprintf(&text, "  profile      %s\n", g.Profile.Name())
	if g.States == 0 {
		return text.String()
	}
	fmt.Fprintf(&text, "  model        %s\n", g.Model)
	fmt.Fprintf(&text, "  observation  %s\n", g.Observation)
	fmt.Fprintf(&text, "  events       %d of %d\n", len(g.Events), len(fsm.Events()))
	fmt.Fprintf(&text, "  states       %d, and %d extra (k)\n", g.States, g.Extra)
	for _, class := range g.Merged {
		fmt.Fprintf(&text, "  taken as one %s\n", configurations(class))
	}
	if len(g.Beyond) > 0 {
		fmt.Fprintf(&text, "  not reached  %s\n", configurations(g.Beyond))
	}
	for _, assumption := range g.Assumptions {
		fmt.Fprintf(&text, "  assumed      %s\n", assumption)
	}
	for _, level := range r.Levels {
		fmt.Fprintf(&text, "  played       %s\n", counts(level))
	}
	return text.String()
}

func configurations(all []fsm.Configuration) string {
	var names []string
	for _, c := range all {
		names = append(names, c.String())
	}
	return strings.Join(names, ", ")
}

func counts(l conformance.LevelResult) string {
	text := fmt.Sprintf("level %d, %s: %d of %d held", l.Level, l.Name, l.Held, l.Planned)
	if l.Skipped > 0 {
		text += fmt.Sprintf(", %d skipped", l.Skipped)
	}
	if l.Stopped != "" {
		text += "; " + l.Stopped
	}
	return text
}
