{{template "about.sql" .}}
{{- if not .Replace}}
-- To take the guards away and keep the rows, run:
--
{{- range .Drop}}
--   {{.}};
{{- end}}
{{end}}
BEGIN IMMEDIATE;
{{if .Replace -}}
-- The guards that were here before go first.
{{range .Drop}}{{.}};
{{end}}
{{end -}}
{{template "model.sql" . -}}
-- What is guarded. It may be there already, with these columns; its rows are looked at
-- below. Whatever else is known of a subscription belongs into tables of your own.
CREATE TABLE IF NOT EXISTS {{.Table}} (
  {{.ID}} text NOT NULL PRIMARY KEY,
  {{.State}} text NOT NULL,
  cancellation_scheduled boolean NOT NULL DEFAULT false,
  last_known text NOT NULL DEFAULT 'none',
  generation integer NOT NULL DEFAULT 1, -- 0 before the start, and 1 more by each reactivate
  CHECK ((generation = 0) = ({{.State}} = 'none') AND generation >= 0)
);
-- What happened. Insert subscription and event, the rest is the answer.
CREATE TABLE IF NOT EXISTS {{.Log}} (
  nr integer PRIMARY KEY AUTOINCREMENT, -- counts events in the order of their answers
  subscription text NOT NULL REFERENCES {{.Table}} ({{.ID}}),
  answered_at text NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')), -- decides nothing
  event text NOT NULL,
  delivery text, -- what comes a second time by this name is ignored
  refusals text NOT NULL DEFAULT 'raise' CHECK (refusals IN ('raise', 'record')),
  verdict text,
  reason text,
  next text -- the configuration afterwards
);
CREATE INDEX IF NOT EXISTS {{.Index}} ON {{.Log}} (subscription, delivery);

-- Answers an event. SQLite lets one connection write at a time, so nothing comes
-- between reading and writing here.
CREATE TRIGGER subsim_answer AFTER INSERT ON {{.Log}}
BEGIN
  SELECT RAISE(ABORT, 'there is no such event; the table subsim_event lists them')
  WHERE NOT EXISTS (SELECT 1 FROM subsim_event WHERE name = NEW.event);

  INSERT INTO {{.Table}} ({{.ID}}, {{.State}}, generation)
  SELECT NEW.subscription, 'none', 0
  WHERE NOT EXISTS (SELECT 1 FROM {{.Table}} WHERE {{.ID}} = NEW.subscription);

  UPDATE {{.Log}} SET (verdict, reason, next) = (
    SELECT c.verdict, c.reason, c.next
    FROM {{.Table}} s
    JOIN subsim_configuration f
      ON {{.In "s"}}
    JOIN subsim_cell c ON c.configuration = f.name AND c.event = NEW.event
    WHERE s.{{.ID}} = NEW.subscription
  )
  WHERE nr = NEW.nr;

  UPDATE {{.Log}} SET (verdict, reason, next) = (
    SELECT 'ignored', 'duplicate', f.name
    FROM {{.Table}} s
    JOIN subsim_configuration f
      ON {{.In "s"}}
    WHERE s.{{.ID}} = NEW.subscription
  )
  WHERE nr = NEW.nr AND NEW.delivery <> '' AND EXISTS (
    SELECT 1 FROM {{.Log}}
    WHERE subscription = NEW.subscription AND delivery = NEW.delivery AND nr <> NEW.nr
  );

  -- Before version 3.47 nothing is raised but what stands here word for word.
  SELECT CASE c.because
{{- range .Model.Refusals}}
    WHEN {{.Key}} THEN RAISE(ABORT, {{.Text}})
{{- end}}
    END
  FROM {{.Log}} e JOIN subsim_cell c ON c.configuration = e.next AND c.event = e.event
  WHERE e.nr = NEW.nr AND e.verdict = 'rejected' AND e.refusals = 'raise';

  UPDATE {{.Table}} SET
    ({{.State}}, cancellation_scheduled, last_known) = (
      SELECT f.state, f.cancellation_scheduled, f.last_known
      FROM {{.Log}} e JOIN subsim_configuration f ON f.name = e.next
      WHERE e.nr = NEW.nr
    ),
    generation = generation + (
      SELECT c.begins
      FROM subsim_configuration f JOIN subsim_cell c ON c.configuration = f.name AND c.event = NEW.event
      WHERE {{.In .Table}}
    )
  WHERE {{.ID}} = NEW.subscription AND (SELECT verdict FROM {{.Log}} WHERE nr = NEW.nr) = 'applied';
END;

-- Lets a subscription begin as one event could have it begin. Where there is such a
-- row already, INSERT OR REPLACE or an upsert is about to change it, and that may go
-- as far as one event could.
CREATE TRIGGER subsim_guard_insert BEFORE INSERT ON {{.Table}}
BEGIN
{{template "guard.sql" .Inserted -}}
END;

-- Lets a subscription change as one event could change it.
CREATE TRIGGER subsim_guard_update BEFORE UPDATE ON {{.Table}}
WHEN (OLD.{{.ID}}, OLD.{{.State}}, OLD.cancellation_scheduled, OLD.last_known, OLD.generation)
  IS NOT (NEW.{{.ID}}, NEW.{{.State}}, NEW.cancellation_scheduled, NEW.last_known, NEW.generation)
BEGIN
  SELECT RAISE(ABORT, 'a subscription keeps its id') WHERE NEW.{{.ID}} IS NOT OLD.{{.ID}};
{{template "guard.sql" .Updated -}}
END;

-- What is there already is a configuration of this profile: else nothing was done.
CREATE TEMP TABLE subsim_outside (rows integer, CONSTRAINT {{quoted .Outside}} CHECK (rows = 0));
INSERT OR ROLLBACK INTO subsim_outside
  SELECT count(*) FROM {{.Table}} s WHERE NOT EXISTS (
    SELECT 1 FROM subsim_configuration f
    WHERE {{.In "s"}}
  );
DROP TABLE temp.subsim_outside;
COMMIT;