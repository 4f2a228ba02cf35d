package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// cellsHeader names the columns of the cells format.
const cellsHeader = "configuration\tevent\tverdict\treason\tnext\n"

// Cells writes every cell as a line of tab-separated values under a line of
// column names: configuration, event, verdict, reason, next. There is a line for
// each configuration that the profile can reach, in the order of
// [fsm.Table.Configurations], and each of the 22 events, in the order of
// [fsm.Events]. The reason is "-" where the event is applied, and next is the
// configuration after the event, the same one unless it is applied.
//
// Configurations are written as [fsm.Configuration.String] does, without a
// generation. A new one begins with each line that is applied and either leaves
// none or delivers reactivate.
func Cells(w io.Writer, t *fsm.Table) error {
	_, err := io.WriteString(w, cells(t))
	return err
}

func cells(t *fsm.Table) string {
	var b strings.Builder
	b.WriteString(cellsHeader)
	for _, step := range steps(t) {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\n", step.From(), step.Event(), step.Verdict(), step.Reason(), step.To())
	}
	return b.String()
}

// steps returns the answer to every event in every configuration that the
// profile can reach.
func steps(t *fsm.Table) []fsm.Step {
	var all []fsm.Step
	for _, c := range t.Configurations() {
		for _, event := range fsm.Events() {
			step, err := t.Step(c, event)
			if err != nil {
				panic("export: a table does not know its own configuration: " + err.Error())
			}
			all = append(all, step)
		}
	}
	return all
}
