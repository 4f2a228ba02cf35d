package audit_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// going audits files, from a state on where there is one, and returns what it saves.
func going(t *testing.T, o options, before []byte, workers int, files ...file) (*listener, *audit.Result, []byte) {
	t.Helper()
	l := &listener{generations: o.kind != history.KindStates && !o.midway}
	a, err := audit.New(audit.Options{Table: o.table, Kind: o.kind, Sampled: o.sampled, Midway: o.midway, ShowIDs: true}, l)
	if err != nil {
		t.Fatal(err)
	}
	if before != nil {
		if err := a.Load(bytes.NewReader(before)); err != nil {
			t.Fatal(err)
		}
	}
	var inputs []audit.Input
	for _, f := range files {
		inputs = append(inputs, inputOf(f.name, f.text))
	}
	r, err := a.Run(context.Background(), inputs, &logs.Layout{Events: o.events, States: o.states, Ignore: o.ignore}, workers)
	if err != nil {
		t.Fatal(err)
	}
	var state bytes.Buffer
	if err := a.Save(&state); err != nil {
		t.Fatal(err)
	}
	return l, r, state.Bytes()
}

// TestGoingOn: an audit that goes on with a state finds what one audit of everything
// finds, and saves the same bytes.
func TestGoingOn(t *testing.T) {
	for _, o := range settings() {
		if o.occurred {
			continue // a state knows no record that may still come
		}
		for seed := range uint64(4) {
			g := &generator{Rand: rand.New(rand.NewPCG(seed, 11)), options: o, format: pick(rand.New(rand.NewPCG(seed, 1)), "csv", "jsonl"), subscriptions: 9, odd: seed%2 > 0}
			files := g.files(0)
			for n := range 2 + int(seed) {
				g.lines = 1 + g.IntN(90)
				files = append(files, g.file(fmt.Sprintf("day%d.%s", n, g.format)))
			}
			whole, all, want := going(t, o, nil, 1, files...)
			parts, counts := &listener{}, map[string]int64{}
			var state []byte
			for _, f := range files {
				l, r, saved := going(t, o, state, 3, f)
				parts.findings, parts.unjudged = append(parts.findings, l.findings...), append(parts.unjudged, l.unjudged...)
				add(counts, counted(r))
				state = saved
			}
			found := append(parted("findings", parts.findings, whole.findings), parted("unjudged", parts.unjudged, whole.unjudged)...)
			if total := counted(all); !maps.Equal(counts, total) {
				found = append(found, fmt.Sprintf("%v; at once %v", counts, total))
			}
			if !bytes.Equal(state, want) {
				found = append(found, "another state")
			}
			if len(found) > 0 {
				t.Errorf("%s, seed %d: %s", o, seed, strings.Join(found, "\n"))
			}
		}
	}
}

// add adds the counts of the next part up: those of subscriptions are the latest.
func add(counts, next map[string]int64) {
	for name := range counts {
		if standing(name) {
			delete(counts, name)
		}
	}
	for name, n := range next {
		counts[name] += n
	}
}

func standing(name string) bool {
	return name == "subscriptions" || name == "unsettled" || strings.HasPrefix(name, "state ")
}

const stateLog = `{"id":"a","at":"2026-01-01T00:00:00Z","event":"activate","delivery":"1"}
{"id":"b","at":"2026-01-02T00:00:00Z","event":"start_trial","delivery":"2"}
{"id":"c","at":"2026-01-03T00:00:00Z","event":"renew"}
`

// TestABrokenStateIsRefused: whichever byte is another, and wherever it ends.
func TestABrokenStateIsRefused(t *testing.T) {
	o := options{table: fsm.NewTable(fsm.Standard()), kind: history.KindEvents}
	_, _, state := going(t, o, nil, 1, file{"log.jsonl", []byte(stateLog)})
	load := func(text []byte) error {
		a, err := audit.New(audit.Options{}, silence{})
		if err != nil {
			t.Fatal(err)
		}
		return a.Load(bytes.NewReader(text))
	}
	if err := load(state); err != nil {
		t.Fatalf("the whole state is refused: %v", err)
	}
	for at := range state {
		broken := bytes.Clone(state)
		broken[at] ^= 1 << (at % 8)
		if load(broken) == nil {
			t.Errorf("byte %d of %d is another, and the state is taken", at, len(state))
		}
		if load(state[:at]) == nil {
			t.Errorf("the state ends behind %d of %d bytes, and is taken", at, len(state))
		}
	}
	if load(append(bytes.Clone(state), 0)) == nil {
		t.Error("something stands behind the state, and it is taken")
	}
}

// TestAnotherStateIsRefused: an audit goes on with one of its own kind alone.
func TestAnotherStateIsRefused(t *testing.T) {
	standard := fsm.NewTable(fsm.Standard())
	_, _, state := going(t, options{table: standard, kind: history.KindEvents}, nil, 1, file{"log.jsonl", []byte(stateLog)})
	for _, row := range []struct {
		why  string
		o    audit.Options
		want string // empty where it is taken
	}{
		{"the same", audit.Options{Kind: history.KindEvents}, ""},
		{"the kind is the state's", audit.Options{}, ""},
		{"in order of occurrence from then on", audit.Options{Order: audit.OrderOccurred}, ""},
		{"another profile", audit.Options{Table: fsm.NewTable(fsm.Strict())}, "another model"},
		{"another kind", audit.Options{Kind: history.KindStates}, "a log of events"},
		{"both", audit.Options{Kind: history.KindBoth}, "a log of events"},
		{"sampled", audit.Options{Sampled: true}, "sampled"},
		{"midway", audit.Options{Midway: true}, "midway"},
		{"exact", audit.Options{Exact: true}, "identifiers"},
	} {
		a, err := audit.New(row.o, silence{})
		if err != nil {
			t.Fatal(err)
		}
		err = a.Load(bytes.NewReader(state))
		if (err == nil) != (row.want == "") || err != nil && !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s: %v, want %q", row.why, err, row.want)
		}
	}
}

// TestLateAcrossAState: a record is late against what yesterday's audit saw, too.
func TestLateAcrossAState(t *testing.T) {
	o := options{table: fsm.NewTable(fsm.Standard()), kind: history.KindEvents}
	_, _, state := going(t, o, nil, 1, file{"log.jsonl", []byte(stateLog)})
	_, r, _ := going(t, o, state, 1, file{"next.jsonl", []byte(`{"id":"b","at":"2026-01-01T00:00:00Z","event":"activate"}`)})
	if r.Notices[logs.MarkLate] != 1 || r.Subscriptions != 3 {
		t.Errorf("%v, %d subscriptions", r.Notices, r.Subscriptions)
	}
	if !slices.Equal([]int64{r.States[fsm.StateActive]}, []int64{2}) || !r.Begin.Equal(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%v from %v", r.States, r.Begin)
	}
}
