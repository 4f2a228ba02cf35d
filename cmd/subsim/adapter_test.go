package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/adapter"
)

// An account is a subscription of the program that the scripts call adapter: the
// reference, except where the program's arguments say otherwise.
type account struct {
	at     fsm.Configuration
	faults map[string]string // by cell, or by event
}

var table = fsm.NewTable(fsm.Standard())

func (a *account) ReadState(context.Context) (string, error) { return a.at.State.String(), nil }

func (a *account) Deliver(_ context.Context, e fsm.Event) (fsm.Verdict, error) {
	step, err := table.Step(a.at, e)
	if err != nil {
		return "", err
	}
	if reason, skips := a.faults[string(e)]; skips {
		return "", &conformance.SkipError{Reason: reason}
	}
	switch to := a.faults[a.at.State.String()+"/"+string(e)]; to {
	case "":
		a.at = step.To()
		return step.Verdict(), nil
	case "refused":
		return fsm.VerdictRejected, nil
	default:
		a.at = fsm.Configuration{State: fsm.State(to), Generation: 1}
		return fsm.VerdictApplied, nil
	}
}

// adapt is the program: adapter [WHAT=VALUE]... where a cell is refused, or applied
// and leads to a state, an event is skipped for a reason, and a name, a word to say
// in place of all, or how many at a time.
func adapt() {
	c := conformance.Capabilities{Name: "account", Version: "1", Statuses: map[fsm.State]string{}, Parallel: 1}
	for _, s := range fsm.Sources() {
		c.Statuses[s] = s.String()
	}
	faults := map[string]string{}
	for _, arg := range os.Args[1:] {
		switch what, value, _ := strings.Cut(arg, "="); what {
		case "name":
			c.Name = strings.ReplaceAll(value, "ESC", "\x1b")
		case "parallel":
			fmt.Sscan(value, &c.Parallel)
		case "events":
			for _, e := range strings.Split(value, ",") {
				c.Events = append(c.Events, fsm.Event(e))
			}
		case "says":
			fmt.Println(value)
		case "blind":
			c.Statuses = nil
		default:
			faults[what] = strings.ReplaceAll(value, "ESC", "\x1b")
		}
	}
	err := adapter.Serve(context.Background(), os.Stdin, os.Stdout, c, func(context.Context) (conformance.Subject, error) {
		return &account{faults: faults}, nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
