package sql

import (
	"fmt"
	"strings"
)

// bigquery has no fold over an array, and its recursive queries end after 500 rounds;
// so a temporary function in JavaScript walks the list.
var bigquery = Dialect{
	Name: "bigquery", engine: "BigQuery", text: "STRING", quote: "`",
	prelude: func(a *automaton) string {
		var steps []string
		for _, s := range a.symbols {
			steps = append(steps, fmt.Sprintf("'%s'", s.steps))
		}
		return fmt.Sprintf(`CREATE TEMP FUNCTION subsim_trail(symbols ARRAY<FLOAT64>)
RETURNS STRING LANGUAGE js AS r"""
  const nodes = '%s'
  const steps = [
    %s]
  const trail = ['a']
  for (const symbol of symbols) {
    trail.push(steps[symbol][nodes.indexOf(trail[trail.length - 1])])
  }
  return trail.join('')
""";
`, a.all(), strings.Join(steps, ",\n    "))
	},
	values: func(columns []column, rows [][]any) string {
		var typed []string
		for _, c := range columns {
			typed = append(typed, c.name+" "+map[kind]string{text: "STRING", number: "INT64"}[c.kind])
		}
		return fmt.Sprintf("  SELECT * FROM UNNEST(ARRAY<STRUCT<%s>>[\n%s\n  ])", strings.Join(typed, ", "), tuples(rows))
	},
	fold: func(*automaton) string {
		return fromList("ARRAY_AGG(CAST(symbol AS FLOAT64) ORDER BY nth)", "subsim_trail(list)")
	},
}
