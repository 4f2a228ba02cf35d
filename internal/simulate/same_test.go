package simulate_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/logs"
	"github.com/Huzefaaa2/subsim/internal/simulate"
)

// TestEqualOptionsGiveEqualBytes: on any number of cores, and another seed gives
// others.
func TestEqualOptionsGiveEqualBytes(t *testing.T) {
	for _, form := range []logs.Form{{Format: logs.FormatCSV}, {Format: logs.FormatJSONL, Compression: logs.Zstd}, {Format: logs.FormatParquet}} {
		p := population(fsm.Standard())
		p.Subscriptions, p.Faults, p.Duplicates, p.Reorder = 5000, 0.1, 0.1, 0.1
		p.Workers = 1
		one, planted, _ := written(t, p, form)
		for _, workers := range []int{2, 5} {
			p.Workers = workers
			if text, again, _ := written(t, p, form); !bytes.Equal(text, one) || len(again) != len(planted) {
				t.Errorf("%v: %d workers write other bytes than one", form, workers)
			}
		}
		p.Seed++
		if other, _, _ := written(t, p, form); bytes.Equal(other, one) {
			t.Errorf("%v: two seeds give the same bytes", form)
		}
	}
}

// TestLivesStayWhatTheyAre: what is planted, delivered twice or late comes on top of the
// same lives.
func TestLivesStayWhatTheyAre(t *testing.T) {
	p := population(fsm.Standard())
	form := logs.Form{Format: logs.FormatCSV}
	plain, _, _ := written(t, p, form)
	p.Faults = 0.5
	faulty, planted, _ := written(t, p, form)
	lines := strings.SplitAfter(string(faulty), "\n")
	for _, f := range planted {
		lines[f.Line-1] = ""
	}
	if strings.Join(lines, "") != string(plain) {
		t.Error("without what was planted the log is another")
	}
	p.Faults, p.Duplicates, p.Reorder = 0, 1, 1
	all, _, result := written(t, p, form)
	if want := int64(strings.Count(string(plain), "\n")-1) * 2; result.Records != want {
		t.Errorf("%d records, want each twice: %d", result.Records, want)
	}
	seen := map[string]int{}
	for line := range strings.Lines(string(all)) {
		record, _, _ := strings.Cut(line, ",del-")
		seen[record+"\n"]++
	}
	for line := range strings.Lines(string(plain)) {
		if seen[line] != 2 && !strings.HasPrefix(line, "id,") {
			t.Fatalf("%q is delivered %d times", line, seen[line])
		}
	}
}

// TestIdentifiersAreUnique, and deliveries too.
func TestIdentifiersAreUnique(t *testing.T) {
	p := population(fsm.Standard())
	p.Subscriptions, p.Duplicates = 5000, 1e-9
	text, _, result := written(t, p, logs.Form{Format: logs.FormatCSV})
	ids, deliveries := map[string]bool{}, map[string]bool{}
	for line := range strings.Lines(string(text)) {
		fields := strings.Split(strings.TrimSpace(line), ",")
		ids[fields[0]], deliveries[fields[3]] = true, true
	}
	if int64(len(ids))-1 != result.Subscriptions || int64(len(deliveries))-1 != result.Records {
		t.Errorf("%d subscriptions have %d identifiers, %d deliveries %d", result.Subscriptions, len(ids)-1, result.Records, len(deliveries)-1)
	}
}

// TestEveryFaultIsPlanted in some profile, and has the reason that it names.
func TestEveryFaultIsPlanted(t *testing.T) {
	for _, states := range []simulate.States{simulate.StatesNone, simulate.StatesOnly} {
		missing := map[string]bool{}
		for _, f := range simulate.Faults(states) {
			missing[f.Name] = true
		}
		for _, profile := range []fsm.Profile{fsm.Standard(), fsm.Strict(), own()} {
			p := population(profile)
			p.Rates = simulate.WithGaps(p.Rates, p.Table, 0.01)
			p.Subscriptions, p.Faults, p.States = 5000, 1, states
			_, planted, _ := written(t, p, logs.Form{Format: logs.FormatCSV})
			for _, f := range planted {
				delete(missing, f.Fault)
			}
		}
		if len(missing) > 0 {
			t.Errorf("in a log of states %s these are never planted: %v", states, missing)
		}
	}
}

// TestCheck reports everything that makes no sense, at once.
func TestCheck(t *testing.T) {
	for _, test := range []struct {
		why, want string
		change    func(*simulate.Population)
	}{
		{"nobody", "1 to 100000000 subscriptions, not 0", func(p *simulate.Population) { p.Subscriptions = 0 }},
		{"no time", "1 to 36525 days, not -1", func(p *simulate.Population) { p.Days = -1 }},
		{"too long", "1 to 36525 days, not 36526", func(p *simulate.Population) { p.Days = 36526 }},
		{"before 1970", "the years 1970 to 2199", func(p *simulate.Population) { p.Start = p.Start.AddDate(-57, 0, 0) }},
		{"after 2199", "the years 1970 to 2199", func(p *simulate.Population) { p.Start = p.Start.AddDate(173, 6, 0) }},
		{"more than all", "faults is a fraction from 0 to 1, not 1.5", func(p *simulate.Population) { p.Faults = 1.5 }},
		{"two at once", "0\nreorder is a fraction from 0 to 1, not -1", func(p *simulate.Population) { p.Subscriptions, p.Reorder = 0, -1 }},
	} {
		p := population(fsm.Standard())
		test.change(&p)
		if _, err := p.Write(context.Background(), nil); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", test.why, err)
		}
	}
}

// TestInterrupted: who is interrupted says so.
func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := population(fsm.Standard())
	p.Progress = func(int64, int64) { cancel() }
	if _, err := p.Write(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
