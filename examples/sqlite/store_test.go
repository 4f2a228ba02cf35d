package main

import (
	"database/sql"
	"path/filepath"
	"sync"
	"testing"
)

// open opens the store of a file until the test ends.
func open(t *testing.T, file string) *sql.DB {
	t.Helper()
	db, err := openStore(file)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// ask wants an answer, and returns it.
func ask(t *testing.T, db *sql.DB, r request) response {
	t.Helper()
	said, err := adapter{db}.answer(r)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Op, r.Event, err)
	}
	return said
}

func begin(t *testing.T, db *sql.DB, session string, events ...string) {
	t.Helper()
	r := request{Op: "open", Session: session}
	r.Configuration.State = "none"
	ask(t, db, r)
	for _, event := range events {
		ask(t, db, request{Op: "event", Session: session, Event: event})
	}
}

// TestTheStoreOutlivesTheProcess: all that was answered is in the file.
func TestTheStoreOutlivesTheProcess(t *testing.T) {
	file := filepath.Join(t.TempDir(), "subscriptions.db")
	first := open(t, file)
	begin(t, first, "s", "activate", "schedule_cancellation")
	ask(t, first, request{Op: "event", Session: "s", Event: "renew", ID: "d"})
	first.Close()
	second := open(t, file)
	for _, row := range []struct{ event, id, verdict, why string }{
		{"renew", "d", "ignored", "the id of a delivery is kept"},
		{"schedule_cancellation", "", "ignored", "the decision is kept"},
		{"recover", "", "ignored", "the state is kept"},
	} {
		said := ask(t, second, request{Op: "event", Session: "s", Event: row.event, ID: row.id})
		if said["verdict"] != row.verdict || said["state"] != "served" {
			t.Errorf("%s: %v, want %s", row.why, said, row.verdict)
		}
	}
}

// TestAFailedDeliveryLeavesNothing: the id of a delivery is not kept without what
// it did.
func TestAFailedDeliveryLeavesNothing(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "subscriptions.db"))
	begin(t, db, "s", "activate")
	cancel := request{Op: "event", Session: "s", Event: "cancel", ID: "d"}
	const full = "CREATE TRIGGER full BEFORE UPDATE ON subscription BEGIN SELECT raise(FAIL, 'disk full'); END"
	if _, err := db.Exec(full); err != nil {
		t.Fatal(err)
	}
	if said, err := (adapter{db}).answer(cancel); err == nil {
		t.Fatalf("answered %v", said)
	}
	if _, err := db.Exec("DROP TRIGGER full"); err != nil {
		t.Fatal(err)
	}
	if said := ask(t, db, cancel); said["verdict"] != "applied" {
		t.Errorf("delivered again: %v", said)
	}
}

// TestOneOfManyIsApplied: of the same event at the same time one wins.
func TestOneOfManyIsApplied(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "subscriptions.db"))
	begin(t, db, "s", "activate")
	verdicts := make([]string, 20)
	var all sync.WaitGroup
	for i := range verdicts {
		all.Go(func() { verdicts[i], _ = deliver(db, "s", "", "cancel") })
	}
	all.Wait()
	count := map[string]int{}
	for _, verdict := range verdicts {
		count[verdict]++
	}
	if count["applied"] != 1 || count["ignored"] != 19 {
		t.Errorf("answers: %v", count)
	}
}

// TestAnOpenedSubscriptionIsNew: a name that was used before brings nothing with it.
func TestAnOpenedSubscriptionIsNew(t *testing.T) {
	db := open(t, filepath.Join(t.TempDir(), "subscriptions.db"))
	for range 2 {
		begin(t, db, "s")
		if said := ask(t, db, request{Op: "event", Session: "s", Event: "activate", ID: "d"}); said["verdict"] != "applied" {
			t.Errorf("answered %v", said)
		}
	}
}
