package guard

import (
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// TestWritersInSQLite has processes write into one file at once; a trigger that
// answers from what stood there a while ago would be found out.
func TestWritersInSQLite(t *testing.T) {
	script := write(t, fsm.Standard(), options("sqlite"))
	var writers [][]delivery
	for writer := range 4 {
		writers = append(writers, delivered(writer, 120))
	}
	if apart := raceInSQLite(t, script, writers); len(apart) > 0 {
		t.Errorf("%d differences\n%s", len(apart), strings.Join(apart, "\n"))
	}
	const seen = "AND NEW.delivery <> '' AND EXISTS"
	if apart := raceInSQLite(t, strings.Replace(script, seen, "AND 0 AND EXISTS", 1), writers); len(apart) == 0 {
		t.Error("deliveries that come again are not ignored, and nobody notices")
	}
}

// raceInSQLite lets the writers loose and returns where log and machines are apart.
func raceInSQLite(t *testing.T, script string, writers [][]delivery) []string {
	t.Helper()
	var left struct {
		Complaints []string         `json:"complaints"`
		Log        []entry          `json:"log"`
		Now        map[string]place `json:"now"`
	}
	peers.AskPython(t, t.TempDir(), writeInSQLite, map[string]any{"script": script, "writers": writers}, &left)
	return append(left.Complaints, folded(t, left.Log, left.Now)...)
}

const writeInSQLite = `
import multiprocessing, sqlite3

def connect():
    db = sqlite3.connect('raced.db', isolation_level=None, timeout=60)
    db.execute('PRAGMA synchronous = OFF')
    return db

db = connect()
db.execute('PRAGMA journal_mode = WAL')
db.executescript(asked['script'])

def bring(deliveries, complaints):
    db = connect()
    for d in deliveries:
        try:
            db.execute("INSERT INTO subscription_event (subscription, event, delivery, refusals) VALUES (?, ?, ?, 'record')", (d['subscription'], d['event'], d['name']))
        except sqlite3.Error as error:
            complaints.put(str(error))

start = multiprocessing.get_context('fork')
complaints = start.SimpleQueue()
writers = [start.Process(target=bring, args=(deliveries, complaints)) for deliveries in asked['writers']]
for w in writers:
    w.start()
for w in writers:
    w.join()
said = []
while not complaints.empty():
    said.append(complaints.get())

keys = ('subscription', 'event', 'delivery', 'verdict', 'reason', 'next')
log = db.execute("SELECT subscription, event, delivery, verdict, coalesce(reason, '-'), next FROM subscription_event ORDER BY nr").fetchall()
now = db.execute('SELECT id, state, cancellation_scheduled, last_known, generation FROM subscription').fetchall()
answer({
    'complaints': said,
    'log': [dict(zip(keys, row)) for row in log],
    'now': {id: {'state': state, 'scheduled': bool(scheduled), 'last_known': last_known, 'generation': generation} for id, state, scheduled, last_known, generation in now},
})
`
