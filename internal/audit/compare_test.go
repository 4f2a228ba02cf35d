package audit_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
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

// A listener keeps what an audit tells, as the reference does.
type listener struct {
	generations bool
	findings    []finding
	unjudged    []string
}

func (l *listener) Finding(f audit.Finding) error {
	plain := finding{
		file: f.File, line: f.Line, id: f.ID, at: f.At.Format(time.RFC3339Nano), known: strings.Join(names(f.Known), " "),
		event: string(f.Event), state: string(f.State), verdict: string(f.Verdict), reason: string(f.Reason),
		legal: strings.Join(f.Legal, " "), follows: f.Follows,
	}
	if l.generations && len(f.Known) == 1 {
		plain.generation = f.Known[0].Generation
	}
	l.findings = append(l.findings, plain)
	return nil
}

func (l *listener) Unjudged(u audit.Unjudged) error {
	for n := range u.Lines {
		l.unjudged = append(l.unjudged, fmt.Sprintf("%s:%d %s", u.File, u.Line+n, u.Fault))
	}
	return nil
}

func (l *listener) Notice(audit.Notice) error { return nil }

// audited has the audit of the program read files.
func audited(t *testing.T, o options, workers int, files ...file) (*listener, *audit.Result) {
	t.Helper()
	l := &listener{generations: o.kind != history.KindStates && !o.midway}
	order := audit.OrderDelivered
	if o.occurred {
		order = audit.OrderOccurred
	}
	a, err := audit.New(audit.Options{Table: o.table, Kind: o.kind, Sampled: o.sampled, Midway: o.midway, Order: order, ShowIDs: true}, l)
	if err != nil {
		t.Fatal(err)
	}
	if workers > 1 { // many batches, several of them folded together
		a.Narrow(40)
	}
	var inputs []audit.Input
	for _, f := range files {
		inputs = append(inputs, audit.Input{Name: f.name, Open: func() (logs.Source, io.Closer, error) {
			var from io.Reader = bytes.NewReader(f.text)
			if workers > 1 {
				from = &pieces{from, 500}
			}
			return logs.Source{Name: f.name, From: from}, io.NopCloser(nil), nil
		}})
	}
	result, err := a.Run(context.Background(), inputs, &logs.Layout{Events: o.events, States: o.states, Ignore: o.ignore}, workers)
	if err != nil {
		t.Fatal(err)
	}
	return l, result
}

// pieces reads so many bytes at a time.
type pieces struct {
	io.Reader
	most int
}

func (p *pieces) Read(to []byte) (int, error) { return p.Reader.Read(to[:min(len(to), p.most)]) }

// counted writes a result as the reference counts.
func counted(r *audit.Result) map[string]int64 {
	counts := map[string]int64{
		"lines present": r.Lines.Present, "lines judged": r.Lines.Judged, "lines unjudged": r.Lines.Unjudged, "lines left out": r.Lines.LeftOut,
		"lines blank": r.Lines.Blank, "lines headers": r.Lines.Headers, "lines folded": r.Lines.Folded,
		"subscriptions": r.Subscriptions, "unsettled": r.Unsettled, "duplicates": r.Duplicates,
		"mark late": r.Notices[logs.MarkLate], "mark column": r.Notices[logs.MarkColumn],
	}
	for state, n := range r.States {
		counts["state "+state.String()] += n
	}
	for verdict, n := range r.Verdicts {
		counts["verdict "+string(verdict)] += n
	}
	for reason, n := range r.First {
		counts["first "+string(reason)] += n
	}
	for reason, n := range r.Following {
		counts["following "+string(reason)] += n
	}
	for cell, n := range r.Cells {
		counts[fmt.Sprintf("cell %s/%s", cell.State, cell.Event)] += n
	}
	for _, m := range r.Transitions {
		counts[fmt.Sprintf("transition %s/%s/%s", m.From, m.Event, m.To)] += m.Count
	}
	maps.DeleteFunc(counts, func(_ string, n int64) bool { return n == 0 })
	return counts
}

// differences lists where the program's audit differs from the reference.
func differences(r *reference, l *listener, result *audit.Result) (found []string) {
	found = append(found, parted("findings", l.findings, r.findings)...)
	found = append(found, parted("unjudged", l.unjudged, r.unjudged)...)
	got, want := counted(result), maps.Clone(r.counts)
	maps.DeleteFunc(want, func(_ string, n int64) bool { return n == 0 })
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if got[name] != want[name] {
			found = append(found, fmt.Sprintf("%s: %d, the reference counts %d", name, got[name], want[name]))
		}
		delete(got, name)
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		found = append(found, fmt.Sprintf("%s: %d, the reference counts none", name, got[name]))
	}
	if !result.Begin.Equal(r.begin) || !result.End.Equal(r.end) {
		found = append(found, fmt.Sprintf("from %v to %v, the reference says %v to %v", result.Begin, result.End, r.begin, r.end))
	}
	return found
}

