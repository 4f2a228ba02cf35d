package guard

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// sqlite is the SQLite that Python brings along.
type sqlite struct{}

// inSQLite are the sentences that stand in the script word for word.
var inSQLite = spell{
	event: func(step fsm.Step) string { return fmt.Sprintf("rejected (%s): %s", step.Reason(), step.Because()) },
	move: func(before, after fsm.Configuration, t *fsm.Table) string {
		r := refused(t, before, fsm.GoalState(after.State))
		return fmt.Sprintf("rejected (%s): %s", r, r.Meaning())
	},
}

func TestSQLite(t *testing.T) {
	agree(t, sqlite{}, "sqlite", inSQLite)
	bite(t, sqlite{}, "sqlite", inSQLite,
		spoiling{`BEFORE UPDATE ON "subscription"` + "\nWHEN (OLD", `BEFORE UPDATE ON "subscription"` + "\nWHEN 0 AND (OLD", "no guard for changes by hand"},
		spoiling{"CASE c.because\n", "CASE -c.because\n", "what is rejected is recorded, not raised"})
}

func (sqlite) try(t *testing.T, script string, trials []trial) (all []outcome) {
	t.Helper()
	peers.AskPython(t, ".", tryInSQLite, map[string]any{"script": script, "trials": trials}, &all)
	return all
}

const tryInSQLite = `
import sqlite3
db = sqlite3.connect(':memory:', isolation_level=None)
db.execute('PRAGMA foreign_keys = ON')
db.executescript(asked['script'])

def place(p):
    return p['state'], p['scheduled'], p['last_known'], p['generation']

guards = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
for name, _ in guards:
    db.execute('DROP TRIGGER ' + name)
db.execute('BEGIN')
for t in asked['trials']:
    if not t['begins']:
        db.execute('INSERT INTO subscription VALUES (?, ?, ?, ?, ?)', (t['id'], *place(t['before'])))
for _, sql in guards:
    db.execute(sql)

def attempt(t):
    if t['event']:
        db.execute('INSERT INTO subscription_event (subscription, event, refusals) VALUES (?, ?, ?)', (t['id'], t['event'], t['refusals']))
    elif t['begins']:
        db.execute('INSERT INTO subscription VALUES (?, ?, ?, ?, ?)', (t['id'], *place(t['after'])))
    else:
        db.execute('UPDATE subscription SET state = ?, cancellation_scheduled = ?, last_known = ?, generation = ? WHERE id = ?', (*place(t['after']), t['id']))

outcomes = []
for t in asked['trials']:
    o = {'said': '', 'logged': '', 'now': None, 'present': False}
    try:
        attempt(t)
    except sqlite3.IntegrityError as error:
        o['said'] = str(error)
    for verdict, reason, next in db.execute('SELECT verdict, reason, next FROM subscription_event WHERE subscription = ?', (t['id'],)):
        o['logged'] += '%s %s %s' % (verdict, reason or '-', next)
    for state, scheduled, last_known, generation in db.execute('SELECT state, cancellation_scheduled, last_known, generation FROM subscription WHERE id = ?', (t['id'],)):
        o['now'] = {'state': state, 'scheduled': bool(scheduled), 'last_known': last_known, 'generation': generation}
        o['present'] = True
    outcomes.append(o)
answer(outcomes)
`

// TestWaysAroundInSQLite has some of its own: conflicts that an outer statement
// resolves for the triggers, and triggers within triggers.
func TestWaysAroundInSQLite(t *testing.T) {
	lines := around(t, "sqlite", "there is no such event", "rejected (ended): expired or cancelled")
	lines = append(lines,
		line{"INSERT OR IGNORE INTO subscription_event (subscription, event) VALUES ('d', 'renew')", "rejected (ended)", "what is refused is not ignored"},
		line{"INSERT OR REPLACE INTO subscription (id, state) VALUES ('d', 'active')", "rejected (profile)", "replacing is changing"},
		line{"REPLACE INTO subscription (id, state) VALUES ('d', 'unknown')", "rejected (", "into a gap that forgot"},
		line{"UPDATE OR REPLACE subscription SET id = 'd' WHERE id = 'c'", "keeps its id", "one takes the place of another"},
		line{"INSERT OR REPLACE INTO subscription_event (subscription, event) VALUES ('d', 'lose_contact')", "", "an outer word for conflicts"},
		line{"SELECT state, last_known FROM subscription WHERE id = 'd'", "unknown|cancelled", "does not reach the triggers"},
		line{"PRAGMA recursive_triggers = ON", "", "triggers within triggers"},
		line{"INSERT INTO subscription_event (subscription, event) VALUES ('d', 'observe_cancelled')", "", "change nothing"},
		line{"SELECT state FROM subscription WHERE id = 'd'", "cancelled", "of what happens"},
		line{"REPLACE INTO subscription (id, state) VALUES ('d', 'active')", "rejected (profile)", "nor of what does not"},
	)
	lines = append(lines, removed(write(t, fsm.Standard(), options("sqlite")), "SELECT count(*) FROM sqlite_master WHERE name LIKE 'subsim%'")...)
	converse(t, sqlite{}, lines)
	converse(t, sqlite{}, named(t, "sqlite"))
	converse(t, sqlite{}, adopted(t, "sqlite"))
	converse(t, sqlite{}, vocabulary(t, "sqlite"))
}

func (sqlite) run(t *testing.T, statements []string) (answers []string) {
	t.Helper()
	peers.AskPython(t, ".", converseInSQLite, statements, &answers)
	return answers
}

const converseInSQLite = `
import sqlite3
db = sqlite3.connect(':memory:', isolation_level=None)
db.execute('PRAGMA foreign_keys = ON')

def say(statement):
    try:
        if ';' in statement:
            db.executescript(statement)
            return ''
        return '\n'.join('|'.join(map(str, row)) for row in db.execute(statement))
    except sqlite3.Error as error:
        if db.in_transaction:
            db.execute('ROLLBACK')
        return str(error)

answer([say(s) for s in asked])
`

// TestThePageInSQLite says the page's Python to Python.
func TestThePageInSQLite(t *testing.T) {
	var failed string
	page, err := os.ReadFile("../../docs/guards.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(page), "```pycon\n")
	block, _, found := strings.Cut(block, "```")
	peers.AskPython(t, ".", readInPython, []string{write(t, fsm.Standard(), options("sqlite")), block}, &failed)
	if failed != "" || !found {
		t.Errorf("docs/guards.md is wrong:\n%s", failed)
	}
}

const readInPython = `
import doctest, io, sqlite3
db = sqlite3.connect(':memory:', isolation_level=None)
db.executescript(asked[0])
test = doctest.DocTestParser().get_doctest(asked[1], {'db': db}, 'the page', None, None)
said = io.StringIO()
result = doctest.DocTestRunner(verbose=False).run(test, out=said.write)
answer(said.getvalue() if result.attempted > 4 else 'the page says next to nothing')
`
