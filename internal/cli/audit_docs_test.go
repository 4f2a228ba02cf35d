package cli

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/align"
)

// TestCostsAreTold: the page on audits has the table of costs that are in force, and
// shows the log that its transcripts are of.
func TestCostsAreTold(t *testing.T) {
	const page = "../../docs/audit.md"
	if want := strings.Join(align.Standard().Lines(), "\n") + "\n"; !slices.Contains(blocks(t, page, "text"), want) {
		t.Errorf("docs/audit.md lacks the costs:\n%s", want)
	}
	log, err := os.ReadFile("../../examples/logs/broken.csv")
	if err != nil || !slices.Contains(blocks(t, page, "csv"), string(log)) {
		t.Errorf("docs/audit.md does not show examples/logs/broken.csv (%v):\n%s", err, log)
	}
}
