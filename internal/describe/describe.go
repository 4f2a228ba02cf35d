// Package describe writes the model for people at a terminal of 80 columns:
// what subsim show and subsim why print. Published and our own statements stand
// apart in all of it.
package describe

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Events lists events in one line.
func Events(events []fsm.Event) string {
	names := make([]string, len(events))
	for i, event := range events {
		names[i] = string(event)
	}
	if len(names) == 0 {
		return "nothing"
	}
	return strings.Join(names, ", ")
}

// Route lists the events of a route in one line.
func Route(route fsm.Route, found bool) string {
	if !found {
		return "there is none"
	}
	return route.String()
}

// columns lays rows of tab-separated cells out.
func columns(w io.Writer, rows ...string) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, row := range rows {
		fmt.Fprintln(t, row)
	}
	t.Flush()
}

// definition writes a term and its text, wrapped beside it.
func definition(w io.Writer, term string, width int, text string) {
	fmt.Fprint(w, diag.Wrap(fmt.Sprintf("  %-*s  ", width, term), text))
}

// published writes what the published rule says of a state.
func published(s fsm.State) string {
	if reading, says := s.Published(); says {
		return string(reading)
	}
	return "-"
}

// SteadyState writes the two readings of a state apart, in one line.
func SteadyState(s fsm.State) string {
	return fmt.Sprintf("published: %s, ours: %s", published(s), s.SteadyState())
}
