-- subsim, guards for SQLite 3.23 or newer.
-- profile "standard", model 1, sha256:5f3affe5193b5c95f18df4bc290aceea2774d6e08d7aac082b0410a0331140f3
--
-- Published are the names of the states, their order, and subsim_state.published. All
-- else is subsim's own reference and nobody's policy: events, transitions, verdicts.
--
-- It makes the tables subsim_... of the model, the table subscription where none is there,
-- its log subscription_event, and triggers. They refuse what the model rejects: an event
-- that is inserted into the log, and a change of the state by hand that is no single step.
-- There are no clocks in it: whoever keeps deadlines inserts the events that fall due.

-- To take the guards away and keep the rows, run:
--
--   DROP TRIGGER subsim_answer;
--   DROP TRIGGER subsim_guard_insert;
--   DROP TRIGGER subsim_guard_update;
--   DROP VIEW subsim_transition;
--   DROP VIEW subsim_why;
--   DROP TABLE subsim_model;
--   DROP TABLE subsim_state;
--   DROP TABLE subsim_event;
--   DROP TABLE subsim_verdict;
--   DROP TABLE subsim_reason;
--   DROP TABLE subsim_configuration;
--   DROP TABLE subsim_route;
--   DROP TABLE subsim_because;
--   DROP TABLE subsim_cell;

BEGIN IMMEDIATE;
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
  ('standard', 'sha256:5f3affe5193b5c95f18df4bc290aceea2774d6e08d7aac082b0410a0331140f3');
INSERT INTO subsim_state (nr, name, class, published, ours, meaning) VALUES
  (1, 'trial', 'live', NULL, 'watch', 'service before a first term'),
  (2, 'active', 'live', NULL, 'ready', 'a current term in good standing'),
  (3, 'past_due', 'live', 'blocked', 'blocked', 'a renewal failed and recovery is under way; may be open-ended'),
  (4, 'grace_period', 'live', NULL, 'watch', 'a bounded window with a promised end, before service is withheld'),
  (5, 'suspended', 'live', 'blocked', 'blocked', 'service withheld, recoverable, whatever the reason'),
  (6, 'expired', 'ended', 'blocked', 'blocked', 'a limit of time ran out'),
  (7, 'cancelled', 'ended', NULL, 'blocked', 'an act ended it: a decision that took effect, an operator, a policy'),
  (8, 'unknown', 'gap', 'blocked', 'blocked', 'nobody can vouch for the state: an observation gap, not a lifecycle state');
INSERT INTO subsim_event (nr, name, observes, goal, meaning) VALUES
  (1, 'start_trial', NULL, 'trial', 'a trial begins'),
  (2, 'extend_trial', NULL, 'trial', 'the trial''s end moves'),
  (3, 'activate', NULL, 'active', 'the first term begins, from nothing or by converting a trial'),
  (4, 'renew', NULL, 'active', 'a new term begins in good standing'),
  (5, 'fail_renewal', NULL, 'past_due', 'a renewal, or a trial''s conversion, was attempted and did not succeed'),
  (6, 'start_grace', NULL, 'grace_period', 'the bounded grace window begins'),
  (7, 'recover', NULL, 'active', 'a failed renewal is made good'),
  (8, 'suspend', NULL, 'suspended', 'service is withheld'),
  (9, 'resume', NULL, 'active', 'a suspension is lifted'),
  (10, 'schedule_cancellation', NULL, 'a live state with a scheduled cancellation', 'a decision to end later is recorded; the state does not move'),
  (11, 'unschedule_cancellation', NULL, 'a live state without a scheduled cancellation', 'the decision to end later is taken back'),
  (12, 'cancel', NULL, 'cancelled', 'ended by an act, or the scheduled cancellation took effect'),
  (13, 'expire', NULL, 'expired', 'ended because time ran out'),
  (14, 'reactivate', NULL, 'active', 'an ended subscription is explicitly brought back, as a new generation'),
  (15, 'lose_contact', NULL, 'unknown', 'the state can no longer be vouched for'),
  (16, 'observe_trial', 'trial', 'trial', 'a fresh observation names trial'),
  (17, 'observe_active', 'active', 'active', 'a fresh observation names active'),
  (18, 'observe_past_due', 'past_due', 'past_due', 'a fresh observation names past_due'),
  (19, 'observe_grace_period', 'grace_period', 'grace_period', 'a fresh observation names grace_period'),
  (20, 'observe_suspended', 'suspended', 'suspended', 'a fresh observation names suspended'),
  (21, 'observe_expired', 'expired', 'expired', 'a fresh observation names expired'),
  (22, 'observe_cancelled', 'cancelled', 'cancelled', 'a fresh observation names cancelled');
INSERT INTO subsim_verdict (nr, name) VALUES
  (1, 'applied'),
  (2, 'ignored'),
  (3, 'rejected');
INSERT INTO subsim_reason (nr, name, verdict, meaning) VALUES
  (1, 'duplicate', 'ignored', 'this event id was already seen'),
  (2, 'already', 'ignored', 'there is nothing left to do'),
  (3, 'profile', 'rejected', 'standard would apply it; the profile in force removes it'),
  (4, 'not_started', 'rejected', 'nothing has begun'),
  (5, 'gap', 'rejected', 'the state is unknown and the event is no observation'),
  (6, 'unreachable', 'rejected', 'the observation cannot follow from the last known state'),
  (7, 'contradiction', 'rejected', 'the observation differs from the known state'),
  (8, 'ended', 'rejected', 'expired or cancelled, and the event does not bring it back'),
  (9, 'not_allowed', 'rejected', 'there is no such transition');
