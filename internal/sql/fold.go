package sql

import (
	"fmt"
	"strings"
)

// shift leaves room for a symbol below the number of a record: both fit one integer,
// and integers are put in order quickly.
const shift = 1024

// packed is the integer of a record.
var packed = fmt.Sprintf("nth * %d + symbol", shift)

// fromList makes the table stood of lists: one expression gathers a subscription's
// integers in order, another folds them to the trail of its nodes.
func fromList(list, trail string) string {
	return fmt.Sprintf(`lists AS (
  SELECT id, %s AS list
  FROM records
  GROUP BY id
),
-- The nodes that a subscription was in, a letter each: the first before its first
-- record, the second before its second.
trails AS (
  SELECT id, %s AS trail
  FROM lists
),
stood AS (
  SELECT r.*, substr(t.trail, r.nth, 1) AS node
  FROM records r
  JOIN trails t ON t.id = r.id
),`, list, trail)
}

// steps is the expression for the steps of the symbol that is in the integer x: it
// cuts them out of those of all symbols.
func (a *automaton) steps(substr string) string {
	var all []string
	for _, s := range a.symbols {
		all = append(all, literal(s.steps))
	}
	return fmt.Sprintf("%s(\n      %s,\n      (x %% %d) * %d + 1, %d)",
		substr, strings.Join(all, "\n      || "), shift, len(a.nodes), len(a.nodes))
}
