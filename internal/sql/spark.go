package sql

import "fmt"

// spark folds arrays by aggregate.
var spark = Dialect{
	Name: "spark", engine: "Spark 3.4 or newer", text: "STRING", quote: "`",
	values: standard,
	fold: func(a *automaton) string {
		return fromList(fmt.Sprintf("array_sort(collect_list(%s))", packed), fmt.Sprintf(
			"aggregate(list, 'a', (trail, x) -> concat(trail, translate(right(trail, 1), %s, %s)))",
			literal(a.all()), a.steps("substr")))
	},
}
