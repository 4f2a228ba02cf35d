package export

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// exported is the json format as a reader outside this project would declare it.
type exported struct {
	Format        string              `json:"format"`
	Version       int                 `json:"version"`
	Digest        string              `json:"digest"`
	Notice        string              `json:"notice"`
	Profile       exportedProfile     `json:"profile"`
	None          exportedState       `json:"none"`
	States        []exportedState     `json:"states"`
	Events        []map[string]any    `json:"events"`
	Verdicts      []string            `json:"verdicts"`
	Reasons       []map[string]string `json:"reasons"`
	Rows          []exportedRow       `json:"rows"`
	Configuration []map[string]any    `json:"configurations"`
	Cells         []exportedCell      `json:"cells"`
	Laws          []map[string]any    `json:"laws"`
	Profiles      []exportedProfile   `json:"profiles"`
}

type exportedProfile struct {
	Name    string   `json:"name"`
	Without []string `json:"without"`
}

type exportedState struct {
	Name        string  `json:"name"`
	Class       string  `json:"class"`
	Meaning     string  `json:"meaning"`
	SteadyState string  `json:"steady_state"`
	Published   *string `json:"published"`
}

type exportedRow struct {
	Event     string   `json:"event"`
	In        []string `json:"in"`
	Effect    string   `json:"effect"`
	To        *string  `json:"to"`
	Why       string   `json:"why"`
	RemovedIn []string `json:"removed_in"`
}

type exportedCell struct {
	Configuration string  `json:"configuration"`
	Event         string  `json:"event"`
	Verdict       string  `json:"verdict"`
	Reason        *string `json:"reason"`
	Next          string  `json:"next"`
	NewGeneration bool    `json:"new_generation"`
}

// judgeJSON reads the json format, strictly.
func judgeJSON(table *fsm.Table, text string) (complaints []string) {
	var model exported
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&model); err != nil {
		return []string{err.Error()}
	}
	say := func(format string, args ...any) { complaints = append(complaints, fmt.Sprintf(format, args...)) }
	if model.Format != "subsim-model" || model.Version != 1 || model.Notice == "" {
		say("format %q, version %d, notice %q", model.Format, model.Version, model.Notice)
	}
	p := table.Profile()
	if model.Profile.Name != p.Name() || !slices.Equal(model.Profile.Without, p.Without()) {
		say("profile %+v", model.Profile)
	}
	var cells strings.Builder
	cells.WriteString("configuration\tevent\tverdict\treason\tnext\n")
	for _, c := range model.Cells {
		cells.WriteString(strings.Join([]string{c.Configuration, c.Event, c.Verdict, orDash(c.Reason), c.Next}, "\t") + "\n")
		born := c.Verdict == "applied" && (c.Configuration == "none" || c.Event == "reactivate")
		if c.NewGeneration != born {
			say("%s in %s: new_generation %t", c.Event, c.Configuration, c.NewGeneration)
		}
	}
	if digest := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(cells.String()))); model.Digest != digest {
		say("digest %s, the cells say %s", model.Digest, digest)
	}
	complaints = append(complaints, judgeCells(table, cells.String())...)
	complaints = append(complaints, judgeRows(table, model.Rows)...)
	return append(complaints, judgeVocabulary(table, model)...)
}

func orDash(reason *string) string {
	if reason == nil {
		return "-"
	}
	return *reason
}

// judgeRows wants every state × event decided once, and as the table does.
func judgeRows(table *fsm.Table, rows []exportedRow) (complaints []string) {
	decided := map[[2]string]int{}
	for _, row := range rows {
		for _, in := range row.In {
			decided[[2]string{in, row.Event}]++
			complaints = append(complaints, judgeRow(table, row, in)...)
		}
	}
	for _, s := range fsm.Sources() {
		for _, e := range fsm.Events() {
			if n := decided[[2]string{s.String(), string(e)}]; n != 1 {
				complaints = append(complaints, fmt.Sprintf("%s in %s is decided %d times", e, s, n))
			}
		}
	}
	return complaints
}

