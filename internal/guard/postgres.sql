{{template "about.sql" .}}
{{- if not .Replace}}
-- To take the guards away and keep the rows, run:
--
{{- range .Drop}}
--   {{.}};
{{- end}}
{{end}}
BEGIN;
-- All of this goes into the first schema of the search path, and the functions look
-- nowhere else: not even a temporary table comes before ours.
DO $$ BEGIN
  IF current_schema() IS NULL THEN
    RAISE EXCEPTION 'the search path leads to no schema';
  END IF;
  PERFORM set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);
END $$;

{{if .Replace -}}
-- The guards that were here before go first.
{{range .Drop}}{{.}};
{{end}}
{{end -}}
{{template "model.sql" . -}}
-- What is guarded. It may be there already, with these columns; its rows are looked at
-- below. Whatever else is known of a subscription belongs into tables of your own.
CREATE TABLE IF NOT EXISTS {{.Table}} (
  {{.ID}} text PRIMARY KEY,
  {{.State}} text NOT NULL,
  cancellation_scheduled boolean NOT NULL DEFAULT false,
  last_known text NOT NULL DEFAULT 'none',
  generation bigint NOT NULL DEFAULT 1, -- 0 before the start, and 1 more by each reactivate
  CHECK ((generation = 0) = ({{.State}} = 'none') AND generation >= 0)
);
-- What happened. Insert subscription and event, the rest is the answer.
CREATE TABLE IF NOT EXISTS {{.Log}} (
  subscription text NOT NULL REFERENCES {{.Table}} ({{.ID}}),
  nr bigint NOT NULL, -- counts the events of one subscription, in the order of their answers
  answered_at timestamptz NOT NULL, -- decides nothing
  event text NOT NULL,
  delivery text, -- what comes a second time by this name is ignored
  refusals text NOT NULL DEFAULT 'raise' CHECK (refusals IN ('raise', 'record')),
  verdict text NOT NULL,
  reason text,
  next text NOT NULL, -- the configuration afterwards
  PRIMARY KEY (subscription, nr)
);
CREATE INDEX IF NOT EXISTS {{.Index}} ON {{.Log}} (subscription, delivery) WHERE delivery <> '';

-- Answers an event.
CREATE FUNCTION subsim_answer() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  held {{.Table}}%ROWTYPE;
  cell subsim_cell%ROWTYPE;
  why subsim_why%ROWTYPE;
BEGIN
  IF NOT EXISTS (SELECT FROM subsim_event WHERE name = NEW.event) THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_parameter_value',
      MESSAGE = format('there is no event %L', NEW.event),
      HINT = 'the table subsim_event lists them';
  END IF;

  -- One event of a subscription at a time: another waits here.
  SELECT * INTO held FROM {{.Table}} s WHERE s.{{.ID}} = NEW.subscription FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    INSERT INTO {{.Table}} ({{.ID}}, {{.State}}, generation) VALUES (NEW.subscription, 'none', 0) ON CONFLICT DO NOTHING;
    SELECT * INTO held FROM {{.Table}} s WHERE s.{{.ID}} = NEW.subscription FOR NO KEY UPDATE;
  END IF;

  SELECT c.* INTO STRICT cell
  FROM subsim_configuration f JOIN subsim_cell c ON c.configuration = f.name
  WHERE {{.In "held"}}
    AND c.event = NEW.event;
  IF NEW.delivery <> '' AND EXISTS (
    SELECT FROM {{.Log}} WHERE subscription = NEW.subscription AND delivery = NEW.delivery
  ) THEN
    cell.verdict := 'ignored'; cell.reason := 'duplicate'; cell.next := cell.configuration; cell.begins := 0;
  END IF;

  IF cell.verdict = 'rejected' AND NEW.refusals = 'raise' THEN
    SELECT * INTO why FROM subsim_why WHERE configuration = cell.configuration AND event = NEW.event;
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
      MESSAGE = format('%s in %s: rejected (%s)', why.event, why.configuration, why.reason),
      DETAIL = why.because,
      HINT = format('legal now: %s; %s', why.legal, why.route),
      SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'subsim_' || why.reason;
  END IF;

  -- The row is written even where it stays as it is: under repeatable read whoever
  -- waited has to learn that it has seen too little.
  UPDATE {{.Table}} s
  SET {{.State}} = f.state, cancellation_scheduled = f.cancellation_scheduled,
    last_known = f.last_known, generation = s.generation + cell.begins
  FROM subsim_configuration f
  WHERE s.{{.ID}} = NEW.subscription AND f.name = cell.next;

  NEW.nr := 1 + coalesce((SELECT max(nr) FROM {{.Log}} WHERE subscription = NEW.subscription), 0);
  NEW.answered_at := clock_timestamp();
  NEW.verdict := cell.verdict; NEW.reason := cell.reason; NEW.next := cell.next;
  RETURN NEW;
