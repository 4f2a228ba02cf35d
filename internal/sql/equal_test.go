package sql

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// An engine runs statements for their effect, then a script for the rows of its last
// statement, each as its values joined by bars.
type engine interface {
	prepare(t *testing.T, statements string)
	ask(t *testing.T, script string) []string
}

// missing skips a test for want of a peer, or fails it where peers are required.
func missing(t *testing.T, remedy string) {
	t.Helper()
	if os.Getenv("SUBSIM_PEERS") == "required" {
		t.Fatal(remedy)
	}
	t.Skip(remedy)
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

// equal asks an engine every question, and holds its rows against the slow audit's.
func equal(t *testing.T, e engine, dialect string) {
	all, total := questions(t, dialect), 0
	var statements strings.Builder
	for _, q := range all {
		statements.WriteString(table(q.Table, q.log))
	}
	e.prepare(t, statements.String())
	for _, q := range all {
		t.Run(fmt.Sprintf("%s %s %s", q.Table, q.table.Profile().Name(), told(q.Options)), func(t *testing.T) {
			var script strings.Builder
			if err := Write(&script, q.table, q.Options); err != nil {
				t.Fatal(err)
			}
			total += same(t, e.ask(t, script.String()), audited(q.table, q.Options, q.log))
		})
	}
	if total < 2000 {
		t.Errorf("only %d findings in all: the logs are too good", total)
	}
	t.Run("counts", func(t *testing.T) { counts(t, e, all[0]) })
	t.Run("bites", func(t *testing.T) { bites(t, e, all[0]) })
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

// counts holds the short answer against the long one.
func counts(t *testing.T, e engine, q question) {
	tally := map[string]int{}
	for _, finding := range audited(q.table, q.Options, q.log) {
		cells := strings.Split(finding, "|")
		tally[cells[len(cells)-3]+"|"+cells[len(cells)-2]]++
	}
	var want []string
	for reason, n := range tally {
		want = append(want, fmt.Sprintf("%s|%d", reason, n))
	}
	slices.Sort(want)
	q.Counts = true
	var script strings.Builder
	if err := Write(&script, q.table, q.Options); err != nil {
		t.Fatal(err)
	}
	same(t, e.ask(t, script.String()), want)
}

// bites changes one letter of the table at a time: where a record led, or what was
// answered. The findings must differ.
func bites(t *testing.T, e engine, q question) {
	want := audited(q.table, q.Options, q.log)
	for _, test := range []struct {
		event, what string
		spoil       func(*symbol)
	}{
		{"activate", "activate leads from none to none", func(s *symbol) { s.steps = "a" + s.steps[1:] }},
		{"renew", "renew is possible before the start", func(s *symbol) { s.reply = possible + s.reply[1:] }},
		{"activate", "activate is not possible before the start", func(s *symbol) { s.reply = "a" + s.reply[1:] }},
	} {
		a, err := enumerate(history.Compile(q.table, q.Options.Options))
		if err != nil {
			t.Fatal(err)
		}
		for i := range a.symbols {
			if a.symbols[i].key == test.event {
				test.spoil(&a.symbols[i])
			}
		}
		d, err := find(q.Dialect)
		if err != nil {
			t.Fatal(err)
		}
		var script strings.Builder
		if err := query.Execute(&script, d.page(a, q.Options)); err != nil {
			t.Fatal(err)
		}
		got := e.ask(t, script.String())
		slices.Sort(got)
		if slices.Equal(got, want) {
			t.Errorf("%s, and nobody notices", test.what)
		}
	}
}
