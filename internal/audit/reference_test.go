package audit_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// columns are those of a log of our own.
var columns = []string{"id", "at", "event", "state", "delivery", "seq"}

// options say how the reference audits.
type options struct {
	table           *fsm.Table
	kind            history.Kind
	sampled, midway bool
	occurred        bool // taken by instant, sequence number and position
	events          map[string]fsm.Event
	states          map[string]fsm.State
	ignore          []string // columns that nothing is made of
}

// A finding is one of an audit, as plain values.
type finding struct {
	file       string
	line       int64
	id, at     string
	known      string
	generation int // of a log that tells everything from the beginning; else 0
	event      string
	state      string
	verdict    string
	reason     string
	legal      string
	follows    bool
}

// A reference is the slow and obvious audit: a map of subscriptions, each a looplab
// machine where the log tells every event, else a reading.
type reference struct {
	options
	subscriptions map[string]*subscription
	findings      []finding
	unjudged      []string // "FILE:LINE FAULT"
	counts        map[string]int64
	noticed       map[string]bool
	begin, end    time.Time
}

type subscription struct {
	machine *fsm.Machine // nil in a log that does not tell everything
	reading *reading
	seen    map[string]bool
	latest  time.Time
	found   bool
}

// A told is a line that can be judged.
type told struct {
	file, id, delivery string
	line, seq          int64
	at                 time.Time
	event              fsm.Event
	state              fsm.State
}

// refer audits files as one history.
func refer(o options, files ...file) *reference {
	r := &reference{options: o, subscriptions: map[string]*subscription{}, counts: map[string]int64{}, noticed: map[string]bool{}}
	var all []told
	for _, f := range files {
		for _, row := range f.rows() {
			if t, ok := r.line(f, row); ok {
				all = append(all, t)
			}
		}
	}
	if o.occurred {
		slices.SortStableFunc(all, func(a, b told) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.seq, b.seq)) })
	}
	for _, t := range all {
		r.judge(t)
	}
	r.conclude()
	return r
}

// line makes a record of a line, or counts it, or lists it.
func (r *reference) line(f file, row row) (t told, ok bool) {
	r.counts["lines present"] += 1 + row.folded
	r.counts["lines folded"] += row.folded
	r.columnsOf(f, row)
	fault := row.fault
	switch {
	case row.blank:
		r.counts["lines blank"]++
		return told{}, false
	case row.header:
		r.counts["lines headers"]++
		return told{}, false
	case fault == "":
		t, fault = r.told(row)
	}
	t.file = f.name
	switch fault {
	case "":
		return t, true
	case "left out":
		r.counts["lines left out"]++
	default:
		r.unjudged = append(r.unjudged, fmt.Sprintf("%s:%d %s", f.name, row.line, fault))
		r.counts["lines unjudged"]++
	}
	return told{}, false
}

// columnsOf notices each column that nothing is made of, once a file.
func (r *reference) columnsOf(f file, row row) {
	for name := range row.text {
		if !slices.Contains(columns, name) && !slices.Contains(r.ignore, name) && row.fault == "" && !r.noticed[f.name+"/"+name] {
			r.noticed[f.name+"/"+name] = true
			r.counts["mark column"]++
		}
	}
}

// told reads the columns of a row.
func (r *reference) told(row row) (t told, fault string) {
	at, event, state := row.text["at"], row.text["event"], row.text["state"]
	t = told{line: row.line, id: row.text["id"], delivery: row.text["delivery"]}
	if t.id == "" || at == "" {
		return t, "incomplete"
	}
	var err error
	if t.at, err = time.Parse(time.RFC3339Nano, at); err != nil || t.at.Year() < 1678 || t.at.Year() > 2261 {
		return t, "instant"
	}
	leaveEvent, knownEvent := name(event, &t.event, r.events, fsm.Events())
	leaveState, knownState := name(state, &t.state, r.states, fsm.States())
	switch {
	case !knownEvent || !knownState:
		return t, "unmapped"
	case leaveEvent || leaveState:
		return t, "left out"
	case event == "" && state == "":
		return t, "incomplete"
	}
	if seq := row.text["seq"]; seq != "" {
		if t.seq, err = strconv.ParseInt(seq, 10, 64); err != nil {
			return t, "unreadable"
		}
	}
	if r.kind == history.KindEvents && state != "" || r.kind == history.KindStates && event != "" {
		return t, "incomplete"
	}
	return t, ""
}

