package schema

import (
	"bytes"
	"io"
	"os"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

var ofAudits = map[string]func(io.Writer) error{
	"../../docs/audit.schema.json": WriteAudit, "../../docs/summary.schema.json": WriteSummary,
}

// TestCommittedAudits holds the files against the vocabulary; UPDATE=1 rewrites them
// instead. Package docket holds what it writes against the files.
func TestCommittedAudits(t *testing.T) {
	for name, write := range ofAudits {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if file, err := os.ReadFile(name); err != nil || b.String() != string(file) {
			t.Errorf("%s is not what is written now (%v); UPDATE=1 go test ./internal/schema rewrites it; read what changed", name, err)
		}
		if schema, err := compile(b.String()); err != nil || schema.DraftVersion != 7 {
			t.Errorf("%s is not draft-07: %v", name, err)
		}
	}
}

// TestAuditsSpeakTheModel compares the vocabulary.
func TestAuditsSpeakTheModel(t *testing.T) {
	for name := range ofAudits {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all := enums(t, string(text))
		for path, want := range map[string][]string{
			"definitions.event":  spelt(fsm.Events()),
			"definitions.state":  plain(fsm.Sources()),
			"definitions.reason": spelt(history.Reasons()),
			"definitions.fault":  spelt(logs.Faults()),
			"definitions.mark":   spelt(logs.Marks()),
		} {
			if got := all[path].Enum; !slices.Equal(got, want) {
				t.Errorf("%s: %s: %v, the model says %v", name, path, got, want)
			}
		}
		if cells := all["definitions.cell"].Enum; len(cells) != 198 {
			t.Errorf("%d cells", len(cells))
		}
	}
}
