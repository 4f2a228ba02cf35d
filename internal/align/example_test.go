package align_test

import (
	"fmt"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/align"
	"github.com/Huzefaaa2/subsim/internal/history"
)

// A log that lacks a line, and has one too many.
func Example() {
	rules := history.Compile(fsm.NewTable(fsm.Standard()), history.Options{Kind: history.KindEvents})
	log := []history.Record{{Event: "activate"}, {Event: "suspend"}, {Event: "renew"}, {Event: "renew"}, {Event: "cancel"}, {Event: "recover"}}
	story := align.New(rules, align.Standard()).Align(rules.Begin(), log)
	fmt.Println("cost", story.Cost)
	for _, line := range story.Lines(func(record int) string { return fmt.Sprintf("line %d", record+1) }) {
		fmt.Println(line)
	}
	// Output:
	// cost 5
	// (1 record that fits)
	// kept         suspend  active -> suspended  line 2
	// missing      resume   suspended -> active  before line 3
	// kept         renew    in active            line 3
	// (1 record that fits)
	// kept         cancel   active -> cancelled  line 5
	// impossible   recover  in cancelled         line 6
}
