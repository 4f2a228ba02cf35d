package sql

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// The files of testdata/bench are peers for the comparison of speed: they count the
// records of log.csv, log.jsonl or log.parquet that the whole model does not allow,
// as fast as we know how to make others do that. Each says how to run it.

// sources are how DuckDB reads the log: the types told, so that nothing is guessed.
var sources = map[string]string{
	"csv":     `read_csv('log.csv', auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {id: 'VARCHAR', "at": 'TIMESTAMP', event: 'told'})`,
	"jsonl":   `read_json('log.jsonl', format = 'newline_delimited', columns = {id: 'VARCHAR', "at": 'TIMESTAMP', event: 'VARCHAR'})`,
	"parquet": `'log.parquet'`,
}

// tuned is DuckDB's query. Two threads read the log into a table, which keeps its
// order; one gathers a word a subscription, since with two the letters of a word would
// come as the threads do. A list that is put in order by instant needs no such care,
// and takes twice as long. What the pattern does not match is folded; the table of the
// fold is a text, 32 letters a node, since a list would be copied at every step. A
// small letter is where a record leads, a capital the same after a finding, counted
// above the fifth bit.
func tuned(source string) string {
	a, names := standardAutomaton()
	table := []byte(strings.Repeat("_", 32*len(a.nodes)))
	for e, s := range a.symbols {
		for n := range a.nodes {
			letter := s.steps[n]
			if s.reply[n] != possible[0] {
				letter -= 'a' - 'A'
			}
			table[32*n+e] = letter
		}
	}
	return fmt.Sprintf(`-- Run in the folder of the log: duckdb -f this-file
-- Takes the records of a subscription in the order of the log, as subsim audit does.
SET threads = 2;
CREATE TEMP TYPE told AS ENUM ('%s');
CREATE TEMP TABLE log AS SELECT hash(id) AS id, event::told AS event FROM %s;
SET threads = 1;
WITH words AS (
  SELECT string_agg(chr(97 + enum_code(event)::INTEGER), '') AS word
  FROM log
  GROUP BY id
),
suspects AS (
  SELECT list_transform(string_split(word, ''), lambda x: ascii(x)::BIGINT) AS list
  FROM words
  WHERE NOT regexp_full_match(word, '%s')
)
SELECT coalesce(sum(list_reduce(list, lambda acc, x: (acc & -32) + xor(ascii(
  '%s'[((acc & 31) << 5) + (x & 31) - 32]), 96), 1::BIGINT) >> 5), 0)::BIGINT AS findings
FROM suspects;
`, strings.Join(names, "', '"), source, pattern(a), table)
}

// program is mawk's: one look-up by configuration and event, and what it does not
// hold is a finding.
func program(comment, separator string, id, event int) string {
	a, _ := standardAutomaton()
	node := func(letter byte) string { return strings.TrimPrefix(string(letter), "a") } // the beginning is empty
	var lines []string
	for _, s := range a.symbols {
		var cells []string
		for n := range a.nodes {
			if s.reply[n] == possible[0] {
				cells = append(cells, fmt.Sprintf("%s%s=%s", node(letters[n]), s.key, node(s.steps[n])))
			}
		}
		lines = append(lines, "  put(\""+strings.Join(cells, " ")+"\")")
	}
	field := func(n int) string { return fmt.Sprint("$", n) }
	return fmt.Sprintf(`# Run in the folder of the log: %s
function put(cells,  n, i, pair, all) {
  n = split(cells, all, " ")
  for (i = 1; i <= n; i++) { split(all[i], pair, "="); next_of[pair[1]] = pair[2] }
}
BEGIN {
  FS = "%s"
%s
}
{
  to = next_of[at[%s] %s]
  if (to == "") findings++
  else at[%s] = to
}
END { print findings }
`, comment, separator, strings.Join(lines, "\n"), field(id), field(event), field(id))
}

