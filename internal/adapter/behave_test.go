//go:build unix

package adapter

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
)

// behave is a whole program: an adapter of the reference that misbehaves where its
// name says so. It returns its exit code.
func behave(name, pids string) int {
	note(pids)
	c, newSubject := whole(), newSubject
	switch {
	case name == "bare":
		c = bare()
	case strings.HasPrefix(name, "steady"):
		c = steady()
	}
	h := newHost(c, newSubject)
	requests := bufio.NewReader(os.Stdin)
	for {
		asked, err := requests.ReadBytes('\n')
		if err != nil {
			return atTheEnd(name, pids)
		}
		var r request
		if err := fill(asked, &r); err != nil {
			panic(err)
		}
		answer, err := h.answer(context.Background(), asked)
		if err != nil {
			panic(err)
		}
		dieAt(name, "before", pids, r)
		os.Stdout.Write(spoil(name, pids, r, answer))
		dieAt(name, "after", pids, r)
	}
}

// dieAt has the first of the processes killed, before or after it answers a request,
// where the name says so: "steady, killed after 7".
func dieAt(name, when, pids string, r request) {
	if name != fmt.Sprintf("steady, killed %s %d", when, r.N) {
		return
	}
	if all, _ := os.ReadFile(pids); bytes.Count(all, []byte("\n")) == 1 {
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		sleep()
	}
}

// note writes the number of a process down.
func note(pids string) {
	f, err := os.OpenFile(pids, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	fmt.Fprintln(f, os.Getpid())
	f.Close()
}

func sleep() { time.Sleep(time.Hour) }

// spoil misbehaves in answering, or returns what is to be answered.
func spoil(name, pids string, r request, answer []byte) []byte {
	if instead, ok := strings.CutPrefix(name, "event:"); ok && r.Op == opEvent {
		return fmt.Appendf(nil, "%s\n", strings.ReplaceAll(instead, "N", fmt.Sprint(r.N)))
	}
	switch misbehaviour := name + ", " + string(r.Op); misbehaviour {
	case "hang, event", "hang at once, hello":
		sleep()
	case "stubborn, event":
		signal.Ignore(syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
		sleep()
	case "parent, event", "orphan, event":
		child := exec.Command(os.Args[0], "adapter", "child", pids)
		child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
		if name == "orphan" { // with no stream in its hands
			child.Stdin, child.Stdout, child.Stderr = nil, nil, nil
		}
		if err := child.Start(); err != nil {
			panic(err)
		}
		if name == "orphan" {
			return answer
		}
		sleep()
	case "deaf, open":
		os.Stdout.Write(answer)
		sleep()
	case "exit 3, event":
		fmt.Fprintln(os.Stderr, "out of luck")
		os.Exit(3)
	case "exit 0, event":
		os.Exit(0)
	case "last words, event":
		os.Stdout.Write(answer)
		os.Exit(0)
	case "kill, event":
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
	case "mute, event":
		os.Stdout.Close()
		sleep()
	case "blind, open":
		os.Stdin.Close()
		os.Stdout.Write(answer)
		sleep()
	case "half, event":
		os.Stdout.WriteString(`{"n":3,"verd`)
		os.Exit(0)
	case "endless, event":
		for {
			os.Stdout.Write(bytes.Repeat([]byte("x"), 4096))
		}
	case "drip, event":
		for {
			os.Stdout.WriteString("x")
			time.Sleep(10 * time.Millisecond)
		}
	case "flood, open":
		for {
			os.Stdout.Write(answer)
		}
	case "nul, event":
		return []byte("\x00\x00\n")
	case "twice, event":
		return append(answer, answer...)
	case "banner, hello":
		return append([]byte("adapter 1.0 is ready\n"), answer...)
	case "complain, event":
		for i := range 10_000 {
			fmt.Fprintf(os.Stderr, "complaint %d\n", i)
		}
		os.Exit(1)
	case "moody, hello":
		if first, _ := os.ReadFile(pids); bytes.Count(first, []byte("\n")) > 1 {
			return bytes.Replace(answer, []byte(`"reference"`), []byte(`"referee"`), 1)
		}
	case "crash once, event":
		if first, _ := os.ReadFile(pids); bytes.Count(first, []byte("\n")) == 1 {
			os.Exit(1)
		}
	case "decline, hello":
		return line(declining(r, response{}, &conformance.DefiniteError{Message: "not today"}))
	}
	return answer
}

// atTheEnd misbehaves when the input has ended, or returns the exit code.
func atTheEnd(name, pids string) int {
	switch name {
	case "child", "clinging":
		sleep()
	case "bad end":
		return 7
	case "last word":
		fmt.Println("goodbye")
	}
	return 0
}
