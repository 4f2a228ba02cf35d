//go:build unix

package adapter

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
)

// watch returns a function that fails the test where a process, zombie or
// goroutine has stayed behind since.
func watch(t *testing.T, pids string) func() {
	t.Helper()
	before := runtime.NumGoroutine()
	return func() {
		t.Helper()
		var left []string
		for range 200 { // a kill takes its time
			left = alive(pids)
			if len(left) == 0 && runtime.NumGoroutine() <= before {
				return
			}
			time.Sleep(10 * time.Millisecond)
		}
		t.Errorf("processes %v and %d goroutines stay behind", left, runtime.NumGoroutine()-before)
		stacks := make([]byte, 1<<16)
		t.Logf("%s", stacks[:runtime.Stack(stacks, true)])
	}
}

// alive lists the processes of a file that are still there. A zombie whose parent
// is not this process is not ours to wait for.
func alive(pids string) (left []string) {
	text, _ := os.ReadFile(pids)
	for _, word := range strings.Fields(string(text)) {
		var pid, parent int
		var state string
		fmt.Sscan(word, &pid)
		status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if i := strings.LastIndexByte(string(status), ')'); i > 0 {
			fmt.Sscan(string(status[i+1:]), &state, &parent)
		}
		if syscall.Kill(pid, 0) == nil && (state != "Z" || parent == os.Getpid()) {
			left = append(left, word)
		}
	}
	return left
}

// play asks an adapter everything once, up to the first fault.
func play(ctx context.Context, a *Adapter, events int) error {
	opened, err := a.Open(ctx)
	if err != nil {
		return errors.Join(err, a.Close())
	}
	s := opened.(*session)
	_, err = s.Deliver(ctx, fsm.EventActivate)
	if err == nil {
		_, err = s.DeliverAll(ctx, slices.Repeat([]fsm.Event{fsm.EventRenew}, events))
	}
	if err == nil {
		err = s.Advance(ctx, time.Hour)
	}
	return errors.Join(err, s.Close(), a.Close())
}

var misbehaviours = []struct {
	name   string // as behave knows it
	want   conformance.Fault
	says   string // in the message or the evidence
	limits Limits
	why    string
}{
	{"hang", conformance.FaultHung, "event activate (request 3): no answer within 400ms", Limits{Request: soon}, "it never answers"},
	{"hang at once", conformance.FaultHung, "hello (request 1): no answer within 400ms", Limits{Start: soon}, "it does not even greet"},
	{"stubborn", conformance.FaultHung, "no answer", Limits{Request: soon}, "it ignores the signals that ask it to end"},
	{"parent", conformance.FaultHung, "no answer", Limits{Request: soon}, "its child holds its streams"},
	{"orphan", "", "", Limits{}, "its child outlives it; that is no fault, and the child is ended too"},
	{"deaf", conformance.FaultHung, "no answer", Limits{Request: soon}, "it does not read: the pipe is full"},
	{"drip", conformance.FaultHung, "no answer", Limits{Request: soon}, "bytes come, and a line never does"},
	{"exit 3", conformance.FaultCrashed, "the program has ended: exit status 3", Limits{}, "it gives up with a code"},
	{"exit 3", conformance.FaultCrashed, "standard error ends with:\nout of luck", Limits{}, "it gives up and says why"},
	{"exit 0", conformance.FaultCrashed, "the program has ended: exit status 0", Limits{}, "it ends as if all were done"},
	{"last words", conformance.FaultCrashed, "(request 4): the program has ended: exit status 0", Limits{}, "its answer still counts, and the next is missing"},
	{"kill", conformance.FaultCrashed, "signal: killed", Limits{}, "somebody kills it"},
	{"mute", conformance.FaultCrashed, "closed its standard input or output, and runs on", Limits{}, "nothing can come any more"},
	{"blind", conformance.FaultCrashed, "closed its standard input or output, and runs on", Limits{}, "nothing can be asked any more"},
	{"half", conformance.FaultCrashed, `{"n":3,"verd`, Limits{}, "a line that breaks off is evidence"},
	{"endless", conformance.FaultBabbled, "a line of more than 1048576 bytes", Limits{}, "memory has a bound"},
	{"flood", conformance.FaultBabbled, "", Limits{}, "lines that nobody asked for, without end"},
	{"twice", conformance.FaultBabbled, "", Limits{}, "one line too many"},
	{"banner", conformance.FaultBabbled, "adapter 1.0 is ready", Limits{}, "standard output is for answers alone"},
	{"complain", conformance.FaultCrashed, "complaint 9999", Limits{}, "the end of a long standard error is kept"},
	{"clinging", conformance.FaultHung, "the end of its input: the program has not ended 400ms later", Limits{Grace: soon}, "it does not notice that its input is at its end"},
	{"bad end", conformance.FaultCrashed, "the end of its input: the program has ended: exit status 7", Limits{}, "it fails at the very end"},
	{"last word", conformance.FaultBabbled, "goodbye", Limits{}, "it speaks at the very end"},
	{"nul", conformance.FaultBabbled, "not one JSON object", Limits{}, "NUL bytes"},
	{"event:{\"n\":N,\"verdict\":\"\xff\"}", conformance.FaultBabbled, "no UTF-8", Limits{}, "another encoding"},
	{"event:", conformance.FaultBabbled, "not one JSON object", Limits{}, "an empty line"},
	{`event:{"n":N,"verdict":"accepted","state":"active"}`, conformance.FaultLied, "the hello does not list it", Limits{}, "a verdict of the other kind of adapter"},
	{`event:{"n":N,"verdict":"applied","state":"actve"}`, conformance.FaultLied, `"actve", which the hello does not know`, Limits{}, "a state that is none"},
	{`event:{"n":N0,"verdict":"applied","state":"active"}`, conformance.FaultBabbled, "it answers request 30, and request 3 was asked", Limits{}, "the answer to another request"},
}