func standardAutomaton() (*automaton, []string) {
	a, err := enumerate(history.Compile(fsm.NewTable(fsm.Standard()), history.Options{Kind: history.KindEvents}))
	if err != nil {
		panic(err)
	}
	var names []string
	for _, s := range a.symbols {
		names = append(names, s.key)
	}
	return a, names
}

// benched are the files.
func benched() map[string]string {
	all := map[string]string{
		"csv.awk":   program("tail -n +2 log.csv | mawk -f this-file", ",", 1, 3),
		"jsonl.awk": program("mawk -f this-file log.jsonl (members in the order id, at, event)", "\\\"", 4, 12),
	}
	for name, source := range sources {
		all[name+".sql"] = tuned(source)
	}
	return all
}

func TestPeersAreOfThisModel(t *testing.T) {
	for name, text := range benched() {
		compare(t, filepath.Join("bench", name), text)
	}
}

// TestPeersCount lets each of them count a log that is small.
func TestPeersCount(t *testing.T) {
	folder := t.TempDir()
	want := walk(t, folder)
	t.Run("mawk", func(t *testing.T) {
		peers.Program(t, "mawk", "on Debian, run: apt-get install mawk")
		here, _ := filepath.Abs("testdata/bench")
		for _, line := range []string{"tail -n +2 log.csv | mawk -f '" + here + "/csv.awk'", "mawk -f '" + here + "/jsonl.awk' log.jsonl"} {
			command := exec.CommandContext(t.Context(), "sh", "-c", line)
			command.Dir = folder
			if out, err := command.CombinedOutput(); err != nil || strings.TrimSpace(string(out)) != want {
				t.Errorf("%s: %s, %v; want %s", line, out, err, want)
			}
		}
	})
	t.Run("duckdb", func(t *testing.T) {
		copied := `COPY (SELECT * FROM read_csv('log.csv', columns = {id: 'VARCHAR', "at": 'TIMESTAMP', event: 'VARCHAR'})) TO 'log.parquet'`
		scripts := []string{"SET file_search_path = " + literal(folder), strings.Replace(copied, "'log.parquet'", literal(filepath.Join(folder, "log.parquet")), 1)}
		for _, name := range []string{"csv", "jsonl", "parquet"} {
			scripts = append(scripts, "DROP TABLE IF EXISTS log; DROP TYPE IF EXISTS told; "+tuned(sources[name]))
		}
		for i, got := range (node{}).ask(t, scripts)[2:] {
			if len(got) != 1 || got[0] != want {
				t.Errorf("%s: %v; want %s", []string{"csv", "jsonl", "parquet"}[i], got, want)
			}
		}
	})
}

// walk writes a log, in time order, and returns its number of findings.
func walk(t *testing.T, folder string) string {
	table, at, findings := fsm.NewTable(fsm.Standard()), map[string]fsm.Configuration{}, 0
	create := func(name string) (*bufio.Writer, func()) {
		f, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		w := bufio.NewWriter(f)
		return w, func() { _ = w.Flush(); _ = f.Close() }
	}
	lines, closeLines := create("log.csv")
	objects, closeObjects := create("log.jsonl")
	defer closeLines()
	defer closeObjects()
	fmt.Fprintln(lines, "id,at,event")
	for i, r := range drawn(1, table, history.KindEvents, 3000) {
		event := fsm.Event(r.event)
		if _, err := fsm.ParseEvent(r.event); err != nil || r.id == "" {
			continue
		}
		step, err := table.Step(at[r.id], event)
		if err != nil {
			t.Fatal(err)
		}
		if at[r.id] = step.To(); step.Verdict() == fsm.VerdictRejected {
			findings++
		}
		instant := row{at: i + 1}.instant()
		fmt.Fprintf(lines, "%s,%s,%s\n", r.id, instant, event)
		fmt.Fprintf(objects, "{\"id\":%q,\"at\":%q,\"event\":%q}\n", r.id, instant, event)
	}
	return fmt.Sprint(findings)
}
