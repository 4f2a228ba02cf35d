//go:build unix

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
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

// build builds the program as users get it, without the race detector. A job of
// GitHub Actions that may run the tests need not hear of what breaks on purpose.
func build(t *testing.T) string {
	t.Helper()
	t.Setenv("GITHUB_ACTIONS", "")
	binary := filepath.Join(t.TempDir(), "subsim")
	if output, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	return binary
}

// hostile are files that must end in a clear error, soon and in little memory.
// They are written in small pieces: a process inherits its parent's peak.
var hostile = []struct {
	name, why, want string // want stands in the error
	before, piece   string // the file's beginning, and what is repeated
	size            int    // bytes in all
}{
	{"garbage", "50 MB of noise", "larger than 16 MiB", "", noise(64 << 10), 50 << 20},
	{"noise", "noise within the bound", "UTF-8", "", noise(64 << 10), 1 << 20},
	{"many", "50 MB of valid documents", "larger than 16 MiB", "", "name: x\nsteps: [{event: activate, expect: active}]\n---\n", 50 << 20},
	{"slips", "15 MB of documents with a slip", "more problems", "", "name: x\nsteps: [{event: activat}]\n---\n", 15 << 20},
	{"empties", "millions of empty documents", "document is empty", "", "---\n", 15 << 20},
	{"flow", "deep flow nesting", "max depth", "", "[", 60 << 10},
	{"maps", "deep mappings", "max depth", "", "{a: ", 60 << 10},
	{"indent", "deep block nesting", "max depth", "", "- ", 60 << 10},
	{"brackets", "many small lists in many documents", "a scenario is a mapping", "", "[" + strings.Repeat("[],", 20<<10) + "]\n---\n", 15 << 20},
	{"bomb", "an alias bomb", "anchors and aliases", bomb(), "", 0},
	{"long", "one long line", "larger than 64 KiB", "name: ", "x", 15 << 20},
	{"quote", "a quote that never ends", "unexpected end", "name: \"", "x\n", 60 << 10},
	{"lines", "millions of lines", "larger than 64 KiB", "", "-\n", 15 << 20},
	{"clock", "a deadline a second until the end of time", "more than 100000 events and deadlines", "name: x\npolicy: {active: {after: 1s, event: renew}}\nsteps: [{event: activate}, {until: 9999-01-01, expect: active}]\n", "", 0},
	{"file", "scenarios that are near the bound each", "come to more than 300000 events and deadlines", lengthy(), "", 0},
	{"races", "hundreds of races", "more than 100000 events and deadlines", "name: x\nstart: active\nsteps:\n- expect: active\n", "- any_order: [{event: renew}, {event: renew}, {event: renew}, {event: renew}, {event: renew}, {event: renew}]\n", 60 << 10},
	{"keys", "thousands of keys", "unknown key", "", "a: b\n", 60 << 10},
	{"alike", "thousands of keys that are nearly known", "unknown key", "", "STEPS: b\n", 60 << 10},
	{"latin", "invalid UTF-8", "UTF-8", "name: caf\xe9\n", "", 0},
	{"wide", "UTF-16", "UTF-8", "\xff\xfen\x00a\x00", "", 0},
	{"nul", "a NUL byte", "NUL", "name: a\x00b\n", "", 0},
}

// lengthy is a small file whose scenarios fire for long.
func lengthy() string {
	var b strings.Builder
	for i := range 10 {
		fmt.Fprintf(&b, "---\nname: s%d\nstart: active\npolicy: {active: {after: 1s, event: renew}}\nsteps: [{advance: 99990s, expect: active}]\n", i)
	}
	return b.String()
}

// write writes a file of about size bytes.
func write(t *testing.T, path, before, piece string, size int) {
	t.Helper()
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	buffer := bufio.NewWriter(file)
	written, err := buffer.WriteString(before)
	for err == nil && written+len(piece) <= size {
		_, err = buffer.WriteString(piece)
		written += len(piece)
	}
	if err := errors.Join(err, buffer.Flush()); err != nil {
		t.Fatal(err)
	}
}

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
			write(t, path, h.before, h.piece, h.size)
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

