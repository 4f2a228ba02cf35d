package sql

import "fmt"

// snowflake folds arrays by REDUCE, whose accumulator keeps one type throughout.
var snowflake = Dialect{
	Name: "snowflake", engine: "Snowflake", text: "VARCHAR", quote: `"`, upper: true,
	values: standard,
	fold: func(a *automaton) string {
		return fromList(fmt.Sprintf("array_agg(%s) WITHIN GROUP (ORDER BY nth)", packed), fmt.Sprintf(
			"CAST(reduce(list, CAST('a' AS VARCHAR), (trail VARCHAR, x INT) -> CAST(concat(trail, translate(right(trail, 1), %s, %s)) AS VARCHAR)) AS VARCHAR)",
			literal(a.all()), a.steps("substr")))
	},
}
