//go:build unix

package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/internal/peers"
)

// few events make a run short.
const few = "activate,schedule_cancellation,cancel,reactivate"

// spoilt is the example in Python, with some lines that spoil it. It writes the
// number of its process into a file first.
func spoilt(t *testing.T, pids, lines string) []string {
	t.Helper()
	folder, err := filepath.Abs("../../examples/python")
	if err != nil {
		t.Fatal(err)
	}
	text := fmt.Sprintf("import os, sys, time\nprint(os.getpid(), file=open(%q, 'a'), flush=True)\nsys.path.insert(0, %q)\nsys.dont_write_bytecode = True\nimport adapter\nhonest = adapter.answer\n%s\nadapter.main()\n", pids, folder, lines)
	return []string{peers.Python(t), "-c", text}
}

// before has the adapter do something before it answers.
func before(condition, act string) string {
	return fmt.Sprintf("def answer(request):\n    if %s: %s\n    return honest(request)\nadapter.answer = answer\n", condition, act)
}

// conform runs the command to its end, which must come soon.
func conform(t *testing.T, meanwhile func(*os.Process), arguments ...string) (code int, stdout, stderr string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 90*time.Second)
	defer cancel()
	command := exec.CommandContext(ctx, arguments[0], arguments[1:]...)
	var out, err bytes.Buffer
	command.Stdout, command.Stderr = &out, &err
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	if meanwhile != nil {
		meanwhile(command.Process)
	}
	command.Wait()
	return command.ProcessState.ExitCode(), out.String(), err.String()
}

// numbers reads the processes that an adapter had.
func numbers(pids string) (all []int) {
	text, _ := os.ReadFile(pids)
	for _, word := range strings.Fields(string(text)) {
		var pid int
		fmt.Sscan(word, &pid)
		all = append(all, pid)
	}
	return all
}

// gone wants no process of an adapter to stay behind.
func gone(t *testing.T, pids string) {
	t.Helper()
	for _, pid := range numbers(pids) {
		for tries := 0; running(pid); tries++ {
			if tries > 200 {
				t.Errorf("process %d stays behind", pid)
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// running reports whether a process is there, and no zombie that waits for somebody
// else.
func running(pid int) bool {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err == nil && strings.Contains(string(status), ") Z ") {
		return false
	}
	return syscall.Kill(pid, 0) == nil
}

// child reports whether a process is another's: a number may be somebody else's by
// now.
func child(pid, parent int) bool {
	status, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, rest, _ := strings.Cut(string(status), ") ")
	fields := strings.Fields(rest)
	return len(fields) > 1 && fields[1] == fmt.Sprint(parent)
}

// TestAdaptersThatDoNotEnd: each ends in a sentence on standard output, and nothing
// stays behind.
func TestAdaptersThatDoNotEnd(t *testing.T) {
	binary := build(t)
	for _, test := range []struct {
		name, lines string
		flags       []string
		says        string
	}{
		{"hangs at hello", "time.sleep(3600)", nil, "hello (request 1): no answer within 10s"},
		{"hangs at hello, and time is short", "time.sleep(3600)", []string{"--time-limit", "1s"}, "the run was over its time limit of 1s"},
		{"hangs at close", before("request['op'] == 'close'", "time.sleep(3600)"), []string{"--timeout", "500ms"}, "no answer within 500ms"},
		{"hangs at its end", "import atexit\natexit.register(time.sleep, 3600)", nil, "the end of its input: the program has not ended 2s later"},
		{"is slow", before("True", "time.sleep(0.05)"), []string{"--time-limit", "2s"}, "the run was over its time limit of 2s"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel() // it mostly waits
			pids := filepath.Join(t.TempDir(), "pids")
			arguments := append([]string{binary, "conform", "--level", "2", "--events", few}, test.flags...)
			code, out, err := conform(t, nil, append(append(arguments, "--"), spoilt(t, pids, test.lines)...)...)
			if code != 1 || !strings.Contains(flat(out), test.says) || !strings.HasPrefix(out, "inconclusive: ") {
				t.Errorf("exit code %d\n%s%s", code, out, err)
			}
			gone(t, pids)
		})
	}
}

// TestConformInterrupted: Ctrl-C ends the command and the adapter with it.
func TestConformInterrupted(t *testing.T) {
	pids := filepath.Join(t.TempDir(), "pids")
	adapter := spoilt(t, pids, before("True", "time.sleep(0.05)"))
	arguments := append([]string{build(t), "conform", "--"}, adapter...)
	code, out, err := conform(t, func(p *os.Process) {
		waitFor(pids)
		p.Signal(os.Interrupt)
	}, arguments...)
	if code != 130 || !strings.Contains(err, "subsim: interrupted") || out != "" {
		t.Errorf("exit code %d\n%s%s", code, out, err)
	}
	gone(t, pids)
}

// waitFor waits until an adapter is there.
func waitFor(pids string) {
	for tries := 0; len(numbers(pids)) == 0 && tries < 1000; tries++ {
		time.Sleep(10 * time.Millisecond)
	}
}

// TestAdapterIsKilled: whenever that is, the command ends in 1 with a sentence.
func TestAdapterIsKilled(t *testing.T) {
	binary, chance := build(t), rand.New(rand.NewPCG(1, 4))
	for i := range 20 {
		moment := time.Duration(chance.IntN(300)) * time.Millisecond
		t.Run(fmt.Sprintf("%d after %s", i, moment), func(t *testing.T) {
			t.Parallel() // it mostly waits
			pids := filepath.Join(t.TempDir(), "pids")
			// Each request takes a while, so that the run takes longer than the moment.
			adapter := spoilt(t, pids, before("True", "time.sleep(0.0003)"))
			arguments := append([]string{binary, "conform", "--level", "2", "--events", few, "--"}, adapter...)
			code, out, err := conform(t, func(p *os.Process) {
				waitFor(pids)
				time.Sleep(moment)
				for _, pid := range numbers(pids) {
					if child(pid, p.Pid) {
						syscall.Kill(pid, syscall.SIGKILL)
					}
				}
			}, arguments...)
			how := strings.Contains(flat(out), "signal: killed") || strings.Contains(flat(out), "ended its output in the middle of a line")
			if code != 1 || !strings.HasPrefix(out, "inconclusive: ") || !how {
				t.Errorf("exit code %d\n%s%s", code, out, err)
			}
			gone(t, pids)
		})
	}
}
