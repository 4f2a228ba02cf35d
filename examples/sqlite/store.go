package main

import (
	"database/sql"
	_ "embed"

	_ "modernc.org/sqlite"
)

//go:embed schema.sql
var schema string

// openStore opens the database in a file, and lays it out where it is new. Its one
// connection keeps transactions apart, so that no event overtakes another.
func openStore(file string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", file+"?_pragma=journal_mode(wal)&_pragma=synchronous(normal)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	var tables int
	err = db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&tables)
	if err == nil && tables == 0 {
		_, err = db.Exec(schema)
	}
	return db, err
}
