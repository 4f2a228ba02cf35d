package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSimulateInterrupted leaves no file, and an older one as it was.
func TestSimulateInterrupted(t *testing.T) {
	folder := t.TempDir()
	old := filepath.Join(folder, "old.csv")
	if err := os.WriteFile(old, []byte("as it was\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, err bytes.Buffer
	code := Run(ctx, []string{"simulate", "-o", old, "--svg", filepath.Join(folder, "c.svg"), "--faults", "1", "--truth", filepath.Join(folder, "t.csv")}, Streams{In: strings.NewReader(""), Out: &out, Err: &err})
	left, _ := os.ReadDir(folder)
	text, _ := os.ReadFile(old)
	if code != exitInterrupted || len(left) != 1 || string(text) != "as it was\n" {
		t.Errorf("exit code %d, %d files, %q\n%s", code, len(left), text, &err)
	}
}

// TestSimulateToNobody: a log that cannot be written never ends in 0.
func TestSimulateToNobody(t *testing.T) {
	for _, format := range []string{"csv", "jsonl", "parquet"} {
		var err bytes.Buffer
		code := Run(t.Context(), []string{"simulate", "--format", format}, Streams{In: strings.NewReader(""), Out: refusing{}, Err: &err})
		if code != exitBad || !strings.Contains(err.String(), "could not be written") {
			t.Errorf("%s: exit code %d\n%s", format, code, &err)
		}
	}
}

// A refusing stream takes nothing.
type refusing struct{}

func (refusing) Write([]byte) (int, error) { return 0, os.ErrClosed }
