package sql

import (
	"cmp"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// TestTheSlowAuditIsTheAudit ties what the engines are held against to the audit
// itself, finding by finding, on the same logs.
func TestTheSlowAuditIsTheAudit(t *testing.T) {
	total := 0
	for _, q := range questions(t, "duckdb") {
		t.Run(fmt.Sprintf("%s %s %s", q.Table, q.table.Profile().Name(), told(q.Options)), func(t *testing.T) {
			h := &heard{question: q, rows: slices.Clone(q.log)}
			slices.SortFunc(h.rows, func(a, b row) int { return cmp.Compare(a.part, b.part) })
			total += same(t, h.run(t), audited(q.table, q.Options, q.log))
		})
	}
	if total < 2000 {
		t.Errorf("only %d findings in all: the logs are too good", total)
	}
}

// A heard is what an audit tells, spelt as the engines' rows are.
type heard struct {
	question
	rows []row // in the order of the file
	told []string
}

// run audits the log as a file of CSV.
func (h *heard) run(t *testing.T) []string {
	t.Helper()
	a, err := audit.New(audit.Options{
		Table: h.table, Kind: h.Kind, Sampled: h.Sampled, Midway: h.Midway, Order: audit.OrderOccurred,
	}, h)
	if err != nil {
		t.Fatal(err)
	}
	in := audit.Input{Name: "log", Open: func() (logs.Source, io.Closer, error) {
		return logs.Source{Name: "log", From: strings.NewReader(h.file())}, io.NopCloser(nil), nil
	}}
	layout := &logs.Layout{Names: map[logs.Column]string{}, Ignore: []string{"*"}}
	for column, has := range map[logs.Column]bool{logs.ColumnEvent: h.tellsEvents(), logs.ColumnState: h.tellsStates(), logs.ColumnDelivery: h.Delivery != ""} {
		if !has {
			layout.Names[column] = ""
		}
	}
	if _, err := a.Run(context.Background(), []audit.Input{in}, layout, 2); err != nil {
		t.Fatal(err)
	}
	return h.told
}

func (h *heard) file() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	_ = w.Write([]string{"id", "at", "seq", "event", "state", "delivery"})
	for _, r := range h.rows {
		_ = w.Write([]string{r.id, r.instant(), whole(r.seq), r.event, r.state, r.delivery})
	}
	w.Flush()
	return b.String()
}

func (h *heard) Finding(f audit.Finding) error {
	var known []string
	for _, c := range f.Known {
		known = append(known, c.String())
	}
	r := h.rows[f.Line-2]
	h.told = append(h.told, r.finding(h.Options, strings.Join(known, ", "), string(f.Verdict), string(f.Reason), fmt.Sprint(f.Follows), strings.Join(f.Legal, ", ")))
	return nil
}

func (h *heard) Unjudged(u audit.Unjudged) error {
	h.told = append(h.told, h.rows[u.Line-2].finding(h.Options, "", "", string(u.Fault), "", ""))
	return nil
}

func (h *heard) Notice(audit.Notice) error { return nil }
