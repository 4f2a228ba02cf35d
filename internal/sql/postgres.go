package sql

import "fmt"

// postgres folds by an aggregate of its own, and its whole step is a function that
// every server has: translate takes the node's letter, all letters, and the letters
// that they lead to. As a window it tells the node before each row. Nothing is left
// behind, since the aggregate is of the session alone.
var postgres = Dialect{
	Name: "postgres", Proven: true, engine: "PostgreSQL 12 or newer", text: "text", quote: `"`,
	prelude: func(*automaton) string {
		return "CREATE OR REPLACE AGGREGATE pg_temp.subsim_node (text, text) (\n" +
			"  SFUNC = translate, STYPE = text, INITCOND = 'a');\n"
	},
	values: standard,
	window: true,
	fold: func(a *automaton) string {
		return fmt.Sprintf(`-- The node that a subscription was in before each record.
stood AS (
  SELECT t.*, pg_temp.subsim_node(%s, steps) OVER (
    PARTITION BY id ORDER BY nth
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS node
  FROM records t
),`, literal(a.all()))
	},
}
