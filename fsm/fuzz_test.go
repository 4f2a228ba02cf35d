package fsm_test

import (
	"fmt"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// What is parsed is written as it was read, and everything else is bad input of
// a known kind.
func FuzzParseConfiguration(f *testing.F) {
	for _, c := range fsm.NewTable(fsm.Standard()).Configurations() {
		f.Add(c.String())
	}
	for _, text := range []string{"unknown", "canceled", "unknown<", "unknown<>", "unknown<unknown>", "active+scheduled+scheduled", "none+scheduled", ""} {
		f.Add(text)
	}
	table := fsm.NewTable(fsm.Standard())
	f.Fuzz(func(t *testing.T, text string) {
		c, err := fsm.ParseConfiguration(text)
		if err != nil {
			if kind(err) == "no error of bad input" || c != (fsm.Configuration{}) || err.Error() == "" {
				t.Fatalf("%q: %+v, %v", text, c, err)
			}
			return
		}
		if written := c.String(); written != text && text != "unknown" {
			t.Errorf("%q is written %q", text, written)
		}
		if err := table.Check(c); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}

// The first byte chooses the profile, each other one an event, and its highest
// bit an id that was given before.
func FuzzFold(f *testing.F) {
	f.Add([]byte{0, 2, 4, 11, 6})
	f.Add([]byte{1, 0, 9, 14, 16, 11, 13})
	f.Add([]byte{4, 14, 15, 128, 128, 14, 21})
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) == 0 {
			return
		}
		profiles := fsm.Profiles()
		table := fsm.NewTable(profiles[int(data[0])%len(profiles)])
		var told []fsm.Step
		machine, err := fsm.NewMachine(table, fsm.WithObserver(func(s fsm.Step) { told = append(told, s) }))
		if err != nil {
			t.Fatal(err)
		}
		for i, b := range data[1:] {
			event := fsm.Events()[int(b&0x7f)%len(fsm.Events())]
			id := fmt.Sprint(i)
			duplicate := b&0x80 != 0 && i > 0
			if duplicate {
				id = "0"
			}
			before := machine.Configuration()
			want, err := table.Step(before, event)
			if err != nil {
				t.Fatalf("the machine is in %+v: %v", before, err)
			}
			got, err := machine.Deliver(ctx, id, event)
			switch {
			case err != nil:
				t.Fatalf("%s in %v: %v", event, before, err)
			case duplicate && (got.Reason() != fsm.ReasonDuplicate || got.To() != before):
				t.Fatalf("%v; want a duplicate", got)
			case !duplicate && got != want:
				t.Fatalf("the machine says %v, the table %v", got, want)
			}
			cell := cellOf(table, before, event)
			if next, _ := want.To().Index(); cell.Next != next || cell.Verdict() != want.Verdict() {
				t.Fatalf("the table says %v, its cell %s", want, cell.Verdict())
			}
			_ = got.Explain()
		}
		if len(told) != len(data)-1 {
			t.Fatalf("%d of %d steps were told", len(told), len(data)-1)
		}
	})
}

// cellOf returns the compiled cell of names.
func cellOf(table *fsm.Table, c fsm.Configuration, event fsm.Event) fsm.Cell {
	i, _ := c.Index()
	e, _ := event.Index()
	return table.Cell(i, e)
}
