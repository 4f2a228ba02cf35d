package sql

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// An engine runs scripts, each after the others, and returns the rows of the last
// statement of each, the values joined by bars.
type engine interface {
	ask(t *testing.T, scripts []string) [][]string
}

// A question is a log, and how it is read.
type question struct {
	Options
	table *fsm.Table
	log   []row
}

// questions are all profiles, kinds and ways of reading; each log by itself.
func questions(t *testing.T, dialect string) (all []question) {
	t.Helper()
	own, err := fsm.NewProfile("", "observe_active", "trial")
	if err != nil {
		t.Fatal(err)
	}
	ways := []history.Options{{}, {Sampled: true}, {Midway: true}}
	for _, p := range append(fsm.Profiles(), own) {
		for _, k := range []history.Kind{history.KindEvents, history.KindStates, history.KindBoth} {
			for _, way := range ways {
				if way.Sampled && k == history.KindEvents {
					continue // there are no snapshots of events
				}
				o := Defaults()
				o.Options, o.Dialect, o.Seq = way, dialect, []string{"seq", "part"}
				o.Kind, o.Table = k, fmt.Sprint("log", len(all))
				if len(all)%4 != 3 {
					o.Delivery = "delivery"
				}
				table := fsm.NewTable(p)
				all = append(all, question{o, table, drawn(uint64(len(all)), table, k, 150)})
			}
		}
	}
	return all
}

// script is the query of a question.
func (q question) script(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, q.table, q.Options); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// equal asks an engine every question, and holds its rows against the slow audit's.
func equal(t *testing.T, e engine, dialect string) {
	t.Run("document", func(t *testing.T) { document(t, e, dialect) })
	all, total := questions(t, dialect), 0
	var scripts []string
	for _, q := range all {
		scripts = append(scripts, table(q.Table, q.log), q.script(t))
	}
	tally := all[0]
	tally.Counts = true
	spoilt := spoilt(t, all[0])
	answers := e.ask(t, append(append(scripts, tally.script(t)), spoilt...))
	for i, q := range all {
		t.Run(fmt.Sprintf("%s %s %s", q.Table, q.table.Profile().Name(), told(q.Options)), func(t *testing.T) {
			total += same(t, answers[2*i+1], audited(q.table, q.Options, q.log))
		})
	}
	if total < 2000 {
		t.Errorf("only %d findings in all: the logs are too good", total)
	}
	answers = answers[len(scripts):]
	same(t, answers[0], counted(tally))
	for i, got := range answers[1:] {
		slices.Sort(got)
		if slices.Equal(got, audited(all[0].table, all[0].Options, all[0].log)) {
			t.Errorf("%s, and nobody notices", spoils[i].what)
		}
	}
}

// same compares findings, and returns how many there are.
func same(t *testing.T, got, want []string) int {
	t.Helper()
	slices.Sort(got)
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("%d findings, want %d; the first that differ, of the query and of the audit:\n%q\n%q",
				len(got), len(want), append(got, "")[min(i, len(got))], append(want, "")[min(i, len(want))])
		}
	}
	return len(want)
}

// counted is the short answer, made of the long one.
func counted(q question) (rows []string) {
	tally := map[string]int{}
	for _, finding := range audited(q.table, q.Options, q.log) {
		cells := strings.Split(finding, "|")
		tally[cells[len(cells)-3]+"|"+cells[len(cells)-2]]++
	}
	for reason, n := range tally {
		rows = append(rows, fmt.Sprintf("%s|%d", reason, n))
	}
	slices.Sort(rows)
	return rows
}

// spoils change one letter of the table each: where a record led, or what was
// answered. The findings must differ.
var spoils = []struct {
	event, what string
	spoil       func(*symbol)
}{
	{"activate", "activate leads from none to none", func(s *symbol) { s.steps = "a" + s.steps[1:] }},
	{"renew", "renew is possible before the start", func(s *symbol) { s.reply = possible + s.reply[1:] }},
	{"activate", "activate is not possible before the start", func(s *symbol) { s.reply = "a" + s.reply[1:] }},
}

// spoilt are the queries with these changes.
func spoilt(t *testing.T, q question) (scripts []string) {
	d, err := find(q.Dialect)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range spoils {
		a, err := enumerate(history.Compile(q.table, q.Options.Options))
		if err != nil {
			t.Fatal(err)
		}
		for i := range a.symbols {
			if a.symbols[i].key == s.event {
				s.spoil(&a.symbols[i])
			}
		}
		var script strings.Builder
		if err := query().Execute(&script, d.page(a, q.Options)); err != nil {
			t.Fatal(err)
		}
		scripts = append(scripts, script.String())
	}
	return scripts
}
