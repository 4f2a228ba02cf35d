package cover_test

import (
	"bytes"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/cover"
	"github.com/Huzefaaa2/subsim/replay"
)

// profiles are the built-in ones, and some of one's own that break laws.
func profiles(t *testing.T) []fsm.Profile {
	t.Helper()
	all := fsm.Profiles()
	for _, without := range []string{
		"resume grace_period",       // none that matters
		"lose_contact",              // nothing leads to unknown
		"unknown",                   // it is not there
		"start_trial observe_trial", // nothing leads to trial
		"schedule_cancellation",     // the flag never stands
		"observe_active",            // some gaps never end
		"activate observe_active start_trial",
		"suspended/fail_renewal active/recover none/observe_cancelled unknown/observe_trial", // refused in single cells
		"trial active past_due grace_period suspended expired cancelled unknown",             // only none is left
	} {
		p, err := fsm.NewProfile("", strings.Fields(without)...)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

// play writes scenarios as a file, reads the file, plays it and counts.
func play(t *testing.T, scenarios []*replay.Scenario) *replay.Coverage {
	t.Helper()
	var text bytes.Buffer
	if err := replay.Format(&text, scenarios...); err != nil {
		t.Fatal(err)
	}
	read, err := replay.Parse("gaps.subsim.yaml", text.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	c, player := new(replay.Coverage), replay.NewPlayer()
	for _, s := range read {
		trace, err := player.Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if failure := replay.Judge(s, trace); failure != nil {
			t.Fatalf("%s does not hold: %v", s.Name, failure.Mismatches)
		}
		c.Add(s, trace.Answers)
	}
	return c
}

// TestGapsFillEverything begins with nothing at all.
func TestGapsFillEverything(t *testing.T) {
	for _, p := range profiles(t) {
		table := fsm.NewTable(p)
		gaps := cover.Gaps(cover.NewSurvey(new(replay.Coverage), table))
		full := cover.NewSurvey(play(t, gaps), table)
		if cells, pairs := full.CellShare(), full.PairShare(); cells.Exercised != cells.Of || pairs.Exercised != pairs.Of || cells.Of < 22 {
			t.Errorf("%s: cells %s, pairs %s", p.Name(), cells, pairs)
		}
		if more := cover.Gaps(full); len(more) > 0 {
			t.Errorf("%s: %d gaps are left", p.Name(), len(more))
		}
	}
}

// TestEveryGapIsNeeded leaves one scenario out and wants the survey to notice,
// and to ask for it again.
func TestEveryGapIsNeeded(t *testing.T) {
	table := fsm.NewTable(fsm.Marketplace())
	gaps := cover.Gaps(cover.NewSurvey(new(replay.Coverage), table))
	for i, left := range gaps {
		rest := slices.Delete(slices.Clone(gaps), i, i+1)
		s := cover.NewSurvey(play(t, rest), table)
		again := cover.Gaps(s)
		if len(s.Missing()) == 0 || len(again) != 1 || again[0].Name != left.Name || s.CellShare().Percent() == "100" {
			t.Errorf("without %q: %d cells are missing, %d gaps", left.Name, len(s.Missing()), len(again))
		}
	}
}

// TestGapsOfPairs misses a pair whose every cell is exercised: observing trial in
// a gap was only ever refused.
func TestGapsOfPairs(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	gaps := cover.Gaps(cover.NewSurvey(new(replay.Coverage), table))
	for _, s := range gaps {
		if s.Name == "observe_trial in unknown" {
			s.Start.LastKnown = fsm.StateActive
			s.Steps[0].Events[0].Expect = []replay.Condition{{Key: replay.KeyReason, Want: "unreachable"}}
		}
	}
	s := cover.NewSurvey(play(t, gaps), table)
	if n := len(s.Missing()); n != 0 || len(s.MissingPairs()) != 1 {
		t.Fatalf("%d cells and %d pairs are missing", n, len(s.MissingPairs()))
	}
	more := cover.Gaps(s)
	if len(more) != 1 || more[0].Name != "From unknown to trial" {
		t.Fatalf("the gaps are %v", more)
	}
	if full := cover.NewSurvey(play(t, append(gaps, more...)), table); len(full.MissingPairs()) > 0 {
		t.Error("the pair is missing still")
	}
}

// TestPairsAreWhatTheTableApplies counts the pairs a second way, from the rows.
func TestPairsAreWhatTheTableApplies(t *testing.T) {
	s := cover.NewSurvey(new(replay.Coverage), fsm.NewTable(fsm.Standard()))
	rows := map[[2]fsm.State]bool{}
	for _, row := range fsm.Rows() {
		for _, from := range row.In {
			if (row.Effect == fsm.EffectMove || row.Effect == fsm.EffectResolve) && from != row.To {
				rows[[2]fsm.State{from, row.To}] = true
			}
		}
	}
	for _, p := range s.Pairs {
		if !rows[[2]fsm.State{p.From, p.To}] {
			t.Errorf("no row leads from %s to %s", p.From, p.To)
		}
	}
	if len(s.Pairs) != len(rows) || len(rows) != 47 {
		t.Errorf("%d pairs, %d by the rows", len(s.Pairs), len(rows))
	}
}

func TestShare(t *testing.T) {
	for _, test := range []struct {
		why       string
		share     cover.Share
		percent   string
		min       string
		wantBelow bool
	}{
		{"all of it", cover.Share{Exercised: 198, Of: 198}, "100", "100", false},
		{"nearly all is not all", cover.Share{Exercised: 1999, Of: 2000}, "99.9", "100", true},
		{"cut off, not rounded", cover.Share{Exercised: 2, Of: 3}, "66.6", "66.7", true},
		{"compared exactly, not as it is written", cover.Share{Exercised: 2, Of: 3}, "66.6", "66.66", false},
		{"a whole number has no decimal", cover.Share{Exercised: 1, Of: 2}, "50", "50", false},
		{"none of it", cover.Share{Exercised: 0, Of: 5}, "0", "0", false},
		{"nothing is missing of nothing", cover.Share{}, "100", "100", false},
	} {
		min, ok := new(big.Rat).SetString(test.min)
		if got := test.share.Percent(); !ok || got != test.percent || test.share.Below(min) != test.wantBelow {
			t.Errorf("%s: %s %%, below %s: %v", test.why, got, test.min, test.share.Below(min))
		}
	}
}

// TestJSONNamesTheFirst wants the JSON to name each exercise's own scenario.
func TestJSONNamesTheFirst(t *testing.T) {
	table := fsm.NewTable(fsm.Marketplace())
	gaps := cover.Gaps(cover.NewSurvey(new(replay.Coverage), table))
	var text strings.Builder
	if err := cover.JSON(&text, &cover.Page{Survey: cover.NewSurvey(play(t, gaps), table), Held: len(gaps)}); err != nil {
		t.Fatal(err)
	}
	for _, s := range gaps {
		if !strings.Contains(text.String(), `"name": "`+s.Name+`"`) {
			t.Errorf("%q is first nowhere", s.Name)
		}
	}
}