// parted says where two lists part.
func parted[T comparable](what string, got, want []T) []string {
	for i := range max(len(got), len(want)) {
		switch {
		case i >= len(got):
			return []string{fmt.Sprintf("%s: the reference has %+v", what, want[i])}
		case i >= len(want):
			return []string{fmt.Sprintf("%s: the reference lacks %+v", what, got[i])}
		case got[i] != want[i]:
			return []string{fmt.Sprintf("%s:\n%+v; the reference has\n%+v", what, got[i], want[i])}
		}
	}
	return nil
}

// settings are the ways to audit.
func settings() (all []options) {
	for _, p := range fsm.Profiles() {
		table := fsm.NewTable(p)
		all = append(all, options{table: table, kind: history.KindEvents}, options{table: table, kind: history.KindStates}, options{table: table, kind: history.KindBoth})
	}
	table := fsm.NewTable(fsm.Standard())
	for _, kind := range []history.Kind{history.KindEvents, history.KindStates, history.KindBoth} {
		all = append(all, options{table: table, kind: kind, midway: true})
	}
	for _, p := range []fsm.Profile{fsm.Standard(), fsm.Strict()} {
		all = append(all, options{table: fsm.NewTable(p), kind: history.KindStates, sampled: true}, options{table: fsm.NewTable(p), kind: history.KindStates, sampled: true, midway: true})
	}
	for _, kind := range []history.Kind{history.KindEvents, history.KindStates, history.KindBoth} {
		all = append(all, options{table: table, kind: kind, occurred: true})
	}
	private := options{table: table, kind: history.KindBoth, ignore: []string{"note"}}
	private.events = map[string]fsm.Event{"renewed": "renew", "ping": "", "Gekündigt": "cancel"}
	private.states = map[string]fsm.State{"trialing": "trial", "ok": "active"}
	return append(all, private)
}

func (o options) String() string {
	return fmt.Sprintf("%s,%s,sampled=%t,midway=%t,occurred=%t,private=%t", o.kind, o.table.Profile().Name(), o.sampled, o.midway, o.occurred, o.events != nil)
}

// TestTheAuditEqualsTheReference: finding by finding, and count by count.
func TestTheAuditEqualsTheReference(t *testing.T) {
	for _, o := range settings() {
		t.Run(o.String(), func(t *testing.T) {
			for seed := range uint64(6) {
				for _, format := range []string{"csv", "jsonl"} {
					g := &generator{Rand: rand.New(rand.NewPCG(seed, 7)), options: o, format: format, lines: 120, subscriptions: 1 + int(seed)*4, odd: seed%3 > 0, bare: seed%2 > 0}
					files := g.files(1 + int(seed)%3)
					r := refer(o, files...)
					for _, d := range parted("planted", r.unjudged, g.faults) {
						t.Errorf("seed %d, %s: %s", seed, format, d)
					}
					l, result := audited(t, o, 1+int(seed)%2, files...)
					for _, d := range differences(r, l, result) {
						t.Errorf("seed %d, %s: %s", seed, format, d)
					}
				}
			}
		})
	}
}

