package sql

import (
	"fmt"
	"strings"
)

// A Dialect is an engine's way to say the query.
type Dialect struct {
	// Name is what a person types.
	Name string
	// Proven says that tests run the query in the engine itself.
	Proven bool
	engine string // as its makers write it
	text   string // the type of a text
	quote  string // what stands around a name
	upper  bool   // names are kept in capitals
	// prelude, if any, comes before the query.
	prelude func(a *automaton) string
	// values writes a table of constants.
	values func(columns []column, rows [][]any) string
	// fold makes the table stood of the table records: the node before each.
	fold func(a *automaton) string
	// window says that records are folded row by row, by a column steps.
	window bool
}

// dialects are the engines, the proven ones first.
var dialects = []Dialect{duckdb, postgres, spark, trino, snowflake, clickhouse, bigquery}

// Dialects returns the engines that queries are written for.
func Dialects() []Dialect { return append([]Dialect(nil), dialects...) }

// find returns the dialect of a name.
func find(name string) (Dialect, error) {
	var names []string
	for _, d := range dialects {
		if d.Name == name {
			return d, nil
		}
		names = append(names, d.Name)
	}
	return Dialect{}, fmt.Errorf("there is no dialect %q (dialects: %s)", name, strings.Join(names, ", "))
}

// name quotes a name, each part by itself.
func (d Dialect) name(dotted string) string {
	var parts []string
	for _, part := range strings.Split(dotted, ".") {
		parts = append(parts, d.column(part))
	}
	return strings.Join(parts, ".")
}

// column quotes one name. An engine that keeps names in capitals gets a lower-case
// one in capitals, since nobody who created it quoted it.
func (d Dialect) column(name string) string {
	if d.upper && name == strings.ToLower(name) {
		name = strings.ToUpper(name)
	}
	return d.quote + strings.ReplaceAll(name, d.quote, d.quote+d.quote) + d.quote
}

// literal quotes a text. Ours hold no quotes; the query would break if one did.
func literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// A column of a table of constants.
type column struct {
	name string
	kind kind
}

// A kind is a column's type.
type kind int

const (
	text kind = iota
	number
)

// standard writes constants as the SQL standard does.
func standard(columns []column, rows [][]any) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	return fmt.Sprintf("  SELECT * FROM (VALUES\n%s\n  ) AS v (%s)", tuples(rows), strings.Join(names, ", "))
}

// tuples writes rows, one a line.
func tuples(rows [][]any) string {
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, cell := range row {
			if s, ok := cell.(string); ok {
				cells = append(cells, literal(s))
			} else {
				cells = append(cells, fmt.Sprint(cell))
			}
		}
		lines = append(lines, "    ("+strings.Join(cells, ", ")+")")
	}
	return strings.Join(lines, ",\n")
}