// TestForbiddenFolder reads a folder, and a file, without permission. Root may
// read everything, so the program then runs as nobody.
func TestForbiddenFolder(t *testing.T) {
	binary, folder := build(t), t.TempDir()
	for _, path := range []string{filepath.Dir(binary), filepath.Dir(filepath.Dir(binary)), folder, filepath.Dir(folder)} {
		if err := os.Chmod(path, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	fine := []byte("name: Fine\nsteps: [{event: activate, expect: active}]\n")
	closed, file := filepath.Join(folder, "closed"), filepath.Join(folder, "secret.subsim.yaml")
	if err := errors.Join(os.Mkdir(closed, 0o000), os.WriteFile(file, fine, 0o000),
		os.WriteFile(filepath.Join(folder, "fine.subsim.yaml"), fine, 0o644)); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{closed, file, folder} {
		command := exec.Command(binary, "replay", path)
		command.Dir = "/"
		if os.Getuid() == 0 {
			command.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		output, _ := command.CombinedOutput()
		if code := command.ProcessState.ExitCode(); code != 2 || !strings.Contains(flat(string(output)), "permission denied") {
			t.Errorf("%s: exit code %d\n%s", path, code, output)
		}
	}
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
	if !strings.Contains(flat(stderr.String()), want) {
		t.Errorf("the error does not say %q:\n%.2000s", want, stderr.String())
	}
	if stderr.Len() > 64<<10 {
		t.Errorf("the error is %d bytes long", stderr.Len())
	}
	if usage, ok := command.ProcessState.SysUsage().(*syscall.Rusage); ok && usage.Maxrss > 200<<10 {
		t.Errorf("it took %d MB of memory", usage.Maxrss>>10)
	}
}

// flat undoes the wrapping, which depends on how long a path is.
func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestInterrupted ends a replay that waits for its input, and wants every report
// to be whole and to say that it is not all.
func TestInterrupted(t *testing.T) {
	folder := t.TempDir()
	in := func(name string) string { return filepath.Join(folder, name) }
	command := exec.Command(build(t), "replay", "-v", "--annotations", "on",
		"--format", "json", "-o", in("json"), "--format", "junit", "-o", in("junit"), "--format", "markdown", "-o", in("markdown"),
		"testdata/fine.subsim.yaml", "-")
	command.Env = append(os.Environ(), "GITHUB_STEP_SUMMARY="+in("summary"))
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	output, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	command.Stderr = &stderr
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	reader := bufio.NewReader(output)
	played, err := reader.ReadString('\n') // the first file is played; the wait begins
	if err != nil || !strings.HasPrefix(played, "ok ") {
		t.Fatalf("it begins with %q, %v", played, err)
	}
	if err := command.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_, _ = stdout.ReadFrom(reader)
	_ = command.Wait()
	if code := command.ProcessState.ExitCode(); code != 130 {
		t.Errorf("exit code %d, want 130\n%s%s", code, &stdout, &stderr)
	}
	const partial = "partial: interrupted in file 2 of 2"
	says(t, "standard error", stderr.String(), "subsim: interrupted")
	says(t, "standard output", stdout.String(), "1 scenario: 1 held", partial, "::warning title=subsim::"+partial)
	for name, want := range map[string]string{
		"json":     `"partial":{"reason":"interrupted","file":2,"of":2}`,
		"junit":    `<testcase classname="subsim" name="subsim: partial">` + "\n      <error",
		"markdown": "**" + partial + "**",
		"summary":  "**" + partial + "**",
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

func says(t *testing.T, where, text string, wanted ...string) {
	t.Helper()
	for _, want := range wanted {
		if !strings.Contains(text, want) {
			t.Errorf("%s does not say %q:\n%s", where, want, text)
		}
	}
}

// TestFullDisk wants a report that cannot be written to end in 2, whatever broke,
// and another beside it to say that it ends early.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	binary, folder := build(t), t.TempDir()
	breaks, other := filepath.Join(folder, "breaks.yaml"), filepath.Join(folder, "replay.json")
	if err := os.WriteFile(breaks, []byte("name: Breaks\nsteps: [{event: activate, expect: trial}]\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		why    string
		stdout *os.File
		args   []string
	}{
		{"standard output", full, []string{"testdata/fine.subsim.yaml"}},
		{"standard output, where something broke", full, []string{breaks}},
		{"a file that is written as it comes", nil, []string{"--format", "junit", "-o", "/dev/full", breaks}},
		{"a file that is written at the end", nil, []string{"--format", "markdown", "-o", "/dev/full", breaks}},
		{"one of two", nil, []string{"--format", "junit", "-o", "/dev/full", "--format", "json", "-o", other, breaks, "testdata/fine.subsim.yaml"}},
	} {
		command := exec.Command(binary, append([]string{"replay"}, test.args...)...)
		var stderr bytes.Buffer
		command.Stderr = &stderr
		if test.stdout != nil {
			command.Stdout = test.stdout
		}
		_ = command.Run()
		if code := command.ProcessState.ExitCode(); code != 2 || !strings.Contains(stderr.String(), "could not be written") {
			t.Errorf("%s: exit code %d, %s", test.why, code, &stderr)
		}
	}
	text, err := os.ReadFile(other)
	if err != nil {
		t.Fatal(err)
	}
	says(t, "the other report", string(text), `"green":false`, `"partial":{"reason":"unwritten","file":1,"of":2}`)
}