// TestTheReferenceBites: an audit of a log with one thing more, less or otherwise is
// not taken for the audit of the log.
func TestTheReferenceBites(t *testing.T) {
	o := options{table: fsm.NewTable(fsm.Standard()), kind: history.KindBoth}
	const log = `{"id":"a","at":"2026-01-01T00:00:00Z","event":"activate","state":"active","delivery":"1"}
{"id":"a","at":"2026-01-02T00:00:00Z","event":"cancel","state":"cancelled","delivery":"2"}
{"id":"a","at":"2026-01-03T00:00:00Z","event":"recover","state":"active","delivery":"3"}
{"id":"b","at":"2026-01-03T00:00:00Z","event":"recover"}
{"id":"a","at":"2026-01-04T00:00:00Z","event":"reactivate","state":"cancelled","delivery":"4"}
{"id":"a","at":"2026-01-05T00:00:00Z","event":"renew","state":"active","delivery":"5"}
`
	r := refer(o, file{"log.jsonl", []byte(log)})
	if l, result := audited(t, o, 1, file{"log.jsonl", []byte(log)}); len(differences(r, l, result)) > 0 || len(r.findings) != 3 {
		t.Fatalf("%v %v", differences(r, l, result), r.findings)
	}
	for _, row := range []struct{ why, old, new string }{
		{"another subscription", `{"id":"b"`, `{"id":"c"`},
		{"a duplicate", `"delivery":"5"`, `"delivery":"4"`},
		{"another state", `"state":"cancelled","delivery":"4"`, `"state":"active","delivery":"4"`},
		{"another event", `"event":"recover"}`, `"event":"resume"}`},
		{"an event that leads to the same", `"event":"renew"`, `"event":"activate"`},
		{"an instant within the others", `2026-01-02`, `2026-01-01`},
		{"a clock that runs backwards", `2026-01-05`, `2026-01-03`},
		{"a blank line", "{\"id\":\"b\"", "\n{\"id\":\"b\""},
		{"a member more", `"event":"renew"`, `"event":"renew","x":1`},
		{"a name that is none", `"event":"renew"`, `"event":"renewed"`},
	} {
		changed := strings.Replace(log, row.old, row.new, 1)
		l, result := audited(t, o, 1, file{"log.jsonl", []byte(changed)})
		noticed := len(differences(r, l, result)) > 0
		if harmless := row.old == "2026-01-02"; noticed == harmless {
			t.Errorf("%s: noticed: %t", row.why, noticed)
		}
	}
}

// TestKnownLogs: small logs whose findings were found by hand.
func TestKnownLogs(t *testing.T) {
	for _, row := range []struct {
		why     string
		options options
		log     string // ID EVENT STATE, "-" for none
		want    string
	}{
		{"what is possible", options{kind: history.KindEvents}, "a activate -; a renew -; b start_trial -; a cancel -", ""},
		{"the second finding follows from the first", options{kind: history.KindEvents}, "a renew -; b activate -; a renew -", "1 none rejected not_started; 3 none rejected not_started follows"},
		{"a rejected event changes nothing", options{kind: history.KindEvents}, "a activate -; a cancel -; a recover -; a reactivate -; a renew -", "3 cancelled rejected ended"},
		{"the model's word goes on after a wrong state", options{kind: history.KindBoth}, "a activate active; a renew past_due; a fail_renewal past_due", "2 active applied result"},
		{"a state alone is held against what is known", options{kind: history.KindBoth}, "a activate -; a - suspended", "2 active ignored result"},
		{"a state is one step from the last", options{kind: history.KindStates}, "a - active; a - suspended; a - past_due; a - active", "3 suspended suspended+scheduled rejected no_step"},
		{"a gap does not revive", options{kind: history.KindStates}, "a - cancelled; a - unknown; a - active", "3 unknown<cancelled> rejected no_step"},
		{"snapshots may skip", options{kind: history.KindStates, sampled: true}, "a - active; a - suspended; a - past_due", ""},
		{"but not what cannot be reached", options{kind: history.KindStates, sampled: true, table: fsm.NewTable(fsm.Strict())}, "a - cancelled; a - active", "2 cancelled rejected profile"},
		{"midway anything may have been", options{kind: history.KindEvents, midway: true}, "a renew -; a resume -; a start_trial -", "3 active active+scheduled rejected not_allowed"},
	} {
		if row.options.table == nil {
			row.options.table = fsm.NewTable(fsm.Standard())
		}
		var text strings.Builder
		text.WriteString("id,at,event,state\n")
		for n, line := range strings.Split(row.log, "; ") {
			f := strings.Fields(line)
			fmt.Fprintf(&text, "%s,2026-01-01T00:00:%02dZ,%s,%s\n", f[0], n, strings.Trim(f[1], "-"), strings.Trim(f[2], "-"))
		}
		log := file{"log.csv", []byte(text.String())}
		r := refer(row.options, log)
		var got []string
		for _, f := range r.findings {
			follows := map[bool]string{true: " follows"}[f.follows]
			got = append(got, fmt.Sprintf("%d %s %s %s%s", f.line-1, f.known, f.verdict, f.reason, follows))
		}
		if text := strings.Join(got, "; "); text != row.want {
			t.Errorf("%s: %s: %s; want %s", row.why, row.log, text, row.want)
		}
		l, result := audited(t, row.options, 1, log)
		for _, d := range differences(r, l, result) {
			t.Errorf("%s: %s", row.why, d)
		}
	}
}
