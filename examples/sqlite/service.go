// The example over SQLite: a small subscription service, the stand-in for yours,
// and the adapter through which subsim asks it.
package main

import (
	"database/sql"
	"errors"
)

// deliver answers one event within one transaction: all of it is kept, or nothing.
func deliver(db *sql.DB, session, id, event string) (string, error) {
	tx, err := db.Begin()
	if err != nil {
		return "", err
	}
	defer tx.Rollback()
	verdict := "ignored"
	fresh, err := note(tx, session, id)
	if fresh {
		verdict, err = decide(tx, session, event)
	}
	if err != nil {
		return "", err
	}
	return verdict, tx.Commit()
}

// note keeps the id of a delivery and reports whether it is new.
func note(tx *sql.Tx, session, id string) (bool, error) {
	if id == "" {
		return true, nil
	}
	result, err := tx.Exec("INSERT OR IGNORE INTO delivery VALUES (?, ?)", session, id)
	if err != nil {
		return false, err
	}
	rows, err := result.RowsAffected()
	return rows == 1, err
}

// decide does what the rule for the event says, where there is one.
func decide(tx *sql.Tx, session, event string) (string, error) {
	var target string
	var scheduled bool
	err := tx.QueryRow("SELECT target, scheduled FROM answer WHERE session = ? AND event = ?",
		session, event).Scan(&target, &scheduled)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "rejected", nil
	case err != nil || target == "":
		return "ignored", err
	}
	_, err = tx.Exec("UPDATE subscription SET state = ?, scheduled = ? WHERE session = ?",
		target, scheduled, session)
	return "applied", err
}
