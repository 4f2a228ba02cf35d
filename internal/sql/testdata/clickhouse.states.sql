-- subsim, an audit as a query for ClickHouse 23.11 or newer: a log of states, profile "marketplace".
-- Nobody has run this yet: it was written from the engine's documentation. Hold it
-- against subsim audit on a part of your log before you believe it.
-- It answers with a row for each record that the model does not allow, and for each
-- that tells too little (incomplete) or has a name of its own (unmapped).
-- Records of one subscription at one instant come in any order: if there are such,
-- name a column that orders them by --seq.

WITH
-- What a record may tell, with a letter for each node: replies what is answered, and a dot is what the model allows.
symbols AS (
  SELECT * FROM values('telling String, symbol Int64, replies String',
    ('trial', 0, 'abbbabbbbb'),
    ('active', 1, '...a.....b'),
    ('past_due', 2, 'aabbaabaab'),
    ('grace_period', 3, 'aabbaabaab'),
    ('suspended', 4, '...b.....b'),
    ('expired', 5, 'aaabaaaaab'),
    ('cancelled', 6, '..........'),
    ('unknown', 7, '..........')
  )
),
replies AS (
  SELECT * FROM values('reply String, verdict String, reason String',
    ('a', 'rejected', 'profile'),
    ('b', 'rejected', 'no_step')
  )
),
-- What a subscription may be in, and what would be legal then.
nodes AS (
  SELECT * FROM values('node String, known String, legal String',
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
  )
),
told AS (
  SELECT
    l."id" AS id,
    l."at" AS "at",
    l."state" AS state,
    s.symbol,
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
lists AS (
  SELECT id, arraySort(groupArray(toInt64(assumeNotNull(nth * 1024 + symbol)))) AS list
  FROM records
  GROUP BY id
),
-- The nodes that a subscription was in, a letter each: the first before its first
-- record, the second before its second.
trails AS (
  SELECT id, arrayFold((trail, x) -> concat(trail, translate(substring(trail, -1), 'abcdefghij', substring(
      'abcdefghij'
      || 'bfffbfffff'
      || 'abcdefghij'
      || 'abcdefghij'
      || 'cgggcggggg'
      || 'abcdefghij'
      || 'dddddddddd'
      || 'ehijehihij',
      (x % 1024) * 10 + 1, 10))), list, 'a') AS trail
  FROM lists
),
stood AS (
  SELECT r.*, substr(t.trail, r.nth, 1) AS node
  FROM records r
  JOIN trails t ON t.id = r.id
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
