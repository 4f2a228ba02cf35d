//go:build linux

package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A listening is an audit of a stream that is still open.
type listening struct {
	*exec.Cmd
	to             io.WriteCloser
	from           *bufio.Reader
	stdout, stderr bytes.Buffer
}

// listen begins to audit a stream of which this is the beginning.
func listen(t *testing.T, begun string, args ...string) *listening {
	t.Helper()
	l := &listening{Cmd: exec.Command(build(t), append([]string{"audit"}, args...)...)}
	out, err := l.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if l.to, err = l.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	l.Stderr, l.from = &l.stderr, bufio.NewReader(out)
	if err := l.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.to.Close(); _ = l.Process.Kill() })
	if _, err := io.WriteString(l.to, begun); err != nil {
		t.Fatal(err)
	}
	return l
}

// hears waits for the first line of a report.
func (l *listening) hears(t *testing.T, want string) {
	t.Helper()
	heard := make(chan string, 1)
	go func() { line, _ := l.from.ReadString('\n'); heard <- line }()
	select {
	case line := <-heard:
		if line != want {
			t.Fatalf("the first line is %q, want %q", line, want)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("nothing is told while the stream is open")
	}
}

// ends waits for the end, and returns the exit code.
func (l *listening) ends() int {
	_, _ = l.stdout.ReadFrom(l.from)
	_ = l.Wait()
	return l.ProcessState.ExitCode()
}

const begunLog = "id,at,event\na,2026-01-01T00:00:00Z,renew\n"

// TestAuditTellsAtOnce: a finding appears while the stream is open, and the stream
// goes on.
func TestAuditTellsAtOnce(t *testing.T) {
	l := listen(t, begunLog)
	l.hears(t, "FAIL  -:2  renew in none\n")
	if _, err := io.WriteString(l.to, "b,2026-01-01T00:00:00Z,activate\n"); err != nil {
		t.Fatal(err)
	}
	_ = l.to.Close()
	if code := l.ends(); code != 1 || !strings.Contains(l.stdout.String(), "2 records of 2 subscriptions judged: 1 impossible") {
		t.Errorf("exit code %d\n%s%s", code, &l.stdout, &l.stderr)
	}
}

// TestAuditInterrupted ends an audit that waits for its stream, and wants every report
// to be whole and to say that it is not all; no state is saved.
func TestAuditInterrupted(t *testing.T) {
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		folder := t.TempDir()
		in := func(name string) string { return filepath.Join(folder, name) }
		l := listen(t, begunLog, "--format", "json", "-o", in("json"), "--format", "junit", "-o", in("junit"), "--format", "html", "-o", in("html"),
			"--summary", in("summary"), "--save-state", in("state"))
		l.hears(t, "FAIL  -:2  renew in none\n")
		if err := l.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		if code := l.ends(); code != 130 {
			t.Errorf("exit code %d, want 130\n%s%s", code, &l.stdout, &l.stderr)
		}
		says(t, "standard error", l.stderr.String(), "subsim: interrupted")
		says(t, "standard output", flat(l.stdout.String()), "impossible: the model does not allow 1 record in 1 subscription; and there may be more: partial, the log was not read to its end: interrupted")
		for name, want := range map[string]string{
			"json": `"partial":"interrupted"`, "junit": "partial, the log was not read to its end: interrupted", "html": "partial", "summary": `"partial": true`,
		} {
			text, err := os.ReadFile(in(name))
			if err != nil {
				t.Fatal(err)
			}
			says(t, name, string(text), want)
		}
		if left, err := os.ReadDir(folder); len(left) != 4 {
			t.Errorf("%d files are left behind: %v, %v", len(left), left, err)
		}
	}
}

// TestAuditInterruptedWithoutFinding: what was not read to its end never passes.
func TestAuditInterruptedWithoutFinding(t *testing.T) {
	l := listen(t, "id,at,event\na,2026-01-01T00:00:00Z,activate\n", "--accept", "late,column,newline,archive")
	time.Sleep(200 * time.Millisecond) // it may be at any place when it is interrupted
	if err := l.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	if code := l.ends(); code != 130 || !strings.Contains(l.stdout.String(), "\nundecided: partial") {
		t.Errorf("exit code %d\n%s%s", code, &l.stdout, &l.stderr)
	}
}

// TestAuditAtATerminal: progress is for terminals, and goes away; who names no log
// there is told so.
func TestAuditAtATerminal(t *testing.T) {
	binary, folder := build(t), t.TempDir()
	if output, err := exec.Command(binary, "simulate", "--subscriptions", "40000", "-o", filepath.Join(folder, "log.csv")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	s := sit(t, folder, binary, "audit")
	s.sees("name the files of the log, or pipe one in")
	s.sees("try: subsim audit --help")
	if code := s.ends(); code != 2 {
		t.Errorf("exit code %d, want 2", code)
	}
	s = sit(t, folder, binary, "audit", "-j", "1", "log.csv")
	s.sees("reading")
	s.sees("possible: the model allows every record")
	if code := s.ends(); code != 0 {
		t.Errorf("exit code %d, want 0", code)
	}
	output, err := exec.Command(binary, "audit", filepath.Join(folder, "log.csv")).CombinedOutput()
	if err != nil || strings.Contains(string(output), "reading") {
		t.Errorf("off a terminal: %v\n%s", err, output)
	}
}

// TestAuditMemory: memory is bounded however long a log is, in either order, and
// nothing is left where runs were spilt.
func TestAuditMemory(t *testing.T) {
	const records, most = 1_500_000, 130 // MB
	binary := build(t)
	for _, order := range []string{"delivered", "occurred"} {
		spilt := t.TempDir()
		command := exec.Command(binary, "audit", "--order", order)
		command.Env = append(os.Environ(), "TMPDIR="+spilt)
		to, err := command.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			defer to.Close()
			buffered := bufio.NewWriter(to)
			defer buffered.Flush()
			fmt.Fprint(buffered, "id,at,event\na,2026-01-01T00:00:00Z,activate\n")
			for i := range records {
				fmt.Fprintf(buffered, "a,2026-01-%02dT%02d:%02d:%02dZ,renew\n", 2+i/86400, i/3600%24, i/60%60, i%60)
			}
		}()
		output, err := command.Output()
		if err != nil || !strings.Contains(string(output), "1,500,001 records of 1 subscription judged: none impossible") {
			t.Errorf("%s: %v\n%s", order, err, output)
		}
		if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok && usage.Maxrss > most<<10 {
			t.Errorf("%s: it took %d MB of memory", order, usage.Maxrss>>10)
		}
		if left, err := os.ReadDir(spilt); len(left) > 0 || err != nil {
			t.Errorf("%s: %v is left behind, %v", order, left, err)
		}
	}
}
