package guard

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/export"
)

// A console runs statements one after the other in one session of a fresh database,
// and tells for each what it answers: its rows, a line each with bars between the
// values, and what it complains of.
type console interface {
	run(t *testing.T, statements []string) []string
}

// A line is a statement, and what must be in its answer; with nothing wanted the
// answer is empty.
type line struct{ statement, want, why string }

// converse holds a session against what it should answer.
func converse(t *testing.T, c console, lines []line) {
	t.Helper()
	var statements []string
	for _, l := range lines {
		statements = append(statements, l.statement)
	}
	for i, got := range c.run(t, statements) {
		if l := lines[i]; !strings.Contains(got, l.want) || l.want == "" && got != "" {
			t.Errorf("%s: %.200s\nanswers %q; want %q", l.why, l.statement, got, l.want)
		}
	}
}

// around are the ways past the guards, and what is no way past them but might look
// like one, in an engine. What the engines word differently is given.
func around(t *testing.T, dialect, noEvent, revived string) []line {
	o := options(dialect)
	standard := write(t, fsm.Standard(), o)
	o.Replace = true
	return []line{
		{standard, "", "the script says nothing"},
		{standard, "already exists", "a second time it is refused"},
		{"INSERT INTO subscription_event (subscription, event) VALUES ('a', 'pause')", noEvent, "bad input is no verdict"},
		{"SELECT count(*) FROM subscription", "0", "and leaves no subscription behind"},
		{"INSERT INTO subscription_event (subscription, event, delivery, refusals) VALUES ('a', 'recover', 'd1', 'record')", "", "a rejection can be kept"},
		{"SELECT verdict, reason, next FROM subscription_event", "rejected|not_started|none", "as the log says"},
		{"INSERT INTO subscription_event (subscription, event, delivery) VALUES ('a', 'activate', 'd1')", "", "its delivery was seen, so nothing is raised"},
		{"INSERT INTO subscription_event (subscription, event, delivery) VALUES ('a', 'activate', 'd2')", "", "another is applied"},
		{"INSERT INTO subscription_event (subscription, event, delivery) VALUES ('a', 'suspend', 'd2')", "", "a name counts once, whatever comes by it"},
		{"INSERT INTO subscription_event (subscription, event, delivery) VALUES ('b', 'start_trial', 'd2')", "", "for one subscription"},
		{"INSERT INTO subscription_event (subscription, event, delivery) VALUES ('b', 'extend_trial', '')", "", "the empty name is none"},
		{"INSERT INTO subscription_event (subscription, event, delivery) VALUES ('b', 'extend_trial', '')", "", "and is never seen"},
		{"SELECT event, coalesce(reason, '-'), next FROM subscription_event WHERE delivery <> 'd1' ORDER BY subscription, nr",
			"activate|-|active\nsuspend|duplicate|active\nstart_trial|-|trial\nextend_trial|-|trial\nextend_trial|-|trial", "as the log says"},
		{"INSERT INTO subscription_event (subscription, event, verdict, reason, next) VALUES ('a', 'cancel', 'applied', NULL, 'trial')", "", "an answer that is brought along"},
		{"SELECT verdict, next FROM subscription_event WHERE event = 'cancel'", "applied|cancelled", "is not believed"},
		{"UPDATE subscription SET state = 'active' WHERE id = 'a'", revived, "an ended subscription is not revived by hand"},
		{"UPDATE subscription SET state = 'active', generation = 2 WHERE id = 'a'", "", "it is reactivated by hand"},
		{"UPDATE subscription SET state = 'cancelled' WHERE id = 'a'", "", "it ends again"},
		{"UPDATE subscription SET state = 'unknown' WHERE id = 'a'", "rejected (", "a gap remembers what was known"},
		{"UPDATE subscription SET state = 'unknown', last_known = 'cancelled' WHERE id = 'a'", "", "as this one does"},
		{"UPDATE subscription SET state = 'active', last_known = 'none' WHERE id = 'a'", "(unreachable)", "and never revives"},
		{"UPDATE subscription SET last_known = 'active' WHERE id = 'a'", "(gap)", "nor is what was known made up"},
		{"UPDATE subscription SET state = 'paused' WHERE id = 'a'", "there is no", "no name of ours"},
		{"UPDATE subscription SET cancellation_scheduled = true WHERE id = 'b'", "", "a decision to end later is a step"},
		{"UPDATE subscription SET state = 'active', cancellation_scheduled = false WHERE id = 'b'", "(not_allowed)", "which activate does not take back"},
		{"INSERT INTO subscription (id, state) VALUES ('b', 'active') ON CONFLICT (id) DO UPDATE SET state = 'expired', cancellation_scheduled = true", "there is no", "an upsert to where nothing leads"},
		{"INSERT INTO subscription (id, state, cancellation_scheduled) VALUES ('c', 'active', true)", "(not_started)", "two steps at once"},
		{"INSERT INTO subscription (id, state, generation) VALUES ('c', 'active', 2)", "rejected", "nothing begins in a second generation"},
		{"INSERT INTO subscription (id, state) VALUES ('c', 'past_due'), ('d', 'cancelled')", "", "what was observed elsewhere may begin here"},
		{"UPDATE subscription SET id = 'e' WHERE id = 'c'", "keeps its id", "it would be another"},
		{write(t, fsm.Strict(), o), "", "a stricter profile comes in one transaction"},
		{"SELECT profile FROM subsim_model", "strict", "as it says"},
		{"SELECT state, last_known, generation FROM subscription WHERE id = 'a'", "unknown|cancelled|2", "the rows were kept"},
		{"INSERT INTO subscription_event (subscription, event) VALUES ('d', 'reactivate')", "(profile)", "and are guarded by its table"},
		{write(t, fsm.Marketplace(), o), "rows of subscription are in no configuration of profile marketplace", "a profile without what the rows are in"},
		{"SELECT profile FROM subsim_model", "strict", "is not brought in"},
	}
}

