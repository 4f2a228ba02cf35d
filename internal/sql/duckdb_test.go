package sql

import (
	"testing"

	"github.com/Huzefaaa2/subsim/internal/peers"
)

// duck runs scripts, one after another, and prints the rows of each.
const duck = `
import {DuckDBInstance} from '@duckdb/node-api'

const instance = await DuckDBInstance.create(':memory:', {threads: '2'})
const connection = await instance.connect()
const spell = value => value === null ? '' : String(value)
const answers = []
for (const script of asked) {
  const reader = await connection.runAndReadAll(script)
  answers.push(reader.getRowsJson().map(row => row.map(spell).join('|')))
}
answer(answers)
`

// A node is DuckDB inside Node.js, in memory.
type node struct{}

func (node) ask(t *testing.T, scripts []string) (answers [][]string) {
	t.Helper()
	peers.Ask(t, []string{"@duckdb/node-api"}, duck, scripts, &answers)
	return answers
}

// TestDuckDB holds the query, run in DuckDB itself, against the slow audit.
func TestDuckDB(t *testing.T) { equal(t, node{}, "duckdb") }
