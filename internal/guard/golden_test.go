package guard

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// write returns a script.
func write(t testing.TB, p fsm.Profile, o Options) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, fsm.NewTable(p), o); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// options are the defaults for an engine.
func options(dialect string) Options {
	o := Defaults()
	o.Dialect = dialect
	return o
}

// The goldens are read by people when they change; UPDATE=1 rewrites them.
func TestGoldens(t *testing.T) {
	for _, dialect := range Dialects() {
		text, file := write(t, fsm.Standard(), options(dialect)), filepath.Join("testdata", dialect+".sql")
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatalf("%v\nUPDATE=1 go test ./internal/guard writes it", err)
		}
		if text != string(want) {
			t.Errorf("%s differs from what is written; UPDATE=1 go test ./internal/guard rewrites it: read what changed", file)
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	for _, test := range []struct {
		change func(*Options)
		want   string
		why    string
	}{
		{func(o *Options) { o.Dialect = "duckdb" }, `there is no dialect "duckdb" (dialects: postgres, sqlite)`, "an engine without triggers"},
		{func(o *Options) { o.Table, o.ID = "", "" }, "the name of table is empty\nthe name of id is empty", "both are said at once"},
		{func(o *Options) { o.Table = "main.subscription" }, "holds a dot", "a schema is chosen by the search path"},
		{func(o *Options) { o.Table = "subsim_cell" }, "begins as the guards' own tables do", "one of ours"},
		{func(o *Options) { o.Table = strings.Repeat("t", 49) }, "is longer than 48 bytes", "the engine would cut the log's name off"},
		{func(o *Options) { o.State = "Last_Known" }, "a column last_known of its own", "SQLite knows no case"},
		{func(o *Options) { o.State = "ID" }, "both are called id", "SQLite knows no case"},
	} {
		o := options("sqlite")
		test.change(&o)
		var b strings.Builder
		if err := Write(&b, fsm.NewTable(fsm.Standard()), o); err == nil || !strings.Contains(err.Error(), test.want) || b.Len() > 0 {
			t.Errorf("%s: %v; want %s", test.why, err, test.want)
		}
	}
}
