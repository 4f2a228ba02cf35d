package align_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/align"
	"github.com/Huzefaaa2/subsim/internal/history"
)

func line(record int) string { return fmt.Sprintf("line %d", 10+record) }

func TestLines(t *testing.T) {
	for _, row := range []struct {
		why     string
		options history.Options
		log     string
		want    []string
	}{
		{"no change, no lines", events, "activate renew", nil},
		{"only what is next to a change is told", events, "activate renew renew suspend renew renew renew", []string{
			"(3 records that fit)",
			"kept         suspend  active -> suspended  line 13",
			"missing      resume   suspended -> active  before line 14",
			"kept         renew    in active            line 14",
			"(2 records that fit)",
		}},
		{"one that is passed over", events, "activate suspend cancel recover", []string{
			"(2 records that fit)",
			"kept         cancel   suspended -> cancelled  line 12",
			"impossible   recover  in cancelled            line 13",
		}},
		{"a log of states tells no configurations", states, "=active =cancelled =unknown =active =cancelled", []string{
			"(2 records that fit)",
			"kept         unknown    cancelled -> unknown  line 12",
			"impossible   active     in unknown            line 13",
			"kept         cancelled  unknown -> cancelled  line 14",
		}},
		{"a doubted state beside its event", both, "activate=active renew=past_due", []string{
			"kept         activate  none -> active           line 10",
			"disbelieved  renew     in active, not past_due  line 11",
		}},
		{"what is too long has a line of its own", events, "observe_grace_period schedule_cancellation lose_contact unschedule_cancellation", []string{
			"(2 records that fit)",
			"kept         lose_contact             line 12",
			"             grace_period+scheduled -> unknown<grace_period+scheduled>",
			"impossible   unschedule_cancellation  line 13",
			"             in unknown<grace_period+scheduled>",
		}},
	} {
		rules := history.Compile(fsm.NewTable(fsm.Standard()), row.options)
		got := align.New(rules, align.Standard()).Align(rules.Begin(), read(row.log)).Lines(line)
		if !slices.Equal(got, row.want) {
			t.Errorf("%s: %s\n%s\nwant\n%s", row.why, row.log, strings.Join(got, "\n"), strings.Join(row.want, "\n"))
		}
	}
}

// TestLinesFit: whatever the story, its lines fit a page, and name every change.
func TestLinesFit(t *testing.T) {
	everywhere(t, func(t *testing.T, rules *history.Rules) {
		random, aligner := rand.New(rand.NewPCG(3, 3)), align.New(rules, align.Standard())
		for range 100 {
			story, changes := aligner.Align(rules.Begin(), draw(random, rules, 12)), 0
			for _, line := range story.Lines(func(record int) string { return fmt.Sprintf("line %d", 99999999-record) }) {
				if utf8.RuneCountInString(line) > 75 {
					t.Errorf("%q has more than 75 columns", line)
				}
				if kind, _, _ := strings.Cut(line, " "); kind == "missing" || kind == "impossible" || kind == "disbelieved" {
					changes++
				}
			}
			if changes != story.Changes {
				t.Errorf("%d changes are told of %d", changes, story.Changes)
			}
		}
	})
}

func TestCostsFit(t *testing.T) {
	for _, line := range align.Standard().Lines() {
		if len(line) > 78 || strings.Contains(line, "%!") {
			t.Errorf("%q", line)
		}
	}
}
