package fsm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/Huzefaaa2/subsim/fsm"
)

// One subscription is cancelled; a success that comes too late is refused, and
// the refusal says why and what would be legal.
func Example() {
	machine, err := fsm.NewMachine(fsm.NewTable(fsm.Standard()))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, event := range []fsm.Event{fsm.EventActivate, fsm.EventFailRenewal, fsm.EventCancel, fsm.EventRecover} {
		step, err := machine.Fire(context.Background(), event)
		if err != nil {
			fmt.Println(err)
			return
		}
		if step.Verdict() == fsm.VerdictRejected {
			fmt.Println(step.Explain())
			continue
		}
		fmt.Println(step)
	}
	// Output:
	// activate in none: applied -> active
	// fail_renewal in active: applied -> past_due
	// cancel in past_due: applied -> cancelled
	// recover in cancelled: rejected (ended)
	// because expired or cancelled, and the event does not bring it back: a late success must not revive an ended subscription; that takes an explicit reactivate
	// legal now: lose_contact, reactivate
	// shortest legal route to active: reactivate
}

// A table folds a history without holding a machine.
func ExampleTable_Step() {
	table := fsm.NewTable(fsm.Standard())
	var at fsm.Configuration // not started
	for _, event := range []fsm.Event{"start_trial", "schedule_cancellation", "lose_contact", "observe_active", "cancel", "reactivate"} {
		step, err := table.Step(at, event)
		if err != nil {
			fmt.Println(err)
			return
		}
		at = step.To()
		fmt.Printf("%-22s %-8s %s, generation %d\n", event, step.Verdict(), at, at.Generation)
	}
	// Output:
	// start_trial            applied  trial, generation 1
	// schedule_cancellation  applied  trial+scheduled, generation 1
	// lose_contact           applied  unknown<trial+scheduled>, generation 1
	// observe_active         applied  active+scheduled, generation 1
	// cancel                 applied  cancelled, generation 1
	// reactivate             applied  active, generation 2
}

// Indices are for those who fold millions of events.
func ExampleTable_Cell() {
	table := fsm.NewTable(fsm.Standard())
	var history []fsm.EventIndex
	for _, event := range []fsm.Event{fsm.EventActivate, fsm.EventRenew, fsm.EventStartTrial} {
		index, _ := event.Index()
		history = append(history, index)
	}
	at, _ := fsm.Configuration{}.Index()
	for _, event := range history {
		cell := table.Cell(at, event)
		fmt.Println(cell.Verdict(), cell.Reason())
		at = cell.Next
	}
	// Output:
	// applied -
	// applied -
	// rejected not_allowed
}

// A profile of one's own may break laws 6 to 8; it is told so.
func ExampleNewProfile() {
	profile, err := fsm.NewProfile("blind", "suspended/fail_renewal", "observe_trial", "grace_period")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("without", profile.Without())
	for _, warning := range fsm.NewTable(profile).Warnings() {
		fmt.Println(warning)
	}
	// Output:
	// without [grace_period observe_trial suspended/fail_renewal]
	// law 6 (confirmation) does not hold: in unknown<trial>, observing trial does not end the gap
	// law 6 (confirmation) does not hold: in unknown<trial+scheduled>, observing trial does not end the gap
}

// A snapshot is plain data; another machine goes on from it.
func ExampleMachine_Restore() {
	ctx, table := context.Background(), fsm.NewTable(fsm.Standard())
	machine, _ := fsm.NewMachine(table)
	_, _ = machine.Deliver(ctx, "evt-1", fsm.EventActivate)
	text, _ := json.Marshal(machine.Snapshot())
	fmt.Println(string(text))

	var snapshot fsm.Snapshot
	_ = json.Unmarshal(text, &snapshot)
	other, _ := fsm.NewMachine(table)
	if err := other.Restore(snapshot); err != nil {
		fmt.Println(err)
	}
	step, _ := other.Deliver(ctx, "evt-1", fsm.EventActivate)
	fmt.Println(step)
	// Output:
	// {"configuration":{"state":"active","cancellation_scheduled":false,"last_known":"none","generation":1},"seen":["evt-1"]}
	// activate in active: ignored (duplicate)
}

func ExampleWithObserver() {
	machine, _ := fsm.NewMachine(fsm.NewTable(fsm.Strict()), fsm.WithObserver(func(step fsm.Step) {
		_ = json.NewEncoder(os.Stdout).Encode(step.Verdict())
	}))
	_, _ = machine.Fire(context.Background(), fsm.EventCancel)
	_, _ = machine.Fire(context.Background(), fsm.EventActivate)
	// Output:
	// "rejected"
	// "applied"
}

// A wrong name is bad input, never a verdict.
func ExampleParseState() {
	_, err := fsm.ParseState("canceled")
	fmt.Println(err)
	var unknown *fsm.NameError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Suggestion)
	}
	// Output:
	// unknown state "canceled", did you mean "cancelled"? (known: trial, active, past_due, grace_period, suspended, expired, cancelled, unknown)
	// cancelled
}

func ExampleTable_Route() {
	table := fsm.NewTable(fsm.Standard())
	gap, _ := fsm.ParseConfiguration("unknown<cancelled>")
	route, found := table.Route(gap, fsm.GoalState(fsm.StateActive))
	fmt.Println(found)
	for _, step := range route {
		fmt.Println(step)
	}
	// Output:
	// true
	// observe_cancelled in unknown<cancelled>: applied -> cancelled
	// reactivate in cancelled: applied -> active
}
