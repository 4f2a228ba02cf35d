package docket_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/docket"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// hostile is what nobody should write into a log, and somebody does.
const hostile = "\x1b[2J\x1b[31mgreen\x1b[0m\r\x00\u202e\u009b5m <script>alert(1)</script> ]]> </pre> & ```\n::error::gotcha\n| [a](b) `c` **d**\n"

// A sample is an audit as a writer is told of it.
type sample struct {
	told   []any // findings, unjudged lines, notices and stories, in order
	result *audit.Result
}

type story struct {
	of    audit.Finding
	lines []string
}

// tell tells a sample to a writer.
func (s sample) tell(t testing.TB, w docket.Writer) {
	t.Helper()
	for _, one := range s.told {
		var err error
		switch one := one.(type) {
		case audit.Finding:
			err = w.Finding(one)
		case audit.Unjudged:
			err = w.Unjudged(one)
		case audit.Notice:
			err = w.Notice(one)
		case story:
			err = w.Explain(one.of, one.lines)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.End(s.result); err != nil {
		t.Fatal(err)
	}
}

// counted fills in what follows from what is told.
func counted(told []any, r *audit.Result) sample {
	r.First, r.Following = map[history.Reason]int64{}, map[history.Reason]int64{}
	r.Unjudged, r.Notices = map[logs.Fault]int64{}, map[logs.Mark]int64{}
	for _, one := range told {
		switch one := one.(type) {
		case audit.Finding:
			if one.Follows {
				r.Following[one.Reason]++
			} else {
				r.First[one.Reason]++
			}
		case audit.Unjudged:
			r.Unjudged[one.Fault] += one.Lines
			r.Lines.Unjudged += one.Lines
		case audit.Notice:
			r.Notices[one.Mark]++
		}
	}
	l := &r.Lines
	l.Present = l.Judged + l.Unjudged + l.LeftOut + l.Blank + l.Headers + l.Folded
	return sample{told, r}
}

func at(file string, line int64) audit.Place { return audit.Place{File: file, Line: line} }

func day(d int) time.Time { return time.Date(2026, 3, d, 12, 0, 0, 0, time.UTC) }

// lived is a history of a million subscriptions in which nothing is wrong.
func lived() *audit.Result {
	return &audit.Result{
		Table: fsm.NewTable(fsm.Standard()), Kind: history.KindEvents, Order: audit.OrderDelivered,
		Files: []audit.File{{Name: "logs/2025.csv", Format: "csv", Lines: 12_000_000}, {Name: "logs/2026.jsonl.zst", Format: "jsonl", Compression: "zstd", Lines: 8_000_001}},
		Lines: audit.Lines{Judged: 20_000_000, Headers: 1}, Subscriptions: 1_000_000,
		Begin: time.Date(2025, 1, 1, 0, 0, 3, 0, time.UTC), End: time.Date(2026, 3, 31, 23, 59, 58, 120_000_000, time.UTC),
		States: map[fsm.State]int64{
			fsm.StateTrial: 31_420, fsm.StateActive: 702_200, fsm.StatePastDue: 12_075, fsm.StateGracePeriod: 6_031,
			fsm.StateSuspended: 4_120, fsm.StateExpired: 102_904, fsm.StateCancelled: 140_838, fsm.StateUnknown: 412,
		},
		Transitions: []audit.Transition{
			{From: "", Event: "start_trial", To: "trial", Count: 640_000}, {From: "", Event: "activate", To: "active", Count: 360_000},
			{From: "trial", Event: "activate", To: "active", Count: 540_480}, {From: "trial", Event: "expire", To: "expired", Count: 61_100},
			{From: "trial", Event: "cancel", To: "cancelled", Count: 7_000}, {From: "active", Event: "fail_renewal", To: "past_due", Count: 301_204},
			{From: "past_due", Event: "recover", To: "active", Count: 201_000}, {From: "past_due", Event: "start_grace", To: "grace_period", Count: 71_129},
			{From: "grace_period", Event: "recover", To: "active", Count: 50_400}, {From: "grace_period", Event: "suspend", To: "suspended", Count: 14_698},
			{From: "suspended", Event: "resume", To: "active", Count: 6_578}, {From: "suspended", Event: "expire", To: "expired", Count: 4_000},
			{From: "active", Event: "cancel", To: "cancelled", Count: 134_038}, {From: "active", Event: "expire", To: "expired", Count: 20_900},
			{From: "past_due", Event: "expire", To: "expired", Count: 17_000}, {From: "cancelled", Event: "reactivate", To: "active", Count: 200},
			{From: "expired", Event: "reactivate", To: "active", Count: 96}, {From: "active", Event: "lose_contact", To: "unknown", Count: 1_912},
			{From: "unknown", Event: "observe_active", To: "active", Count: 1_500},
		},
		Verdicts: map[fsm.Verdict]int64{fsm.VerdictApplied: 19_990_000, fsm.VerdictIgnored: 10_000}, Duplicates: 7_310,
		Cells: map[audit.Cell]int64{
			{State: "", Event: "start_trial"}: 640_000, {State: "", Event: "activate"}: 360_000, {State: "trial", Event: "activate"}: 540_480,
			{State: "active", Event: "renew"}: 17_500_000, {State: "active", Event: "fail_renewal"}: 301_204, {State: "past_due", Event: "recover"}: 201_000,
			{State: "cancelled", Event: "renew"}: 3, {State: "active", Event: "cancel"}: 134_038,
		},
	}
}

var (
	gone  = fsm.Configuration{State: fsm.StateCancelled, Generation: 1}
	live  = fsm.Configuration{State: fsm.StateActive, Generation: 1}
	ended = audit.Finding{
		Place: at("logs/2025.csv", 1_204_331), At: day(1), Event: fsm.EventRenew, Known: []fsm.Configuration{gone},
		Verdict: fsm.VerdictRejected, Reason: history.Reason(fsm.ReasonEnded), Legal: []string{"lose_contact", "reactivate"},
	}
	result = audit.Finding{
		Place: at("logs/2026.jsonl.zst", 17), At: day(2), Event: fsm.EventFailRenewal, State: fsm.StateSuspended, Known: []fsm.Configuration{live},
		Verdict: fsm.VerdictApplied, Reason: history.ReasonResult, Legal: fsmNames(fsm.NewTable(fsm.Standard()).Legal(live)),
	}
	noStep = audit.Finding{
		Place: at("logs/2026.jsonl.zst", 2_001), State: fsm.StateTrial,
		Known:   fsm.NewTable(fsm.Standard()).Configurations()[1:11],
		Verdict: fsm.VerdictRejected, Reason: history.ReasonNoStep, Legal: []string{"active", "cancelled", "expired"},
	}
)

func fsmNames(events []fsm.Event) (names []string) {
	for _, e := range events {
		names = append(names, string(e))
	}
	return names
}

func follow(f audit.Finding, line int64) audit.Finding {
	f.Follows, f.Line = true, line
	return f
}

func impossible() sample {
	told := []any{ended, follow(ended, 1_204_400), story{ended, []string{"cost 1: one missing event", "missing, before line 1204331: reactivate"}}}
	told = append(told, result, noStep)
	for i := range int64(24) {
		f := ended
		f.Line += 1000 + i
		told = append(told, f)
	}
	r := lived()
	r.Verdicts[fsm.VerdictRejected] = 26
	r.Transitions = append(r.Transitions, audit.Transition{From: "cancelled", Event: "", To: "trial", Count: 1})
	return counted(told, r)
}

func undecided() sample {
	told := []any{
		audit.Unjudged{Place: at("events.csv", 12), Lines: 1, Fault: logs.FaultUnmapped, Text: "the event has no such name"},
		audit.Unjudged{Place: at("events.csv", 14), Lines: 3, Fault: logs.FaultUnreadable, Text: "a quote is never closed"},
		audit.Notice{Place: at("events.csv", 0), Mark: logs.MarkCRLF, Text: "lines end in CR and LF"},
		audit.Notice{Place: at("events.csv", 40), Mark: logs.MarkLate, Text: "2026-03-01T00:00:00Z, after 2026-03-02T00:00:00Z"},
	}
	r := lived()
	r.Files = []audit.File{{Name: "events.csv", Format: "csv", Lines: 41}}
	r.Lines, r.Subscriptions = audit.Lines{Judged: 36, Headers: 1}, 4
	r.Unmapped = []audit.Unmapped{
		{Name: "trialing", Role: "state", Count: 1, First: at("events.csv", 12), Suggestion: "trial"},
		{Name: "charge back: won", Role: "event", Count: 2300, First: at("events.csv", 15)},
	}
	return counted(told, r)
}

func hostileOne() sample {
	f := ended
	f.Place, f.ID = at(hostile+strings.Repeat("long", 2000), 3), hostile
	told := []any{
		f, story{f, []string{hostile, strings.Repeat("x", 9000)}},
		audit.Unjudged{Place: at(hostile, 4), Lines: 2, Fault: logs.FaultCutOff, Text: hostile},
		audit.Notice{Place: at(hostile, 5), Mark: logs.MarkColumn, Text: hostile},
	}
	r := lived()
	r.Partial = "interrupted " + hostile
	r.Files = []audit.File{{Name: hostile, Format: "csv", Lines: 9}}
	r.Unmapped = []audit.Unmapped{{Name: hostile, Role: "event", Count: 1, First: at(hostile, 6), Suggestion: "cancel"}, {Name: strings.Repeat("w", 100_000), Role: "state", Count: 2, First: at("x", 1)}}
	p, err := fsm.NewProfile(hostile, "grace_period", "past_due/cancel")
	if err != nil {
		panic(err)
	}
	r.Table = fsm.NewTable(p)
	return counted(told, r)
}

func samples() map[string]sample {
	partial := lived()
	partial.Partial = "interrupted"
	late := counted([]any{audit.Notice{Place: at("events.csv", 40), Mark: logs.MarkLate, Text: "2026-03-01T00:00:00Z, after 2026-03-02T00:00:00Z"}}, lived())
	states := lived()
	states.Kind, states.Midway, states.Unsettled, states.Cells = history.KindStates, true, 12, nil
	return map[string]sample{
		"possible": counted(nil, lived()), "impossible": impossible(), "undecided": undecided(), "hostile": hostileOne(),
		"partial": counted(nil, partial), "late": late, "states": counted(nil, states),
		"empty": counted(nil, &audit.Result{Table: fsm.NewTable(fsm.Standard()), Order: audit.OrderDelivered}),
	}
}

// A format makes a writer.
type format struct {
	name string
	new  func(io.Writer, docket.Options) docket.Writer
	docket.Options
}

var formats = []format{
	{"txt", func(w io.Writer, o docket.Options) docket.Writer { return docket.NewText(w, o) }, docket.Options{Max: docket.DefaultMax}},
	{"v.txt", func(w io.Writer, o docket.Options) docket.Writer { return docket.NewText(w, o) }, docket.Options{Verbose: true}},
	{"q.txt", func(w io.Writer, o docket.Options) docket.Writer { return docket.NewText(w, o) }, docket.Options{Quiet: true, Max: 1, Accepted: []logs.Mark{logs.MarkLate}}},
	{"jsonl", func(w io.Writer, o docket.Options) docket.Writer { return docket.NewJSONLines(w, o) }, docket.Options{Accepted: []logs.Mark{logs.MarkLate}}},
	{"xml", func(w io.Writer, o docket.Options) docket.Writer { return docket.NewJUnit(w, o) }, docket.Options{Max: 3}},
	{"html", func(w io.Writer, o docket.Options) docket.Writer { return docket.NewHTML(w, o) }, docket.Options{Max: 5}},
}

func written(t testing.TB, f format, s sample) string {
	t.Helper()
	var b bytes.Buffer
	s.tell(t, f.new(&b, f.Options))
	return b.String()
}

func summarised(t testing.TB, s sample, below int) string {
	t.Helper()
	var b bytes.Buffer
	if err := docket.Summary(&b, s.result, below); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func every(t *testing.T, do func(t *testing.T, name string, s sample, f format, text string)) {
	for name, s := range samples() {
		for _, f := range formats {
			t.Run(fmt.Sprintf("%s.%s", name, f.name), func(t *testing.T) { do(t, name, s, f, written(t, f, s)) })
		}
	}
}
