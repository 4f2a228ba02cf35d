package sql

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/peers"
)

// A server is a PostgreSQL of the test's own.
type server struct{ peers.Postgres }

// TestPostgreSQL holds the script, run in PostgreSQL itself, against the slow audit.
func TestPostgreSQL(t *testing.T) {
	s := server{peers.StartPostgres(t)}
	equal(t, s, "postgres")
	if left := s.psql(t, "SELECT proname FROM pg_proc WHERE proname LIKE 'subsim%'"); len(left) > 0 {
		t.Errorf("the scripts leave %v behind", left)
	}
}

func (s server) ask(t *testing.T, scripts []string) (answers [][]string) {
	t.Helper()
	for _, script := range scripts {
		answers = append(answers, s.psql(t, script))
	}
	return answers
}

// psql runs one script in a session of its own.
func (s server) psql(t *testing.T, script string) (rows []string) {
	t.Helper()
	out := s.Query(t, script)
	records, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, record := range records {
		for i, cell := range record {
			if word, truth := map[string]string{"t": "true", "f": "false"}[cell]; truth {
				record[i] = word
			}
		}
		rows = append(rows, strings.Join(record, "|"))
	}
	return rows
}
