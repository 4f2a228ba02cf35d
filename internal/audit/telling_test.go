package audit_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A scribe writes down what it is told, in order.
type scribe struct{ told []string }

func (s *scribe) Finding(f audit.Finding) error {
	s.told = append(s.told, fmt.Sprintf("%d finding", f.Line))
	return nil
}

func (s *scribe) Unjudged(u audit.Unjudged) error {
	s.told = append(s.told, fmt.Sprintf("%d %s", u.Line, u.Fault))
	return nil
}

func (s *scribe) Notice(n audit.Notice) error {
	s.told = append(s.told, fmt.Sprintf("%d %s: %s", n.Line, n.Mark, n.Text))
	return nil
}

// TestTelling: what there is to tell is told by line, of the line itself before its
// record, and that the record is late before what is wrong with it.
func TestTelling(t *testing.T) {
	const log = `{"id":"a","at":"2026-01-02T00:00:00Z","event":"renew","more":1}
{"id":"b","at":"2026-01-02T00:00:00Z","event":"activate"}
no record

{"id":"b","at":"2026-01-01T00:00:00Z","event":"extend_trial","other":1}
`
	want := []string{
		`1 column: nothing is made of "more"`,
		"1 finding",
		"3 unreadable",
		"4 blank: the line is blank",
		`5 column: nothing is made of "other"`,
		"5 late: the record is of 2026-01-01T00:00:00Z, 1d before one that came earlier",
		"5 finding",
	}
	for _, records := range []int{1, 40} {
		to := &scribe{}
		a, err := audit.New(audit.Options{}, to)
		if err != nil {
			t.Fatal(err)
		}
		a.Narrow(records)
		if _, err := a.Run(context.Background(), []audit.Input{inputOf("log.jsonl", []byte(log))}, &logs.Layout{}, 2); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(to.told, want) {
			t.Errorf("windows of %d: %q", records, to.told)
		}
	}
}
