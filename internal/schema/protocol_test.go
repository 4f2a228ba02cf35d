package schema

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/adapter"
)

const committedProtocol = "../../docs/protocol.schema.json"

func writtenProtocol(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteProtocol(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCommittedProtocol holds the file against the vocabulary; UPDATE=1 rewrites
// it instead. Package adapter holds messages against the file.
func TestCommittedProtocol(t *testing.T) {
	text := writtenProtocol(t)
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(committedProtocol, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(committedProtocol)
	if err != nil {
		t.Fatalf("%v\nUPDATE=1 go test ./internal/schema writes it", err)
	}
	if text != string(file) {
		t.Errorf("%s is not what is written now; UPDATE=1 go test ./internal/schema rewrites it; read what changed", committedProtocol)
	}
	if schema, err := compile(text); err != nil || schema.DraftVersion != 7 {
		t.Errorf("it is not draft-07: %v", err)
	}
}

// TestProtocolSpeaksTheModel compares the vocabulary, and the numbers that two
// packages hold.
func TestProtocolSpeaksTheModel(t *testing.T) {
	states, kinds := plain(fsm.Sources()), append(spelt(fsm.Verdicts()), string(conformance.VerdictAccepted))
	all := enums(t, writtenProtocol(t))
	for path, want := range map[string][]string{
		"definitions.event":                               spelt(fsm.Events()),
		"definitions.state":                               states,
		"definitions.verdict":                             kinds,
		"definitions.configuration.properties.last_known": states[:8],
	} {
		if got := all[path].Enum; !slices.Equal(got, want) {
			t.Errorf("%s: %v, the model says %v", path, got, want)
		}
	}
	if protocolVersion != adapter.Version || mostParallel != adapter.MaxParallel {
		t.Error("packages schema and adapter do not have the same numbers")
	}
}
