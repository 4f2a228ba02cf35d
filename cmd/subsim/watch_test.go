//go:build unix

package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWatch mends, breaks, adds and removes files below a running replay.
func TestWatch(t *testing.T) {
	folder := t.TempDir()
	put := func(name, state string) {
		t.Helper()
		text := "name: " + name + "\nsteps: [{event: activate, expect: " + state + "}]\n"
		if err := os.WriteFile(filepath.Join(folder, name+".subsim.yaml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put("first", "trial")
	put("second", "active")
	command := exec.Command(build(t), "replay", "--watch", "-v", folder)
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	command.Stderr = command.Stdout
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = command.Process.Kill() }()
	lines := make(chan string)
	go func() {
		defer close(lines)
		for scanner := bufio.NewScanner(output); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()

	begin := round(t, lines)
	contains(t, begin, "FAIL", "first", "ok", "second", "2 scenarios: 1 held, 1 broke", "watching 2 files")
	if strings.Index(begin, "FAIL") > strings.Index(begin, "ok  ") {
		t.Errorf("what broke does not stand in front:\n%s", begin)
	}

	put("third", "active")
	added := round(t, lines)
	contains(t, added, "FAIL", "first", "third", "3 scenarios: 2 held, 1 broke")
	if strings.Contains(added, "second") {
		t.Errorf("what has not changed is played again:\n%s", added)
	}

	put("first", "active")
	mended := round(t, lines)
	contains(t, mended, "3 scenarios: 3 held")
	if strings.Contains(mended, "FAIL") {
		t.Errorf("what was mended still breaks:\n%s", mended)
	}

	if err := os.Remove(filepath.Join(folder, "third.subsim.yaml")); err != nil {
		t.Fatal(err)
	}
	contains(t, round(t, lines), "2 scenarios: 2 held", "watching 2 files")

	put("second", "activ")
	contains(t, round(t, lines), "did you mean active?", "1 scenario: 1 held")

	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	for range lines { // to its end
	}
	_ = command.Wait()
	if code := command.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
}

// round returns what is written until the files are watched again.
func round(t *testing.T, lines <-chan string) string {
	t.Helper()
	var text strings.Builder
	for deadline := time.After(20 * time.Second); ; {
		select {
		case line, more := <-lines:
			if text.WriteString(line + "\n"); strings.HasPrefix(line, "watching ") {
				return text.String()
			} else if !more {
				t.Fatalf("it ended:\n%s", &text)
			}
		case <-deadline:
			t.Fatalf("nothing happens after\n%s", &text)
		}
	}
}

func contains(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %q:\n%s", want, text)
		}
	}
}
