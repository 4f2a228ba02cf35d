package examples_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// A planted fault is a line of faults.tsv.
type planted struct {
	adapter string
	fault   string
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
		if len(columns) != 4 {
			t.Fatalf("%q has %d columns, not 4", line, len(columns))
		}
		p := planted{adapter: columns[0], fault: columns[1], what: columns[3]}
		for _, find := range strings.Split(columns[2], ", ") {
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
	kinds := []conformance.Kind{
		conformance.KindAccepted, conformance.KindRefused, conformance.KindElsewhere, conformance.KindVerdict,
		conformance.KindChanged, conformance.KindHidden, conformance.KindIndeterminate, conformance.KindUnsteady,
		conformance.KindAdapter, conformance.KindClock, conformance.KindSeed,
	}
	for _, p := range plantedFaults(t) {
		for _, key := range slices.Concat(p.finds...) {
			cell, kind, found := strings.Cut(key, " ")
			if !found {
				cell, kind = "", key
			}
			if !slices.Contains(kinds, conformance.Kind(kind)) {
				t.Errorf("%s %s: %q is no kind of finding", p.adapter, p.fault, kind)
			}
			state, event, _ := strings.Cut(cell, "/")
			if row := standard.Row(fsm.State(state), fsm.Event(event)); cell != "" && row.Event == "" {
				t.Errorf("%s %s: %q is no cell", p.adapter, p.fault, cell)
			}
		}
	}
}

// TestEveryFaultIsOne: some walk shows it. What its cells show at once is what the
// table says, and nothing else. Where nothing is required to be there, the first few
// faults of each program have to do: starting them all takes a while.
func TestEveryFaultIsOne(t *testing.T) {
	for _, e := range examples {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			tried := 0
			for _, p := range plantedFaults(t) {
				if p.adapter != e.name || tried >= 5 && os.Getenv("SUBSIM_PEERS") != "required" {
					continue
				}
				tried++
				t.Run(p.fault, func(t *testing.T) { expose(t, e.start(t, p.fault), p) })
			}
		})
	}
}

// expose looks for the fault in ever deeper walks.
func expose(t *testing.T, p *peer, fault planted) {
	t.Helper()
	p.patience = time.Second
	shown, err := p.differences(cells(p.Events), false)
	if err == nil && len(shown) == 0 {
		shown, err = p.differences(slices.Concat(random(p.Events, 30, p.Once), seeded(p.Events), again(p.Events), random(p.Events, 300, false)), true)
		if err == nil && len(shown) == 0 {
			t.Errorf("no walk shows it: %s", fault.what)
		}
		return
	}
	if wants := fault.finds[0][0]; err != nil && wants != string(conformance.KindAdapter) {
		t.Error(err)
	} else if err == nil && strings.Contains(wants, " ") && !fault.explains(shown) {
		t.Errorf("its cells show %v; faults.tsv names %v", shown, fault.finds)
	}
}

// differences returns the keys of what the walks show; it ends with the first where
// one is enough.
func (p *peer) differences(walks []walk, one bool) ([]string, error) {
	var keys []string
	for _, w := range walks {
		found, err := p.play(w)
		if err != nil {
			return keys, err
		}
		if found != nil && !slices.Contains(keys, found.key) {
			keys = append(keys, found.key)
		}
		if found != nil && one {
			break
		}
	}
	return keys, nil
}

// explains reports whether the keys are just those that are wanted.
func (p planted) explains(keys []string) bool {
	var wanted []string
	for _, alternatives := range p.finds {
		wanted = append(wanted, alternatives...)
	}
	slices.Sort(wanted)
	slices.Sort(keys)
	return slices.Equal(wanted, keys)
}
