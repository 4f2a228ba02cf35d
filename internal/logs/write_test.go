package logs_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

var everyColumn = logs.Columns()

// entries are some of every kind, in time order.
func entries(n int) []logs.Entry {
	events, states := fsm.Events(), fsm.States()
	begin := time.Date(2026, 1, 31, 23, 59, 59, 1e6, time.UTC).UnixNano()
	var all []logs.Entry
	for i := range n {
		all = append(all, logs.Entry{
			ID: []byte(fmt.Sprintf("sub-%d", i%97)), At: begin + int64(i)*int64(7*time.Second+3*time.Millisecond),
			Event: events[i%len(events)], State: states[i%len(states)], Delivery: []byte(fmt.Sprint("d", i)), Seq: int64(i) * 3,
		})
	}
	return all
}

func write(t *testing.T, form logs.Form, columns []logs.Column, workers int, batches ...[]logs.Entry) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := logs.NewWriter(&out, form, columns, workers)
	for _, b := range batches {
		if err == nil {
			err = w.Write(b)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// read reads a log back by the readers of this package.
func read(t *testing.T, text []byte, layout *logs.Layout) (all []logs.Entry, form logs.Form) {
	t.Helper()
	scan := logs.Scan{Layout: layout, Workers: 2, Source: logs.Source{Name: "log", From: bytes.NewReader(text), At: bytes.NewReader(text), Size: int64(len(text))}}
	scan.Apply = func(b *logs.Batch) error {
		if len(b.Unjudged)+len(b.Notices) > 0 {
			t.Errorf("%+v %+v", b.Unjudged, b.Notices)
		}
		for i := range b.Records {
			r := &b.Records[i]
			record := r.Symbol.Record()
			all = append(all, logs.Entry{ID: bytes.Clone(b.ID(i)), At: r.At, Event: record.Event, State: record.State, Seq: b.Seq(i)})
		}
		return nil
	}
	form, err := scan.Run(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return all, form
}

// forms are all ways to write a log.
func forms() []logs.Form {
	var all []logs.Form
	for _, format := range logs.Formats() {
		for _, compression := range append([]string{""}, logs.Compressions()...) {
			all = append(all, logs.Form{Format: format, Compression: compression})
		}
	}
	return all
}

// TestWrittenLogsAreReadBack: what is written is read, whatever the form.
func TestWrittenLogsAreReadBack(t *testing.T) {
	for _, form := range forms() {
		want := entries(20_000)
		if form == (logs.Form{Format: logs.FormatParquet}) {
			want = entries(300_000) // more than a row group
		}
		text := write(t, form, everyColumn, 2, want[:1], want[1:5000], nil, want[5000:])
		got, as := read(t, text, &logs.Layout{})
		if form.Format != logs.FormatParquet && as != form || as.Format != form.Format {
			t.Errorf("%v is read as %v", form, as)
		}
		if len(got) != len(want) {
			t.Fatalf("%v: %d entries of %d", form, len(got), len(want))
		}
		for i, e := range got {
			w := want[i]
			if string(e.ID) != string(w.ID) || e.At != w.At || e.Event != w.Event || e.State != w.State || e.Seq != w.Seq {
				t.Fatalf("%v: entry %d is read as %+v, and was %+v", form, i, e, w)
			}
		}
	}
}

// TestWritersDoNotDependOnCores: the same bytes on any number of workers.
func TestWritersDoNotDependOnCores(t *testing.T) {
	all := entries(20_000)
	for _, form := range forms() {
		one := write(t, form, everyColumn, 1, all)
		for _, workers := range []int{2, 7} {
			if got := write(t, form, everyColumn, workers, all); !bytes.Equal(got, one) {
				t.Errorf("%v: %d workers write other bytes than one", form, workers)
			}
		}
		if form.Format != logs.FormatParquet {
			if got := write(t, form, everyColumn, 3, all[:7], all[7:12_345], all[12_345:]); form.Compression == "" && !bytes.Equal(got, one) {
				t.Errorf("%v: written in parts it is another", form)
			}
		}
	}
}

func TestLines(t *testing.T) {
	at := time.Date(2026, 2, 28, 23, 59, 59, 999e6, time.UTC).UnixNano()
	few := []logs.Column{logs.ColumnID, logs.ColumnAt, logs.ColumnEvent}
	states := []logs.Column{logs.ColumnID, logs.ColumnAt, logs.ColumnState}
	for _, test := range []struct {
		why     string
		format  string
		columns []logs.Column
		entries []logs.Entry
		want    string
	}{
		{"members in their order, compact", "jsonl", few, []logs.Entry{{ID: []byte("a"), At: at, Event: fsm.EventRenew}}, `{"id":"a","at":"2026-02-28T23:59:59.999Z","event":"renew"}` + "\n"},
		{"a member that would say nothing is left out", "jsonl", everyColumn, []logs.Entry{{ID: []byte("a"), At: at, Event: fsm.EventRenew, Seq: 4}}, `{"id":"a","at":"2026-02-28T23:59:59.999Z","event":"renew","seq":4}` + "\n"},
		{"what JSON escapes", "jsonl", few, []logs.Entry{{ID: []byte("a\"\\\n\u00fc"), At: at, Event: fsm.EventRenew}}, `{"id":"a\"\\\nü","at":"2026-02-28T23:59:59.999Z","event":"renew"}` + "\n"},
		{"the first instant of a day, and one before it", "csv", states, []logs.Entry{{ID: []byte("a"), At: at + 1e6, State: fsm.StateTrial}, {ID: []byte("a"), At: at, State: fsm.StateTrial}}, "id,at,state\na,2026-03-01T00:00:00.000Z,trial\na,2026-02-28T23:59:59.999Z,trial\n"},
		{"before 1970", "csv", states, []logs.Entry{{ID: []byte("a"), At: -1e6, State: fsm.StateTrial}}, "id,at,state\na,1969-12-31T23:59:59.999Z,trial\n"},
		{"what CSV quotes", "csv", few, []logs.Entry{{ID: []byte("a,\"b"), At: at, Event: fsm.EventRenew}}, "id,at,event\n\"a,\"\"b\",2026-02-28T23:59:59.999Z,renew\n"},
		{"no entries", "csv", few, nil, "id,at,event\n"},
	} {
		if got := string(write(t, logs.Form{Format: test.format}, test.columns, 1, test.entries)); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.why, got, test.want)
		}
	}
}

func TestNewWriterRefuses(t *testing.T) {
	for _, test := range []struct {
		why     string
		form    logs.Form
		columns []logs.Column
		want    string
	}{
		{"no such format", logs.Form{Format: "xml"}, everyColumn, `there is no format "xml"`},
		{"no such compression", logs.Form{Format: "csv", Compression: "rar"}, everyColumn, `there is no compression "rar"`},
		{"nor in Parquet", logs.Form{Format: "parquet", Compression: "rar"}, everyColumn, `there is no compression "rar"`},
		{"a log without subscriptions", logs.Form{Format: "csv"}, everyColumn[1:], "a log has an id"},
		{"columns in another order", logs.Form{Format: "csv"}, []logs.Column{logs.ColumnAt, logs.ColumnID}, "a log has an id"},
	} {
		if _, err := logs.NewWriter(&bytes.Buffer{}, test.form, test.columns, 1); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.why, err)
		}
	}
}

// TestFirst: where the first record stands, as readers count.
func TestFirst(t *testing.T) {
	for format, want := range map[string]int64{"csv": 2, "jsonl": 1, "parquet": 1} {
		w, err := logs.NewWriter(&bytes.Buffer{}, logs.Form{Format: format}, everyColumn, 1)
		if err != nil || w.First() != want {
			t.Errorf("%s: %v %v", format, w.First(), err)
		}
	}
}
