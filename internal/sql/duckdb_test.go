package sql

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// duck opens the file of a database, runs what comes in and prints the rows of the
// last statement.
const duck = `
import {DuckDBInstance} from '@duckdb/node-api'
import {readFileSync} from 'node:fs'

const instance = await DuckDBInstance.create(process.argv[2], {threads: '2'})
const connection = await instance.connect()
const reader = await connection.runAndReadAll(readFileSync(process.argv[3], 'utf8'))
const spell = value => value === null ? '' : String(value)
console.log(JSON.stringify(reader.getRowsJson().map(row => row.map(spell).join('|'))))
`

// A node is DuckDB inside Node.js, with a database of its own.
type node struct{ modules, folder string }

func (n node) prepare(t *testing.T, statements string) { n.ask(t, statements) }

func (n node) ask(t *testing.T, script string) (rows []string) {
	t.Helper()
	file := filepath.Join(n.folder, "script.sql")
	if err := os.WriteFile(file, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "node", "--input-type=module", "-", filepath.Join(n.folder, "log.db"), file)
	command.Dir, command.Stdin = n.modules, strings.NewReader(duck)
	var complaints strings.Builder
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	if err := json.Unmarshal(out, &rows); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return rows
}

// TestDuckDB holds the query, run in DuckDB itself, against the slow audit.
func TestDuckDB(t *testing.T) {
	modules, err := filepath.Abs("../../.ci/npm")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(modules, "node_modules", "@duckdb")); err != nil {
		missing(t, "DuckDB is not there; with node and npm, run: npm ci --prefix .ci/npm")
	}
	if _, err := exec.LookPath("node"); err != nil {
		missing(t, "node is not there, and DuckDB is run inside it")
	}
	equal(t, node{modules, t.TempDir()}, "duckdb")
}