// TestMisbehaviour: each ends in a finding of the right kind, soon, and nothing
// stays behind.
func TestMisbehaviour(t *testing.T) {
	for _, test := range misbehaviours {
		t.Run(test.why, func(t *testing.T) {
			argv, pids := program(t, test.name)
			over := watch(t, pids)
			limits := Limits{
				Request: positive(test.limits.Request, patient.Request), Start: positive(test.limits.Start, patient.Start),
				Grace: positive(test.limits.Grace, patient.Grace),
			}
			events := 3
			if test.name == "deaf" {
				events = 20_000 // more than a pipe takes
			}
			began := time.Now()
			err := play(t.Context(), Stdio(t.Context(), argv, model, limits), events)
			over()
			if took := time.Since(began); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
			judge(t, err, test.want, test.says)
		})
	}
}

// judge wants a fault of a kind, and words in what is said of it.
func judge(t *testing.T, err error, want conformance.Fault, says string) {
	t.Helper()
	wrong := new(conformance.FaultError)
	if !errors.As(err, &wrong) {
		if want != "" || err != nil {
			t.Errorf("%v is no fault, want %s", err, want)
		}
		return
	}
	if wrong.Fault != want || !strings.Contains(wrong.Message+"\n"+wrong.Evidence, says) {
		t.Errorf("%s: %s\n%q\nwant %s, %q", wrong.Fault, wrong.Message, wrong.Evidence, want, says)
	}
	if len(wrong.Evidence) > 16<<10 {
		t.Errorf("%d bytes of evidence", len(wrong.Evidence))
	}
}

// TestFreshAfterAFault: the fault is told once, the next session has a new process.
func TestFreshAfterAFault(t *testing.T) {
	argv, pids := program(t, "crash once")
	over := watch(t, pids)
	a := Stdio(t.Context(), argv, model, patient)
	s, err := a.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, first := s.Deliver(t.Context(), fsm.EventActivate)
	_, again := s.Deliver(t.Context(), fsm.EventActivate)
	if judge(t, first, conformance.FaultCrashed, "exit status 1"); first != again {
		t.Errorf("a broken session says something else the second time: %v", again)
	}
	if err := s.(io.Closer).Close(); err != nil {
		t.Errorf("closing tells the fault again: %v", err)
	}
	if err := play(t.Context(), a, 3); err != nil {
		t.Error(err)
	}
	over()
}