func judgeRow(table *fsm.Table, row exportedRow, in string) []string {
	state := fsm.State(in)
	if in == "none" {
		state = fsm.StateNone
	}
	want := table.Row(state, fsm.Event(row.Event))
	to, moves := "", want.Effect == fsm.EffectMove || want.Effect == fsm.EffectResolve
	if row.To != nil {
		to = *row.To
	}
	kept := !slices.Contains(row.RemovedIn, in)
	if row.Effect != string(want.Effect) || row.Why != want.Why || to != string(want.To) || moves != (row.To != nil) ||
		kept != table.Keeps(state, fsm.Event(row.Event)) || len(row.RemovedIn) > len(row.In) {
		return []string{fmt.Sprintf("row %+v in %s, the table says %+v", row, in, want)}
	}
	return nil
}

// judgeVocabulary holds the lists of names and meanings against the model, each
// as one line of text.
func judgeVocabulary(table *fsm.Table, model exported) (complaints []string) {
	var got, want []string
	for _, s := range append([]exportedState{model.None}, model.States...) {
		got = append(got, fmt.Sprint(s.Name, s.Class, s.Meaning, s.SteadyState, orDash(s.Published)))
	}
	for _, s := range fsm.Sources() {
		reading, says := s.Published()
		if !says {
			reading = "-"
		}
		want = append(want, fmt.Sprint(s, s.Class(), s.Meaning(), s.SteadyState(), reading))
	}
	for _, e := range model.Events {
		got = append(got, fmt.Sprint(e["name"], e["meaning"], e["observes"]))
	}
	for _, e := range fsm.Events() {
		var observes any
		if state, isObservation := e.Observes(); isObservation {
			observes = state
		}
		want = append(want, fmt.Sprint(e, e.Meaning(), observes))
	}
	got, want = append(got, model.Verdicts...), append(want, words(fsm.Verdicts())...)
	for _, r := range model.Reasons {
		got = append(got, fmt.Sprint(r["name"], r["verdict"], r["meaning"]))
	}
	for _, r := range fsm.Reasons() {
		want = append(want, fmt.Sprint(r, r.Verdict(), r.Meaning()))
	}
	for _, c := range model.Configuration {
		got = append(got, fmt.Sprint(c["name"], c["state"], c["cancellation_scheduled"], c["last_known"], c["generation"]))
	}
	for _, c := range table.Configurations() {
		var before any
		if c.State == fsm.StateUnknown {
			before = c.LastKnown
		}
		want = append(want, fmt.Sprint(c, c.State, c.CancellationScheduled, before, c.Generation))
	}
	for _, l := range model.Laws {
		got = append(got, fmt.Sprint(l["law"], l["name"], l["statement"]))
	}
	for _, l := range fsm.Laws() {
		want = append(want, fmt.Sprint(l.Number, l.Name, l.Statement))
	}
	for _, p := range model.Profiles {
		got = append(got, fmt.Sprint(p.Name, p.Without))
	}
	for _, p := range fsm.Profiles() {
		want = append(want, fmt.Sprint(p.Name(), p.Without()))
	}
	if slices.Equal(got, want) {
		return nil
	}
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			return []string{fmt.Sprintf("the vocabulary says %q, want %q", got[i], want[i])}
		}
	}
	return []string{fmt.Sprintf("%d entries of the vocabulary, want %d", len(got), len(want))}
}

// TestJSONLines keeps the layout that makes two exports easy to compare: a line
// for each element of a list.
func TestJSONLines(t *testing.T) {
	text := write(t, format(t, "json"), fsm.NewTable(fsm.Standard()))
	for number, line := range strings.Split(text, "\n") {
		if element := strings.TrimSuffix(strings.TrimSpace(line), ","); strings.HasPrefix(element, "{") && element != "{" && !json.Valid([]byte(element)) {
			t.Errorf("line %d is no whole element: %s", number+1, line)
		}
	}
	if strings.Contains(text, `\u003c`) {
		t.Error("angle brackets are escaped; configurations should be legible")
	}
}
