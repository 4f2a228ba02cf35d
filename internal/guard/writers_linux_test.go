package guard

import (
	"encoding/csv"
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// writersInPostgres has many sessions write at once: what the log says happened
// one after the other, under every level of isolation, and without the lock that is
// found out.
func writersInPostgres(t *testing.T, p postgres) {
	sound := write(t, fsm.Standard(), options("postgres"))
	for _, test := range []struct {
		isolation, old, new string
		lives               bool
		why                 string
	}{
		{isolation: "read committed", lives: true, why: "writers wait for each other"},
		{isolation: "repeatable read", lives: true, why: "whoever waited is told to try again"},
		{isolation: "serializable", lives: true, why: "whoever waited is told to try again"},
		{"read committed", " FOR NO KEY UPDATE", "", false, "nobody waits"},
		{"read committed", " ON CONFLICT DO NOTHING", "", false, "the first event comes twice"},
	} {
		script := strings.ReplaceAll(sound, test.old+";", test.new+";")
		apart := p.race(t, script, test.isolation)
		if (len(apart) == 0) != test.lives {
			t.Errorf("%s, %s: %d differences\n%s", test.isolation, test.why, len(apart), strings.Join(apart[:min(len(apart), 10)], "\n"))
		}
	}
}

// race lets writers loose on a fresh schema.
func (p postgres) race(t *testing.T, script, isolation string) (apart []string) {
	t.Helper()
	p.Query(t, "SET client_min_messages = warning; DROP SCHEMA IF EXISTS raced CASCADE; CREATE SCHEMA raced; SET search_path = raced;\n"+script)
	const writers, each = 8, 150
	starts := strings.TrimSpace(string(p.Query(t, "SELECT clock_timestamp() + interval '0.4 s'")))
	complaints := make([]string, writers)
	var all sync.WaitGroup
	for writer := range writers {
		all.Go(func() {
			b := "\\set VERBOSITY sqlstate\nSET search_path = raced;\nDO $$ BEGIN PERFORM pg_sleep_until('" + starts + "'); END $$;\n"
			for _, d := range delivered(writer, each) {
				b += fmt.Sprintf("INSERT INTO subscription_event (subscription, event, delivery, refusals) VALUES ('%s', '%s', '%s', 'record');\n", d.Subscription, d.Event, d.Name)
			}
			psql := p.Psql(b)
			psql.Env = append(os.Environ(), "PGOPTIONS=-c default_transaction_isolation="+strings.ReplaceAll(isolation, " ", `\ `))
			out, err := psql.CombinedOutput()
			complaints[writer] = string(out)
			if err != nil {
				complaints[writer] += err.Error()
			}
		})
	}
	all.Wait()
	again := 0
	for _, said := range complaints {
		for line := range strings.Lines(said) {
			if isolation != "read committed" && strings.Contains(line, "40001") {
				again++
			} else {
				apart = append(apart, line)
			}
		}
	}
	log, now := p.read(t)
	t.Logf("%s: %d writers, %d to be tried again", isolation, writers, again)
	if len(log) != writers*each-again && len(apart) == 0 {
		apart = append(apart, fmt.Sprintf("%d entries of %d events, %d of which are to be tried again", len(log), writers*each, again))
	}
	return append(apart, folded(t, log, now)...)
}

// read returns what the writers left.
func (p postgres) read(t *testing.T) (log []entry, now map[string]place) {
	t.Helper()
	lines := func(query string) [][]string {
		out := p.Query(t, "SET search_path = raced; "+query)
		records, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return records
	}
	for _, r := range lines("SELECT subscription, event, delivery, verdict, coalesce(reason, '-'), next FROM subscription_event ORDER BY subscription, nr") {
		log = append(log, entry{r[0], r[1], r[2], r[3], r[4], r[5]})
	}
	now = map[string]place{}
	for _, r := range lines("SELECT id, state, cancellation_scheduled, last_known, generation FROM subscription") {
		generation, _ := strconv.Atoi(r[4])
		now[r[0]] = place{r[1], r[2] == "t", r[3], generation}
	}
	return log, now
}
