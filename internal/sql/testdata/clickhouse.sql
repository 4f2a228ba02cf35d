-- subsim, an audit as a query for ClickHouse 23.11 or newer: a log of events, profile "standard".
-- Nobody has run this yet: it was written from the engine's documentation. Hold it
-- against subsim audit on a part of your log before you believe it.
-- It answers with a row for each record that the model does not allow, and for each
-- that tells too little (incomplete) or has a name of its own (unmapped).

WITH
-- What a record may tell, with a letter for each node: replies what is answered, and a dot is what the model allows.
symbols AS (
  SELECT * FROM values('telling String, symbol Int64, replies String',
    ('start_trial', 0, '..bdbbbee.dbdbdbdbdddddddd'),
    ('extend_trial', 1, 'a.bdbbbee.dbdbdbdbdddddddd'),
    ('activate', 2, '...dbbbee.d.dbdbdbdddddddd'),
    ('renew', 3, 'ab.dbbbeebd.dbdbdbdddddddd'),
    ('fail_renewal', 4, 'a..d...ee.d.d.d.d.dddddddd'),
    ('start_grace', 5, 'a..d..bee.d.d.d.dbdddddddd'),
    ('recover', 6, 'ab.d...eebd.d.d.d.dddddddd'),
    ('suspend', 7, 'a..d...ee.d.d.d.d.dddddddd'),
    ('resume', 8, 'ab.dbb.eebd.dbdbd.dddddddd'),
    ('schedule_cancellation', 9, 'a..d......d.d.d.d.dddddddd'),
    ('unschedule_cancellation', 10, 'a..d...ee.d.d.d.d.dddddddd'),
    ('cancel', 11, 'a..d......d.d.d.d.dddddddd'),
    ('expire', 12, 'a..d......d.d.d.d.dddddddd'),
    ('reactivate', 13, 'ab.dbbb..bd.dbdbdbdddddddd'),
    ('lose_contact', 14, '..........................'),
    ('observe_trial', 15, '..c.ccccc..cfcfcfcfff.ffff'),
    ('observe_active', 16, '.c..cccccc...c.c.c.ff.....'),
    ('observe_past_due', 17, '.cc..ccccc.c...c.c.ff.....'),
    ('observe_grace_period', 18, '.cc.c.cccc.c.c...c.ff.....'),
    ('observe_suspended', 19, '.cc.cc.ccc.c.c.c...ff.....'),
    ('observe_expired', 20, '.cc.ccc.cc.c.c.c.c..f.....'),
    ('observe_cancelled', 21, '.cc.cccc.c.c.c.c.c.f......')
  )
),
replies AS (
  SELECT * FROM values('reply String, verdict String, reason String',
    ('a', 'rejected', 'not_started'),
    ('b', 'rejected', 'not_allowed'),
    ('c', 'rejected', 'contradiction'),
    ('d', 'rejected', 'gap'),
    ('e', 'rejected', 'ended'),
    ('f', 'rejected', 'unreachable')
  )
),
-- What a subscription may be in, and what would be legal then.
nodes AS (
  SELECT * FROM values('node String, known String, legal String',
    ('a', 'none', 'activate, lose_contact, observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended, observe_trial, start_trial'),
    ('b', 'trial', 'activate, cancel, expire, extend_trial, fail_renewal, lose_contact, schedule_cancellation, start_grace, suspend'),
    ('c', 'active', 'cancel, expire, fail_renewal, lose_contact, renew, schedule_cancellation, start_grace, suspend'),
    ('d', 'unknown<none>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended, observe_trial'),
    ('e', 'past_due', 'cancel, expire, fail_renewal, lose_contact, recover, schedule_cancellation, start_grace, suspend'),
    ('f', 'grace_period', 'cancel, expire, fail_renewal, lose_contact, recover, schedule_cancellation, suspend'),
    ('g', 'suspended', 'cancel, expire, fail_renewal, lose_contact, recover, resume, schedule_cancellation'),
    ('h', 'expired', 'lose_contact, reactivate'),
    ('i', 'cancelled', 'lose_contact, reactivate'),
    ('j', 'trial+scheduled', 'activate, cancel, expire, extend_trial, fail_renewal, lose_contact, start_grace, suspend, unschedule_cancellation'),
    ('k', 'unknown<trial>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended, observe_trial'),
    ('l', 'active+scheduled', 'cancel, expire, fail_renewal, lose_contact, renew, start_grace, suspend, unschedule_cancellation'),
    ('m', 'unknown<active>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
    ('n', 'past_due+scheduled', 'cancel, expire, fail_renewal, lose_contact, recover, start_grace, suspend, unschedule_cancellation'),
    ('o', 'unknown<past_due>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
    ('p', 'grace_period+scheduled', 'cancel, expire, fail_renewal, lose_contact, recover, suspend, unschedule_cancellation'),
    ('q', 'unknown<grace_period>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
    ('r', 'suspended+scheduled', 'cancel, expire, fail_renewal, lose_contact, recover, resume, unschedule_cancellation'),
    ('s', 'unknown<suspended>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
    ('t', 'unknown<expired>', 'observe_expired'),
    ('u', 'unknown<cancelled>', 'observe_cancelled'),
    ('v', 'unknown<trial+scheduled>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended, observe_trial'),
    ('w', 'unknown<active+scheduled>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
    ('x', 'unknown<past_due+scheduled>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
    ('y', 'unknown<grace_period+scheduled>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
    ('z', 'unknown<suspended+scheduled>', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended')
  )
),
told AS (
  SELECT
    l."id" AS id,
    l."at" AS "at",
    l."seq" AS "seq",
    l."event" AS event,
    l."delivery" AS delivery,
    s.symbol,
    s.replies,
    CASE
      WHEN l."id" IS NULL OR l."at" IS NULL OR coalesce(l."event", '') = '' THEN 'incomplete'
      WHEN coalesce(s.replies, '') = '' THEN 'unmapped'
    END AS fault
  FROM "log" l
  LEFT JOIN symbols s ON s.telling = l."event"
),
-- The first time a delivery is seen counts, whatever became of it.
turns AS (
  SELECT t.*, CASE
    WHEN delivery IS NULL OR CAST(delivery AS Nullable(String)) = '' THEN 1
    ELSE row_number() OVER (PARTITION BY id, delivery ORDER BY "at", "seq" NULLS FIRST)
  END AS turn
  FROM told t
  WHERE fault IS NULL
),
records AS (
  SELECT t.*, row_number() OVER (PARTITION BY id ORDER BY "at", "seq" NULLS FIRST) AS nth
  FROM turns t
  WHERE turn = 1
),
lists AS (
  SELECT id, arraySort(groupArray(toInt64(assumeNotNull(nth * 1024 + symbol)))) AS list
  FROM records
  GROUP BY id
),
-- The nodes that a subscription was in, a letter each: the first before its first
-- record, the second before its second.
trails AS (
  SELECT id, arrayFold((trail, x) -> concat(trail, translate(substring(trail, -1), 'abcdefghijklmnopqrstuvwxyz', substring(
      'bbcdefghijklmnopqrstuvwxyz'
      || 'abcdefghijklmnopqrstuvwxyz'
      || 'cccdefghilklmnopqrstuvwxyz'
      || 'abcdefghijklmnopqrstuvwxyz'
      || 'aeedefghinknmnopqrstuvwxyz'
      || 'affdffghipkpmpopqrstuvwxyz'
      || 'abcdccchijklmlolqlstuvwxyz'
      || 'aggdggghirkrmrorqrstuvwxyz'
      || 'abcdefchijklmnopqlstuvwxyz'
      || 'ajldnprhijklmnopqrstuvwxyz'
      || 'abcdefghibkcmeofqgstuvwxyz'
      || 'aiidiiihiikimioiqistuvwxyz'
      || 'ahhdhhhhihkhmhohqhstuvwxyz'
      || 'abcdefgccjklmnopqrstuvwxyz'
      || 'dkmdoqstuvkwmxoyqzstuvwxyz'
      || 'bbcbefghijblmnopqrstujwxyz'
      || 'cbccefghijclcncpcrctulllll'
      || 'ebceefghijeleneperetunnnnn'
      || 'fbcfefghijflfnfpfrftuppppp'
      || 'gbcgefghijglgngpgrgturrrrr'
      || 'hbchefghijhlhnhphrhhuhhhhh'
      || 'ibciefghijilinipiritiiiiii',
      (x % 1024) * 26 + 1, 26))), list, 'a') AS trail
  FROM lists
),
stood AS (
  SELECT r.*, substr(t.trail, r.nth, 1) AS node
  FROM records r
  JOIN trails t ON t.id = r.id
),
answered AS (
  SELECT t.*, translate(node, 'abcdefghijklmnopqrstuvwxyz', replies) AS reply
  FROM stood t
),
found AS (
  SELECT t.*, row_number() OVER (PARTITION BY id ORDER BY nth) AS place
  FROM answered t
  WHERE reply <> '.'
),
findings AS (
  SELECT f.id, f."at", f."seq", f.event, n.known, r.verdict, r.reason, f.place > 1 AS follows, n.legal
  FROM found f
  JOIN replies r ON r.reply = f.reply
  JOIN nodes n ON n.node = f.node
  UNION ALL
  SELECT id, "at", "seq", event, NULL, NULL, fault, NULL, NULL
  FROM told
  WHERE fault IS NOT NULL
)
SELECT * FROM findings ORDER BY id, "at", "seq";
