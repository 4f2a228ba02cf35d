package sql

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// The goldens are read by people when they change: every dialect once, with all
// columns, and once in a small profile, with as few as can be.
func TestGoldens(t *testing.T) {
	for _, d := range Dialects() {
		o := Defaults()
		o.Dialect, o.Kind, o.Delivery, o.Seq = d.Name, history.KindEvents, "delivery", []string{"seq"}
		golden(t, d.Name+".sql", fsm.Standard(), o)
		o.Kind, o.Delivery, o.Seq, o.Counts = history.KindStates, "", nil, true
		golden(t, d.Name+".states.sql", fsm.Marketplace(), o)
	}
}

func golden(t *testing.T, name string, p fsm.Profile, o Options) {
	t.Run(name, func(t *testing.T) {
		var b strings.Builder
		if err := Write(&b, fsm.NewTable(p), o); err != nil {
			t.Fatal(err)
		}
		compare(t, name, b.String())
	})
}

// compare holds text against a file of testdata; UPDATE=1 rewrites the file instead.
func compare(t *testing.T, name, text string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v\nUPDATE=1 go test ./internal/sql writes it", err)
	}
	if text != string(want) {
		t.Errorf("%s differs from what is written; UPDATE=1 go test ./internal/sql rewrites it: read what changed", file)
	}
}

func TestWriteRefuses(t *testing.T) {
	for _, test := range []struct {
		change func(*Options)
		want   string
		why    string
	}{
		{func(o *Options) { o.Dialect = "oracle" }, `there is no dialect "oracle"`, "an engine nobody wrote for"},
		{func(o *Options) { o.Table, o.ID = "", "" }, "the name of table is empty\nthe name of id is empty", "both are said at once"},
		{func(o *Options) { o.Seq = []string{"seq", "seq"} }, "seq names seq twice", "a column of the answer twice"},
		{func(o *Options) { o.Seq = []string{"known"} }, "a column known of its own", "a column of ours"},
	} {
		o := Defaults()
		o.Dialect, o.Kind = "duckdb", history.KindEvents
		test.change(&o)
		var b strings.Builder
		if err := Write(&b, fsm.NewTable(fsm.Standard()), o); err == nil || !strings.Contains(err.Error(), test.want) || b.Len() > 0 {
			t.Errorf("%s: %v; want %s", test.why, err, test.want)
		}
	}
}

// A name that somebody gave stays a name, whatever is in it.
func TestNamesAreQuoted(t *testing.T) {
	for _, test := range []struct {
		dialect Dialect
		name    string
		want    string
		why     string
	}{
		{duckdb, "main.log", `"main"."log"`, "each part by itself"},
		{postgres, `a"b`, `"a""b"`, "a quote is doubled"},
		{spark, "a`b", "`a``b`", "so is another"},
		{snowflake, "log", `"LOG"`, "nobody quoted it when it was created"},
		{snowflake, "Log", `"Log"`, "somebody did"},
	} {
		if got := test.dialect.name(test.name); got != test.want {
			t.Errorf("%s: %s; want %s: %s", test.name, got, test.want, test.why)
		}
	}
}
