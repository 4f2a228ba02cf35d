package fsmtest_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/replay"
)

// An outcome is what go test says of the tests with planted faults.
type outcome struct {
	failed, passed []string // tests without tests of their own
	skipped        []string
	output         map[string]string // by test
}

// all is what becomes of all of them.
var all outcome

func everything(t *testing.T) outcome {
	t.Helper()
	if all.output == nil {
		all = goTest(t, ".")
	}
	return all
}

// goTest runs tests of testdata/faulty.
func goTest(t *testing.T, chosen string) outcome {
	t.Helper()
	command := exec.Command("go", "test", "-json", "-v", "-run", chosen, "./testdata/faulty")
	stdout, err := command.Output()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	o := outcome{output: map[string]string{}}
	for line := range bytes.Lines(stdout) {
		var event struct{ Action, Test, Output string }
		if err := json.Unmarshal(line, &event); err != nil {
			t.Fatalf("%s: %s", err, line)
		}
		switch event.Action {
		case "output":
			o.output[event.Test] += event.Output
		case "fail":
			o.failed = append(o.failed, event.Test)
		case "pass":
			o.passed = append(o.passed, event.Test)
		case "skip":
			o.skipped = append(o.skipped, event.Test)
		}
	}
	if len(o.passed)+len(o.failed) < 2 {
		t.Fatalf("nothing was run:\n%s", stdout)
	}
	o.failed = leaves(o.failed)
	return o
}

// leaves leaves out the tests that failed because one of their own did.
func leaves(tests []string) (found []string) {
	for _, test := range tests {
		parent := slices.ContainsFunc(tests, func(other string) bool { return strings.HasPrefix(other, test+"/") })
		if test != "" && !parent {
			found = append(found, test)
		}
	}
	slices.Sort(found)
	return found
}

// TestPlantedFaults: each fault fails the subtest of its cell, and no other.
func TestPlantedFaults(t *testing.T) {
	o := everything(t)
	for _, test := range []struct {
		name  string
		fails []string
		says  string // in the first of these, or in the test itself
		why   string
	}{
		{"TestRight", nil, "version 1, sha256:", "the guarantee is logged where all holds"},
		{"TestRevives", []string{"/cancelled/recover"}, "accepted: recover in cancelled: expected rejected, cancelled, got applied, active", "the cell is named, with what was seen"},
		{"TestForgets", []string{"/active/renew"}, "elsewhere: renew in active+scheduled does not lead to active+scheduled", "though it is seen only later"},
		{"TestRefuses", []string{"/suspended/recover"}, "refused, always and without a change; standard does not refuse it", "stricter is not what was asked for"},
		{"TestPanics", []string{"/adapter"}, "panicked: a panic in answering: no trial can be extended", "a panic is no cell's"},
		{"TestSkips", []string{""}, "inconclusive: not everything was asked: the sandbox is always in contact", "what was not asked has not held"},
		{"TestBreaks", []string{"/active/renew"}, "indeterminate: nobody knows whether the event took effect: the connection was lost", "an error is no answer"},
		{"TestNothing", []string{"/adapter"}, "lied: there is no subject: nil was opened", "nothing passes that is not there"},
		{"TestAllowed", nil, "it refuses 1 cell that standard does not", "stricter is allowed"},
		{"TestKnown", nil, "differs", "all that differs is known"},
		{"TestKnownAndNew", []string{"/cancelled/recover"}, "accepted: recover in cancelled", "what is known excuses nothing else"},
		{"TestStale", []string{""}, "known.txt:2: active/cancel refused: nothing of that kind is found any more", "a line that is needed no longer"},
		{"TestMisspelt", []string{""}, `unknown event "cancle"`, "a line that names nothing"},
		{"TestProfile", nil, "profile      ours", "the profile was asked for"},
		{"TestOtherProfile", []string{"/active/reactivate", "/cancelled/reactivate", "/expired/reactivate"}, "accepted: reactivate in active", "strict brings nothing back"},
		{"TestInContact", nil, "events       21 of 22", "what is not sent cannot be skipped"},
		{"TestLevelZero", nil, "level 0 looks at the adapter alone", "level 0 says so"},
		{"TestNoLevel", []string{""}, "there is no level 9; there are levels 0 to 5", "the question makes no sense"},
	} {
		var failed []string
		for _, name := range o.failed {
			if suffix, found := strings.CutPrefix(name, test.name); found && (suffix == "" || suffix[0] == '/') {
				failed = append(failed, suffix)
			}
		}
		said := o.output[test.name]
		if len(test.fails) > 0 {
			said = o.output[test.name+test.fails[0]]
		}
		if !slices.Equal(failed, test.fails) || !strings.Contains(said, test.says) {
			t.Errorf("%s: %s: failed are %q and not %q; the first says\n%s", test.name, test.why, failed, test.fails, said)
		}
	}
}

// TestOneCell: a cell can be chosen as any test can, and says that it did.
func TestOneCell(t *testing.T) {
	o := goTest(t, "TestRevives/cancelled/recover")
	if want := []string{"TestRevives/cancelled/recover"}; !slices.Equal(o.failed, want) {
		t.Errorf("failed are %q", o.failed)
	}
	if said := o.output["TestRevives/cancelled/recover"]; !strings.Contains(said, "go test -run '^TestRevives$/^cancelled$/^recover$'") {
		t.Errorf("it does not say how to run it alone:\n%s", said)
	}
	o = goTest(t, "TestRevives/past_due/cancel")
	if want := "TestRevives/past_due/cancel"; len(o.failed) > 0 || !slices.Contains(o.passed, want) {
		t.Errorf("a cell that is right fails with the others: %q", o.failed)
	}
}

// TestUnaskedIsSkipped: what was not asked is neither failed nor passed, and says
// why.
func TestUnaskedIsSkipped(t *testing.T) {
	o := everything(t)
	for test, reason := range map[string]string{
		"TestInContact/active/lose_contact": "lose_contact is not among the events that are sent",
		"TestSkips/active/lose_contact":     "the sandbox is always in contact",
		"TestLevelZero/active/cancel":       "level 0 looks at the adapter alone",
		"TestMarketplace/trial":             "the profile marketplace has no trial",
		"TestKnown/active/renew":            "a known failure: active/renew elsewhere",
		"TestMarketplace/unknown":           "no event that is sent leads to unknown",
	} {
		if !slices.Contains(o.skipped, test) || !strings.Contains(o.output[test], reason) {
			t.Errorf("%s is not skipped because %s:\n%s", test, reason, o.output[test])
		}
	}
}

// TestFailuresHoldTheirScenario: what a failure prints can be replayed as it is,
// and holds for the reference.
func TestFailuresHoldTheirScenario(t *testing.T) {
	checked := 0
	for test, said := range everything(t).output {
		_, rest, found := strings.Cut(said, ".subsim.yaml:\n")
		if !found {
			continue
		}
		checked++
		file, _, _ := strings.Cut(rest, "replay it: ")
		scenarios, err := replay.Parse(test, []byte(file))
		if err != nil {
			t.Errorf("%s: %s\n%s", test, err, file)
			continue
		}
		trace, err := replay.NewPlayer().Play(context.Background(), scenarios[0])
		if err != nil {
			t.Fatal(err)
		}
		if failure := replay.Judge(scenarios[0], trace); failure != nil {
			t.Errorf("%s: the reference does not do what its scenario says: %v", test, failure.Mismatches)
		}
	}
	if checked < 6 {
		t.Errorf("only %d scenarios were found", checked)
	}
}