END $$;

-- Lets a subscription begin as one event could have it begin, and change as one event
-- could change it.
CREATE FUNCTION subsim_guard() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  before text := 'none';
  generation bigint := 0;
  after text;
  way subsim_route%ROWTYPE;
BEGIN
  SELECT name INTO after FROM subsim_configuration f
  WHERE {{.In "NEW"}};
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
      MESSAGE = format('there is no configuration of state %s, last known %s, cancellation %s',
        NEW.{{.State}}, NEW.last_known, CASE WHEN NEW.cancellation_scheduled THEN 'scheduled' ELSE 'not scheduled' END),
      HINT = 'the table subsim_configuration lists them',
      SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'subsim_configuration';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF NEW.{{.ID}} <> OLD.{{.ID}} THEN
      RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE = 'a subscription keeps its id',
        SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'subsim_id';
    END IF;
    generation := OLD.generation;
    SELECT name INTO STRICT before FROM subsim_configuration f
    WHERE {{.In "OLD"}};
  END IF;

  IF (before = after AND NEW.generation = generation) OR EXISTS (
    SELECT FROM subsim_transition t
    WHERE t.configuration = before AND t.next = after AND NEW.generation = generation + t.begins
  ) THEN
    RETURN NULL;
  END IF;
  SELECT * INTO way FROM subsim_route r WHERE r.configuration = before AND r.goal = NEW.{{.State}};
  RAISE EXCEPTION USING ERRCODE = 'check_violation',
    MESSAGE = format('%s, generation %s, to %s, generation %s: rejected (%s)', before, generation, after, NEW.generation, way.refused),
    DETAIL = (SELECT meaning FROM subsim_reason WHERE name = way.refused) || '; no single step leads there',
    HINT = format('legal now: %s; %s', (SELECT legal FROM subsim_configuration WHERE name = before), way.route),
    SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = 'subsim_' || way.refused;
END $$;

CREATE TRIGGER subsim_answer BEFORE INSERT ON {{.Log}}
  FOR EACH ROW EXECUTE FUNCTION subsim_answer();
CREATE TRIGGER subsim_guard_insert AFTER INSERT ON {{.Table}}
  FOR EACH ROW EXECUTE FUNCTION subsim_guard();
CREATE TRIGGER subsim_guard_update AFTER UPDATE ON {{.Table}}
  FOR EACH ROW
  WHEN ((OLD.{{.ID}}, OLD.{{.State}}, OLD.cancellation_scheduled, OLD.last_known, OLD.generation)
    IS DISTINCT FROM (NEW.{{.ID}}, NEW.{{.State}}, NEW.cancellation_scheduled, NEW.last_known, NEW.generation))
  EXECUTE FUNCTION subsim_guard();

-- What is there already is a configuration of this profile.
DO $$ BEGIN
  IF EXISTS (SELECT FROM {{.Table}} s WHERE NOT EXISTS (
    SELECT FROM subsim_configuration f
    WHERE {{.In "s"}}
  )) THEN
    RAISE EXCEPTION USING ERRCODE = 'check_violation',
      MESSAGE = {{literal .Outside}};
  END IF;
END $$;
COMMIT;