INSERT INTO subsim_configuration (name, state, cancellation_scheduled, last_known, legal) VALUES
  ('none', 'none', false, 'none', 'activate, lose_contact, observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended, observe_trial, start_trial'),
  ('trial', 'trial', false, 'none', 'activate, cancel, expire, extend_trial, fail_renewal, lose_contact, schedule_cancellation, start_grace, suspend'),
  ('trial+scheduled', 'trial', true, 'none', 'activate, cancel, expire, extend_trial, fail_renewal, lose_contact, start_grace, suspend, unschedule_cancellation'),
  ('active', 'active', false, 'none', 'cancel, expire, fail_renewal, lose_contact, renew, schedule_cancellation, start_grace, suspend'),
  ('active+scheduled', 'active', true, 'none', 'cancel, expire, fail_renewal, lose_contact, renew, start_grace, suspend, unschedule_cancellation'),
  ('past_due', 'past_due', false, 'none', 'cancel, expire, fail_renewal, lose_contact, recover, schedule_cancellation, start_grace, suspend'),
  ('past_due+scheduled', 'past_due', true, 'none', 'cancel, expire, fail_renewal, lose_contact, recover, start_grace, suspend, unschedule_cancellation'),
  ('grace_period', 'grace_period', false, 'none', 'cancel, expire, fail_renewal, lose_contact, recover, schedule_cancellation, suspend'),
  ('grace_period+scheduled', 'grace_period', true, 'none', 'cancel, expire, fail_renewal, lose_contact, recover, suspend, unschedule_cancellation'),
  ('suspended', 'suspended', false, 'none', 'cancel, expire, fail_renewal, lose_contact, recover, resume, schedule_cancellation'),
  ('suspended+scheduled', 'suspended', true, 'none', 'cancel, expire, fail_renewal, lose_contact, recover, resume, unschedule_cancellation'),
  ('expired', 'expired', false, 'none', 'lose_contact, reactivate'),
  ('cancelled', 'cancelled', false, 'none', 'lose_contact, reactivate'),
  ('unknown<none>', 'unknown', false, 'none', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended, observe_trial'),
  ('unknown<trial>', 'unknown', false, 'trial', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended, observe_trial'),
  ('unknown<trial+scheduled>', 'unknown', true, 'trial', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended, observe_trial'),
  ('unknown<active>', 'unknown', false, 'active', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
  ('unknown<active+scheduled>', 'unknown', true, 'active', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
  ('unknown<past_due>', 'unknown', false, 'past_due', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
  ('unknown<past_due+scheduled>', 'unknown', true, 'past_due', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
  ('unknown<grace_period>', 'unknown', false, 'grace_period', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
  ('unknown<grace_period+scheduled>', 'unknown', true, 'grace_period', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
  ('unknown<suspended>', 'unknown', false, 'suspended', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
  ('unknown<suspended+scheduled>', 'unknown', true, 'suspended', 'observe_active, observe_cancelled, observe_expired, observe_grace_period, observe_past_due, observe_suspended'),
  ('unknown<expired>', 'unknown', false, 'expired', 'observe_expired'),
  ('unknown<cancelled>', 'unknown', false, 'cancelled', 'observe_cancelled');
INSERT INTO subsim_route (configuration, goal, route, refused) VALUES
  ('none', 'trial', 'shortest legal route to trial: start_trial', 'not_started'),
  ('none', 'active', 'shortest legal route to active: activate', 'not_started'),
  ('none', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'not_started'),
  ('none', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'not_started'),
  ('none', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'not_started'),
  ('none', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: start_trial, schedule_cancellation', 'not_started'),
  ('none', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: start_trial', 'not_started'),
  ('none', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'not_started'),
  ('none', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'not_started'),
  ('none', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_started'),
  ('trial', 'trial', 'it is in trial already', 'not_allowed'),
  ('trial', 'active', 'shortest legal route to active: activate', 'not_allowed'),
  ('trial', 'past_due', 'shortest legal route to past_due: fail_renewal', 'not_allowed'),
  ('trial', 'grace_period', 'shortest legal route to grace_period: start_grace', 'not_allowed'),
  ('trial', 'suspended', 'shortest legal route to suspended: suspend', 'not_allowed'),
  ('trial', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: schedule_cancellation', 'not_allowed'),
  ('trial', 'a live state without a scheduled cancellation', 'it is in a live state without a scheduled cancellation already', 'not_allowed'),
  ('trial', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('trial', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('trial', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('trial+scheduled', 'trial', 'it is in trial already', 'not_allowed'),
  ('trial+scheduled', 'active', 'shortest legal route to active: activate', 'not_allowed'),
  ('trial+scheduled', 'past_due', 'shortest legal route to past_due: fail_renewal', 'not_allowed'),
  ('trial+scheduled', 'grace_period', 'shortest legal route to grace_period: start_grace', 'not_allowed'),
  ('trial+scheduled', 'suspended', 'shortest legal route to suspended: suspend', 'not_allowed'),
  ('trial+scheduled', 'a live state with a scheduled cancellation', 'it is in a live state with a scheduled cancellation already', 'not_allowed'),
  ('trial+scheduled', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: unschedule_cancellation', 'not_allowed'),
  ('trial+scheduled', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('trial+scheduled', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('trial+scheduled', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('active', 'trial', 'no legal route to trial', 'not_allowed'),
  ('active', 'active', 'it is in active already', 'not_allowed'),
  ('active', 'past_due', 'shortest legal route to past_due: fail_renewal', 'not_allowed'),
  ('active', 'grace_period', 'shortest legal route to grace_period: start_grace', 'not_allowed'),
  ('active', 'suspended', 'shortest legal route to suspended: suspend', 'not_allowed'),
  ('active', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: schedule_cancellation', 'not_allowed'),
  ('active', 'a live state without a scheduled cancellation', 'it is in a live state without a scheduled cancellation already', 'not_allowed'),
  ('active', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('active', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('active', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('active+scheduled', 'trial', 'no legal route to trial', 'not_allowed'),
  ('active+scheduled', 'active', 'it is in active already', 'not_allowed'),
  ('active+scheduled', 'past_due', 'shortest legal route to past_due: fail_renewal', 'not_allowed'),
  ('active+scheduled', 'grace_period', 'shortest legal route to grace_period: start_grace', 'not_allowed'),
  ('active+scheduled', 'suspended', 'shortest legal route to suspended: suspend', 'not_allowed'),
  ('active+scheduled', 'a live state with a scheduled cancellation', 'it is in a live state with a scheduled cancellation already', 'not_allowed'),
  ('active+scheduled', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: unschedule_cancellation', 'not_allowed'),
  ('active+scheduled', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('active+scheduled', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('active+scheduled', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('past_due', 'trial', 'no legal route to trial', 'not_allowed'),
  ('past_due', 'active', 'shortest legal route to active: recover', 'not_allowed'),
  ('past_due', 'past_due', 'it is in past_due already', 'not_allowed'),
  ('past_due', 'grace_period', 'shortest legal route to grace_period: start_grace', 'not_allowed'),
  ('past_due', 'suspended', 'shortest legal route to suspended: suspend', 'not_allowed'),
  ('past_due', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: schedule_cancellation', 'not_allowed'),
  ('past_due', 'a live state without a scheduled cancellation', 'it is in a live state without a scheduled cancellation already', 'not_allowed'),
  ('past_due', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('past_due', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('past_due', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('past_due+scheduled', 'trial', 'no legal route to trial', 'not_allowed'),
  ('past_due+scheduled', 'active', 'shortest legal route to active: recover', 'not_allowed'),
  ('past_due+scheduled', 'past_due', 'it is in past_due already', 'not_allowed'),
  ('past_due+scheduled', 'grace_period', 'shortest legal route to grace_period: start_grace', 'not_allowed'),
  ('past_due+scheduled', 'suspended', 'shortest legal route to suspended: suspend', 'not_allowed'),
  ('past_due+scheduled', 'a live state with a scheduled cancellation', 'it is in a live state with a scheduled cancellation already', 'not_allowed'),
  ('past_due+scheduled', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: unschedule_cancellation', 'not_allowed'),
  ('past_due+scheduled', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('past_due+scheduled', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('past_due+scheduled', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('grace_period', 'trial', 'no legal route to trial', 'not_allowed'),
  ('grace_period', 'active', 'shortest legal route to active: recover', 'not_allowed'),
  ('grace_period', 'past_due', 'shortest legal route to past_due: recover, fail_renewal', 'not_allowed'),
  ('grace_period', 'grace_period', 'it is in grace_period already', 'not_allowed'),
  ('grace_period', 'suspended', 'shortest legal route to suspended: suspend', 'not_allowed'),
  ('grace_period', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: schedule_cancellation', 'not_allowed'),
  ('grace_period', 'a live state without a scheduled cancellation', 'it is in a live state without a scheduled cancellation already', 'not_allowed'),
  ('grace_period', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('grace_period', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('grace_period', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('grace_period+scheduled', 'trial', 'no legal route to trial', 'not_allowed'),
  ('grace_period+scheduled', 'active', 'shortest legal route to active: recover', 'not_allowed'),
  ('grace_period+scheduled', 'past_due', 'shortest legal route to past_due: recover, fail_renewal', 'not_allowed'),
  ('grace_period+scheduled', 'grace_period', 'it is in grace_period already', 'not_allowed'),
  ('grace_period+scheduled', 'suspended', 'shortest legal route to suspended: suspend', 'not_allowed'),
  ('grace_period+scheduled', 'a live state with a scheduled cancellation', 'it is in a live state with a scheduled cancellation already', 'not_allowed'),
  ('grace_period+scheduled', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: unschedule_cancellation', 'not_allowed'),
  ('grace_period+scheduled', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('grace_period+scheduled', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('grace_period+scheduled', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('suspended', 'trial', 'no legal route to trial', 'not_allowed'),
  ('suspended', 'active', 'shortest legal route to active: recover', 'not_allowed'),
  ('suspended', 'past_due', 'shortest legal route to past_due: recover, fail_renewal', 'not_allowed'),
  ('suspended', 'grace_period', 'shortest legal route to grace_period: recover, start_grace', 'not_allowed'),
  ('suspended', 'suspended', 'it is in suspended already', 'not_allowed'),
  ('suspended', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: schedule_cancellation', 'not_allowed'),
  ('suspended', 'a live state without a scheduled cancellation', 'it is in a live state without a scheduled cancellation already', 'not_allowed'),
  ('suspended', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('suspended', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('suspended', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('suspended+scheduled', 'trial', 'no legal route to trial', 'not_allowed'),
  ('suspended+scheduled', 'active', 'shortest legal route to active: recover', 'not_allowed'),
  ('suspended+scheduled', 'past_due', 'shortest legal route to past_due: recover, fail_renewal', 'not_allowed'),
  ('suspended+scheduled', 'grace_period', 'shortest legal route to grace_period: recover, start_grace', 'not_allowed'),
  ('suspended+scheduled', 'suspended', 'it is in suspended already', 'not_allowed'),
  ('suspended+scheduled', 'a live state with a scheduled cancellation', 'it is in a live state with a scheduled cancellation already', 'not_allowed'),
  ('suspended+scheduled', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: unschedule_cancellation', 'not_allowed'),
  ('suspended+scheduled', 'cancelled', 'shortest legal route to cancelled: cancel', 'not_allowed'),
  ('suspended+scheduled', 'expired', 'shortest legal route to expired: expire', 'not_allowed'),
  ('suspended+scheduled', 'unknown', 'shortest legal route to unknown: lose_contact', 'not_allowed'),
  ('expired', 'trial', 'no legal route to trial', 'ended'),
  ('expired', 'active', 'shortest legal route to active: reactivate', 'ended'),
  ('expired', 'past_due', 'shortest legal route to past_due: reactivate, fail_renewal', 'ended'),
  ('expired', 'grace_period', 'shortest legal route to grace_period: reactivate, start_grace', 'ended'),
  ('expired', 'suspended', 'shortest legal route to suspended: reactivate, suspend', 'ended'),
  ('expired', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: reactivate, schedule_cancellation', 'ended'),
  ('expired', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: reactivate', 'ended'),
  ('expired', 'cancelled', 'shortest legal route to cancelled: reactivate, cancel', 'ended'),
  ('expired', 'expired', 'it is in expired already', 'ended'),
  ('expired', 'unknown', 'shortest legal route to unknown: lose_contact', 'ended'),
  ('cancelled', 'trial', 'no legal route to trial', 'ended'),
  ('cancelled', 'active', 'shortest legal route to active: reactivate', 'ended'),
  ('cancelled', 'past_due', 'shortest legal route to past_due: reactivate, fail_renewal', 'ended'),
  ('cancelled', 'grace_period', 'shortest legal route to grace_period: reactivate, start_grace', 'ended'),
  ('cancelled', 'suspended', 'shortest legal route to suspended: reactivate, suspend', 'ended'),
  ('cancelled', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: reactivate, schedule_cancellation', 'ended'),
  ('cancelled', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: reactivate', 'ended'),
  ('cancelled', 'cancelled', 'it is in cancelled already', 'ended'),
  ('cancelled', 'expired', 'shortest legal route to expired: reactivate, expire', 'ended'),
  ('cancelled', 'unknown', 'shortest legal route to unknown: lose_contact', 'ended'),
  ('unknown<none>', 'trial', 'shortest legal route to trial: observe_trial (only if so observed)', 'gap'),
  ('unknown<none>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<none>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<none>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<none>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<none>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_trial (only if so observed), schedule_cancellation', 'gap'),
  ('unknown<none>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_trial (only if so observed)', 'gap'),
  ('unknown<none>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<none>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<none>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<trial>', 'trial', 'shortest legal route to trial: observe_trial (only if so observed)', 'gap'),
  ('unknown<trial>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<trial>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<trial>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<trial>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<trial>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_trial (only if so observed), schedule_cancellation', 'gap'),
  ('unknown<trial>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_trial (only if so observed)', 'gap'),
  ('unknown<trial>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<trial>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<trial>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<trial+scheduled>', 'trial', 'shortest legal route to trial: observe_trial (only if so observed)', 'gap'),
  ('unknown<trial+scheduled>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<trial+scheduled>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<trial+scheduled>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<trial+scheduled>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<trial+scheduled>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_trial (only if so observed)', 'gap'),
  ('unknown<trial+scheduled>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_trial (only if so observed), unschedule_cancellation', 'gap'),
  ('unknown<trial+scheduled>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<trial+scheduled>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<trial+scheduled>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<active>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<active>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<active>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<active>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<active>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<active>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_active (only if so observed), schedule_cancellation', 'gap'),
  ('unknown<active>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_active (only if so observed)', 'gap'),
  ('unknown<active>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<active>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<active>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<active+scheduled>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<active+scheduled>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<active+scheduled>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<active+scheduled>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<active+scheduled>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<active+scheduled>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_active (only if so observed)', 'gap'),
  ('unknown<active+scheduled>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_active (only if so observed), unschedule_cancellation', 'gap'),
  ('unknown<active+scheduled>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<active+scheduled>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<active+scheduled>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<past_due>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<past_due>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<past_due>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<past_due>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<past_due>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<past_due>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_active (only if so observed), schedule_cancellation', 'gap'),
  ('unknown<past_due>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_active (only if so observed)', 'gap'),
  ('unknown<past_due>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<past_due>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<past_due>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<past_due+scheduled>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<past_due+scheduled>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<past_due+scheduled>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<past_due+scheduled>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<past_due+scheduled>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<past_due+scheduled>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_active (only if so observed)', 'gap'),
  ('unknown<past_due+scheduled>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_active (only if so observed), unschedule_cancellation', 'gap'),
  ('unknown<past_due+scheduled>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<past_due+scheduled>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<past_due+scheduled>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<grace_period>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<grace_period>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<grace_period>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<grace_period>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<grace_period>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<grace_period>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_active (only if so observed), schedule_cancellation', 'gap'),
  ('unknown<grace_period>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_active (only if so observed)', 'gap'),
  ('unknown<grace_period>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<grace_period>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<grace_period>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<grace_period+scheduled>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<grace_period+scheduled>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<grace_period+scheduled>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<grace_period+scheduled>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<grace_period+scheduled>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<grace_period+scheduled>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_active (only if so observed)', 'gap'),
  ('unknown<grace_period+scheduled>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_active (only if so observed), unschedule_cancellation', 'gap'),
  ('unknown<grace_period+scheduled>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<grace_period+scheduled>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<grace_period+scheduled>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<suspended>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<suspended>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<suspended>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<suspended>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<suspended>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<suspended>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_active (only if so observed), schedule_cancellation', 'gap'),
  ('unknown<suspended>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_active (only if so observed)', 'gap'),
  ('unknown<suspended>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<suspended>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<suspended>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<suspended+scheduled>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<suspended+scheduled>', 'active', 'shortest legal route to active: observe_active (only if so observed)', 'gap'),
  ('unknown<suspended+scheduled>', 'past_due', 'shortest legal route to past_due: observe_past_due (only if so observed)', 'gap'),
  ('unknown<suspended+scheduled>', 'grace_period', 'shortest legal route to grace_period: observe_grace_period (only if so observed)', 'gap'),
  ('unknown<suspended+scheduled>', 'suspended', 'shortest legal route to suspended: observe_suspended (only if so observed)', 'gap'),
  ('unknown<suspended+scheduled>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_active (only if so observed)', 'gap'),
  ('unknown<suspended+scheduled>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_active (only if so observed), unschedule_cancellation', 'gap'),
  ('unknown<suspended+scheduled>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<suspended+scheduled>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<suspended+scheduled>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<expired>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<expired>', 'active', 'shortest legal route to active: observe_expired (only if so observed), reactivate', 'unreachable'),
  ('unknown<expired>', 'past_due', 'shortest legal route to past_due: observe_expired (only if so observed), reactivate, fail_renewal', 'unreachable'),
  ('unknown<expired>', 'grace_period', 'shortest legal route to grace_period: observe_expired (only if so observed), reactivate, start_grace', 'unreachable'),
  ('unknown<expired>', 'suspended', 'shortest legal route to suspended: observe_expired (only if so observed), reactivate, suspend', 'unreachable'),
  ('unknown<expired>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_expired (only if so observed), reactivate, schedule_cancellation', 'gap'),
  ('unknown<expired>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_expired (only if so observed), reactivate', 'gap'),
  ('unknown<expired>', 'cancelled', 'shortest legal route to cancelled: observe_expired (only if so observed), reactivate, cancel', 'unreachable'),
  ('unknown<expired>', 'expired', 'shortest legal route to expired: observe_expired (only if so observed)', 'gap'),
  ('unknown<expired>', 'unknown', 'it is in unknown already', 'gap'),
  ('unknown<cancelled>', 'trial', 'no legal route to trial', 'unreachable'),
  ('unknown<cancelled>', 'active', 'shortest legal route to active: observe_cancelled (only if so observed), reactivate', 'unreachable'),
  ('unknown<cancelled>', 'past_due', 'shortest legal route to past_due: observe_cancelled (only if so observed), reactivate, fail_renewal', 'unreachable'),
  ('unknown<cancelled>', 'grace_period', 'shortest legal route to grace_period: observe_cancelled (only if so observed), reactivate, start_grace', 'unreachable'),
  ('unknown<cancelled>', 'suspended', 'shortest legal route to suspended: observe_cancelled (only if so observed), reactivate, suspend', 'unreachable'),
  ('unknown<cancelled>', 'a live state with a scheduled cancellation', 'shortest legal route to a live state with a scheduled cancellation: observe_cancelled (only if so observed), reactivate, schedule_cancellation', 'gap'),
  ('unknown<cancelled>', 'a live state without a scheduled cancellation', 'shortest legal route to a live state without a scheduled cancellation: observe_cancelled (only if so observed), reactivate', 'gap'),
  ('unknown<cancelled>', 'cancelled', 'shortest legal route to cancelled: observe_cancelled (only if so observed)', 'gap'),
  ('unknown<cancelled>', 'expired', 'shortest legal route to expired: observe_cancelled (only if so observed), reactivate, expire', 'unreachable'),
  ('unknown<cancelled>', 'unknown', 'it is in unknown already', 'gap');
INSERT INTO subsim_because (nr, because) VALUES
  (1, 'a trial is one of the two ways to begin'),
  (2, 'nothing has begun: there is no trial to extend yet'),
  (3, 'a first term is one of the two ways to begin'),
  (4, 'nothing has begun: there is no term to follow'),
  (5, 'nothing has begun: there is nothing to renew'),
  (6, 'nothing has begun: there is no service to prolong yet'),
  (7, 'nothing has begun: nothing has failed yet'),
  (8, 'nothing has begun: there is no service to withhold yet'),
  (9, 'nothing has begun: there is no suspension to lift'),
  (10, 'nothing has begun: there is nothing to end yet'),
  (11, 'nothing has begun: there is no decision to take back'),
  (12, 'nothing has begun: no time is running yet'),
  (13, 'nothing has begun: there is no ended subscription to bring back'),
  (14, 'nobody can vouch for the state any more; what was known is kept beside it'),
  (15, 'the first that is heard of it is a trial'),
  (16, 'the first that is heard of it is a current term'),
  (17, 'the first that is heard of it is a failed renewal'),
  (18, 'the first that is heard of it is a grace window'),
  (19, 'the first that is heard of it is a suspension'),
  (20, 'the first that is heard of it is its end'),
  (21, 'there is nothing left to do: the trial is already running'),
  (22, 'the end moves, the trial goes on'),
  (23, 'the trial converts into a first term'),
  (24, 'there is no such transition: a trial''s first term begins with activate'),
  (25, 'the trial''s conversion was attempted and did not succeed; recovery begins'),
  (26, 'service goes on for a bounded window although the term could not be renewed'),
  (27, 'there is no such transition: nothing has failed; a trial becomes a term by activate'),
  (28, 'service can be withheld in every live state, whatever the reason'),
  (29, 'there is no such transition: there is no suspension to lift; service is not withheld'),
  (30, 'the decision to end later is recorded; the state does not move'),
  (31, 'there is nothing left to do: no decision to end later stands'),
  (32, 'every live subscription can be ended by an act'),
  (33, 'every live subscription can run out of time'),
  (34, 'there is no such transition: the subscription has not ended; there is nothing to bring back'),
  (35, 'there is nothing left to do: the observation confirms what is known'),
  (36, 'the observation differs from the known state: the observation contradicts the known state; the log must first say lose_contact'),
  (37, 'there is nothing left to do: the decision to end later stands already'),
  (38, 'the decision to end later is taken back; the state does not move'),
  (39, 'there is no such transition: a trial comes before the first term; a subscription under way does not go back to it'),
  (40, 'there is no such transition: the trial is over; there is nothing left to extend'),
  (41, 'there is nothing left to do: the term is already running'),
  (42, 'a new term follows on the old, still in good standing'),
  (43, 'the renewal did not succeed; recovery begins'),
  (44, 'there is nothing left to do: the subscription is already in good standing'),
  (45, 'there is nothing left to do: service is already given in good standing'),
  (46, 'there is nothing left to do: it is already back, or never went away'),
  (47, 'there is no such transition: the first term has begun; the way back to good standing is recover, or resume after a suspension'),
  (48, 'there is no such transition: the subscription is not in good standing; it must recover or resume before a new term begins'),
  (49, 'one more attempt failed; recovery stands where it stood'),
  (50, 'open-ended recovery becomes a bounded window'),
  (51, 'the failed renewal is made good'),
  (52, 'there is nothing left to do: the window is already open'),
  (53, 'there is no such transition: grace comes before service is withheld, not after'),
  (54, 'the failed renewal is made good, which lifts the suspension too'),
  (55, 'there is nothing left to do: service is already withheld'),
  (56, 'the suspension is lifted'),
  (57, 'expired or cancelled, and the event does not bring it back: an ended subscription comes back by reactivate, as a new generation, and not into a second trial'),
  (58, 'expired or cancelled, and the event does not bring it back: extending does not bring an ended trial back; only reactivate brings a subscription back'),
  (59, 'expired or cancelled, and the event does not bring it back: a late activation must not revive an ended subscription; that takes an explicit reactivate'),
  (60, 'expired or cancelled, and the event does not bring it back: a late renewal must not revive an ended subscription; that takes an explicit reactivate'),
  (61, 'expired or cancelled, and the event does not bring it back: an ended subscription has no renewal to fail; a late failure must not revive it'),
  (62, 'expired or cancelled, and the event does not bring it back: grace is granted before the end, not after it'),
  (63, 'expired or cancelled, and the event does not bring it back: a late success must not revive an ended subscription; that takes an explicit reactivate'),
  (64, 'expired or cancelled, and the event does not bring it back: an ended subscription has no service to withhold; a late suspension must not make it recoverable'),
  (65, 'expired or cancelled, and the event does not bring it back: lifting a suspension does not bring an ended subscription back; that takes an explicit reactivate'),
  (66, 'there is nothing left to do: it has already ended'),
  (67, 'expired or cancelled, and the event does not bring it back: it has ended; taking the decision back does not undo the end'),
  (68, 'an explicit act brings it back, as a new generation'),
  (69, 'the state is unknown and the event is no observation: nobody can say whether a trial may begin; observe the state first'),
  (70, 'the state is unknown and the event is no observation: nobody can say whether a trial is running; observe the state first'),
  (71, 'the state is unknown and the event is no observation: nobody can say whether the term may begin; observe the state first'),
  (72, 'the state is unknown and the event is no observation: nobody can say whether the term may be renewed; observe the state first'),
  (73, 'the state is unknown and the event is no observation: nobody can say what failed; observe the state first'),
  (74, 'the state is unknown and the event is no observation: nobody can say whether grace may begin; observe the state first'),
  (75, 'the state is unknown and the event is no observation: nobody can say what was recovered; observe the state first'),
  (76, 'the state is unknown and the event is no observation: nobody can say what is suspended; observe the state first'),
  (77, 'the state is unknown and the event is no observation: nobody can say what is resumed; observe the state first'),
  (78, 'the state is unknown and the event is no observation: nobody can say what would be ended; observe the state first'),
  (79, 'the state is unknown and the event is no observation: nobody can say whether a decision stands; observe the state first'),
  (80, 'the state is unknown and the event is no observation: nobody can say what ran out; observe the state first'),
  (81, 'the state is unknown and the event is no observation: observe the ended state first, then reactivate: a gap never revives'),
  (82, 'there is nothing left to do: contact is already lost'),
  (83, 'the gap ends where trial can follow from what was last known'),
  (84, 'the gap ends where active can follow from what was last known; it never revives'),
  (85, 'the gap ends where past_due can follow from what was last known; it never revives'),
  (86, 'the gap ends where grace_period can follow from what was last known; it never revives'),
  (87, 'the gap ends where suspended can follow from what was last known; it never revives'),
  (88, 'the gap ends where expired can follow from what was last known'),
  (89, 'the gap ends where cancelled can follow from what was last known'),
  (90, 'the observation cannot follow from the last known state: the gap ends where trial can follow from what was last known; here it cannot'),
  (91, 'the observation cannot follow from the last known state: the gap ends where active can follow from what was last known; it never revives; here it cannot'),
  (92, 'the observation cannot follow from the last known state: the gap ends where past_due can follow from what was last known; it never revives; here it cannot'),
  (93, 'the observation cannot follow from the last known state: the gap ends where grace_period can follow from what was last known; it never revives; here it cannot'),
  (94, 'the observation cannot follow from the last known state: the gap ends where suspended can follow from what was last known; it never revives; here it cannot'),
  (95, 'the observation cannot follow from the last known state: the gap ends where cancelled can follow from what was last known; here it cannot'),
  (96, 'the observation cannot follow from the last known state: the gap ends where expired can follow from what was last known; here it cannot');
INSERT INTO subsim_cell (configuration, event, verdict, reason, next, begins, because) VALUES
  ('none', 'start_trial', 'applied', NULL, 'trial', 1, 1),
  ('none', 'extend_trial', 'rejected', 'not_started', 'none', 0, 2),
  ('none', 'activate', 'applied', NULL, 'active', 1, 3),
  ('none', 'renew', 'rejected', 'not_started', 'none', 0, 4),
  ('none', 'fail_renewal', 'rejected', 'not_started', 'none', 0, 5),
  ('none', 'start_grace', 'rejected', 'not_started', 'none', 0, 6),
  ('none', 'recover', 'rejected', 'not_started', 'none', 0, 7),
  ('none', 'suspend', 'rejected', 'not_started', 'none', 0, 8),
  ('none', 'resume', 'rejected', 'not_started', 'none', 0, 9),
  ('none', 'schedule_cancellation', 'rejected', 'not_started', 'none', 0, 10),
  ('none', 'unschedule_cancellation', 'rejected', 'not_started', 'none', 0, 11),
  ('none', 'cancel', 'rejected', 'not_started', 'none', 0, 10),
  ('none', 'expire', 'rejected', 'not_started', 'none', 0, 12),
  ('none', 'reactivate', 'rejected', 'not_started', 'none', 0, 13),
  ('none', 'lose_contact', 'applied', NULL, 'unknown<none>', 1, 14),
  ('none', 'observe_trial', 'applied', NULL, 'trial', 1, 15),
  ('none', 'observe_active', 'applied', NULL, 'active', 1, 16),
  ('none', 'observe_past_due', 'applied', NULL, 'past_due', 1, 17),
  ('none', 'observe_grace_period', 'applied', NULL, 'grace_period', 1, 18),
  ('none', 'observe_suspended', 'applied', NULL, 'suspended', 1, 19),
  ('none', 'observe_expired', 'applied', NULL, 'expired', 1, 20),
  ('none', 'observe_cancelled', 'applied', NULL, 'cancelled', 1, 20),
  ('trial', 'start_trial', 'ignored', 'already', 'trial', 0, 21),
  ('trial', 'extend_trial', 'applied', NULL, 'trial', 0, 22),
  ('trial', 'activate', 'applied', NULL, 'active', 0, 23),
  ('trial', 'renew', 'rejected', 'not_allowed', 'trial', 0, 24),
  ('trial', 'fail_renewal', 'applied', NULL, 'past_due', 0, 25),
  ('trial', 'start_grace', 'applied', NULL, 'grace_period', 0, 26),
  ('trial', 'recover', 'rejected', 'not_allowed', 'trial', 0, 27),
  ('trial', 'suspend', 'applied', NULL, 'suspended', 0, 28),
  ('trial', 'resume', 'rejected', 'not_allowed', 'trial', 0, 29),
  ('trial', 'schedule_cancellation', 'applied', NULL, 'trial+scheduled', 0, 30),
  ('trial', 'unschedule_cancellation', 'ignored', 'already', 'trial', 0, 31),
  ('trial', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('trial', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('trial', 'reactivate', 'rejected', 'not_allowed', 'trial', 0, 34),
  ('trial', 'lose_contact', 'applied', NULL, 'unknown<trial>', 0, 14),
  ('trial', 'observe_trial', 'ignored', 'already', 'trial', 0, 35),
  ('trial', 'observe_active', 'rejected', 'contradiction', 'trial', 0, 36),
  ('trial', 'observe_past_due', 'rejected', 'contradiction', 'trial', 0, 36),
  ('trial', 'observe_grace_period', 'rejected', 'contradiction', 'trial', 0, 36),
  ('trial', 'observe_suspended', 'rejected', 'contradiction', 'trial', 0, 36),
  ('trial', 'observe_expired', 'rejected', 'contradiction', 'trial', 0, 36),
  ('trial', 'observe_cancelled', 'rejected', 'contradiction', 'trial', 0, 36),
  ('trial+scheduled', 'start_trial', 'ignored', 'already', 'trial+scheduled', 0, 21),
  ('trial+scheduled', 'extend_trial', 'applied', NULL, 'trial+scheduled', 0, 22),
  ('trial+scheduled', 'activate', 'applied', NULL, 'active+scheduled', 0, 23),
  ('trial+scheduled', 'renew', 'rejected', 'not_allowed', 'trial+scheduled', 0, 24),
  ('trial+scheduled', 'fail_renewal', 'applied', NULL, 'past_due+scheduled', 0, 25),
  ('trial+scheduled', 'start_grace', 'applied', NULL, 'grace_period+scheduled', 0, 26),
  ('trial+scheduled', 'recover', 'rejected', 'not_allowed', 'trial+scheduled', 0, 27),
  ('trial+scheduled', 'suspend', 'applied', NULL, 'suspended+scheduled', 0, 28),
  ('trial+scheduled', 'resume', 'rejected', 'not_allowed', 'trial+scheduled', 0, 29),
  ('trial+scheduled', 'schedule_cancellation', 'ignored', 'already', 'trial+scheduled', 0, 37),
  ('trial+scheduled', 'unschedule_cancellation', 'applied', NULL, 'trial', 0, 38),
  ('trial+scheduled', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('trial+scheduled', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('trial+scheduled', 'reactivate', 'rejected', 'not_allowed', 'trial+scheduled', 0, 34),
  ('trial+scheduled', 'lose_contact', 'applied', NULL, 'unknown<trial+scheduled>', 0, 14),
  ('trial+scheduled', 'observe_trial', 'ignored', 'already', 'trial+scheduled', 0, 35),
  ('trial+scheduled', 'observe_active', 'rejected', 'contradiction', 'trial+scheduled', 0, 36),
  ('trial+scheduled', 'observe_past_due', 'rejected', 'contradiction', 'trial+scheduled', 0, 36),
  ('trial+scheduled', 'observe_grace_period', 'rejected', 'contradiction', 'trial+scheduled', 0, 36),
  ('trial+scheduled', 'observe_suspended', 'rejected', 'contradiction', 'trial+scheduled', 0, 36),
  ('trial+scheduled', 'observe_expired', 'rejected', 'contradiction', 'trial+scheduled', 0, 36),
  ('trial+scheduled', 'observe_cancelled', 'rejected', 'contradiction', 'trial+scheduled', 0, 36),
  ('active', 'start_trial', 'rejected', 'not_allowed', 'active', 0, 39),
  ('active', 'extend_trial', 'rejected', 'not_allowed', 'active', 0, 40),
  ('active', 'activate', 'ignored', 'already', 'active', 0, 41),
  ('active', 'renew', 'applied', NULL, 'active', 0, 42),
  ('active', 'fail_renewal', 'applied', NULL, 'past_due', 0, 43),
  ('active', 'start_grace', 'applied', NULL, 'grace_period', 0, 26),
  ('active', 'recover', 'ignored', 'already', 'active', 0, 44),
  ('active', 'suspend', 'applied', NULL, 'suspended', 0, 28),
  ('active', 'resume', 'ignored', 'already', 'active', 0, 45),
  ('active', 'schedule_cancellation', 'applied', NULL, 'active+scheduled', 0, 30),
  ('active', 'unschedule_cancellation', 'ignored', 'already', 'active', 0, 31),
  ('active', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('active', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('active', 'reactivate', 'ignored', 'already', 'active', 0, 46),
  ('active', 'lose_contact', 'applied', NULL, 'unknown<active>', 0, 14),
  ('active', 'observe_trial', 'rejected', 'contradiction', 'active', 0, 36),
  ('active', 'observe_active', 'ignored', 'already', 'active', 0, 35),
  ('active', 'observe_past_due', 'rejected', 'contradiction', 'active', 0, 36),
  ('active', 'observe_grace_period', 'rejected', 'contradiction', 'active', 0, 36),
  ('active', 'observe_suspended', 'rejected', 'contradiction', 'active', 0, 36),
  ('active', 'observe_expired', 'rejected', 'contradiction', 'active', 0, 36),
  ('active', 'observe_cancelled', 'rejected', 'contradiction', 'active', 0, 36),
  ('active+scheduled', 'start_trial', 'rejected', 'not_allowed', 'active+scheduled', 0, 39),
  ('active+scheduled', 'extend_trial', 'rejected', 'not_allowed', 'active+scheduled', 0, 40),
  ('active+scheduled', 'activate', 'ignored', 'already', 'active+scheduled', 0, 41),
  ('active+scheduled', 'renew', 'applied', NULL, 'active+scheduled', 0, 42),
  ('active+scheduled', 'fail_renewal', 'applied', NULL, 'past_due+scheduled', 0, 43),
  ('active+scheduled', 'start_grace', 'applied', NULL, 'grace_period+scheduled', 0, 26),
  ('active+scheduled', 'recover', 'ignored', 'already', 'active+scheduled', 0, 44),
  ('active+scheduled', 'suspend', 'applied', NULL, 'suspended+scheduled', 0, 28),
  ('active+scheduled', 'resume', 'ignored', 'already', 'active+scheduled', 0, 45),
  ('active+scheduled', 'schedule_cancellation', 'ignored', 'already', 'active+scheduled', 0, 37),
  ('active+scheduled', 'unschedule_cancellation', 'applied', NULL, 'active', 0, 38),
  ('active+scheduled', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('active+scheduled', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('active+scheduled', 'reactivate', 'ignored', 'already', 'active+scheduled', 0, 46),
  ('active+scheduled', 'lose_contact', 'applied', NULL, 'unknown<active+scheduled>', 0, 14),
  ('active+scheduled', 'observe_trial', 'rejected', 'contradiction', 'active+scheduled', 0, 36),
  ('active+scheduled', 'observe_active', 'ignored', 'already', 'active+scheduled', 0, 35),
  ('active+scheduled', 'observe_past_due', 'rejected', 'contradiction', 'active+scheduled', 0, 36),
  ('active+scheduled', 'observe_grace_period', 'rejected', 'contradiction', 'active+scheduled', 0, 36),
  ('active+scheduled', 'observe_suspended', 'rejected', 'contradiction', 'active+scheduled', 0, 36),
  ('active+scheduled', 'observe_expired', 'rejected', 'contradiction', 'active+scheduled', 0, 36),
  ('active+scheduled', 'observe_cancelled', 'rejected', 'contradiction', 'active+scheduled', 0, 36),
  ('past_due', 'start_trial', 'rejected', 'not_allowed', 'past_due', 0, 39),
  ('past_due', 'extend_trial', 'rejected', 'not_allowed', 'past_due', 0, 40),
  ('past_due', 'activate', 'rejected', 'not_allowed', 'past_due', 0, 47),
  ('past_due', 'renew', 'rejected', 'not_allowed', 'past_due', 0, 48),
  ('past_due', 'fail_renewal', 'applied', NULL, 'past_due', 0, 49),
  ('past_due', 'start_grace', 'applied', NULL, 'grace_period', 0, 50),
  ('past_due', 'recover', 'applied', NULL, 'active', 0, 51),
  ('past_due', 'suspend', 'applied', NULL, 'suspended', 0, 28),
  ('past_due', 'resume', 'rejected', 'not_allowed', 'past_due', 0, 29),
  ('past_due', 'schedule_cancellation', 'applied', NULL, 'past_due+scheduled', 0, 30),
  ('past_due', 'unschedule_cancellation', 'ignored', 'already', 'past_due', 0, 31),
  ('past_due', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('past_due', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('past_due', 'reactivate', 'rejected', 'not_allowed', 'past_due', 0, 34),
  ('past_due', 'lose_contact', 'applied', NULL, 'unknown<past_due>', 0, 14),
  ('past_due', 'observe_trial', 'rejected', 'contradiction', 'past_due', 0, 36),
  ('past_due', 'observe_active', 'rejected', 'contradiction', 'past_due', 0, 36),
  ('past_due', 'observe_past_due', 'ignored', 'already', 'past_due', 0, 35),
  ('past_due', 'observe_grace_period', 'rejected', 'contradiction', 'past_due', 0, 36),
  ('past_due', 'observe_suspended', 'rejected', 'contradiction', 'past_due', 0, 36),
  ('past_due', 'observe_expired', 'rejected', 'contradiction', 'past_due', 0, 36),
  ('past_due', 'observe_cancelled', 'rejected', 'contradiction', 'past_due', 0, 36),
  ('past_due+scheduled', 'start_trial', 'rejected', 'not_allowed', 'past_due+scheduled', 0, 39),
  ('past_due+scheduled', 'extend_trial', 'rejected', 'not_allowed', 'past_due+scheduled', 0, 40),
  ('past_due+scheduled', 'activate', 'rejected', 'not_allowed', 'past_due+scheduled', 0, 47),
  ('past_due+scheduled', 'renew', 'rejected', 'not_allowed', 'past_due+scheduled', 0, 48),
  ('past_due+scheduled', 'fail_renewal', 'applied', NULL, 'past_due+scheduled', 0, 49),
  ('past_due+scheduled', 'start_grace', 'applied', NULL, 'grace_period+scheduled', 0, 50),
  ('past_due+scheduled', 'recover', 'applied', NULL, 'active+scheduled', 0, 51),
  ('past_due+scheduled', 'suspend', 'applied', NULL, 'suspended+scheduled', 0, 28),
  ('past_due+scheduled', 'resume', 'rejected', 'not_allowed', 'past_due+scheduled', 0, 29),
  ('past_due+scheduled', 'schedule_cancellation', 'ignored', 'already', 'past_due+scheduled', 0, 37),
  ('past_due+scheduled', 'unschedule_cancellation', 'applied', NULL, 'past_due', 0, 38),
  ('past_due+scheduled', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('past_due+scheduled', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('past_due+scheduled', 'reactivate', 'rejected', 'not_allowed', 'past_due+scheduled', 0, 34),
  ('past_due+scheduled', 'lose_contact', 'applied', NULL, 'unknown<past_due+scheduled>', 0, 14),
  ('past_due+scheduled', 'observe_trial', 'rejected', 'contradiction', 'past_due+scheduled', 0, 36),
  ('past_due+scheduled', 'observe_active', 'rejected', 'contradiction', 'past_due+scheduled', 0, 36),
  ('past_due+scheduled', 'observe_past_due', 'ignored', 'already', 'past_due+scheduled', 0, 35),
  ('past_due+scheduled', 'observe_grace_period', 'rejected', 'contradiction', 'past_due+scheduled', 0, 36),
  ('past_due+scheduled', 'observe_suspended', 'rejected', 'contradiction', 'past_due+scheduled', 0, 36),
  ('past_due+scheduled', 'observe_expired', 'rejected', 'contradiction', 'past_due+scheduled', 0, 36),
  ('past_due+scheduled', 'observe_cancelled', 'rejected', 'contradiction', 'past_due+scheduled', 0, 36),
  ('grace_period', 'start_trial', 'rejected', 'not_allowed', 'grace_period', 0, 39),
  ('grace_period', 'extend_trial', 'rejected', 'not_allowed', 'grace_period', 0, 40),
  ('grace_period', 'activate', 'rejected', 'not_allowed', 'grace_period', 0, 47),
  ('grace_period', 'renew', 'rejected', 'not_allowed', 'grace_period', 0, 48),
  ('grace_period', 'fail_renewal', 'applied', NULL, 'grace_period', 0, 49),
  ('grace_period', 'start_grace', 'ignored', 'already', 'grace_period', 0, 52),
  ('grace_period', 'recover', 'applied', NULL, 'active', 0, 51),
  ('grace_period', 'suspend', 'applied', NULL, 'suspended', 0, 28),
  ('grace_period', 'resume', 'rejected', 'not_allowed', 'grace_period', 0, 29),
  ('grace_period', 'schedule_cancellation', 'applied', NULL, 'grace_period+scheduled', 0, 30),
  ('grace_period', 'unschedule_cancellation', 'ignored', 'already', 'grace_period', 0, 31),
  ('grace_period', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('grace_period', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('grace_period', 'reactivate', 'rejected', 'not_allowed', 'grace_period', 0, 34),
  ('grace_period', 'lose_contact', 'applied', NULL, 'unknown<grace_period>', 0, 14),
  ('grace_period', 'observe_trial', 'rejected', 'contradiction', 'grace_period', 0, 36),
  ('grace_period', 'observe_active', 'rejected', 'contradiction', 'grace_period', 0, 36),
  ('grace_period', 'observe_past_due', 'rejected', 'contradiction', 'grace_period', 0, 36),
  ('grace_period', 'observe_grace_period', 'ignored', 'already', 'grace_period', 0, 35),
  ('grace_period', 'observe_suspended', 'rejected', 'contradiction', 'grace_period', 0, 36),
  ('grace_period', 'observe_expired', 'rejected', 'contradiction', 'grace_period', 0, 36),
  ('grace_period', 'observe_cancelled', 'rejected', 'contradiction', 'grace_period', 0, 36),
  ('grace_period+scheduled', 'start_trial', 'rejected', 'not_allowed', 'grace_period+scheduled', 0, 39),
  ('grace_period+scheduled', 'extend_trial', 'rejected', 'not_allowed', 'grace_period+scheduled', 0, 40),
  ('grace_period+scheduled', 'activate', 'rejected', 'not_allowed', 'grace_period+scheduled', 0, 47),
  ('grace_period+scheduled', 'renew', 'rejected', 'not_allowed', 'grace_period+scheduled', 0, 48),
  ('grace_period+scheduled', 'fail_renewal', 'applied', NULL, 'grace_period+scheduled', 0, 49),
  ('grace_period+scheduled', 'start_grace', 'ignored', 'already', 'grace_period+scheduled', 0, 52),
  ('grace_period+scheduled', 'recover', 'applied', NULL, 'active+scheduled', 0, 51),
  ('grace_period+scheduled', 'suspend', 'applied', NULL, 'suspended+scheduled', 0, 28),
  ('grace_period+scheduled', 'resume', 'rejected', 'not_allowed', 'grace_period+scheduled', 0, 29),
  ('grace_period+scheduled', 'schedule_cancellation', 'ignored', 'already', 'grace_period+scheduled', 0, 37),
  ('grace_period+scheduled', 'unschedule_cancellation', 'applied', NULL, 'grace_period', 0, 38),
  ('grace_period+scheduled', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('grace_period+scheduled', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('grace_period+scheduled', 'reactivate', 'rejected', 'not_allowed', 'grace_period+scheduled', 0, 34),
  ('grace_period+scheduled', 'lose_contact', 'applied', NULL, 'unknown<grace_period+scheduled>', 0, 14),
  ('grace_period+scheduled', 'observe_trial', 'rejected', 'contradiction', 'grace_period+scheduled', 0, 36),
  ('grace_period+scheduled', 'observe_active', 'rejected', 'contradiction', 'grace_period+scheduled', 0, 36),
  ('grace_period+scheduled', 'observe_past_due', 'rejected', 'contradiction', 'grace_period+scheduled', 0, 36),
  ('grace_period+scheduled', 'observe_grace_period', 'ignored', 'already', 'grace_period+scheduled', 0, 35),
  ('grace_period+scheduled', 'observe_suspended', 'rejected', 'contradiction', 'grace_period+scheduled', 0, 36),
  ('grace_period+scheduled', 'observe_expired', 'rejected', 'contradiction', 'grace_period+scheduled', 0, 36),
  ('grace_period+scheduled', 'observe_cancelled', 'rejected', 'contradiction', 'grace_period+scheduled', 0, 36),
  ('suspended', 'start_trial', 'rejected', 'not_allowed', 'suspended', 0, 39),
  ('suspended', 'extend_trial', 'rejected', 'not_allowed', 'suspended', 0, 40),
  ('suspended', 'activate', 'rejected', 'not_allowed', 'suspended', 0, 47),
  ('suspended', 'renew', 'rejected', 'not_allowed', 'suspended', 0, 48),
  ('suspended', 'fail_renewal', 'applied', NULL, 'suspended', 0, 49),
  ('suspended', 'start_grace', 'rejected', 'not_allowed', 'suspended', 0, 53),
  ('suspended', 'recover', 'applied', NULL, 'active', 0, 54),
  ('suspended', 'suspend', 'ignored', 'already', 'suspended', 0, 55),
  ('suspended', 'resume', 'applied', NULL, 'active', 0, 56),
  ('suspended', 'schedule_cancellation', 'applied', NULL, 'suspended+scheduled', 0, 30),
  ('suspended', 'unschedule_cancellation', 'ignored', 'already', 'suspended', 0, 31),
  ('suspended', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('suspended', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('suspended', 'reactivate', 'rejected', 'not_allowed', 'suspended', 0, 34),
  ('suspended', 'lose_contact', 'applied', NULL, 'unknown<suspended>', 0, 14),
  ('suspended', 'observe_trial', 'rejected', 'contradiction', 'suspended', 0, 36),
  ('suspended', 'observe_active', 'rejected', 'contradiction', 'suspended', 0, 36),
  ('suspended', 'observe_past_due', 'rejected', 'contradiction', 'suspended', 0, 36),
  ('suspended', 'observe_grace_period', 'rejected', 'contradiction', 'suspended', 0, 36),
  ('suspended', 'observe_suspended', 'ignored', 'already', 'suspended', 0, 35),
  ('suspended', 'observe_expired', 'rejected', 'contradiction', 'suspended', 0, 36),
  ('suspended', 'observe_cancelled', 'rejected', 'contradiction', 'suspended', 0, 36),
  ('suspended+scheduled', 'start_trial', 'rejected', 'not_allowed', 'suspended+scheduled', 0, 39),
  ('suspended+scheduled', 'extend_trial', 'rejected', 'not_allowed', 'suspended+scheduled', 0, 40),
  ('suspended+scheduled', 'activate', 'rejected', 'not_allowed', 'suspended+scheduled', 0, 47),
  ('suspended+scheduled', 'renew', 'rejected', 'not_allowed', 'suspended+scheduled', 0, 48),
  ('suspended+scheduled', 'fail_renewal', 'applied', NULL, 'suspended+scheduled', 0, 49),
  ('suspended+scheduled', 'start_grace', 'rejected', 'not_allowed', 'suspended+scheduled', 0, 53),
  ('suspended+scheduled', 'recover', 'applied', NULL, 'active+scheduled', 0, 54),
  ('suspended+scheduled', 'suspend', 'ignored', 'already', 'suspended+scheduled', 0, 55),
  ('suspended+scheduled', 'resume', 'applied', NULL, 'active+scheduled', 0, 56),
  ('suspended+scheduled', 'schedule_cancellation', 'ignored', 'already', 'suspended+scheduled', 0, 37),
  ('suspended+scheduled', 'unschedule_cancellation', 'applied', NULL, 'suspended', 0, 38),
  ('suspended+scheduled', 'cancel', 'applied', NULL, 'cancelled', 0, 32),
  ('suspended+scheduled', 'expire', 'applied', NULL, 'expired', 0, 33),
  ('suspended+scheduled', 'reactivate', 'rejected', 'not_allowed', 'suspended+scheduled', 0, 34),
  ('suspended+scheduled', 'lose_contact', 'applied', NULL, 'unknown<suspended+scheduled>', 0, 14),
  ('suspended+scheduled', 'observe_trial', 'rejected', 'contradiction', 'suspended+scheduled', 0, 36),
  ('suspended+scheduled', 'observe_active', 'rejected', 'contradiction', 'suspended+scheduled', 0, 36),
  ('suspended+scheduled', 'observe_past_due', 'rejected', 'contradiction', 'suspended+scheduled', 0, 36),
  ('suspended+scheduled', 'observe_grace_period', 'rejected', 'contradiction', 'suspended+scheduled', 0, 36),
  ('suspended+scheduled', 'observe_suspended', 'ignored', 'already', 'suspended+scheduled', 0, 35),
  ('suspended+scheduled', 'observe_expired', 'rejected', 'contradiction', 'suspended+scheduled', 0, 36),
  ('suspended+scheduled', 'observe_cancelled', 'rejected', 'contradiction', 'suspended+scheduled', 0, 36),
  ('expired', 'start_trial', 'rejected', 'ended', 'expired', 0, 57),
  ('expired', 'extend_trial', 'rejected', 'ended', 'expired', 0, 58),
  ('expired', 'activate', 'rejected', 'ended', 'expired', 0, 59),
  ('expired', 'renew', 'rejected', 'ended', 'expired', 0, 60),
  ('expired', 'fail_renewal', 'rejected', 'ended', 'expired', 0, 61),
  ('expired', 'start_grace', 'rejected', 'ended', 'expired', 0, 62),
  ('expired', 'recover', 'rejected', 'ended', 'expired', 0, 63),
  ('expired', 'suspend', 'rejected', 'ended', 'expired', 0, 64),
  ('expired', 'resume', 'rejected', 'ended', 'expired', 0, 65),
  ('expired', 'schedule_cancellation', 'ignored', 'already', 'expired', 0, 66),
  ('expired', 'unschedule_cancellation', 'rejected', 'ended', 'expired', 0, 67),
  ('expired', 'cancel', 'ignored', 'already', 'expired', 0, 66),
  ('expired', 'expire', 'ignored', 'already', 'expired', 0, 66),
  ('expired', 'reactivate', 'applied', NULL, 'active', 1, 68),
  ('expired', 'lose_contact', 'applied', NULL, 'unknown<expired>', 0, 14),
  ('expired', 'observe_trial', 'rejected', 'contradiction', 'expired', 0, 36),
  ('expired', 'observe_active', 'rejected', 'contradiction', 'expired', 0, 36),
  ('expired', 'observe_past_due', 'rejected', 'contradiction', 'expired', 0, 36),
  ('expired', 'observe_grace_period', 'rejected', 'contradiction', 'expired', 0, 36),
  ('expired', 'observe_suspended', 'rejected', 'contradiction', 'expired', 0, 36),
  ('expired', 'observe_expired', 'ignored', 'already', 'expired', 0, 35),
  ('expired', 'observe_cancelled', 'rejected', 'contradiction', 'expired', 0, 36),
  ('cancelled', 'start_trial', 'rejected', 'ended', 'cancelled', 0, 57),
  ('cancelled', 'extend_trial', 'rejected', 'ended', 'cancelled', 0, 58),
  ('cancelled', 'activate', 'rejected', 'ended', 'cancelled', 0, 59),
  ('cancelled', 'renew', 'rejected', 'ended', 'cancelled', 0, 60),
  ('cancelled', 'fail_renewal', 'rejected', 'ended', 'cancelled', 0, 61),
  ('cancelled', 'start_grace', 'rejected', 'ended', 'cancelled', 0, 62),
  ('cancelled', 'recover', 'rejected', 'ended', 'cancelled', 0, 63),
  ('cancelled', 'suspend', 'rejected', 'ended', 'cancelled', 0, 64),
  ('cancelled', 'resume', 'rejected', 'ended', 'cancelled', 0, 65),
  ('cancelled', 'schedule_cancellation', 'ignored', 'already', 'cancelled', 0, 66),
  ('cancelled', 'unschedule_cancellation', 'rejected', 'ended', 'cancelled', 0, 67),
  ('cancelled', 'cancel', 'ignored', 'already', 'cancelled', 0, 66),
  ('cancelled', 'expire', 'ignored', 'already', 'cancelled', 0, 66),
  ('cancelled', 'reactivate', 'applied', NULL, 'active', 1, 68),
  ('cancelled', 'lose_contact', 'applied', NULL, 'unknown<cancelled>', 0, 14),
  ('cancelled', 'observe_trial', 'rejected', 'contradiction', 'cancelled', 0, 36),
  ('cancelled', 'observe_active', 'rejected', 'contradiction', 'cancelled', 0, 36),
  ('cancelled', 'observe_past_due', 'rejected', 'contradiction', 'cancelled', 0, 36),
  ('cancelled', 'observe_grace_period', 'rejected', 'contradiction', 'cancelled', 0, 36),
  ('cancelled', 'observe_suspended', 'rejected', 'contradiction', 'cancelled', 0, 36),
  ('cancelled', 'observe_expired', 'rejected', 'contradiction', 'cancelled', 0, 36),
  ('cancelled', 'observe_cancelled', 'ignored', 'already', 'cancelled', 0, 35),
  ('unknown<none>', 'start_trial', 'rejected', 'gap', 'unknown<none>', 0, 69),
  ('unknown<none>', 'extend_trial', 'rejected', 'gap', 'unknown<none>', 0, 70),
  ('unknown<none>', 'activate', 'rejected', 'gap', 'unknown<none>', 0, 71),
  ('unknown<none>', 'renew', 'rejected', 'gap', 'unknown<none>', 0, 72),
  ('unknown<none>', 'fail_renewal', 'rejected', 'gap', 'unknown<none>', 0, 73),
  ('unknown<none>', 'start_grace', 'rejected', 'gap', 'unknown<none>', 0, 74),
  ('unknown<none>', 'recover', 'rejected', 'gap', 'unknown<none>', 0, 75),
  ('unknown<none>', 'suspend', 'rejected', 'gap', 'unknown<none>', 0, 76),
  ('unknown<none>', 'resume', 'rejected', 'gap', 'unknown<none>', 0, 77),
  ('unknown<none>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<none>', 0, 78),
  ('unknown<none>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<none>', 0, 79),
  ('unknown<none>', 'cancel', 'rejected', 'gap', 'unknown<none>', 0, 78),
  ('unknown<none>', 'expire', 'rejected', 'gap', 'unknown<none>', 0, 80),
  ('unknown<none>', 'reactivate', 'rejected', 'gap', 'unknown<none>', 0, 81),
  ('unknown<none>', 'lose_contact', 'ignored', 'already', 'unknown<none>', 0, 82),
  ('unknown<none>', 'observe_trial', 'applied', NULL, 'trial', 0, 83),
  ('unknown<none>', 'observe_active', 'applied', NULL, 'active', 0, 84),
  ('unknown<none>', 'observe_past_due', 'applied', NULL, 'past_due', 0, 85),
  ('unknown<none>', 'observe_grace_period', 'applied', NULL, 'grace_period', 0, 86),
  ('unknown<none>', 'observe_suspended', 'applied', NULL, 'suspended', 0, 87),
  ('unknown<none>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<none>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<trial>', 'start_trial', 'rejected', 'gap', 'unknown<trial>', 0, 69),
  ('unknown<trial>', 'extend_trial', 'rejected', 'gap', 'unknown<trial>', 0, 70),
  ('unknown<trial>', 'activate', 'rejected', 'gap', 'unknown<trial>', 0, 71),
  ('unknown<trial>', 'renew', 'rejected', 'gap', 'unknown<trial>', 0, 72),
  ('unknown<trial>', 'fail_renewal', 'rejected', 'gap', 'unknown<trial>', 0, 73),
  ('unknown<trial>', 'start_grace', 'rejected', 'gap', 'unknown<trial>', 0, 74),
  ('unknown<trial>', 'recover', 'rejected', 'gap', 'unknown<trial>', 0, 75),
  ('unknown<trial>', 'suspend', 'rejected', 'gap', 'unknown<trial>', 0, 76),
  ('unknown<trial>', 'resume', 'rejected', 'gap', 'unknown<trial>', 0, 77),
  ('unknown<trial>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<trial>', 0, 78),
  ('unknown<trial>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<trial>', 0, 79),
  ('unknown<trial>', 'cancel', 'rejected', 'gap', 'unknown<trial>', 0, 78),
  ('unknown<trial>', 'expire', 'rejected', 'gap', 'unknown<trial>', 0, 80),
  ('unknown<trial>', 'reactivate', 'rejected', 'gap', 'unknown<trial>', 0, 81),
  ('unknown<trial>', 'lose_contact', 'ignored', 'already', 'unknown<trial>', 0, 82),
  ('unknown<trial>', 'observe_trial', 'applied', NULL, 'trial', 0, 83),
  ('unknown<trial>', 'observe_active', 'applied', NULL, 'active', 0, 84),
  ('unknown<trial>', 'observe_past_due', 'applied', NULL, 'past_due', 0, 85),
  ('unknown<trial>', 'observe_grace_period', 'applied', NULL, 'grace_period', 0, 86),
  ('unknown<trial>', 'observe_suspended', 'applied', NULL, 'suspended', 0, 87),
  ('unknown<trial>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<trial>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<trial+scheduled>', 'start_trial', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 69),
  ('unknown<trial+scheduled>', 'extend_trial', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 70),
  ('unknown<trial+scheduled>', 'activate', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 71),
  ('unknown<trial+scheduled>', 'renew', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 72),
  ('unknown<trial+scheduled>', 'fail_renewal', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 73),
  ('unknown<trial+scheduled>', 'start_grace', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 74),
  ('unknown<trial+scheduled>', 'recover', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 75),
  ('unknown<trial+scheduled>', 'suspend', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 76),
  ('unknown<trial+scheduled>', 'resume', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 77),
  ('unknown<trial+scheduled>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 78),
  ('unknown<trial+scheduled>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 79),
  ('unknown<trial+scheduled>', 'cancel', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 78),
  ('unknown<trial+scheduled>', 'expire', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 80),
  ('unknown<trial+scheduled>', 'reactivate', 'rejected', 'gap', 'unknown<trial+scheduled>', 0, 81),
  ('unknown<trial+scheduled>', 'lose_contact', 'ignored', 'already', 'unknown<trial+scheduled>', 0, 82),
  ('unknown<trial+scheduled>', 'observe_trial', 'applied', NULL, 'trial+scheduled', 0, 83),
  ('unknown<trial+scheduled>', 'observe_active', 'applied', NULL, 'active+scheduled', 0, 84),
  ('unknown<trial+scheduled>', 'observe_past_due', 'applied', NULL, 'past_due+scheduled', 0, 85),
  ('unknown<trial+scheduled>', 'observe_grace_period', 'applied', NULL, 'grace_period+scheduled', 0, 86),
  ('unknown<trial+scheduled>', 'observe_suspended', 'applied', NULL, 'suspended+scheduled', 0, 87),
  ('unknown<trial+scheduled>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<trial+scheduled>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<active>', 'start_trial', 'rejected', 'gap', 'unknown<active>', 0, 69),
  ('unknown<active>', 'extend_trial', 'rejected', 'gap', 'unknown<active>', 0, 70),
  ('unknown<active>', 'activate', 'rejected', 'gap', 'unknown<active>', 0, 71),
  ('unknown<active>', 'renew', 'rejected', 'gap', 'unknown<active>', 0, 72),
  ('unknown<active>', 'fail_renewal', 'rejected', 'gap', 'unknown<active>', 0, 73),
  ('unknown<active>', 'start_grace', 'rejected', 'gap', 'unknown<active>', 0, 74),
  ('unknown<active>', 'recover', 'rejected', 'gap', 'unknown<active>', 0, 75),
  ('unknown<active>', 'suspend', 'rejected', 'gap', 'unknown<active>', 0, 76),
  ('unknown<active>', 'resume', 'rejected', 'gap', 'unknown<active>', 0, 77),
  ('unknown<active>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<active>', 0, 78),
  ('unknown<active>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<active>', 0, 79),
  ('unknown<active>', 'cancel', 'rejected', 'gap', 'unknown<active>', 0, 78),
  ('unknown<active>', 'expire', 'rejected', 'gap', 'unknown<active>', 0, 80),
  ('unknown<active>', 'reactivate', 'rejected', 'gap', 'unknown<active>', 0, 81),
  ('unknown<active>', 'lose_contact', 'ignored', 'already', 'unknown<active>', 0, 82),
  ('unknown<active>', 'observe_trial', 'rejected', 'unreachable', 'unknown<active>', 0, 90),
  ('unknown<active>', 'observe_active', 'applied', NULL, 'active', 0, 84),
  ('unknown<active>', 'observe_past_due', 'applied', NULL, 'past_due', 0, 85),
  ('unknown<active>', 'observe_grace_period', 'applied', NULL, 'grace_period', 0, 86),
  ('unknown<active>', 'observe_suspended', 'applied', NULL, 'suspended', 0, 87),
  ('unknown<active>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<active>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<active+scheduled>', 'start_trial', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 69),
  ('unknown<active+scheduled>', 'extend_trial', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 70),
  ('unknown<active+scheduled>', 'activate', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 71),
  ('unknown<active+scheduled>', 'renew', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 72),
  ('unknown<active+scheduled>', 'fail_renewal', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 73),
  ('unknown<active+scheduled>', 'start_grace', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 74),
  ('unknown<active+scheduled>', 'recover', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 75),
  ('unknown<active+scheduled>', 'suspend', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 76),
  ('unknown<active+scheduled>', 'resume', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 77),
  ('unknown<active+scheduled>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 78),
  ('unknown<active+scheduled>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 79),
  ('unknown<active+scheduled>', 'cancel', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 78),
  ('unknown<active+scheduled>', 'expire', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 80),
  ('unknown<active+scheduled>', 'reactivate', 'rejected', 'gap', 'unknown<active+scheduled>', 0, 81),
  ('unknown<active+scheduled>', 'lose_contact', 'ignored', 'already', 'unknown<active+scheduled>', 0, 82),
  ('unknown<active+scheduled>', 'observe_trial', 'rejected', 'unreachable', 'unknown<active+scheduled>', 0, 90),
  ('unknown<active+scheduled>', 'observe_active', 'applied', NULL, 'active+scheduled', 0, 84),
  ('unknown<active+scheduled>', 'observe_past_due', 'applied', NULL, 'past_due+scheduled', 0, 85),
  ('unknown<active+scheduled>', 'observe_grace_period', 'applied', NULL, 'grace_period+scheduled', 0, 86),
  ('unknown<active+scheduled>', 'observe_suspended', 'applied', NULL, 'suspended+scheduled', 0, 87),
  ('unknown<active+scheduled>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<active+scheduled>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<past_due>', 'start_trial', 'rejected', 'gap', 'unknown<past_due>', 0, 69),
  ('unknown<past_due>', 'extend_trial', 'rejected', 'gap', 'unknown<past_due>', 0, 70),
  ('unknown<past_due>', 'activate', 'rejected', 'gap', 'unknown<past_due>', 0, 71),
  ('unknown<past_due>', 'renew', 'rejected', 'gap', 'unknown<past_due>', 0, 72),
  ('unknown<past_due>', 'fail_renewal', 'rejected', 'gap', 'unknown<past_due>', 0, 73),
  ('unknown<past_due>', 'start_grace', 'rejected', 'gap', 'unknown<past_due>', 0, 74),
  ('unknown<past_due>', 'recover', 'rejected', 'gap', 'unknown<past_due>', 0, 75),
  ('unknown<past_due>', 'suspend', 'rejected', 'gap', 'unknown<past_due>', 0, 76),
  ('unknown<past_due>', 'resume', 'rejected', 'gap', 'unknown<past_due>', 0, 77),
  ('unknown<past_due>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<past_due>', 0, 78),
  ('unknown<past_due>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<past_due>', 0, 79),
  ('unknown<past_due>', 'cancel', 'rejected', 'gap', 'unknown<past_due>', 0, 78),
  ('unknown<past_due>', 'expire', 'rejected', 'gap', 'unknown<past_due>', 0, 80),
  ('unknown<past_due>', 'reactivate', 'rejected', 'gap', 'unknown<past_due>', 0, 81),
  ('unknown<past_due>', 'lose_contact', 'ignored', 'already', 'unknown<past_due>', 0, 82),
  ('unknown<past_due>', 'observe_trial', 'rejected', 'unreachable', 'unknown<past_due>', 0, 90),
  ('unknown<past_due>', 'observe_active', 'applied', NULL, 'active', 0, 84),
  ('unknown<past_due>', 'observe_past_due', 'applied', NULL, 'past_due', 0, 85),
  ('unknown<past_due>', 'observe_grace_period', 'applied', NULL, 'grace_period', 0, 86),
  ('unknown<past_due>', 'observe_suspended', 'applied', NULL, 'suspended', 0, 87),
  ('unknown<past_due>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<past_due>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<past_due+scheduled>', 'start_trial', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 69),
  ('unknown<past_due+scheduled>', 'extend_trial', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 70),
  ('unknown<past_due+scheduled>', 'activate', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 71),
  ('unknown<past_due+scheduled>', 'renew', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 72),
  ('unknown<past_due+scheduled>', 'fail_renewal', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 73),
  ('unknown<past_due+scheduled>', 'start_grace', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 74),
  ('unknown<past_due+scheduled>', 'recover', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 75),
  ('unknown<past_due+scheduled>', 'suspend', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 76),
  ('unknown<past_due+scheduled>', 'resume', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 77),
  ('unknown<past_due+scheduled>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 78),
  ('unknown<past_due+scheduled>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 79),
  ('unknown<past_due+scheduled>', 'cancel', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 78),
  ('unknown<past_due+scheduled>', 'expire', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 80),
  ('unknown<past_due+scheduled>', 'reactivate', 'rejected', 'gap', 'unknown<past_due+scheduled>', 0, 81),
  ('unknown<past_due+scheduled>', 'lose_contact', 'ignored', 'already', 'unknown<past_due+scheduled>', 0, 82),
  ('unknown<past_due+scheduled>', 'observe_trial', 'rejected', 'unreachable', 'unknown<past_due+scheduled>', 0, 90),
  ('unknown<past_due+scheduled>', 'observe_active', 'applied', NULL, 'active+scheduled', 0, 84),
  ('unknown<past_due+scheduled>', 'observe_past_due', 'applied', NULL, 'past_due+scheduled', 0, 85),
  ('unknown<past_due+scheduled>', 'observe_grace_period', 'applied', NULL, 'grace_period+scheduled', 0, 86),
  ('unknown<past_due+scheduled>', 'observe_suspended', 'applied', NULL, 'suspended+scheduled', 0, 87),
  ('unknown<past_due+scheduled>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<past_due+scheduled>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<grace_period>', 'start_trial', 'rejected', 'gap', 'unknown<grace_period>', 0, 69),
  ('unknown<grace_period>', 'extend_trial', 'rejected', 'gap', 'unknown<grace_period>', 0, 70),
  ('unknown<grace_period>', 'activate', 'rejected', 'gap', 'unknown<grace_period>', 0, 71),
  ('unknown<grace_period>', 'renew', 'rejected', 'gap', 'unknown<grace_period>', 0, 72),
  ('unknown<grace_period>', 'fail_renewal', 'rejected', 'gap', 'unknown<grace_period>', 0, 73),
  ('unknown<grace_period>', 'start_grace', 'rejected', 'gap', 'unknown<grace_period>', 0, 74),
  ('unknown<grace_period>', 'recover', 'rejected', 'gap', 'unknown<grace_period>', 0, 75),
  ('unknown<grace_period>', 'suspend', 'rejected', 'gap', 'unknown<grace_period>', 0, 76),
  ('unknown<grace_period>', 'resume', 'rejected', 'gap', 'unknown<grace_period>', 0, 77),
  ('unknown<grace_period>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<grace_period>', 0, 78),
  ('unknown<grace_period>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<grace_period>', 0, 79),
  ('unknown<grace_period>', 'cancel', 'rejected', 'gap', 'unknown<grace_period>', 0, 78),
  ('unknown<grace_period>', 'expire', 'rejected', 'gap', 'unknown<grace_period>', 0, 80),
  ('unknown<grace_period>', 'reactivate', 'rejected', 'gap', 'unknown<grace_period>', 0, 81),
  ('unknown<grace_period>', 'lose_contact', 'ignored', 'already', 'unknown<grace_period>', 0, 82),
  ('unknown<grace_period>', 'observe_trial', 'rejected', 'unreachable', 'unknown<grace_period>', 0, 90),
  ('unknown<grace_period>', 'observe_active', 'applied', NULL, 'active', 0, 84),
  ('unknown<grace_period>', 'observe_past_due', 'applied', NULL, 'past_due', 0, 85),
  ('unknown<grace_period>', 'observe_grace_period', 'applied', NULL, 'grace_period', 0, 86),
  ('unknown<grace_period>', 'observe_suspended', 'applied', NULL, 'suspended', 0, 87),
  ('unknown<grace_period>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<grace_period>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<grace_period+scheduled>', 'start_trial', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 69),
  ('unknown<grace_period+scheduled>', 'extend_trial', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 70),
  ('unknown<grace_period+scheduled>', 'activate', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 71),
  ('unknown<grace_period+scheduled>', 'renew', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 72),
  ('unknown<grace_period+scheduled>', 'fail_renewal', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 73),
  ('unknown<grace_period+scheduled>', 'start_grace', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 74),
  ('unknown<grace_period+scheduled>', 'recover', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 75),
  ('unknown<grace_period+scheduled>', 'suspend', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 76),
  ('unknown<grace_period+scheduled>', 'resume', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 77),
  ('unknown<grace_period+scheduled>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 78),
  ('unknown<grace_period+scheduled>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 79),
  ('unknown<grace_period+scheduled>', 'cancel', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 78),
  ('unknown<grace_period+scheduled>', 'expire', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 80),
  ('unknown<grace_period+scheduled>', 'reactivate', 'rejected', 'gap', 'unknown<grace_period+scheduled>', 0, 81),
  ('unknown<grace_period+scheduled>', 'lose_contact', 'ignored', 'already', 'unknown<grace_period+scheduled>', 0, 82),
  ('unknown<grace_period+scheduled>', 'observe_trial', 'rejected', 'unreachable', 'unknown<grace_period+scheduled>', 0, 90),
  ('unknown<grace_period+scheduled>', 'observe_active', 'applied', NULL, 'active+scheduled', 0, 84),
  ('unknown<grace_period+scheduled>', 'observe_past_due', 'applied', NULL, 'past_due+scheduled', 0, 85),
  ('unknown<grace_period+scheduled>', 'observe_grace_period', 'applied', NULL, 'grace_period+scheduled', 0, 86),
  ('unknown<grace_period+scheduled>', 'observe_suspended', 'applied', NULL, 'suspended+scheduled', 0, 87),
  ('unknown<grace_period+scheduled>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<grace_period+scheduled>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<suspended>', 'start_trial', 'rejected', 'gap', 'unknown<suspended>', 0, 69),
  ('unknown<suspended>', 'extend_trial', 'rejected', 'gap', 'unknown<suspended>', 0, 70),
  ('unknown<suspended>', 'activate', 'rejected', 'gap', 'unknown<suspended>', 0, 71),
  ('unknown<suspended>', 'renew', 'rejected', 'gap', 'unknown<suspended>', 0, 72),
  ('unknown<suspended>', 'fail_renewal', 'rejected', 'gap', 'unknown<suspended>', 0, 73),
  ('unknown<suspended>', 'start_grace', 'rejected', 'gap', 'unknown<suspended>', 0, 74),
  ('unknown<suspended>', 'recover', 'rejected', 'gap', 'unknown<suspended>', 0, 75),
  ('unknown<suspended>', 'suspend', 'rejected', 'gap', 'unknown<suspended>', 0, 76),
  ('unknown<suspended>', 'resume', 'rejected', 'gap', 'unknown<suspended>', 0, 77),
  ('unknown<suspended>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<suspended>', 0, 78),
  ('unknown<suspended>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<suspended>', 0, 79),
  ('unknown<suspended>', 'cancel', 'rejected', 'gap', 'unknown<suspended>', 0, 78),
  ('unknown<suspended>', 'expire', 'rejected', 'gap', 'unknown<suspended>', 0, 80),
  ('unknown<suspended>', 'reactivate', 'rejected', 'gap', 'unknown<suspended>', 0, 81),
  ('unknown<suspended>', 'lose_contact', 'ignored', 'already', 'unknown<suspended>', 0, 82),
  ('unknown<suspended>', 'observe_trial', 'rejected', 'unreachable', 'unknown<suspended>', 0, 90),
  ('unknown<suspended>', 'observe_active', 'applied', NULL, 'active', 0, 84),
  ('unknown<suspended>', 'observe_past_due', 'applied', NULL, 'past_due', 0, 85),
  ('unknown<suspended>', 'observe_grace_period', 'applied', NULL, 'grace_period', 0, 86),
  ('unknown<suspended>', 'observe_suspended', 'applied', NULL, 'suspended', 0, 87),
  ('unknown<suspended>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<suspended>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<suspended+scheduled>', 'start_trial', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 69),
  ('unknown<suspended+scheduled>', 'extend_trial', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 70),
  ('unknown<suspended+scheduled>', 'activate', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 71),
  ('unknown<suspended+scheduled>', 'renew', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 72),
  ('unknown<suspended+scheduled>', 'fail_renewal', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 73),
  ('unknown<suspended+scheduled>', 'start_grace', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 74),
  ('unknown<suspended+scheduled>', 'recover', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 75),
  ('unknown<suspended+scheduled>', 'suspend', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 76),
  ('unknown<suspended+scheduled>', 'resume', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 77),
  ('unknown<suspended+scheduled>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 78),
  ('unknown<suspended+scheduled>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 79),
  ('unknown<suspended+scheduled>', 'cancel', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 78),
  ('unknown<suspended+scheduled>', 'expire', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 80),
  ('unknown<suspended+scheduled>', 'reactivate', 'rejected', 'gap', 'unknown<suspended+scheduled>', 0, 81),
  ('unknown<suspended+scheduled>', 'lose_contact', 'ignored', 'already', 'unknown<suspended+scheduled>', 0, 82),
  ('unknown<suspended+scheduled>', 'observe_trial', 'rejected', 'unreachable', 'unknown<suspended+scheduled>', 0, 90),
  ('unknown<suspended+scheduled>', 'observe_active', 'applied', NULL, 'active+scheduled', 0, 84),
  ('unknown<suspended+scheduled>', 'observe_past_due', 'applied', NULL, 'past_due+scheduled', 0, 85),
  ('unknown<suspended+scheduled>', 'observe_grace_period', 'applied', NULL, 'grace_period+scheduled', 0, 86),
  ('unknown<suspended+scheduled>', 'observe_suspended', 'applied', NULL, 'suspended+scheduled', 0, 87),
  ('unknown<suspended+scheduled>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<suspended+scheduled>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89),
  ('unknown<expired>', 'start_trial', 'rejected', 'gap', 'unknown<expired>', 0, 69),
  ('unknown<expired>', 'extend_trial', 'rejected', 'gap', 'unknown<expired>', 0, 70),
  ('unknown<expired>', 'activate', 'rejected', 'gap', 'unknown<expired>', 0, 71),
  ('unknown<expired>', 'renew', 'rejected', 'gap', 'unknown<expired>', 0, 72),
  ('unknown<expired>', 'fail_renewal', 'rejected', 'gap', 'unknown<expired>', 0, 73),
  ('unknown<expired>', 'start_grace', 'rejected', 'gap', 'unknown<expired>', 0, 74),
  ('unknown<expired>', 'recover', 'rejected', 'gap', 'unknown<expired>', 0, 75),
  ('unknown<expired>', 'suspend', 'rejected', 'gap', 'unknown<expired>', 0, 76),
  ('unknown<expired>', 'resume', 'rejected', 'gap', 'unknown<expired>', 0, 77),
  ('unknown<expired>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<expired>', 0, 78),
  ('unknown<expired>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<expired>', 0, 79),
  ('unknown<expired>', 'cancel', 'rejected', 'gap', 'unknown<expired>', 0, 78),
  ('unknown<expired>', 'expire', 'rejected', 'gap', 'unknown<expired>', 0, 80),
  ('unknown<expired>', 'reactivate', 'rejected', 'gap', 'unknown<expired>', 0, 81),
  ('unknown<expired>', 'lose_contact', 'ignored', 'already', 'unknown<expired>', 0, 82),
  ('unknown<expired>', 'observe_trial', 'rejected', 'unreachable', 'unknown<expired>', 0, 90),
  ('unknown<expired>', 'observe_active', 'rejected', 'unreachable', 'unknown<expired>', 0, 91),
  ('unknown<expired>', 'observe_past_due', 'rejected', 'unreachable', 'unknown<expired>', 0, 92),
  ('unknown<expired>', 'observe_grace_period', 'rejected', 'unreachable', 'unknown<expired>', 0, 93),
  ('unknown<expired>', 'observe_suspended', 'rejected', 'unreachable', 'unknown<expired>', 0, 94),
  ('unknown<expired>', 'observe_expired', 'applied', NULL, 'expired', 0, 88),
  ('unknown<expired>', 'observe_cancelled', 'rejected', 'unreachable', 'unknown<expired>', 0, 95),
  ('unknown<cancelled>', 'start_trial', 'rejected', 'gap', 'unknown<cancelled>', 0, 69),
  ('unknown<cancelled>', 'extend_trial', 'rejected', 'gap', 'unknown<cancelled>', 0, 70),
  ('unknown<cancelled>', 'activate', 'rejected', 'gap', 'unknown<cancelled>', 0, 71),
  ('unknown<cancelled>', 'renew', 'rejected', 'gap', 'unknown<cancelled>', 0, 72),
  ('unknown<cancelled>', 'fail_renewal', 'rejected', 'gap', 'unknown<cancelled>', 0, 73),
  ('unknown<cancelled>', 'start_grace', 'rejected', 'gap', 'unknown<cancelled>', 0, 74),
  ('unknown<cancelled>', 'recover', 'rejected', 'gap', 'unknown<cancelled>', 0, 75),
  ('unknown<cancelled>', 'suspend', 'rejected', 'gap', 'unknown<cancelled>', 0, 76),
  ('unknown<cancelled>', 'resume', 'rejected', 'gap', 'unknown<cancelled>', 0, 77),
  ('unknown<cancelled>', 'schedule_cancellation', 'rejected', 'gap', 'unknown<cancelled>', 0, 78),
  ('unknown<cancelled>', 'unschedule_cancellation', 'rejected', 'gap', 'unknown<cancelled>', 0, 79),
  ('unknown<cancelled>', 'cancel', 'rejected', 'gap', 'unknown<cancelled>', 0, 78),
  ('unknown<cancelled>', 'expire', 'rejected', 'gap', 'unknown<cancelled>', 0, 80),
  ('unknown<cancelled>', 'reactivate', 'rejected', 'gap', 'unknown<cancelled>', 0, 81),
  ('unknown<cancelled>', 'lose_contact', 'ignored', 'already', 'unknown<cancelled>', 0, 82),
  ('unknown<cancelled>', 'observe_trial', 'rejected', 'unreachable', 'unknown<cancelled>', 0, 90),
  ('unknown<cancelled>', 'observe_active', 'rejected', 'unreachable', 'unknown<cancelled>', 0, 91),
  ('unknown<cancelled>', 'observe_past_due', 'rejected', 'unreachable', 'unknown<cancelled>', 0, 92),
  ('unknown<cancelled>', 'observe_grace_period', 'rejected', 'unreachable', 'unknown<cancelled>', 0, 93),
  ('unknown<cancelled>', 'observe_suspended', 'rejected', 'unreachable', 'unknown<cancelled>', 0, 94),
  ('unknown<cancelled>', 'observe_expired', 'rejected', 'unreachable', 'unknown<cancelled>', 0, 96),
  ('unknown<cancelled>', 'observe_cancelled', 'applied', NULL, 'cancelled', 0, 89);
-- What is guarded. It may be there already, with these columns; its rows are looked at
-- below. Whatever else is known of a subscription belongs into tables of your own.
CREATE TABLE IF NOT EXISTS "subscription" (
  "id" text NOT NULL PRIMARY KEY,
  "state" text NOT NULL,
  cancellation_scheduled boolean NOT NULL DEFAULT false,
  last_known text NOT NULL DEFAULT 'none',
  generation integer NOT NULL DEFAULT 1, -- 0 before the start, and 1 more by each reactivate
  CHECK ((generation = 0) = ("state" = 'none') AND generation >= 0)
);
-- What happened. Insert subscription and event, the rest is the answer.
CREATE TABLE IF NOT EXISTS "subscription_event" (
  nr integer PRIMARY KEY AUTOINCREMENT, -- counts events in the order of their answers
  subscription text NOT NULL REFERENCES "subscription" ("id"),
  answered_at text NOT NULL DEFAULT (strftime('%Y-%m-%d %H:%M:%f', 'now')), -- decides nothing
  event text NOT NULL,
  delivery text, -- what comes a second time by this name is ignored
  refusals text NOT NULL DEFAULT 'raise' CHECK (refusals IN ('raise', 'record')),
  verdict text,
  reason text,
  next text -- the configuration afterwards
);
CREATE INDEX IF NOT EXISTS "subscription_event_delivery" ON "subscription_event" (subscription, delivery);

-- Answers an event. SQLite lets one connection write at a time, so nothing comes
-- between reading and writing here.
CREATE TRIGGER subsim_answer AFTER INSERT ON "subscription_event"
BEGIN
  SELECT RAISE(ABORT, 'there is no such event; the table subsim_event lists them')
  WHERE NOT EXISTS (SELECT 1 FROM subsim_event WHERE name = NEW.event);

  INSERT INTO "subscription" ("id", "state", generation)
  SELECT NEW.subscription, 'none', 0
  WHERE NOT EXISTS (SELECT 1 FROM "subscription" WHERE "id" = NEW.subscription);

  UPDATE "subscription_event" SET (verdict, reason, next) = (
    SELECT c.verdict, c.reason, c.next
    FROM "subscription" s
    JOIN subsim_configuration f
      ON (f.state, f.cancellation_scheduled, f.last_known) = (s."state", s.cancellation_scheduled, s.last_known)
    JOIN subsim_cell c ON c.configuration = f.name AND c.event = NEW.event
    WHERE s."id" = NEW.subscription
  )
  WHERE nr = NEW.nr;

  UPDATE "subscription_event" SET (verdict, reason, next) = (
    SELECT 'ignored', 'duplicate', f.name
    FROM "subscription" s
    JOIN subsim_configuration f
      ON (f.state, f.cancellation_scheduled, f.last_known) = (s."state", s.cancellation_scheduled, s.last_known)
    WHERE s."id" = NEW.subscription
  )
  WHERE nr = NEW.nr AND NEW.delivery <> '' AND EXISTS (
    SELECT 1 FROM "subscription_event"
    WHERE subscription = NEW.subscription AND delivery = NEW.delivery AND nr <> NEW.nr
  );

  -- Before version 3.47 nothing is raised but what stands here word for word.
  SELECT CASE c.because
    WHEN 2 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is no trial to extend yet')
    WHEN 4 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is no term to follow')
    WHEN 5 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is nothing to renew')
    WHEN 6 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is no service to prolong yet')
    WHEN 7 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: nothing has failed yet')
    WHEN 8 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is no service to withhold yet')
    WHEN 9 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is no suspension to lift')
    WHEN 10 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is nothing to end yet')
    WHEN 11 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is no decision to take back')
    WHEN 12 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: no time is running yet')
    WHEN 13 THEN RAISE(ABORT, 'rejected (not_started): nothing has begun: there is no ended subscription to bring back')
    WHEN 24 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: a trial''s first term begins with activate')
    WHEN 27 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: nothing has failed; a trial becomes a term by activate')
    WHEN 29 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: there is no suspension to lift; service is not withheld')
    WHEN 34 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: the subscription has not ended; there is nothing to bring back')
    WHEN 36 THEN RAISE(ABORT, 'rejected (contradiction): the observation differs from the known state: the observation contradicts the known state; the log must first say lose_contact')
    WHEN 39 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: a trial comes before the first term; a subscription under way does not go back to it')
    WHEN 40 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: the trial is over; there is nothing left to extend')
    WHEN 47 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: the first term has begun; the way back to good standing is recover, or resume after a suspension')
    WHEN 48 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: the subscription is not in good standing; it must recover or resume before a new term begins')
    WHEN 53 THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition: grace comes before service is withheld, not after')
    WHEN 57 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: an ended subscription comes back by reactivate, as a new generation, and not into a second trial')
    WHEN 58 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: extending does not bring an ended trial back; only reactivate brings a subscription back')
    WHEN 59 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: a late activation must not revive an ended subscription; that takes an explicit reactivate')
    WHEN 60 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: a late renewal must not revive an ended subscription; that takes an explicit reactivate')
    WHEN 61 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: an ended subscription has no renewal to fail; a late failure must not revive it')
    WHEN 62 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: grace is granted before the end, not after it')
    WHEN 63 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: a late success must not revive an ended subscription; that takes an explicit reactivate')
    WHEN 64 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: an ended subscription has no service to withhold; a late suspension must not make it recoverable')
    WHEN 65 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: lifting a suspension does not bring an ended subscription back; that takes an explicit reactivate')
    WHEN 67 THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back: it has ended; taking the decision back does not undo the end')
    WHEN 69 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say whether a trial may begin; observe the state first')
    WHEN 70 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say whether a trial is running; observe the state first')
    WHEN 71 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say whether the term may begin; observe the state first')
    WHEN 72 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say whether the term may be renewed; observe the state first')
    WHEN 73 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say what failed; observe the state first')
    WHEN 74 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say whether grace may begin; observe the state first')
    WHEN 75 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say what was recovered; observe the state first')
    WHEN 76 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say what is suspended; observe the state first')
    WHEN 77 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say what is resumed; observe the state first')
    WHEN 78 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say what would be ended; observe the state first')
    WHEN 79 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say whether a decision stands; observe the state first')
    WHEN 80 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: nobody can say what ran out; observe the state first')
    WHEN 81 THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation: observe the ended state first, then reactivate: a gap never revives')
    WHEN 90 THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state: the gap ends where trial can follow from what was last known; here it cannot')
    WHEN 91 THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state: the gap ends where active can follow from what was last known; it never revives; here it cannot')
    WHEN 92 THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state: the gap ends where past_due can follow from what was last known; it never revives; here it cannot')
    WHEN 93 THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state: the gap ends where grace_period can follow from what was last known; it never revives; here it cannot')
    WHEN 94 THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state: the gap ends where suspended can follow from what was last known; it never revives; here it cannot')
    WHEN 95 THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state: the gap ends where cancelled can follow from what was last known; here it cannot')
    WHEN 96 THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state: the gap ends where expired can follow from what was last known; here it cannot')
    END
  FROM "subscription_event" e JOIN subsim_cell c ON c.configuration = e.next AND c.event = e.event
  WHERE e.nr = NEW.nr AND e.verdict = 'rejected' AND e.refusals = 'raise';

  UPDATE "subscription" SET
    ("state", cancellation_scheduled, last_known) = (
      SELECT f.state, f.cancellation_scheduled, f.last_known
      FROM "subscription_event" e JOIN subsim_configuration f ON f.name = e.next
      WHERE e.nr = NEW.nr
    ),
    generation = generation + (
      SELECT c.begins
      FROM subsim_configuration f JOIN subsim_cell c ON c.configuration = f.name AND c.event = NEW.event
      WHERE (f.state, f.cancellation_scheduled, f.last_known) = ("subscription"."state", "subscription".cancellation_scheduled, "subscription".last_known)
    )
  WHERE "id" = NEW.subscription AND (SELECT verdict FROM "subscription_event" WHERE nr = NEW.nr) = 'applied';
END;

-- Lets a subscription begin as one event could have it begin. Where there is such a
-- row already, INSERT OR REPLACE or an upsert is about to change it, and that may go
-- as far as one event could.
CREATE TRIGGER subsim_guard_insert BEFORE INSERT ON "subscription"
BEGIN
  SELECT RAISE(ABORT, 'there is no such configuration; the table subsim_configuration lists them')
  WHERE NOT EXISTS (
    SELECT 1 FROM subsim_configuration f
    WHERE (f.state, f.cancellation_scheduled, f.last_known) = (NEW."state", NEW.cancellation_scheduled, NEW.last_known)
  );
  SELECT CASE (SELECT refused FROM subsim_route WHERE configuration = o.before AND goal = NEW."state")
    WHEN 'profile' THEN RAISE(ABORT, 'rejected (profile): standard would apply it; the profile in force removes it')
    WHEN 'not_started' THEN RAISE(ABORT, 'rejected (not_started): nothing has begun')
    WHEN 'gap' THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation')
    WHEN 'unreachable' THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state')
    WHEN 'contradiction' THEN RAISE(ABORT, 'rejected (contradiction): the observation differs from the known state')
    WHEN 'ended' THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back')
    WHEN 'not_allowed' THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition')
    ELSE RAISE(ABORT, 'rejected: what it was in is no configuration')
    END
  FROM (
    SELECT coalesce((SELECT f.name FROM "subscription" s JOIN subsim_configuration f ON (f.state, f.cancellation_scheduled, f.last_known) = (s."state", s.cancellation_scheduled, s.last_known) WHERE s."id" = NEW."id"), 'none') AS before, coalesce((SELECT s.generation FROM "subscription" s WHERE s."id" = NEW."id"), 0) AS generation, f.name AS after
    FROM subsim_configuration f
    WHERE (f.state, f.cancellation_scheduled, f.last_known) = (NEW."state", NEW.cancellation_scheduled, NEW.last_known)
  ) o
  WHERE NOT (o.before IS o.after AND o.generation IS NEW.generation) AND NOT EXISTS (
    SELECT 1 FROM subsim_transition t
    WHERE t.configuration = o.before AND t.next = o.after AND NEW.generation = o.generation + t.begins
  );
END;

-- Lets a subscription change as one event could change it.
CREATE TRIGGER subsim_guard_update BEFORE UPDATE ON "subscription"
WHEN (OLD."id", OLD."state", OLD.cancellation_scheduled, OLD.last_known, OLD.generation)
  IS NOT (NEW."id", NEW."state", NEW.cancellation_scheduled, NEW.last_known, NEW.generation)
BEGIN
  SELECT RAISE(ABORT, 'a subscription keeps its id') WHERE NEW."id" IS NOT OLD."id";
  SELECT RAISE(ABORT, 'there is no such configuration; the table subsim_configuration lists them')
  WHERE NOT EXISTS (
    SELECT 1 FROM subsim_configuration f
    WHERE (f.state, f.cancellation_scheduled, f.last_known) = (NEW."state", NEW.cancellation_scheduled, NEW.last_known)
  );
  SELECT CASE (SELECT refused FROM subsim_route WHERE configuration = o.before AND goal = NEW."state")
    WHEN 'profile' THEN RAISE(ABORT, 'rejected (profile): standard would apply it; the profile in force removes it')
    WHEN 'not_started' THEN RAISE(ABORT, 'rejected (not_started): nothing has begun')
    WHEN 'gap' THEN RAISE(ABORT, 'rejected (gap): the state is unknown and the event is no observation')
    WHEN 'unreachable' THEN RAISE(ABORT, 'rejected (unreachable): the observation cannot follow from the last known state')
    WHEN 'contradiction' THEN RAISE(ABORT, 'rejected (contradiction): the observation differs from the known state')
    WHEN 'ended' THEN RAISE(ABORT, 'rejected (ended): expired or cancelled, and the event does not bring it back')
    WHEN 'not_allowed' THEN RAISE(ABORT, 'rejected (not_allowed): there is no such transition')
    ELSE RAISE(ABORT, 'rejected: what it was in is no configuration')
    END
  FROM (
    SELECT (SELECT f.name FROM subsim_configuration f WHERE (f.state, f.cancellation_scheduled, f.last_known) = (OLD."state", OLD.cancellation_scheduled, OLD.last_known)) AS before, OLD.generation AS generation, f.name AS after
    FROM subsim_configuration f
    WHERE (f.state, f.cancellation_scheduled, f.last_known) = (NEW."state", NEW.cancellation_scheduled, NEW.last_known)
  ) o
  WHERE NOT (o.before IS o.after AND o.generation IS NEW.generation) AND NOT EXISTS (
    SELECT 1 FROM subsim_transition t
    WHERE t.configuration = o.before AND t.next = o.after AND NEW.generation = o.generation + t.begins
  );
END;

-- What is there already is a configuration of this profile: else nothing was done.
CREATE TEMP TABLE subsim_outside (rows integer, CONSTRAINT "rows of subscription are in no configuration of profile standard" CHECK (rows = 0));
INSERT OR ROLLBACK INTO subsim_outside
  SELECT count(*) FROM "subscription" s WHERE NOT EXISTS (
    SELECT 1 FROM subsim_configuration f
    WHERE (f.state, f.cancellation_scheduled, f.last_known) = (s."state", s.cancellation_scheduled, s.last_known)
  );
DROP TABLE temp.subsim_outside;
COMMIT;