package sql

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// duck runs scripts, one after another, and prints the rows of each.
const duck = `
import {DuckDBInstance} from '@duckdb/node-api'
import {readFileSync} from 'node:fs'

const instance = await DuckDBInstance.create(':memory:', {threads: '2'})
const connection = await instance.connect()
const spell = value => value === null ? '' : String(value)
const answers = []
for (const script of JSON.parse(readFileSync(process.argv[2], 'utf8'))) {
  const reader = await connection.runAndReadAll(script)
  answers.push(reader.getRowsJson().map(row => row.map(spell).join('|')))
}
console.log(JSON.stringify(answers))
`

// A node is DuckDB inside Node.js, in memory.
type node struct{ modules string }

func (n node) ask(t *testing.T, scripts []string) (answers [][]string) {
	t.Helper()
	list, _ := json.Marshal(scripts)
	file := filepath.Join(t.TempDir(), "scripts.json")
	if err := os.WriteFile(file, list, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "node", "--input-type=module", "-", file)
	command.Dir, command.Stdin = n.modules, strings.NewReader(duck)
	var complaints strings.Builder
	command.Stderr = &complaints
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	if err := json.Unmarshal(out, &answers); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return answers
}

// TestDuckDB holds the query, run in DuckDB itself, against the slow audit.
func TestDuckDB(t *testing.T) { equal(t, nodeWithDuckDB(t), "duckdb") }

// nodeWithDuckDB finds both, or skips the test.
func nodeWithDuckDB(t *testing.T) node {
	t.Helper()
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
	return node{modules}
}
