package simulate_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/simulate"
)

// A witness keeps what an audit tells, in a line each.
type witness struct {
	first     []string
	following int
	others    []string
}

func (w *witness) Finding(f audit.Finding) error {
	if f.Follows {
		w.following++
		return nil
	}
	w.first = append(w.first, line(f.Line, f.ID, f.Event, f.State, f.Reason))
	return nil
}

func (w *witness) Unjudged(u audit.Unjudged) error {
	w.others = append(w.others, u.Text)
	return nil
}

func (w *witness) Notice(n audit.Notice) error {
	w.others = append(w.others, string(n.Mark)+" "+n.Text)
	return nil
}

func line(n int64, id string, e fsm.Event, s fsm.State, r history.Reason) string {
	return fmt.Sprintf("%09d %s %s %s %s", n, id, e, s, r)
}

// audited audits a log.
func audited(t *testing.T, text []byte, table *fsm.Table, order audit.Order) (*witness, *audit.Result) {
	t.Helper()
	w := &witness{}
	a, err := audit.New(audit.Options{Table: table, Order: order, ShowIDs: true}, w)
	if err != nil {
		t.Fatal(err)
	}
	open := func() (logs.Source, io.Closer, error) {
		return logs.Source{Name: "log", From: bytes.NewReader(text), At: bytes.NewReader(text), Size: int64(len(text))}, io.NopCloser(nil), nil
	}
	result, err := a.Run(context.Background(), []audit.Input{{Name: "log", Open: open}}, &logs.Layout{}, 2)
	if err != nil {
		t.Fatal(err)
	}
	return w, result
}

// own is a profile of somebody's own, with cells removed.
func own() fsm.Profile {
	p, err := fsm.NewProfile("own", "extend_trial", "suspended/fail_renewal", "active/suspend", "unknown/observe_trial")
	if err != nil {
		panic(err)
	}
	return p
}

// TestAuditFindsWhatIsPlanted: without faults an audit finds nothing, with them the
// planted ones, each at its line, with its reason, and no other first one.
func TestAuditFindsWhatIsPlanted(t *testing.T) {
	for _, profile := range append(fsm.Profiles(), own()) {
		for _, states := range []simulate.States{simulate.StatesNone, simulate.StatesBoth, simulate.StatesOnly} {
			for _, test := range []struct {
				why                         string
				faults, duplicates, reorder float64
			}{
				{"nothing but lives", 0, 0, 0},
				{"duplicates are no findings", 0, 0.3, 0},
				{"nor is what comes late", 0, 0.3, 0.3},
				{"every fault is found", 1, 0, 0},
				{"some, delivered twice and late", 0.3, 0.2, 0.2},
			} {
				p := population(profile)
				p.Rates = simulate.WithGaps(p.Rates, p.Table, 0.01)
				p.States, p.Faults, p.Duplicates, p.Reorder, p.Seq = states, test.faults, test.duplicates, test.reorder, test.reorder > 0
				p.Subscriptions = 200
				formats := logs.Formats()
				if profile != fsm.Standard() {
					formats = formats[:1]
				}
				for _, format := range formats {
					name := fmt.Sprintf("%s, states %s, %s: %s", profile.Name(), states, format, test.why)
					text, planted, result := written(t, p, logs.Form{Format: format})
					order := audit.OrderDelivered
					if test.reorder > 0 {
						order = audit.OrderOccurred
					}
					found, counted := audited(t, text, p.Table, order)
					var want []string
					for _, f := range planted {
						want = append(want, line(f.Line, f.ID, f.Event, f.State, f.Reason))
					}
					slices.Sort(found.first)
					if !slices.Equal(found.first, want) {
						t.Errorf("%s: found\n%s\nbut planted\n%s", name, strings.Join(found.first, "\n"), strings.Join(want, "\n"))
					}
					if len(found.others) > 0 || states != simulate.StatesOnly && found.following > 0 {
						t.Errorf("%s: %d following, %v", name, found.following, found.others)
					}
					if counted.Lines.Judged != result.Records || result.Planted != int64(len(planted)) {
						t.Errorf("%s: %d records judged of %d", name, counted.Lines.Judged, result.Records)
					}
					if faulty := len(planted); test.faults == 1 && faulty < fits(p)*9/10 || test.faults == 0 && faulty > 0 {
						t.Errorf("%s: %d of %d subscriptions are faulty", name, faulty, p.Subscriptions)
					}
				}
			}
		}
	}
}

// fits is how many subscriptions should get a fault. Nearly all states of marketplace
// follow each other, so about half of its lives have no place for an impossible one.
func fits(p simulate.Population) int {
	if p.States == simulate.StatesOnly && p.Table.Profile() == fsm.Marketplace() {
		return p.Subscriptions / 2
	}
	return p.Subscriptions
}
