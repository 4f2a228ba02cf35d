package sql

import (
	"encoding/csv"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// shown returns the lines of the page's only block of a language, without the header.
func shown(t *testing.T, language string) [][]string {
	t.Helper()
	page, err := os.ReadFile("../../docs/scale.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindSubmatch(page)
	if block == nil {
		t.Fatalf("docs/scale.md has no block of %s", language)
	}
	records, err := csv.NewReader(strings.NewReader(string(block[1]))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records[1:]
}

// document holds the answer that docs/scale.md shows against an engine's.
func document(t *testing.T, e engine, dialect string) {
	var lines, want []string
	for _, r := range shown(t, "csv") {
		lines = append(lines, "('"+strings.Join(r, "', '")+"')")
	}
	for _, r := range shown(t, "text") {
		want = append(want, strings.Join(r, "|"))
	}
	made := `CREATE TABLE log (id text, "at" timestamp, event text, seq int); INSERT INTO log VALUES ` + strings.Join(lines, ", ")
	o := Defaults()
	o.Dialect, o.Kind, o.Seq = dialect, history.KindEvents, []string{"seq"}
	q := question{Options: o, table: fsm.NewTable(fsm.Standard())}
	if got := e.ask(t, []string{made, q.script(t)})[1]; !slices.Equal(got, want) {
		t.Errorf("%s answers\n%s\nbut docs/scale.md says\n%s", dialect, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
