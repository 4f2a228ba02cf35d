package export

import (
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// The test in this file knows the model from its document alone: the step table
// below is copied from it, and the rules beside the table (the flag, gaps,
// profiles, the order of reasons) are written a second time, in other words than
// package fsm has. It recomputes every cell and speaks only on disagreement.

const document = `
| event | none | trial | active | past_due | grace_period | suspended | expired | cancelled | unknown |
|---|---|---|---|---|---|---|---|---|---|
| start_trial | →trial | = | | | | | | | |
| extend_trial | | self | | | | | | | |
| activate | →active | →active | = | | | | | | |
| renew | | | self | | | | | | |
| fail_renewal | | →past_due | →past_due | self | self | self | | | |
| start_grace | | →grace_period | →grace_period | →grace_period | = | | | | |
| recover | | | = | →active | →active | →active | | | |
| suspend | | →suspended | →suspended | →suspended | →suspended | = | | | |
| resume | | | = | | | →active | | | |
| schedule_cancellation | | flag | flag | flag | flag | flag | = | = | |
| unschedule_cancellation | | flag | flag | flag | flag | flag | | | |
| cancel | | →cancelled | →cancelled | →cancelled | →cancelled | →cancelled | = | = | |
| expire | | →expired | →expired | →expired | →expired | →expired | = | = | |
| reactivate | | | = | | | | →active | →active | |
| lose_contact | →unknown | →unknown | →unknown | →unknown | →unknown | →unknown | →unknown | →unknown | = |
| observe_S | →S | = if same | = if same | = if same | = if same | = if same | = if same | = if same | →S if reachable |
`

// book is the document read: the cell of an event in a state.
var book = func() map[[2]string]string {
	cells := map[[2]string]string{}
	lines := strings.Split(strings.TrimSpace(document), "\n")
	columns := split(lines[0])[1:]
	for _, line := range lines[2:] {
		words := split(line)
		events := []string{words[0]}
		if words[0] == "observe_S" {
			events = nil
			for _, state := range columns[1:8] {
				events = append(events, "observe_"+state)
			}
		}
		for _, event := range events {
			for i, column := range columns {
				cells[[2]string{event, column}] = about(words[i+1], event, column)
			}
		}
	}
	return cells
}()

// split cuts a line of the document into its cells.
func split(line string) []string {
	words := strings.Split(strings.Trim(line, "|"), "|")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	return words
}

// about puts the observed state for S, and decides "if same".
func about(word, event, column string) string {
	observed, isObservation := strings.CutPrefix(event, "observe_")
	if !isObservation {
		return word
	}
	if same, conditional := strings.CutSuffix(word, " if same"); conditional {
		if observed == column {
			return same
		}
		return ""
	}
	return strings.Replace(word, "→S", "→"+observed, 1)
}

var liveStates = []string{"trial", "active", "past_due", "grace_period", "suspended"}

// A place is a configuration; before a gap it is "" unless state is unknown.
type place struct {
	state     string
	scheduled bool
	before    string
}

func (p place) String() string {
	core, mark := p.state, ""
	if p.state == "unknown" {
		core = p.before
	}
	if p.scheduled {
		mark = "+scheduled"
	}
	if p.state == "unknown" {
		return "unknown<" + core + mark + ">"
	}
	return core + mark
}

// A reader reads the document under a profile: the names that it drops.
type reader []string

func (r reader) drops(name string) bool { return slices.Contains(r, name) }

// read returns where an applied event leads, or the verdict on one that is not.
func (r reader) read(at place, event string) (place, string) {
	cell := book[[2]string{event, at.state}]
	target, moves := strings.CutPrefix(cell, "→")
	target, guarded := strings.CutSuffix(target, " if reachable")
	switch {
	case cell == "", r.drops(event), moves && r.drops(target):
		return at, "rejected"
	case cell == "=":
		return at, "ignored"
	case cell == "self":
		return at, "applied"
	case cell == "flag" && at.scheduled == (event == "schedule_cancellation"):
		return at, "ignored"
	case cell == "flag":
		return place{at.state, !at.scheduled, at.before}, "applied"
	case guarded && !r.reachable(at, target):
		return at, "rejected"
	case target == "unknown":
		return place{target, at.scheduled, at.state}, "applied"
	}
	return place{target, at.scheduled && slices.Contains(liveStates, target), ""}, "applied"
}

// reachable is the gap rule, searched by growing a set until it stands still.
func (r reader) reachable(gap place, target string) bool {
	if gap.before == "none" || gap.before == target {
		return true
	}
	inside := map[string]bool{gap.before: true}
	for grown := true; grown; {
		grown = false
		for state := range inside {
			for key, cell := range book {
				next, moves := strings.CutPrefix(cell, "→")
				acts := key[0] != "reactivate" && key[0] != "lose_contact" && !strings.HasPrefix(key[0], "observe_")
				if key[1] == state && moves && acts && !r.drops(key[0]) && !r.drops(next) && !inside[next] {
					inside[next], grown = true, true
				}
			}
		}
	}
	return inside[target]
}

// reason returns the first reason that fits what is not applied.
func (r reader) reason(at place, event, verdict string) string {
	observed, isObservation := strings.CutPrefix(event, "observe_")
	_, inStandard := reader(nil).read(at, event)
	switch {
	case verdict == "applied":
		return "-"
	case verdict == "ignored":
		return "already"
	case inStandard == "applied":
		return "profile"
	case at.state == "none":
		return "not_started"
	case at.state == "unknown" && !isObservation:
		return "gap"
	case at.state == "unknown":
		return "unreachable"
	case isObservation && observed != at.state:
		return "contradiction"
	case at.state == "expired" || at.state == "cancelled":
		return "ended"
	}
	return "not_allowed"
}

// cells derives the cells format, without its order.
func (r reader) cells() map[string]bool {
	lines := map[string]bool{}
	seen := map[place]bool{{state: "none"}: true}
	for queue := []place{{state: "none"}}; len(queue) > 0; queue = queue[1:] {
		for _, event := range fsm.Events() {
			at := queue[0]
			next, verdict := r.read(at, string(event))
			lines[strings.Join([]string{at.String(), string(event), verdict, r.reason(at, string(event), verdict), next.String()}, "\t")] = true
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	return lines
}

// The document's own counts of configurations.
var counts = map[string]struct {
	without        reader
	configurations int
}{
	"standard":    {nil, 26},
	"strict":      {reader{"reactivate"}, 26},
	"processor":   {reader{"grace_period"}, 22},
	"store":       {reader{"past_due"}, 22},
	"marketplace": {reader{"trial", "past_due", "grace_period", "expired", "reactivate"}, 12},
}

func TestTheDocumentIsWhole(t *testing.T) {
	if len(book) != 198 {
		t.Fatalf("the document decides %d cells of 198", len(book))
	}
	for _, event := range fsm.Events() {
		for _, state := range fsm.Sources() {
			if _, decided := book[[2]string{string(event), state.String()}]; !decided {
				t.Errorf("the document does not decide %s in %s", event, state)
			}
		}
	}
	if len(counts) != len(fsm.Profiles()) {
		t.Errorf("%d profiles in the document, %d in the model", len(counts), len(fsm.Profiles()))
	}
}

func TestCellsAreTheDocument(t *testing.T) {
	for _, p := range fsm.Profiles() {
		t.Run(p.Name(), func(t *testing.T) {
			said, found := counts[p.Name()]
			if !found {
				t.Fatal("the document knows no such profile")
			}
			header, body, _ := strings.Cut(write(t, format(t, "cells"), fsm.NewTable(p)), "\n")
			if header != "configuration\tevent\tverdict\treason\tnext" {
				t.Errorf("header %q", header)
			}
			lines := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
			if len(lines) != said.configurations*22 {
				t.Errorf("%d lines; the document says %d configurations × 22 events", len(lines), said.configurations)
			}
			disagree(t, lines, said.without.cells())
		})
	}
}

// disagree reports lines that only one side has.
func disagree(t *testing.T, lines []string, want map[string]bool) {
	t.Helper()
	seen := map[string]bool{}
	for _, line := range lines {
		if seen[line] {
			t.Errorf("twice: %q", line)
		}
		if seen[line] = true; !want[line] {
			t.Errorf("exported, not derived: %q", line)
		}
	}
	for line := range want {
		if !seen[line] {
			t.Errorf("derived, not exported: %q", line)
		}
	}
}

// The document counts 25 of the 42 ordered pairs of distinct known states one
// step apart, observations and gaps aside.
func TestPairsOneStepApart(t *testing.T) {
	pairs := map[[2]string]bool{}
	for _, line := range strings.Split(write(t, format(t, "cells"), fsm.NewTable(fsm.Standard())), "\n")[1:] {
		words := strings.Split(line, "\t")
		if len(words) != 5 || words[2] != "applied" || strings.HasPrefix(words[1], "observe_") {
			continue
		}
		from, _, _ := strings.Cut(words[0], "+")
		to, _, _ := strings.Cut(words[4], "+")
		if from != "none" && from != to && !strings.HasPrefix(from, "unknown") && !strings.HasPrefix(to, "unknown") {
			pairs[[2]string{from, to}] = true
		}
	}
	if len(pairs) != 25 {
		t.Errorf("%d pairs, want 25: %v", len(pairs), pairs)
	}
}
