package attest

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// learnedAbout says in sentences how much was found out of a machine.
func learnedAbout(l *conformance.Learned) string {
	text := fmt.Sprintf("The subject's own machine, as far as it was found out: %s, by %s beyond the suite.",
		ink.Counted(l.States, "state"), ink.Counted(l.Queries, "sequence"))
	if l.Complete {
		return text
	}
	if why := plain(l.Because); why != "" {
		return text + " It is not complete: " + why + "."
	}
	return text + " It is not complete."
}

// learnedName says what a state is like, and how to get there.
func learnedName(row conformance.LearnedRow) string {
	text := "like " + row.Like.String()
	if row.Hidden {
		text += ", hidden"
	}
	if len(row.Access) == 0 {
		return text + ", where it begins"
	}
	return text + ", by " + describe.Events(row.Access)
}

// learnedAnswer writes a cell: what is seen, and the row that it leads to.
func learnedAnswer(a conformance.LearnedAnswer) string {
	return fmt.Sprintf("%s -> %d", observed(a.Got), a.To)
}

// learnedWanted writes what the reference does in the cell.
func learnedWanted(a conformance.LearnedAnswer) string {
	return fmt.Sprintf("%s -> %s", observed(a.Want), a.WantTo)
}

// shownBy lists the events that show a difference.
func shownBy(a conformance.LearnedAnswer) string {
	if a.Witness == nil {
		return ""
	}
	return "; shown by " + describe.Events(a.Witness)
}
