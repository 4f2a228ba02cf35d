-- The vocabulary.
CREATE TABLE subsim_model (
  digest text PRIMARY KEY, -- of all answers, as in subsim export json
  profile text NOT NULL
);
CREATE TABLE subsim_state (
  nr integer NOT NULL UNIQUE,
  name text PRIMARY KEY,
  class text NOT NULL,
  published text, -- what the published rule says of steady state, where it speaks
  ours text NOT NULL, -- what we say
  meaning text NOT NULL
);
CREATE TABLE subsim_event (
  nr integer NOT NULL UNIQUE,
  name text PRIMARY KEY,
  observes text, -- the state that an observation names
  goal text NOT NULL, -- what the event is meant to bring about
  meaning text NOT NULL
);
CREATE TABLE subsim_verdict (
  nr integer NOT NULL UNIQUE,
  name text PRIMARY KEY
);
CREATE TABLE subsim_reason (
  nr integer NOT NULL UNIQUE, -- the order in which they are tried
  name text PRIMARY KEY,
  verdict text NOT NULL,
  meaning text NOT NULL
);

-- What a subscription may be in, its generation left aside, and what is legal then.
-- The name none is no ninth state: it has not started, or nothing was last known.
CREATE TABLE subsim_configuration (
  name text PRIMARY KEY,
  state text NOT NULL,
  cancellation_scheduled boolean NOT NULL,
  last_known text NOT NULL, -- the state before the gap
  legal text NOT NULL,
  UNIQUE (state, cancellation_scheduled, last_known)
);
-- How to get from there to what an event is meant to bring about, and the reason for
-- which a change by hand is refused where no step leads there.
CREATE TABLE subsim_route (
  configuration text NOT NULL,
  goal text NOT NULL,
  route text NOT NULL,
  refused text NOT NULL,
  PRIMARY KEY (configuration, goal)
);

-- What is answered to every event in every configuration, and why.
CREATE TABLE subsim_because (
  nr integer PRIMARY KEY,
  because text NOT NULL
);
CREATE TABLE subsim_cell (
  configuration text NOT NULL,
  event text NOT NULL,
  verdict text NOT NULL,
  reason text,
  next text NOT NULL, -- the configuration afterwards
  begins integer NOT NULL, -- what is added to the generation
  because integer NOT NULL,
  PRIMARY KEY (configuration, event)
);
-- The allowed transitions.
CREATE VIEW subsim_transition AS
  SELECT configuration, event, next, begins FROM subsim_cell WHERE verdict = 'applied';
-- All that can be said of a cell.
CREATE VIEW subsim_why AS
  SELECT c.configuration, c.event, c.verdict, c.reason, c.next, b.because, f.legal, r.route
  FROM subsim_cell c
  JOIN subsim_because b ON b.nr = c.because
  JOIN subsim_configuration f ON f.name = c.configuration
  JOIN subsim_event e ON e.name = c.event
  JOIN subsim_route r ON r.configuration = c.configuration AND r.goal = e.goal;

INSERT INTO subsim_model (profile, digest) VALUES
  ({{.Profile}}, {{.Digest}});
INSERT INTO subsim_state (nr, name, class, published, ours, meaning) VALUES
{{rows .Model.States}}
INSERT INTO subsim_event (nr, name, observes, goal, meaning) VALUES
{{rows .Model.Events}}
INSERT INTO subsim_verdict (nr, name) VALUES
{{rows .Model.Verdicts}}
INSERT INTO subsim_reason (nr, name, verdict, meaning) VALUES
{{rows .Model.Reasons}}
INSERT INTO subsim_configuration (name, state, cancellation_scheduled, last_known, legal) VALUES
{{rows .Model.Configurations}}
INSERT INTO subsim_route (configuration, goal, route, refused) VALUES
{{rows .Model.Routes}}
INSERT INTO subsim_because (nr, because) VALUES
{{rows .Model.Because}}
INSERT INTO subsim_cell (configuration, event, verdict, reason, next, begins, because) VALUES
{{rows .Model.Cells}}
