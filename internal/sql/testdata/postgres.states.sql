-- subsim, an audit as a query for PostgreSQL 12 or newer: a log of states, profile "marketplace".
-- It answers with a row for each record that the model does not allow, and for each
-- that tells too little (incomplete) or has a name of its own (unmapped).
-- Records of one subscription at one instant come in any order: if there are such,
-- name a column that orders them by --seq.
CREATE OR REPLACE AGGREGATE pg_temp.subsim_node (text, text) (
  SFUNC = translate, STYPE = text, INITCOND = 'a');

WITH
-- What a record may tell, with a letter for each node: steps say where it leads from
-- there, replies what is answered, and a dot is what the model allows.
symbols AS (
  SELECT * FROM (VALUES
    ('trial', 'abcdefghij', 'abbbabbbbb'),
    ('active', 'bfffbfffff', '...a.....b'),
    ('past_due', 'abcdefghij', 'aabbaabaab'),
    ('grace_period', 'abcdefghij', 'aabbaabaab'),
    ('suspended', 'cgggcggggg', '...b.....b'),
    ('expired', 'abcdefghij', 'aaabaaaaab'),
    ('cancelled', 'dddddddddd', '..........'),
    ('unknown', 'ehijehihij', '..........')
  ) AS v (telling, steps, replies)
),
replies AS (
  SELECT * FROM (VALUES
    ('a', 'rejected', 'profile'),
    ('b', 'rejected', 'no_step')
  ) AS v (reply, verdict, reason)
),
-- What a subscription may be in, and what would be legal then.
nodes AS (
  SELECT * FROM (VALUES
    ('a', 'none', 'active, cancelled, suspended, unknown'),
    ('b', 'active', 'active, cancelled, suspended, unknown'),
    ('c', 'suspended', 'active, cancelled, suspended, unknown'),
    ('d', 'cancelled', 'cancelled, unknown'),
    ('e', 'unknown<none>', 'active, cancelled, suspended, unknown'),
    ('f', 'active, active+scheduled', 'active, cancelled, suspended, unknown'),
    ('g', 'suspended, suspended+scheduled', 'active, cancelled, suspended, unknown'),
    ('h', 'unknown<active>, unknown<active+scheduled>', 'active, cancelled, suspended, unknown'),
    ('i', 'unknown<suspended>, unknown<suspended+scheduled>', 'active, cancelled, suspended, unknown'),
    ('j', 'unknown<cancelled>', 'cancelled, unknown')
  ) AS v (node, known, legal)
),
told AS (
  SELECT
    l."id" AS id,
    l."at" AS "at",
    l."state" AS state,
    s.steps,
    s.replies,
    CASE
      WHEN l."id" IS NULL OR l."at" IS NULL OR coalesce(l."state", '') = '' THEN 'incomplete'
      WHEN coalesce(s.replies, '') = '' THEN 'unmapped'
    END AS fault
  FROM "log" l
  LEFT JOIN symbols s ON s.telling = l."state"
),
records AS (
  SELECT t.*, row_number() OVER (PARTITION BY id ORDER BY "at") AS nth
  FROM told t
  WHERE fault IS NULL
),
-- The node that a subscription was in before each record.
stood AS (
  SELECT t.*, pg_temp.subsim_node('abcdefghij', steps) OVER (
    PARTITION BY id ORDER BY nth
    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS node
  FROM records t
),
answered AS (
  SELECT t.*, translate(node, 'abcdefghij', replies) AS reply
  FROM stood t
),
found AS (
  SELECT t.*, row_number() OVER (PARTITION BY id ORDER BY nth) AS place
  FROM answered t
  WHERE reply <> '.'
),
findings AS (
  SELECT f.id, f."at", f.state, n.known, r.verdict, r.reason, f.place > 1 AS follows, n.legal
  FROM found f
  JOIN replies r ON r.reply = f.reply
  JOIN nodes n ON n.node = f.node
  UNION ALL
  SELECT id, "at", state, NULL, NULL, fault, NULL, NULL
  FROM told
  WHERE fault IS NOT NULL
)
SELECT reason, follows, count(*) AS records FROM findings
GROUP BY reason, follows ORDER BY reason, follows;