// TestGivenUp: an adapter is not begun anew for ever.
func TestGivenUp(t *testing.T) {
	argv, pids := program(t, "exit 3")
	over := watch(t, pids)
	limits := patient
	limits.Restarts = 2
	a := Stdio(t.Context(), argv, model, limits)
	for i := range 5 {
		s, err := a.Open(t.Context())
		if gone := new(GivenUpError); errors.As(err, &gone) != (i > 2) {
			t.Fatalf("session %d: %v", i+1, err)
		}
		if err == nil {
			s.Deliver(t.Context(), fsm.EventActivate)
			s.(io.Closer).Close()
			continue
		}
		judge(t, err, conformance.FaultCrashed, "exit status 3")
		if want := "the adapter was begun anew 2 times and is given up"; !strings.Contains(err.Error(), want) {
			t.Errorf("%v", err)
		}
	}
	if text, _ := os.ReadFile(pids); strings.Count(string(text), "\n") != 3 {
		t.Errorf("started as %q", text)
	}
	a.Close()
	over()
}

// TestCopiesAreAlike: one program says the same of itself each time.
func TestCopiesAreAlike(t *testing.T) {
	argv, pids := program(t, "moody")
	over := watch(t, pids)
	a := Stdio(t.Context(), argv, model, patient)
	if _, err := a.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := a.Open(t.Context())
	judge(t, err, conformance.FaultLied, "something else than at first")
	a.Close()
	over()
}

// TestDeclinedHello: an adapter that cannot serve says so, and is not at fault.
func TestDeclinedHello(t *testing.T) {
	argv, pids := program(t, "decline")
	over := watch(t, pids)
	a := Stdio(t.Context(), argv, model, patient)
	_, err := a.Hello(t.Context())
	if err == nil || err.Error() != "the adapter declines the hello: not today" || errors.As(err, new(*conformance.FaultError)) {
		t.Errorf("%v", err)
	}
	a.Close()
	over()
}

// TestInterrupted: the end of a context ends everything at once.
func TestInterrupted(t *testing.T) {
	for _, name := range []string{"hang", "hang at once", "whole"} {
		for _, all := range []bool{true, false} {
			argv, pids := program(t, name)
			over := watch(t, pids)
			of, stop := context.WithTimeout(context.Background(), time.Second/2)
			run := context.Background()
			if all {
				run = of
			}
			a := Stdio(run, argv, model, patient)
			began := time.Now()
			err := until(of, a)
			if took := time.Since(began); took > 10*time.Second || !errors.Is(err, context.DeadlineExceeded) || errors.As(err, new(*conformance.FaultError)) {
				t.Errorf("%s, the whole run %t: %v after %s", name, all, err, took)
			}
			if !all {
				a.Close()
			}
			over() // without Close, where the context of the whole run has ended
			a.Close()
			stop()
		}
	}
}

// until plays for as long as nothing breaks; some sessions stay open.
func until(ctx context.Context, a *Adapter) error {
	s, err := a.Open(ctx)
	for err == nil {
		_, err = s.Deliver(ctx, fsm.EventActivate)
	}
	return err
}

// TestClosedWhileInUse: what is asked meanwhile ends without a fault.
func TestClosedWhileInUse(t *testing.T) {
	argv, pids := program(t, "hang")
	over := watch(t, pids)
	a := Stdio(t.Context(), argv, model, patient)
	s, err := a.Open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error)
	go func() {
		_, err := s.Deliver(t.Context(), fsm.EventActivate)
		ended <- err
	}()
	time.Sleep(50 * time.Millisecond)
	if err := a.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
	if _, err := a.Open(t.Context()); !errors.Is(err, ErrClosed) {
		t.Errorf("%v", err)
	}
	over()
}

// TestKilledAtAnyMoment: whenever it is killed, the end is a sentence, and never
// an answer that was not given.
func TestKilledAtAnyMoment(t *testing.T) {
	argv, pids := program(t, "whole")
	over := watch(t, pids)
	for moment := range 20 {
		os.Remove(pids)
		a := Stdio(t.Context(), argv, model, patient)
		if _, err := a.Hello(t.Context()); err != nil {
			t.Fatal(err)
		}
		go func() {
			time.Sleep(time.Duration(moment) * 300 * time.Microsecond)
			for _, pid := range alive(pids) {
				var n int
				fmt.Sscan(pid, &n)
				syscall.Kill(n, syscall.SIGKILL)
			}
		}()
		err := until(t.Context(), a)
		if judge(t, err, conformance.FaultCrashed, "signal: killed"); err == nil {
			t.Fatal("it plays for ever")
		}
		a.Close()
	}
	over()
}
