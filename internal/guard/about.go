package guard

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/export"
)

// engines are the dialects as their makers write them.
var engines = map[string]string{
	"postgres": "PostgreSQL 12 or newer",
	"sqlite":   "SQLite 3.23 or newer",
}

// tables are those of the model, in the order in which they are made.
var tables = []string{
	"subsim_model", "subsim_state", "subsim_event", "subsim_verdict", "subsim_reason",
	"subsim_configuration", "subsim_route", "subsim_because", "subsim_cell",
}

// about is what the script says of itself, a comment a line.
func about(t *fsm.Table, o Options) []string {
	return []string{
		fmt.Sprintf("subsim, guards for %s.", engines[o.Dialect]),
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
