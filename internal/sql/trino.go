package sql

import "fmt"

// trino folds arrays by reduce, which wants the type of its beginning told.
var trino = Dialect{
	Name: "trino", engine: "Trino 400 or newer", text: "varchar", quote: `"`,
	values: standard,
	fold: func(a *automaton) string {
		return fromList(fmt.Sprintf("array_sort(array_agg(%s))", packed), fmt.Sprintf(
			"reduce(list, CAST('a' AS varchar), (trail, x) -> CAST(concat(trail, translate(substr(trail, -1), %s, %s)) AS varchar), trail -> trail)",
			literal(a.all()), a.steps("substr")))
	},
}
