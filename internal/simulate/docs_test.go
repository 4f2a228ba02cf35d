package simulate_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/simulate"
)

// table writes faults as docs/simulate.md shows them.
func table(of []simulate.Fault) string {
	var b strings.Builder
	b.WriteString("| fault | reason | what is planted |\n|---|---|---|\n")
	for _, f := range of {
		fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", f.Name, f.Reason, f.About)
	}
	return b.String()
}

// TestFaultsAreDocumented: the tables of docs/simulate.md are those of the catalogue;
// UPDATE=1 rewrites them.
func TestFaultsAreDocumented(t *testing.T) {
	const name = "../../docs/simulate.md"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	for mark, states := range map[string]simulate.States{"faults": simulate.StatesNone, "changes": simulate.StatesOnly} {
		before, rest, found := strings.Cut(page, "<!-- "+mark+" -->\n")
		_, after, ended := strings.Cut(rest, "<!-- end -->\n")
		if !found || !ended {
			t.Fatalf("the page has no place for %s", mark)
		}
		page = before + "<!-- " + mark + " -->\n\n" + table(simulate.Faults(states)) + "\n<!-- end -->\n" + after
	}
	switch {
	case page == string(text):
	case os.Getenv("UPDATE") == "1":
		err = os.WriteFile(name, []byte(page), 0o600)
	default:
		t.Error("the tables of docs/simulate.md are old; UPDATE=1 go test ./internal/simulate rewrites them")
	}
	if err != nil {
		t.Fatal(err)
	}
}