// name reads a name: a private one, or one of the vocabulary.
func name[T ~string](text string, into *T, private map[string]T, known []T) (leave, ok bool) {
	if mapped, found := private[text]; found {
		*into = mapped
		return mapped == "", true
	}
	*into = T(text)
	return false, text == "" || slices.Contains(known, T(text))
}

// subscription finds one, or begins it.
func (r *reference) subscription(id string) *subscription {
	s, found := r.subscriptions[id]
	if !found {
		s = &subscription{seen: map[string]bool{}}
		r.subscriptions[id] = s
		if r.kind == history.KindStates || r.midway {
			s.reading = newReading(r.options)
		} else {
			s.machine, _ = fsm.NewMachine(r.table)
		}
	}
	return s
}

func (s *subscription) known() []fsm.Configuration {
	if s.machine != nil {
		return []fsm.Configuration{s.machine.Configuration()}
	}
	return s.reading.known
}

// state returns the state that the subscription is in, and false where it may be in
// several.
func (s *subscription) state() (fsm.State, bool) {
	if s.machine != nil {
		return s.machine.State(), true
	}
	return s.reading.state()
}

func (s *subscription) legal() (texts []string) {
	if s.machine == nil {
		return s.reading.legal()
	}
	for _, e := range s.machine.Legal() {
		texts = append(texts, string(e))
	}
	return texts
}

// take gives a record to the subscription.
func (s *subscription) take(t told) ruling {
	if s.machine == nil {
		return s.reading.take(t.event, t.state)
	}
	given := ruling{true, "ignored", "already"}
	if t.event != "" {
		step, err := s.machine.Fire(context.Background(), t.event)
		if err != nil {
			panic(err)
		}
		given = ruling{step.Verdict() != fsm.VerdictRejected, string(step.Verdict()), string(step.Reason())}
	}
	if given.possible && t.state != fsm.StateNone && s.machine.State() != t.state {
		given.possible, given.reason = false, "result"
	}
	return given
}

// judge judges a record.
func (r *reference) judge(t told) {
	s := r.subscription(t.id)
	r.counts["lines judged"]++
	r.span(t.at)
	if t.delivery != "" {
		if s.seen[t.delivery] {
			r.counts["duplicates"]++
			r.counts["verdict ignored"]++
			return
		}
		s.seen[t.delivery] = true
	}
	if t.at.Before(s.latest) {
		r.counts["mark late"]++
	} else {
		s.latest = t.at
	}
	from, one := s.state()
	f := finding{
		file: t.file, line: t.line, id: t.id, at: t.at.UTC().Format(time.RFC3339Nano), known: strings.Join(names(s.known()), " "),
		event: string(t.event), state: string(t.state), legal: strings.Join(s.legal(), " "), follows: s.found,
	}
	if s.machine != nil {
		f.generation = s.machine.Configuration().Generation
	}
	given := s.take(t)
	to, settled := s.state()
	r.count(t, given, from, one, to, settled)
	if !given.possible {
		f.verdict, f.reason, s.found = given.verdict, given.reason, true
		r.findings = append(r.findings, f)
		r.counts[map[bool]string{false: "first ", true: "following "}[f.follows]+f.reason]++
	}
}

// span widens what the log spans.
func (r *reference) span(at time.Time) {
	if r.begin.IsZero() || at.Before(r.begin) {
		r.begin = at
	}
	if r.end.IsZero() || at.After(r.end) {
		r.end = at
	}
}

// count counts what became of a record.
func (r *reference) count(t told, given ruling, from fsm.State, one bool, to fsm.State, settled bool) {
	r.counts["verdict "+given.verdict]++
	if one && t.event != "" {
		r.counts[fmt.Sprintf("cell %s/%s", from, t.event)]++
	}
	if one && settled && given.verdict == "applied" {
		r.counts[fmt.Sprintf("transition %s/%s/%s", from, t.event, to)]++
	}
}

// conclude counts the subscriptions.
func (r *reference) conclude() {
	for _, s := range r.subscriptions {
		r.counts["subscriptions"]++
		if state, one := s.state(); one {
			r.counts["state "+state.String()]++
		} else {
			r.counts["unsettled"]++
		}
	}
}