// removal takes the lines out of the script's beginning that take the guards away.
func removal(script string) (statements []string) {
	for l := range strings.Lines(script) {
		if statement, found := strings.CutPrefix(l, "--   "); found {
			statements = append(statements, strings.TrimSuffix(statement, ";\n"))
		}
	}
	return statements
}

// removed has the guards taken away again: nothing of them is left, and nobody is held
// to anything.
func removed(script, left string) []line {
	var lines []line
	for _, statement := range removal(script) {
		lines = append(lines, line{statement, "", "the script's own words"})
	}
	return append(lines,
		line{left, "0", "nothing of ours is left"},
		line{"UPDATE subscription SET state = 'active', last_known = 'none' WHERE id = 'a'", "", "and nothing is refused"},
		line{script, "", "the guards come back"},
		line{"UPDATE subscription SET state = 'trial' WHERE id = 'a'", "(not_allowed)", "to the rows that are there"},
	)
}

// named is a session with a table whose names are somebody's own.
func named(t *testing.T, dialect string) []line {
	return []line{
		{write(t, fsm.Standard(), Options{Dialect: dialect, Table: `The "subscriptions"`, ID: "cell", State: "select"}), "", "any names"},
		{`INSERT INTO "The ""subscriptions""_event" (subscription, event) VALUES ('a', 'activate')`, "", "an event"},
		{`UPDATE "The ""subscriptions""" SET "select" = 'trial'`, "(not_allowed)", "a change by hand"},
		{`UPDATE "The ""subscriptions""" SET "select" = 'suspended' WHERE "cell" = 'a'`, "", "one that is a step"},
		{`INSERT INTO "The ""subscriptions""_event" (subscription, event) VALUES ('a', 'renew')`, "(not_allowed)", "which the next event is told"},
	}
}

