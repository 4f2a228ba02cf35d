package guard

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/peers"
)

// A postgres is a PostgreSQL of the test's own. Each script gets a schema of its own.
type postgres struct{ peers.Postgres }

// inPostgres is what a driver shows of a refusal: the SQLSTATE, the constraint, and
// the three texts.
var inPostgres = spell{
	event: func(step fsm.Step) string {
		lines := strings.Split(step.Explain(), "\n")
		return fmt.Sprintf("23514 subsim_%s|%s|%s|%s; %s", step.Reason(), lines[0], step.Because(), lines[2], lines[3])
	},
	move: func(before, after fsm.Configuration, t *fsm.Table) string {
		r := refused(t, before, fsm.GoalState(after.State))
		return fmt.Sprintf("23514 subsim_%s|%s, generation %d, to %s, generation %d: rejected (%s)|%s; no single step leads there|legal now: %s; %s", r,
			before, before.Generation, after, after.Generation, r, r.Meaning(), describe.Events(t.Legal(before)), route(t, before, fsm.GoalState(after.State)))
	},
}

// TestPostgreSQL does everything in one server, each part in a database of its own.
func TestPostgreSQL(t *testing.T) {
	server := peers.StartPostgres(t)
	for _, part := range []struct {
		name string
		test func(*testing.T, postgres)
	}{{"cells", cellsInPostgres}, {"around", waysAroundInPostgres}, {"writers", writersInPostgres}, {"page", pageInPostgres}} {
		t.Run(part.name, func(t *testing.T) { part.test(t, postgres{server.Fresh(t, part.name)}) })
	}
}

func cellsInPostgres(t *testing.T, p postgres) {
	agree(t, p, "postgres", inPostgres)
	bite(t, p, "postgres", inPostgres,
		spoiling{"IF (before = after AND NEW.generation = generation) OR EXISTS (", "IF true OR EXISTS (", "no guard for changes by hand"},
		spoiling{"generation = s.generation + cell.begins", "generation = s.generation", "an event begins no generation"})
}

func (p postgres) try(t *testing.T, script string, trials []trial) (all []outcome) {
	t.Helper()
	asked, err := json.Marshal(trials)
	if err != nil {
		t.Fatal(err)
	}
	out := p.Query(t, fmt.Sprintf(tryInPostgres, script, literal(string(asked))))
	records, err := csv.NewReader(strings.NewReader(string(out))).ReadAll()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, r := range records {
		o := outcome{Said: r[0], Logged: r[1], Present: r[2] != ""}
		if o.Present {
			generation, _ := strconv.Atoi(r[5])
			o.Now = place{r[2], r[3] == "t", r[4], generation}
		}
		all = append(all, o)
	}
	return all
}

const tryInPostgres = `
SET client_min_messages = warning;
CREATE SCHEMA tried;
SET search_path = tried;
%s
CREATE TEMP TABLE trials AS
  SELECT r.ordinality AS nr, r.value AS t, r.value->>'id' AS id
  FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY r;
CREATE TEMP TABLE refusals (nr bigint, said text);

SET session_replication_role = replica;
INSERT INTO subscription
  SELECT id, t->'before'->>'state', (t->'before'->>'scheduled')::boolean, t->'before'->>'last_known', (t->'before'->>'generation')::bigint
  FROM trials WHERE NOT (t->>'begins')::boolean;
SET session_replication_role = origin;
ANALYZE;

DO $do$
DECLARE
  r record;
  a jsonb;
  code text; name text; message text; detail text; hint text;
BEGIN
  FOR r IN SELECT * FROM trials ORDER BY nr LOOP
    a := r.t->'after';
    BEGIN
      IF r.t->>'event' <> '' THEN
        INSERT INTO subscription_event (subscription, event, refusals) VALUES (r.id, r.t->>'event', r.t->>'refusals');
      ELSIF (r.t->>'begins')::boolean THEN
        INSERT INTO subscription VALUES (r.id, a->>'state', (a->>'scheduled')::boolean, a->>'last_known', (a->>'generation')::bigint);
      ELSE
        UPDATE subscription SET state = a->>'state', cancellation_scheduled = (a->>'scheduled')::boolean,
          last_known = a->>'last_known', generation = (a->>'generation')::bigint
        WHERE id = r.id;
      END IF;
    EXCEPTION WHEN OTHERS THEN
      GET STACKED DIAGNOSTICS code = RETURNED_SQLSTATE, name = CONSTRAINT_NAME, message = MESSAGE_TEXT,
        detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
      INSERT INTO refusals VALUES (r.nr, format('%%s %%s|%%s|%%s|%%s', code, name, message, detail, hint));
    END;
  END LOOP;
END $do$;

ANALYZE subscription_event, refusals;
SELECT f.said, e.told, s.state, s.cancellation_scheduled, s.last_known, s.generation
FROM trials t
LEFT JOIN refusals f ON f.nr = t.nr
LEFT JOIN subscription s ON s.id = t.id
LEFT JOIN (
  SELECT subscription, string_agg(format('%%s %%s %%s', verdict, coalesce(reason, '-'), next), ' ') AS told
  FROM subscription_event GROUP BY subscription
) e ON e.subscription = t.id
ORDER BY t.nr;
DROP SCHEMA tried CASCADE;
`

