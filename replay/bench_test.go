package replay_test

import (
	"io"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/replay/testdata/bench/stories"
)

// The benchmarks send one file of stories, held in memory, through each stage
// of a replay: what YAML nodes cost, what a whole parse costs, which holds that,
// and what playing and judging cost beside it. bench.sh measures the program.

// TestStories wants the stories to hold, what the peers are given to be equal, and
// all of it to be the same each time.
func TestStories(t *testing.T) {
	scenarios, tests := stories.File(7)
	if again, _ := stories.File(7); again != scenarios {
		t.Error("a file is told differently the second time")
	}
	for _, s := range parsed(t) {
		trace, err := replay.NewPlayer().Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if failure := replay.Judge(s, trace); failure != nil {
			t.Errorf("%s does not hold: %v", s.Name, failure.Mismatches)
		}
	}
	wanted := strings.Count(scenarios, " expect: ") + strings.Count(scenarios, " fired:")
	if samples := strings.Count(tests, "eval_time"); samples != wanted {
		t.Errorf("%d expectations, but %d for promtool", wanted, samples)
	}
	for _, key := range []string{"policy:", "advance:", "at:", "fired:", "any_order:", "id:", "tags:", "profile:", "start:"} {
		if !strings.Contains(scenarios, key) {
			t.Errorf("no story of the file has the key %s", key)
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	text, _ := stories.File(0)
	b.ReportAllocs()
	for b.Loop() {
		if documents := decode(b, text); documents != stories.PerFile {
			b.Fatalf("%d documents", documents)
		}
	}
	perScenario(b)
}

// decode reads a file into YAML nodes and drops them.
func decode(b *testing.B, text string) (documents int) {
	loader, err := yaml.NewLoader(strings.NewReader(text))
	for err == nil {
		var root yaml.Node
		if err = loader.Load(&root); err == nil {
			documents++
		}
	}
	if err != io.EOF {
		b.Fatal(err)
	}
	return documents
}

func BenchmarkParse(b *testing.B) {
	text, _ := stories.File(0)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := replay.Parse("stories.subsim.yaml", []byte(text)); err != nil {
			b.Fatal(err)
		}
	}
	perScenario(b)
}

func BenchmarkPlay(b *testing.B) {
	scenarios, player := parsed(b), replay.NewPlayer()
	b.ReportAllocs()
	for b.Loop() {
		for _, s := range scenarios {
			if _, err := player.Play(b.Context(), s); err != nil {
				b.Fatal(err)
			}
		}
	}
	perScenario(b)
}

func BenchmarkJudge(b *testing.B) {
	scenarios, player := parsed(b), replay.NewPlayer()
	var traces []*replay.Trace
	for _, s := range scenarios {
		trace, err := player.Play(b.Context(), s)
		if err != nil {
			b.Fatal(err)
		}
		traces = append(traces, trace)
	}
	b.ReportAllocs()
	for b.Loop() {
		for i, s := range scenarios {
			if failure := replay.Judge(s, traces[i]); failure != nil {
				b.Fatalf("%s does not hold: %v", s.Name, failure.Mismatches)
			}
		}
	}
	perScenario(b)
}

// parsed returns the scenarios of one file.
func parsed(b testing.TB) []*replay.Scenario {
	text, _ := stories.File(0)
	scenarios, err := replay.Parse("stories.subsim.yaml", []byte(text))
	if err != nil {
		b.Fatal(err)
	}
	return scenarios
}

// perScenario reports how many scenarios go through in a second.
func perScenario(b *testing.B) {
	b.ReportMetric(float64(b.N*stories.PerFile)/b.Elapsed().Seconds(), "scenarios/s")
}
