package main

import (
	"database/sql"
	"encoding/json"
	"errors"
)

// An adapter asks the service what subsim asks.
type adapter struct{ db *sql.DB }

func (a adapter) answer(r request) (response, error) {
	switch r.Op {
	case "hello":
		return a.hello()
	case "open":
		return a.open(r)
	case "event":
		verdict, err := deliver(a.db, r.Session, r.ID, r.Event)
		return a.read(r.Session, response{"verdict": verdict}, err)
	case "close":
		return response{}, nil // the table keeps what was
	}
	return nil, errors.New("no operation " + r.Op)
}

func (a adapter) hello() (response, error) {
	var events, statuses string
	err := a.db.QueryRow(`SELECT (SELECT json_group_array(DISTINCT event) FROM rule),
		(SELECT json_group_object(name, status) FROM state)`).Scan(&events, &statuses)
	return response{
		"protocol": 1, "name": "sqlite example", "version": "1",
		"events": json.RawMessage(events),
		"reads":  "status", "statuses": json.RawMessage(statuses), // one word for several states
		"seed": true, "once": true, "parallel": 4,
	}, err
}

func (a adapter) open(r request) (response, error) {
	if r.Configuration.State == "unknown" {
		return response{"skip": "the service has no gaps"}, nil
	}
	_, err := a.db.Exec(`DELETE FROM delivery WHERE session = ?1;
		INSERT OR REPLACE INTO subscription VALUES (?1, ?2, ?3)`,
		r.Session, r.Configuration.State, r.Configuration.Scheduled)
	return a.read(r.Session, response{}, err)
}

// read adds the status that the service tells.
func (a adapter) read(session string, r response, err error) (response, error) {
	if err != nil {
		return nil, err
	}
	var status string
	err = a.db.QueryRow(`SELECT status FROM subscription JOIN state ON name = state
		WHERE session = ?`, session).Scan(&status)
	r["state"] = status
	return r, err
}
