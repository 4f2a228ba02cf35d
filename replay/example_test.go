package replay_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
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

// Time is virtual: a policy gives states their deadlines, and what is due fires
// while the clock moves, each deadline at its own instant.
func ExamplePlayer_Play() {
	scenarios, err := replay.Parse("window.subsim.yaml", []byte(`
name: The window runs out
start: active
policy:
  past_due: {after: 7d, event: start_grace}
  grace_period: {after: 4d, event: suspend}
steps:
  - {event: fail_renewal, at: 2027-01-31}
  - {advance: 30d, expect: suspended}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	trace, err := replay.NewPlayer().Play(context.Background(), scenarios[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, a := range trace.Answers {
		fmt.Println(replay.Stamp(a.At), a.Event, a.To, a.Deadline)
	}
	fmt.Println("holds:", replay.Judge(scenarios[0], trace) == nil)
	// Output:
	// 2027-01-31 00:00 fail_renewal past_due false
	// 2027-02-07 00:00 start_grace grace_period true
	// 2027-02-11 00:00 suspend suspended true
	// holds: true
}

// A race is played in every order. The failure tells the one that breaks.
func ExampleJudge() {
	scenarios, err := replay.Parse("race.subsim.yaml", []byte(`
name: The recovery wins, whenever it comes
start: past_due
steps:
  - any_order: [{event: recover}, {event: suspend}]
    expect: suspended
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	trace, err := replay.NewPlayer().Play(context.Background(), scenarios[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	failure := replay.Judge(scenarios[0], trace)
	for _, a := range failure.Path {
		fmt.Println(a.Event, a.Verdict, a.To)
	}
	fmt.Printf("order %d: got %s\n", failure.Order, failure.Mismatches[0].Got)
	// Output:
	// suspend applied suspended
	// recover applied active
	// order 2: got active
}

// A Life is for programs that tell their story as it happens.
func ExampleLife() {
	instance, err := replay.Reference(fsm.Standard())
	if err != nil {
		fmt.Println(err)
		return
	}
	policy := replay.Policy{fsm.StateTrial: {After: 14 * 24 * time.Hour, Event: fsm.EventExpire}}
	life, err := replay.NewLife(instance, policy, fsm.Configuration{}, replay.DefaultClock)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	if _, err := life.Deliver(ctx, replay.Delivery{Event: fsm.EventStartTrial}); err != nil {
		fmt.Println(err)
		return
	}
	next, _ := life.Next()
	fmt.Println("next:", next)
	fired, err := life.MoveTo(ctx, replay.DefaultClock.AddDate(0, 1, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("fired:", len(fired), "and it is", life.Configuration())
	// Output:
	// next: expire at 2026-01-15 00:00
	// fired: 1 and it is expired
}

// What a trace shows becomes what a scenario expects.
func ExampleScenario_Recorded() {
	scenarios, err := replay.Parse("late.subsim.yaml", []byte(`
name: A late success
start: cancelled
steps: [{event: recover, expect: active}]
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	trace, err := replay.NewPlayer().Play(context.Background(), scenarios[0])
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := replay.Format(os.Stdout, scenarios[0].Recorded(trace)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// name: A late success
	// start: cancelled
	// steps:
	//   - event: recover
	//     expect: {verdict: rejected, reason: ended, state: cancelled}
}

// Scenarios that a program builds are written as a person would.
func ExampleFormat() {
	built := &replay.Scenario{
		Name:    "A trial that converts in time",
		Profile: fsm.Standard(),
		Clock:   replay.DefaultClock,
		Policy:  replay.Policy{fsm.StateTrial: {After: 14 * 24 * time.Hour, Event: fsm.EventExpire}},
		Steps: []replay.Step{
			{Events: []replay.Delivery{{Event: fsm.EventStartTrial}}},
			{Advance: 13 * 24 * time.Hour},
			{Events: []replay.Delivery{{Event: fsm.EventActivate, Expect: []replay.Condition{{Key: replay.KeyState, Want: "active"}}}}},
		},
	}
	if err := replay.Format(os.Stdout, built); err != nil {
		fmt.Println(err)
	}
	// Output:
	// name: A trial that converts in time
	// policy:
	//   trial: {after: 14d, event: expire}
	// steps:
	//   - event: start_trial
	//   - advance: 13d
	//   - event: activate
	//     expect: active
}

// What a service was found to refuse is written down as a profile.
func ExampleFormatProfile() {
	profile, err := fsm.NewProfile("acme", "suspended/fail_renewal", "reactivate")
	if err == nil {
		err = replay.FormatProfile(os.Stdout, profile, "Attempts end with the suspension.")
	}
	fmt.Println("error:", err)
	// Output:
	// name: acme
	// about: Attempts end with the suspension.
	// without:
	//   - reactivate
	//   - suspended/fail_renewal
	// error: <nil>
}

func ExampleParseProfile() {
	file, err := replay.ParseProfile("acme.profile.yaml", []byte("name: acme\nwithout: [suspended/cancel]\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(file.Profile.Name(), file.Profile.Without())
	fmt.Println(file.Warnings)
	// Output:
	// acme [suspended/cancel]
	// acme.profile.yaml:2:10: the profile breaks a law: law 7 (exit) does not hold: in suspended, cancel is not applied
}
