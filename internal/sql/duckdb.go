package sql

import "fmt"

// duckdb folds lists. Its list_reduce keeps to the type of the elements, so they are
// made texts first; a list in which the table is looked up would be copied at every
// step, and a text is not.
var duckdb = Dialect{
	Name: "duckdb", Proven: true, engine: "DuckDB 1.3 or newer", text: "VARCHAR", quote: `"`,
	values: standard,
	fold: func(a *automaton) string {
		return fromList(fmt.Sprintf("list(%s)", packed), fmt.Sprintf(
			"list_reduce(\n    list_transform(list_sort(list), lambda x: %s),\n"+
				"    lambda trail, steps: trail || translate(trail[-1], %s, steps),\n    'a')",
			a.steps("substr"), literal(a.all())))
	},
}
