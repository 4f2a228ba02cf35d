-- The states, and what is told of them to others.
CREATE TABLE state (name TEXT PRIMARY KEY, class TEXT, status TEXT);
INSERT INTO state VALUES
  ('none', 'none', 'new'),
  ('trial', 'live', 'served'),
  ('active', 'live', 'served'),
  ('past_due', 'live', 'served'),
  ('grace_period', 'live', 'served'),
  ('suspended', 'live', 'withheld'),
  ('expired', 'ended', 'over'),
  ('cancelled', 'ended', 'over'),
  ('unknown', 'gap', 'unclear');

-- Where an event leads: nowhere, where nothing is left to do and the target is
-- empty. An event is rejected where no rule stands.
CREATE TABLE rule (event TEXT, state TEXT, target TEXT);
INSERT INTO rule VALUES
  ('start_trial', 'none', 'trial'), ('start_trial', 'trial', ''),
  ('extend_trial', 'trial', 'trial'),
  ('activate', 'none', 'active'), ('activate', 'trial', 'active'), ('activate', 'active', ''),
  ('renew', 'active', 'active'),
  ('fail_renewal', 'trial', 'past_due'), ('fail_renewal', 'active', 'past_due'),
  ('fail_renewal', 'past_due', 'past_due'), ('fail_renewal', 'grace_period', 'grace_period'),
  ('fail_renewal', 'suspended', 'suspended'),
  ('start_grace', 'trial', 'grace_period'), ('start_grace', 'active', 'grace_period'),
  ('start_grace', 'past_due', 'grace_period'), ('start_grace', 'grace_period', ''),
  ('recover', 'active', ''), ('recover', 'past_due', 'active'),
  ('recover', 'grace_period', 'active'), ('recover', 'suspended', 'active'),
  ('suspend', 'trial', 'suspended'), ('suspend', 'active', 'suspended'),
  ('suspend', 'past_due', 'suspended'), ('suspend', 'grace_period', 'suspended'),
  ('suspend', 'suspended', ''),
  ('resume', 'active', ''), ('resume', 'suspended', 'active'),
  ('reactivate', 'active', ''), ('reactivate', 'expired', 'active'),
  ('reactivate', 'cancelled', 'active');
INSERT INTO rule SELECT 'cancel', name, 'cancelled' FROM state WHERE class = 'live';
INSERT INTO rule SELECT 'expire', name, 'expired' FROM state WHERE class = 'live';
INSERT INTO rule SELECT 'schedule_cancellation', name, name FROM state WHERE class = 'live';
INSERT INTO rule SELECT 'unschedule_cancellation', name, name FROM state WHERE class = 'live';
INSERT INTO rule VALUES
  ('cancel', 'expired', ''), ('cancel', 'cancelled', ''),
  ('expire', 'expired', ''), ('expire', 'cancelled', ''),
  ('schedule_cancellation', 'expired', ''), ('schedule_cancellation', 'cancelled', '');

-- What an event decides of the end later on. An end itself takes the decision away.
CREATE TABLE decision (event TEXT PRIMARY KEY, scheduled BOOLEAN);
INSERT INTO decision VALUES
  ('schedule_cancellation', 1), ('unschedule_cancellation', 0), ('cancel', 0), ('expire', 0);

-- What is kept: the subscriptions, and the ids of all deliveries.
CREATE TABLE subscription (session TEXT PRIMARY KEY, state TEXT, scheduled BOOLEAN);
CREATE TABLE delivery (session TEXT, id TEXT, PRIMARY KEY (session, id));

-- What every event would come to. What changes nothing that it means to change is
-- left alone.
CREATE VIEW answer AS
  SELECT session, event, coalesce(decision.scheduled, subscription.scheduled) AS scheduled,
    iif(target = state AND decision.scheduled = subscription.scheduled, '', target) AS target
  FROM subscription JOIN rule USING (state) LEFT JOIN decision USING (event);
