package sql

import (
	"fmt"
	"strings"
)

// clickhouse folds arrays by arrayFold. Its joins give empty texts rather than NULL
// for what is not found, which is why the query asks for both.
var clickhouse = Dialect{
	Name: "clickhouse", engine: "ClickHouse 23.11 or newer", text: "Nullable(String)", quote: `"`,
	values: func(columns []column, rows [][]any) string {
		var typed []string
		for _, c := range columns {
			typed = append(typed, c.name+" "+map[kind]string{text: "String", number: "Int64"}[c.kind])
		}
		return fmt.Sprintf("  SELECT * FROM values('%s',\n%s\n  )", strings.Join(typed, ", "), tuples(rows))
	},
	fold: func(a *automaton) string {
		return fromList(fmt.Sprintf("arraySort(groupArray(toInt64(assumeNotNull(%s))))", packed), fmt.Sprintf(
			"arrayFold((trail, x) -> concat(trail, translate(substring(trail, -1), %s, %s)), list, 'a')",
			literal(a.all()), a.steps("substring")))
	},
}
