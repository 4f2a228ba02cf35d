package guard

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/sql"
)

// blocks returns the page's blocks of a language.
func blocks(t *testing.T, language string) (all []string) {
	t.Helper()
	page, err := os.ReadFile("../../docs/guards.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, block := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllSubmatch(page, -1) {
		all = append(all, string(block[1]))
	}
	if len(all) == 0 {
		t.Fatalf("docs/guards.md has no block of %s", language)
	}
	return all
}

// pageInPostgres says the statements of docs/guards.md to psql.
func pageInPostgres(t *testing.T, p postgres) {
	p.Query(t, "SET client_min_messages = warning;"+write(t, fsm.Standard(), options("postgres")))
	blank := regexp.MustCompile(`(?m) +$|^psql:\S+ |^CONTEXT: .*\n`)
	prompt := regexp.MustCompile(`(?ms)^=> (.*?;)$`)
	for _, block := range blocks(t, "text") {
		for _, said := range prompt.FindAllStringSubmatchIndex(block, -1) {
			answer, _, _ := strings.Cut(block[said[1]+1:], "\n=> ")
			psql := p.Psql(block[said[2]:said[3]])
			psql.Args = append(psql.Args, "-P", "format=aligned", "-P", "tuples_only=off")
			out, _ := psql.CombinedOutput()
			if got := blank.ReplaceAllString(string(out), ""); strings.TrimSpace(got) != strings.TrimSpace(answer) {
				t.Errorf("%s\nanswers\n%s\nbut the page says\n%s", block[said[2]:said[3]], got, answer)
			}
		}
	}
	if found := p.Query(t, audit(t)); string(found) != "not_started,f,1\n" {
		t.Errorf("the audit of the log finds\n%s", found)
	}
	p.Query(t, "CREATE ROLE service; "+blocks(t, "sql")[0]+`SET ROLE service;
		INSERT INTO subscription_event (subscription, event) VALUES ('three', 'activate'); SELECT * FROM subscription;`)
}

// audit is the query that the page audits the log with, counting.
func audit(t *testing.T) string {
	t.Helper()
	o := sql.Defaults()
	o.Dialect, o.Kind, o.Table, o.ID, o.At, o.Seq, o.Delivery = "postgres", history.KindEvents, "subscription_event", "subscription", "answered_at", []string{"nr"}, "delivery"
	o.Counts = true
	var b strings.Builder
	if err := sql.Write(&b, fsm.NewTable(fsm.Standard()), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