// waysAroundInPostgres are some of its own: other statements that write, what
// stands before our tables in the search path, and a role that may do nothing but
// insert events.
func waysAroundInPostgres(t *testing.T, p postgres) {
	lines := around(t, "postgres", "there is no event 'pause'", "cancelled, generation 1, to active, generation 1: rejected (ended)")
	lines = append(lines,
		line{"MERGE INTO subscription s USING (VALUES ('d')) v (id) ON s.id = v.id WHEN MATCHED THEN UPDATE SET state = 'active'", "rejected (profile)", "merging is changing"},
		line{"INSERT INTO subscription (id, state) VALUES ('b', 'active') ON CONFLICT (id) DO UPDATE SET state = excluded.state", "", "an upsert may make a step"},
		line{"SELECT state, cancellation_scheduled FROM subscription WHERE id = 'b'", "active|t", "as it did"},
		line{"COPY subscription (id, state, cancellation_scheduled) FROM PROGRAM 'echo \"e,active,true\"' CSV", "(not_started)", "copying is beginning"},
		line{"CREATE TEMP TABLE subsim_cell AS SELECT configuration, event, 'applied' AS verdict, reason, 'active' AS next, begins, because FROM subsim_cell", "", "another table of that name"},
		line{"INSERT INTO subscription_event (subscription, event) VALUES ('d', 'renew')", "rejected (ended)", "is not looked at"},
		line{"DROP TABLE pg_temp.subsim_cell", "", ""},
		line{"DELETE FROM subscription WHERE id = 'd'; SELECT 1", "1", "what has no log may go"},
		line{"DELETE FROM subscription WHERE id = 'a'", "violates foreign key", "what has one stays"},
		line{"ALTER FUNCTION subsim_answer() SECURITY DEFINER; CREATE ROLE clerk; GRANT INSERT, SELECT ON subscription_event TO clerk; SET ROLE clerk", "", "a role for events alone"},
		line{"INSERT INTO subscription_event (subscription, event) VALUES ('f', 'activate') RETURNING verdict, next", "applied|active", "inserts them"},
		line{"INSERT INTO subscription_event (subscription, event) VALUES ('f', 'resume') RETURNING verdict, reason", "ignored|already", "and reads the answers"},
		line{"INSERT INTO subscription_event (subscription, event) VALUES ('f', 'extend_trial')", "extend_trial in active: rejected (not_allowed)", "the refused ones too"},
		line{"UPDATE subscription SET state = 'suspended' WHERE id = 'f'", "permission denied", "and does nothing else"},
		line{"RESET ROLE", "", ""},
	)
	lines = append(lines, removed(write(t, fsm.Standard(), options("postgres")), "SELECT (SELECT count(*) FROM pg_class WHERE relname LIKE 'subsim%') + (SELECT count(*) FROM pg_proc WHERE proname LIKE 'subsim%')")...)
	converse(t, p, lines)
	converse(t, postgres{p.Fresh(t, "named")}, named(t, "postgres", `The "subscriptions"`, "cell", "select"))
	converse(t, postgres{p.Fresh(t, "adopted")}, adopted(t, "postgres"))
	converse(t, postgres{p.Fresh(t, "vocabulary")}, vocabulary(t, "postgres"))
}

func (p postgres) run(t *testing.T, statements []string) (answers []string) {
	t.Helper()
	const mark = "what comes next"
	psql := p.Psql("SET client_min_messages = error;\n" + strings.Join(statements, ";\n\\echo "+mark+"\n") + ";\n")
	psql.Args = append(psql.Args, "-A", "-P", "format=unaligned", "-P", "null=")
	out, _ := psql.CombinedOutput()
	for answer := range strings.SplitSeq(string(out), mark+"\n") {
		answers = append(answers, strings.TrimSpace(answer))
	}
	return answers
}
