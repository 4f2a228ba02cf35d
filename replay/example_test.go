package replay_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

func Example() {
	text := []byte(`
name: A late success never revives a cancelled subscription
start: past_due
steps:
  - event: cancel
    expect: cancelled
  - event: recover
    expect: active
`)
	scenarios, err := replay.Parse("late.subsim.yaml", text)
	if err != nil {
		fmt.Println(err)
		return
	}
	trace, err := replay.NewPlayer().Play(context.Background(), scenarios[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, answer := range trace.Answers {
		fmt.Println(answer.Event, answer.Verdict, answer.To)
	}
	if failure := replay.Judge(scenarios[0], trace); failure != nil {
		m := failure.Mismatches[0]
		fmt.Printf("step %d: %s: want %s, got %s\n", failure.Step+1, m.Key, m.Want, m.Got)
	}
	// Output:
	// cancel applied cancelled
	// recover rejected cancelled
	// step 2: state: want active, got cancelled
}

func ExampleParse() {
	_, err := replay.Parse("slips.subsim.yaml", []byte("name: Slips\nsteps:\n  - event: cancelled\n    expect: canceled\n"))
	var problem *diag.Problem
	fmt.Println(errors.As(err, &problem))
	fmt.Println(err)
	// Output:
	// true
	// slips.subsim.yaml:3:12: "cancelled" is not the name of an event (cancelled is a state; cancel leads to it)
	// slips.subsim.yaml:4:13: "canceled" is not the name of a state or a verdict (did you mean cancelled?)
}
