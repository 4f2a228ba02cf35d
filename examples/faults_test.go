package examples_test

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/peers"
	"github.com/Huzefaaa2/subsim/replay"
)

// A planted fault is a line of faults.tsv.
type planted struct {
	adapter string
	fault   string
	level   int        // the lowest that names it
	finds   [][]string // keys of findings: one of each
	what    string
}

// plantedFaults reads faults.tsv.
func plantedFaults(t *testing.T) []planted {
	t.Helper()
	text, err := os.ReadFile("faults.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var all []planted
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(columns) != 5 {
			t.Fatalf("%q has %d columns, not 5", line, len(columns))
		}
		level, err := strconv.Atoi(columns[2])
		if err != nil {
			t.Fatalf("%q has no level: %v", line, err)
		}
		p := planted{adapter: columns[0], fault: columns[1], level: level, what: columns[4]}
		for _, find := range strings.Split(columns[3], ", ") {
			p.finds = append(p.finds, strings.Split(find, "|"))
		}
		all = append(all, p)
	}
	return all
}

// TestEveryFaultIsListed: the table and the programs know the same faults.
func TestEveryFaultIsListed(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			e.start(t, "") // skips where something is missing
			var listed []string
			for _, p := range plantedFaults(t) {
				if p.adapter == e.name {
					listed = append(listed, p.fault)
				}
			}
			known := e.names(t)
			slices.Sort(listed)
			slices.Sort(known)
			if !slices.Equal(listed, known) || len(known) < 8 {
				t.Errorf("faults.tsv lists %v, the program knows %v", listed, known)
			}
		})
	}
}

// TestTheTableNamesFindings: each key is one that the kit can write.
func TestTheTableNamesFindings(t *testing.T) {
	for _, p := range plantedFaults(t) {
		for _, key := range slices.Concat(p.finds...) {
			cell, kind, found := strings.Cut(key, " ")
			if !found {
				cell, kind = "", key
			}
			if !slices.Contains(conformance.Kinds(), conformance.Kind(kind)) {
				t.Errorf("%s %s: %q is no kind of finding", p.adapter, p.fault, kind)
			}
			state, event, _ := strings.Cut(cell, "/")
			if row := fsm.NewTable(fsm.Standard()).Row(fsm.State(state), fsm.Event(event)); cell != "" && row.Event == "" {
				t.Errorf("%s %s: %q is no cell", p.adapter, p.fault, cell)
			}
		}
	}
}

// TestEveryFaultIsNamed: the kit finds what the table says, and nothing else, and
// each scenario that it gives holds against the reference. Where nothing is required
// to be there, the first few faults of each program have to do: asking them all takes
// a while.
func TestEveryFaultIsNamed(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			tried := 0
			for _, p := range plantedFaults(t) {
				if p.adapter != e.name || tried >= 5 && !peers.Required() {
					continue
				}
				tried++
				t.Run(p.fault, func(t *testing.T) { p.isNamed(t, e.start(t, p.fault)) })
			}
		})
	}
}

// isNamed asks the adapter up to the level of the fault. The machine is not learned:
// single cases must do, and that is quicker.
func (p planted) isNamed(t *testing.T, driver conformance.Driver) {
	t.Helper()
	options := conformance.Options{Level: p.level, MaxQueries: -1, MaxFindings: 10}
	if p.level > 3 {
		options.Events = counted // with all events there are tens of thousands of cases
	}
	report, err := conformance.Check(t.Context(), driver, options)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range report.Findings {
		keys = append(keys, f.Key())
		if f.Scenario != nil {
			holds(t, f.Scenario)
		}
	}
	if !p.explains(keys) {
		t.Errorf("%s: %q is found, %q is planted: %s\n%s", report.Verdict, keys, p.finds, p.what, report.Because)
	}
	if want := p.verdict(); report.Verdict != want || report.Because == "" {
		t.Errorf("the verdict is %s, %q; want %s", report.Verdict, report.Because, want)
	}
}

// counted are the events that the planted counters count, and those that they spoil.
var counted = []fsm.Event{fsm.EventActivate, fsm.EventRenew, fsm.EventFailRenewal, fsm.EventCancel, fsm.EventReactivate}

// explains reports whether each key is among those that are wanted, and one of each.
func (p planted) explains(keys []string) bool {
	met := make([]bool, len(p.finds))
	for _, key := range keys {
		_, kind, _ := strings.Cut(key, " ")
		i := slices.IndexFunc(p.finds, func(alternatives []string) bool {
			return slices.Contains(alternatives, key) || slices.Contains(alternatives, kind)
		})
		if i < 0 {
			return false
		}
		met[i] = true
	}
	return !slices.Contains(met, false)
}

// verdict is that of a run that finds just this: what is in doubt is no difference.
func (p planted) verdict() conformance.Verdict {
	for _, doubt := range []conformance.Kind{conformance.KindAdapter, conformance.KindUnsteady, conformance.KindIndeterminate} {
		if strings.HasSuffix(p.finds[0][0], string(doubt)) {
			return conformance.VerdictInconclusive
		}
	}
	return conformance.VerdictDiffers
}

// holds writes a scenario as a file, and replays that.
func holds(t *testing.T, s *replay.Scenario) {
	t.Helper()
	var text bytes.Buffer
	if err := replay.Format(&text, s); err != nil {
		t.Error(err)
		return
	}
	read, err := replay.Parse("finding.subsim.yaml", text.Bytes())
	if err != nil {
		t.Errorf("%v\n%s", err, &text)
		return
	}
	trace, err := replay.NewPlayer().Play(t.Context(), read[0])
	if err != nil {
		t.Errorf("%v\n%s", err, &text)
	} else if failure := replay.Judge(read[0], trace); failure != nil {
		t.Errorf("it does not hold: %v\n%s", failure, &text)
	}
}
