package guard

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// bare is what the guards are compared with: the same rows, which nobody looks at.
const bare = `
CREATE TABLE bare (id text PRIMARY KEY, state text NOT NULL, cancellation_scheduled boolean DEFAULT false, last_known text DEFAULT 'none', generation bigint DEFAULT 1);
CREATE TABLE bare_event (subscription text NOT NULL REFERENCES bare (id), nr integer, event text NOT NULL, PRIMARY KEY (subscription, nr));
`

// BenchmarkEvents says how many events a session inserts in a second, each in a
// transaction of its own; PostgreSQL does not wait for the disk here. The bare tables
// get an update and an insert for each event.
func BenchmarkEvents(b *testing.B) {
	const subscriptions = 1000
	words := []string{"activate", "renew", "fail_renewal", "recover", "suspend", "resume"}
	p := peers.StartPostgres(b)
	p.Query(b, bare+write(b, fsm.Standard(), options("postgres")))
	guarded, unguarded, refused := "", "", ""
	for nr, event := range words {
		for id := range subscriptions {
			guarded += fmt.Sprintf("INSERT INTO subscription_event (subscription, event) VALUES ('s%d', '%s');\n", id, event)
			unguarded += fmt.Sprintf("WITH s AS (INSERT INTO bare (id, state) VALUES ('s%d', 'active') ON CONFLICT (id) DO UPDATE SET state = 'active' RETURNING id) INSERT INTO bare_event SELECT id, %d, '%s' FROM s;\n", id, nr, event)
			refused += fmt.Sprintf("INSERT INTO subscription_event (subscription, event) VALUES ('s%d', 'start_trial');\n", id)
		}
	}
	for _, run := range []struct{ name, script string }{{"bare", unguarded}, {"guarded", guarded}, {"refused", refused}} {
		b.Run("postgres/"+run.name, func(b *testing.B) {
			began := time.Now()
			if out, err := p.Psql(run.script).CombinedOutput(); err != nil {
				b.Fatalf("%v\n%s", err, out)
			}
			b.ReportMetric(float64(strings.Count(run.script, "\n"))/time.Since(began).Seconds(), "events/s")
		})
	}
	b.Run("sqlite/guarded", func(b *testing.B) {
		var seconds float64
		peers.AskPython(b, b.TempDir(), benchInSQLite, map[string]any{"script": write(b, fsm.Standard(), options("sqlite")), "events": words}, &seconds)
		b.ReportMetric(float64(subscriptions*len(words))/seconds, "events/s")
	})
}

const benchInSQLite = `
import sqlite3, time
db = sqlite3.connect('bench.db', isolation_level=None)
db.executescript('PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;' + asked['script'])
began = time.perf_counter()
for event in asked['events']:
    for i in range(1000):
        db.execute('INSERT INTO subscription_event (subscription, event) VALUES (?, ?)', ('s%d' % i, event))
answer(time.perf_counter() - began)
`