// adopted is a session with a table that was there before the guards.
func adopted(t *testing.T, dialect string) []line {
	script := write(t, fsm.Standard(), options(dialect))
	return []line{
		{"CREATE TABLE subscription (note text, id text PRIMARY KEY, state text NOT NULL)", "", "somebody's table"},
		{"INSERT INTO subscription VALUES ('old', 'a', 'past_due'), ('old', 'b', 'canceled')", "", "and rows"},
		{"ALTER TABLE subscription ADD COLUMN cancellation_scheduled boolean NOT NULL DEFAULT false", "", "gets the columns"},
		{"ALTER TABLE subscription ADD COLUMN last_known text NOT NULL DEFAULT 'none'", "", "that it lacks"},
		{"ALTER TABLE subscription ADD COLUMN generation bigint NOT NULL DEFAULT 1", "", "one by one"},
		{script, "rows of subscription are in no configuration of profile standard", "a name of their own for a state"},
		{"UPDATE subscription SET state = 'cancelled' WHERE id = 'b'", "", "is put right"},
		{script, "", "and then it is guarded"},
		{"INSERT INTO subscription_event (subscription, event) VALUES ('a', 'recover'), ('c', 'start_trial')", "", "as any other"},
		{"UPDATE subscription SET state = 'active' WHERE id = 'b'", "(ended)", "by hand, too"},
		{"UPDATE subscription SET note = 'new' WHERE id = 'b'", "", "but for what is not ours"},
		{"SELECT coalesce(note, '-'), id, state FROM subscription ORDER BY id", "old|a|active\nnew|b|cancelled\n-|c|trial", "which is kept"},
	}
}

// vocabulary is a session that reads the model out of the tables.
func vocabulary(t *testing.T, dialect string) []line {
	var cells strings.Builder
	if err := export.Cells(&cells, fsm.NewTable(fsm.Processor())); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(strings.ReplaceAll(cells.String(), "\t", "|")), "\n")[1:]
	slices.Sort(lines)
	collated := ""
	if dialect == "postgres" {
		collated = ` COLLATE "C"`
	}
	return []line{
		{write(t, fsm.Processor(), options(dialect)), "", "a profile"},
		{"SELECT digest FROM subsim_model", export.Digest(fsm.NewTable(fsm.Processor())), "says which"},
		{"SELECT name, coalesce(published, ''), ours FROM subsim_state ORDER BY nr", told(fsm.States(), func(s fsm.State) string {
			published, _ := s.Published()
			return fmt.Sprintf("%s|%s|%s", s, published, s.SteadyState())
		}), "published and ours stand apart"},
		{"SELECT name FROM subsim_event ORDER BY nr", told(fsm.Events(), func(e fsm.Event) string { return string(e) }), "in our order"},
		{"SELECT name FROM subsim_verdict ORDER BY nr", told(fsm.Verdicts(), func(v fsm.Verdict) string { return string(v) }), "in our order"},
		{"SELECT name, verdict FROM subsim_reason ORDER BY nr", told(fsm.Reasons(), func(r fsm.Reason) string { return fmt.Sprintf("%s|%s", r, r.Verdict()) }), "in the order in which they are tried"},
		{"SELECT line FROM (SELECT configuration || '|' || event || '|' || verdict || '|' || coalesce(reason, '-') || '|' || next AS line FROM subsim_cell) c ORDER BY line" + collated,
			strings.Join(lines, "\n"), "every cell as subsim export cells has it"},
		{"SELECT count(*) FROM subsim_transition", fmt.Sprint(strings.Count(cells.String(), "\tapplied\t")), "the allowed ones"},
		{"SELECT count(*) FROM subsim_why", fmt.Sprint(len(lines)), "nothing is lost where all is joined"},
	}
}

// told is a column as an engine answers it.
func told[T any](all []T, spell func(T) string) string {
	var lines []string
	for _, one := range all {
		lines = append(lines, spell(one))
	}
	return strings.Join(lines, "\n")
}
