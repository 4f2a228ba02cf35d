package guard

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/export"
)

// tables are those of the model, in the order in which they are made.
var tables = []string{
	"subsim_model", "subsim_state", "subsim_event", "subsim_verdict", "subsim_reason",
	"subsim_configuration", "subsim_route", "subsim_because", "subsim_cell",
}

// drop are the statements that take the guards away and keep the rows.
func drop(o Options) (all []string) {
	on := func(table string) string {
		if o.Dialect == "postgres" {
			return " ON " + quoted(table)
		}
		return ""
	}
	all = []string{
		"DROP TRIGGER subsim_answer" + on(o.Table+"_event"),
		"DROP TRIGGER subsim_guard_insert" + on(o.Table),
		"DROP TRIGGER subsim_guard_update" + on(o.Table),
	}
	if o.Dialect == "postgres" {
		all = append(all, "DROP FUNCTION subsim_answer()", "DROP FUNCTION subsim_guard()")
	}
	for _, view := range []string{"subsim_transition", "subsim_why"} {
		all = append(all, "DROP VIEW "+view)
	}
	for _, table := range tables {
		all = append(all, "DROP TABLE "+table)
	}
	return all
}

// about is what the script says of itself, a comment a line.
func about(t *fsm.Table, o Options) []string {
	return []string{
		fmt.Sprintf("subsim, guards for %s.", o.engine()),
		fmt.Sprintf("profile %q, model %d, %s", t.Profile().Name(), export.ModelVersion, export.Digest(t)),
		"",
		"Published are the names of the states, their order, and subsim_state.published. All",
		"else is subsim's own reference and nobody's policy: events, transitions, verdicts.",
		"",
		fmt.Sprintf("It makes the tables subsim_... of the model, the table %s where none is there,", o.Table),
		fmt.Sprintf("its log %s_event, and triggers. They refuse what the model rejects: an event", o.Table),
		"that is inserted into the log, and a change of the state by hand that is no single step.",
		"There are no clocks in it: whoever keeps deadlines inserts the events that fall due.",
	}
}
