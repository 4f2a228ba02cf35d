package main

import (
	"bytes"
	"context"
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

// build builds the program as users get it, without the race detector.
func build(t *testing.T) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "subsim")
	if output, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return binary
}

// hostile are files that must end in a clear error, soon and in little memory.
var hostile = []struct {
	name, why string
	content   func() string
	want      string // in the error
}{
	{"garbage", "50 MB of noise", func() string { return noise(50 << 20) }, "larger than 16 MiB"},
	{"noise", "noise within the bound", func() string { return noise(1 << 20) }, "UTF-8"},
	{"many", "50 MB of valid documents", func() string { return repeat("name: x\nsteps: [{event: activate, expect: active}]\n---\n", 50<<20) }, "larger than 16 MiB"},
	{"slips", "16 MB of documents with a slip", func() string { return repeat("name: x\nsteps: [{event: activat}]\n---\n", 15<<20) }, "more problems"},
	{"empties", "millions of empty documents", func() string { return repeat("---\n", 15<<20) }, "document is empty"},
	{"flow", "deep flow nesting", func() string { return repeat("[", 60<<10) }, "max depth"},
	{"maps", "deep mappings", func() string { return repeat("{a: ", 60<<10) }, "max depth"},
	{"indent", "deep block nesting", func() string { return repeat("- ", 60<<10) }, "max depth"},
	{"brackets", "many small lists in many documents", func() string {
		return repeat("["+repeat("[],", 60<<10)+"]\n---\n", 15<<20)
	}, "a scenario is a mapping"},
	{"bomb", "an alias bomb", bomb, "anchors and aliases"},
	{"long", "one long line", func() string { return "name: " + repeat("x", 15<<20) }, "larger than 64 KiB"},
	{"quote", "a quote that never ends", func() string { return "name: \"" + repeat("x\n", 60<<10) }, "unexpected end"},
	{"lines", "millions of lines", func() string { return repeat("-\n", 15<<20) }, "larger than 64 KiB"},
	{"keys", "thousands of keys", func() string { return repeat("a: b\n", 60<<10) }, "unknown key"},
	{"latin", "invalid UTF-8", func() string { return "name: caf\xe9\n" }, "UTF-8"},
	{"wide", "UTF-16", func() string { return "\xff\xfen\x00a\x00" }, "UTF-8"},
	{"nul", "a NUL byte", func() string { return "name: a\x00b\n" }, "NUL"},
}

func repeat(text string, size int) string { return strings.Repeat(text, size/len(text)) }

// noise is a cheap deterministic generator's output.
func noise(size int) string {
	bytes, x := make([]byte, size), uint32(1)
	for i := range bytes {
		x = x*1664525 + 1013904223
		bytes[i] = byte(x >> 24)
	}
	return string(bytes)
}

func bomb() string {
	text := "name: x\ntags:\n- &a0 [x, x]\n"
	for i := range 30 {
		text += fmt.Sprintf("- &a%d [*a%d, *a%d]\n", i+1, i, i)
	}
	return text
}

// TestHostileFiles runs the real program: memory is bounded, and a time limit
// far above the second that is promised keeps a hang from going unnoticed.
func TestHostileFiles(t *testing.T) {
	binary, folder := build(t), t.TempDir()
	for _, h := range hostile {
		t.Run(h.name, func(t *testing.T) {
			path := filepath.Join(folder, h.name+".yaml")
			if err := os.WriteFile(path, []byte(h.content()), 0o600); err != nil {
				t.Fatal(err)
			}
			refused(t, binary, path, h.want)
		})
	}
	t.Run("device", func(t *testing.T) { refused(t, binary, "/dev/zero", "not a regular file") })
	t.Run("pipe", func(t *testing.T) {
		path := filepath.Join(folder, "pipe.yaml")
		if err := syscall.Mkfifo(path, 0o600); err != nil {
			t.Fatal(err)
		}
		refused(t, binary, path, "not a regular file")
	})
	t.Run("loop", func(t *testing.T) {
		path := filepath.Join(folder, "loop.yaml")
		if err := os.Symlink(path, path); err != nil {
			t.Fatal(err)
		}
		refused(t, binary, path, "symbolic links")
	})
	t.Run("endless", func(t *testing.T) {
		zero, err := os.Open("/dev/zero")
		if err != nil {
			t.Fatal(err)
		}
		defer zero.Close()
		refusedFrom(t, zero, binary, "-", "larger than 16 MiB")
	})
}

func refused(t *testing.T, binary, path, want string) {
	t.Helper()
	refusedFrom(t, nil, binary, path, want)
}

func refusedFrom(t *testing.T, stdin io.Reader, binary, path, want string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	command := exec.CommandContext(ctx, binary, "replay", path)
	var stderr bytes.Buffer
	command.Stdin, command.Stderr = stdin, &stderr
	err := command.Run()
	if code := command.ProcessState.ExitCode(); code != 2 {
		t.Errorf("exit code %d (%v), want 2", code, err)
	}
	if !strings.Contains(stderr.String(), want) {
		t.Errorf("the error does not say %q:\n%.2000s", want, stderr.String())
	}
	if stderr.Len() > 64<<10 {
		t.Errorf("the error is %d bytes long", stderr.Len())
	}
	if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok && usage.Maxrss > 200<<10 {
		t.Errorf("it took %d MB of memory", usage.Maxrss>>10)
	}
}

// TestInterrupted ends a replay that waits for its input.
func TestInterrupted(t *testing.T) {
	command := exec.Command(build(t), "replay", "testdata/fine.subsim.yaml", "-")
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // let it come to the wait
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_ = command.Wait()
	if code := command.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit code %d, want 130\n%s%s", code, &stdout, &stderr)
	}
	for _, want := range []string{"1 scenario: 1 held", "partial: stopped in file 2 of 2", "interrupted"} {
		if !strings.Contains(stdout.String()+stderr.String(), want) {
			t.Errorf("nothing says %q:\n%s%s", want, &stdout, &stderr)
		}
	}
}

// TestFullDisk wants a report that cannot be written not to end in 0.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	command := exec.Command(build(t), "replay", "testdata/fine.subsim.yaml")
	var stderr bytes.Buffer
	command.Stdout, command.Stderr = full, &stderr
	_ = command.Run()
	if code := command.ProcessState.ExitCode(); code != 2 || !strings.Contains(stderr.String(), "could not be written") {
		t.Errorf("exit code %d, %s", code, &stderr)
	}
}
