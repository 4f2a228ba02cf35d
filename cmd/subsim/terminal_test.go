//go:build linux

package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
)

// A seat is the program at a terminal of its own, 80 columns wide.
type seat struct {
	t        *testing.T
	keyboard *os.File
	process  *exec.Cmd
	mu       sync.Mutex
	screen   bytes.Buffer
	ended    chan struct{} // nothing more is shown
}

// sit starts a program at a terminal.
func sit(t *testing.T, folder string, args ...string) *seat {
	t.Helper()
	s := &seat{t: t, process: exec.Command(args[0], args[1:]...), ended: make(chan struct{})}
	s.process.Dir, s.process.Env = folder, append(os.Environ(), "TERM=xterm", "NO_COLOR=1")
	var err error
	if s.keyboard, err = pty.StartWithSize(s.process, &pty.Winsize{Rows: 40, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.process.Process.Kill(); _ = s.keyboard.Close() })
	go s.watch()
	return s
}

// watch keeps what is shown; a terminal that nobody holds any more is an error.
func (s *seat) watch() {
	defer close(s.ended)
	buffer := make([]byte, 4096)
	for {
		n, err := s.keyboard.Read(buffer)
		s.mu.Lock()
		s.screen.Write(buffer[:n])
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *seat) shown() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.screen.String()
}

// types presses keys.
func (s *seat) types(keys string) {
	s.t.Helper()
	if _, err := s.keyboard.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// sees waits until a text is shown that was not shown at the last call.
func (s *seat) sees(text string) {
	s.t.Helper()
	for range 500 {
		s.mu.Lock()
		_, after, found := strings.Cut(s.screen.String(), text)
		if found {
			s.screen.Reset()
			s.screen.WriteString(after)
		}
		s.mu.Unlock()
		if found {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	s.t.Fatalf("%q is never shown; what is:\n%s", text, s.shown())
}

// ends waits for the program's end and returns its exit code.
func (s *seat) ends() int {
	s.t.Helper()
	done := make(chan struct{})
	go func() { _ = s.process.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		s.t.Fatalf("it does not end; what is shown:\n%s", s.shown())
	}
	return s.process.ProcessState.ExitCode()
}

// TestTerminal types into the real program at a real terminal.
func TestTerminal(t *testing.T) {
	binary := build(t)
	for _, c := range []struct {
		name, why string
		play      func(s *seat)
		code      int
	}{
		{"completion", "Tab fills in a name, and lists several", func(s *seat) {
			s.types("act\t")
			s.sees("activate ")
			s.types("\r")
			s.sees("-> active")
			s.sees("active> ")
			s.types("s\t")
			s.sees("schedule_cancellation start_grace suspend start show")
			s.types("\x15quit\r") // Ctrl-U empties the line
			s.sees("1 step is not saved")
			s.types("quit\r")
		}, 0},
		{"history", "the arrow brings the last line back, empty ones left out", func(s *seat) {
			s.types("start_trial\r\r\x1b[A\r")
			s.sees("applied -> trial")
			s.sees("ignored (already)")
			s.types("\x04") // Ctrl-D
			s.sees("2 steps are not saved")
		}, 0},
		{"files", "Tab knows files; what is saved is no loss", func(s *seat) {
			s.types("activate\rsave story\r")
			s.sees("saved to story.subsim.yaml")
			s.types("load st\t\r")
			s.sees("1 step to walk")
			s.types("\r")
			s.sees("it is as the file expects")
			s.types("actvate\r")
			s.sees("did you mean activate?\r\n") // returns the cursor
			s.types("undo\r\x04")
			s.sees("nothing is lost")
		}, 0},
		{"Ctrl-C", "an interruption says what is lost", func(s *seat) {
			s.types("activate\r")
			s.sees("active> ")
			s.types("half a line\x03")
			s.sees("1 step is not saved")
			s.sees("subsim: interrupted")
		}, 130},
		{"SIGTERM", "so does being ended", func(s *seat) {
			if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
				s.t.Fatal(err)
			}
			s.sees("nothing is lost")
			s.sees("subsim: interrupted")
		}, 130},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sit(t, t.TempDir(), binary, "step")
			s.sees("none> ")
			c.play(s)
			if code := s.ends(); code != c.code {
				t.Errorf("%s: exit code %d, want %d", c.why, code, c.code)
			}
		})
	}
}

// TestTerminalIsPutBack has a shell look at its terminal before and after.
func TestTerminalIsPutBack(t *testing.T) {
	binary := build(t)
	script := filepath.Join(t.TempDir(), "look")
	text := "trap : TERM; stty -a >before; " + binary + " step; stty -a >after; cmp before after && echo as it was\n"
	if err := os.WriteFile(script, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, keys := range map[string]string{"Ctrl-C": "\x03", "Ctrl-D": "\x04", "quit": "quit\r", "SIGTERM": ""} {
		s := sit(t, t.TempDir(), "sh", script)
		s.sees("none> ")
		s.types(keys)
		if keys == "" {
			if err := syscall.Kill(-s.process.Process.Pid, syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
		}
		s.sees("as it was")
		if code := s.ends(); code != 0 {
			t.Errorf("%s: the terminal is not as it was", name)
		}
	}
}
