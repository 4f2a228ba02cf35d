package schema

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// committed is the schema as scenario files name it in their first line.
const committed = "../../scenarios/scenario.schema.json"

// written returns what Write writes.
func written(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestCommittedSchema holds the file against the vocabulary; UPDATE=1 rewrites
// it instead.
func TestCommittedSchema(t *testing.T) {
	text := written(t)
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(committed, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	file, err := os.ReadFile(committed)
	if err != nil {
		t.Fatalf("%v\nUPDATE=1 go test ./internal/schema writes it", err)
	}
	if text != string(file) {
		t.Errorf("%s is not what is written now; UPDATE=1 go test ./internal/schema rewrites it; read what changed", committed)
	}
}

func TestSameBytes(t *testing.T) {
	first := written(t)
	for range 10 {
		if written(t) != first {
			t.Fatal("two schemas of one vocabulary differ")
		}
	}
	if !strings.HasSuffix(first, "\n}\n") {
		t.Error("the schema does not end in one newline")
	}
}
