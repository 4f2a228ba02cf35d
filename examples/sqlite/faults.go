package main

import (
	"errors"
	"maps"
	"os"
	"slices"
	"strings"
	"sync/atomic"
)

// A fault spoils the adapter on purpose, for the tests of subsim, where FAULT names
// it. ../faults.tsv says what must be found.
type fault struct {
	sql   string // what goes wrong in the database
	spoil spoil  // what goes wrong in answering events; may be nil
}

// A spoil changes the nth answer to an event.
type spoil func(r request, said response, n int) error

var faults = map[string]fault{
	"revived_cancellation": {sql: `INSERT INTO rule VALUES ('resume', 'cancelled', 'active')`},
	"revived_expiry":       {sql: `INSERT INTO rule VALUES ('fail_renewal', 'expired', 'past_due')`},
	"lost_flag":            {sql: `INSERT INTO decision VALUES ('resume', 0)`},
	"kept_flag":            {sql: `DELETE FROM decision WHERE event = 'cancel'`},
	"swallowed_illegal":    {sql: `INSERT INTO rule VALUES ('renew', 'grace_period', '')`},
	"ignored_is_applied":   {sql: `UPDATE rule SET target = 'active' WHERE event = 'recover' AND state = 'active'`},
	"changed_by_rejected": {
		sql:   `INSERT INTO rule VALUES ('activate', 'past_due', 'suspended')`,
		spoil: deny("activate", "withheld"),
	},
	// The status is the same, so that only what follows shows it.
	"wrong_target": {sql: `UPDATE rule SET target = 'past_due'
		WHERE event = 'recover' AND state = 'grace_period'`},
	"refuses_cancel": {sql: `DELETE FROM rule WHERE event = 'cancel' AND state = 'suspended'`},
	// The fourth failure in past_due suspends.
	"hidden_counter": {sql: `CREATE TABLE failure (session TEXT);
		CREATE TRIGGER anew AFTER INSERT ON subscription BEGIN
			DELETE FROM failure WHERE session = new.session;
		END;
		CREATE TRIGGER give_up AFTER UPDATE ON subscription
		WHEN old.state = 'past_due' AND new.state = 'past_due' AND old.scheduled = new.scheduled BEGIN
			INSERT INTO failure VALUES (new.session);
			UPDATE subscription SET state = 'suspended' WHERE session = new.session
			AND (SELECT count(*) FROM failure WHERE session = new.session) = 4;
		END`},
	// What was brought back twice is never cancelled again, whatever the answer.
	"deep_counter": {sql: `CREATE TABLE life (session TEXT);
		CREATE TRIGGER anew AFTER INSERT ON subscription BEGIN
			DELETE FROM life WHERE session = new.session;
		END;
		CREATE TRIGGER begin_anew AFTER UPDATE ON subscription
		WHEN old.state IN ('cancelled', 'expired') BEGIN
			INSERT INTO life VALUES (new.session);
		END;
		CREATE TRIGGER keep BEFORE UPDATE ON subscription
		WHEN old.state = 'active' AND new.state = 'cancelled'
		AND (SELECT count(*) FROM life WHERE session = new.session) >= 2 BEGIN
			SELECT raise(IGNORE);
		END`},
	"lost_on_restart": {sql: `CREATE TRIGGER restart AFTER INSERT ON subscription BEGIN
			UPDATE subscription SET scheduled = 0 WHERE session = new.session;
		END`},
	"forgets_ids": {sql: `CREATE TRIGGER forget AFTER INSERT ON delivery BEGIN
			DELETE FROM delivery WHERE id = new.id;
		END`},
	"flaky":  {spoil: flip},
	"unsure": {spoil: lose("renew")},
	"crash":  {spoil: late(func() { os.Exit(1) })},
	"hang":   {spoil: late(func() { select {} })},
	"lies":   {spoil: shout},
}

// deny answers rejected, although the event was taken and led there.
func deny(event, status string) spoil {
	return func(r request, said response, _ int) error {
		if r.Event == event && said["state"] == status && said["verdict"] == "applied" {
			said["verdict"] = "rejected"
		}
		return nil
	}
}

// flip slips now and then.
func flip(_ request, said response, n int) error {
	switch {
	case n%11 != 0:
	case said["verdict"] == "applied":
		said["verdict"] = "rejected"
	default:
		said["verdict"] = "applied"
	}
	return nil
}

// lose breaks the connection as an event is applied: nobody knows whether it was.
func lose(event string) spoil {
	return func(r request, said response, _ int) error {
		if r.Event == event && said["verdict"] == "applied" {
			return errors.New("the connection broke")
		}
		return nil
	}
}

// late goes well for a while.
func late(fall func()) spoil {
	return func(_ request, _ response, n int) error {
		if n == 20 {
			fall()
		}
		return nil
	}
}

// shout answers a status that hello does not name.
func shout(_ request, said response, _ int) error {
	said["state"] = strings.ToUpper(said["state"].(string))
	return nil
}

// plant spoils an adapter; it leaves it alone where no fault is named.
func plant(name string, a adapter) (answering, error) {
	f, known := faults[name]
	switch {
	case name == "":
		return a.answer, nil
	case !known:
		return nil, errors.New(strings.Join(slices.Sorted(maps.Keys(faults)), "\n"))
	}
	_, err := a.db.Exec(f.sql)
	return f.spoils(a.answer), err
}

// spoils puts the fault behind the honest answers.
func (f fault) spoils(honest answering) answering {
	if f.spoil == nil {
		return honest
	}
	var events atomic.Int64
	return func(r request) (response, error) {
		said, err := honest(r)
		if err == nil && r.Op == "event" {
			err = f.spoil(r, said, int(events.Add(1)))
		}
		return said, err
	}
}
