package audit_test

import (
	"context"
	"io"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// TestTheKindIsFound: where nobody says what a log tells, its header does, or its first
// record.
func TestTheKindIsFound(t *testing.T) {
	for _, row := range []struct {
		text string
		kind history.Kind
		why  string
	}{
		{"id,at,event\na,2026-01-01,activate\n", history.KindEvents, "a column of events"},
		{"id,at,state\na,2026-01-01,active\n", history.KindStates, "a column of states"},
		{"id,at,event,state\na,2026-01-01,activate,\n", history.KindBoth, "both columns, though the first record tells no state"},
		{`{"id":"a","at":"2026-01-01","event":"activate"}` + "\n", history.KindEvents, "the first record"},
		{"\n" + `{"id":"a","at":"2026-01-01","state":"active"}` + "\n", history.KindStates, "the first record, behind a blank line"},
		{`{"id":"a","at":"2026-01-01","event":"activate","state":"active"}`, history.KindBoth, "the first record"},
		{`{}` + "\n", "", "no record: nobody knows"},
	} {
		a, err := audit.New(audit.Options{}, &listener{})
		if err != nil {
			t.Fatal(err)
		}
		in := audit.Input{Name: "log", Open: func() (logs.Source, io.Closer, error) {
			return logs.Source{From: strings.NewReader(row.text)}, io.NopCloser(nil), nil
		}}
		r, err := a.Run(context.Background(), []audit.Input{in}, &logs.Layout{}, 1)
		if err != nil || r.Kind != row.kind {
			t.Errorf("%s: %q, %v; want %q", row.why, r.Kind, err, row.kind)
		}
	}
}
