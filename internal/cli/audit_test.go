package cli

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// found audits a log, and lists its first findings.
func found(t *testing.T, args ...string) (findings []string) {
	t.Helper()
	var out, problems bytes.Buffer
	Run(context.Background(), append([]string{"audit", "--format", "json", "--show-ids"}, args...), Streams{In: strings.NewReader(""), Out: &out, Err: &problems})
	for line := range strings.Lines(out.String()) {
		var f struct {
			Type, Subscription, Reason string
			Line                       int64
			Follows                    bool
		}
		if err := json.Unmarshal([]byte(line), &f); err != nil {
			t.Fatalf("%v: %s\n%s", err, line, &problems)
		}
		if f.Type == "finding" && !f.Follows {
			findings = append(findings, fmt.Sprint(f.Subscription, " ", f.Line, " ", f.Reason))
		}
	}
	return findings
}

// planted reads what a simulation says that it planted.
func planted(t *testing.T, file string) (faults []string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || !slices.Equal(rows[0], []string{"id", "line", "at", "event", "state", "met", "fault", "reason"}) {
		t.Fatalf("the truth has another head: %v %v", rows, err)
	}
	for _, row := range rows[1:] {
		faults = append(faults, fmt.Sprint(row[0], " ", row[1], " ", row[7]))
	}
	return faults
}

// TestAuditFindsWhatIsPlanted: exactly the planted faults are the first findings, with
// their lines and reasons; less is planted than there is, and more, and both show.
func TestAuditFindsWhatIsPlanted(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, row := range []struct {
		why   string
		args  []string
		audit []string
	}{
		{"events", []string{"-o", "log.csv"}, nil},
		{"Parquet, where a line is a row", []string{"-o", "log.parquet"}, nil},
		{"events with their states", []string{"--states", "both", "-o", "log.jsonl"}, nil},
		{"another profile", []string{"--profile", "store", "-o", "log.csv.gz"}, []string{"--profile", "store"}},
		{"with duplicates", []string{"--duplicates", "0.1", "-o", "log.csv"}, nil},
	} {
		log := row.args[len(row.args)-1]
		if output, code := run(append([]string{"simulate", "--subscriptions", "300", "--days", "120", "--faults", "0.1", "--truth", "truth.csv"}, row.args...)...); code != exitHeld {
			t.Fatal(output)
		}
		want, got := planted(t, "truth.csv"), found(t, append(row.audit, log)...)
		if len(want) < 10 || !slices.Equal(got, want) {
			t.Errorf("%s: found\n%s\nplanted\n%s", row.why, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		if slices.Equal(got[1:], want) || slices.Equal(got, want[1:]) {
			t.Errorf("%s: one more or less, and nobody notices", row.why)
		}
	}
}

func TestSuggestions(t *testing.T) {
	for _, row := range []struct{ why, role, name, want string }{
		{"common use", "state", "trialing", "trial"},
		{"another spelling", "state", "canceled", "cancelled"},
		{"an event by the state it leads to", "event", "canceled", "cancel"},
		{"letters of another kind", "state", "PastDue", "past_due"},
		{"spaces", "state", "Grace period", "grace_period"},
		{"what all names begin with", "event", "subscription.renewed", "renew"},
		{"nobody can tell", "state", "incomplete", ""},
		{"a state is no event", "state", "renewed", ""},
		{"a slip", "event", "reactvate", "reactivate"},
		{"no name at all", "state", strings.Repeat("x", 1<<20), ""},
		{"nothing but signs", "event", "--- ...", ""},
	} {
		r := &audit.Result{Unmapped: []audit.Unmapped{{Name: row.name, Role: row.role}}}
		if suggestNames(r); r.Unmapped[0].Suggestion != row.want {
			t.Errorf("%s: %.40q is taken for %q, want %q", row.why, row.name, r.Unmapped[0].Suggestion, row.want)
		}
	}
	for _, common := range []map[string]string{commonStates, commonEvents} {
		for name, meant := range common {
			if name != snake(name) || !slices.Contains(vocabulary(), meant) {
				t.Errorf("%s: %s is no suggestion, or never found", name, meant)
			}
		}
	}
}

func TestColumnsAreSuggested(t *testing.T) {
	for _, row := range []struct {
		why, header, want string
		flags             []string
	}{
		{"common names", "Subscription ID,occurredAt,status", "--id 'Subscription ID' --at occurredAt --state status", nil},
		{"what is there needs no flag", "id,timestamp,event", "--at timestamp", nil},
		{"a slip in a flag", "subscription,at,event", "--id subscription", []string{"--id", "subscrption"}},
		{"nothing near", "x,y,z", "say what they are called: --id, --at, --event, --state", nil},
	} {
		file := filepath.Join(t.TempDir(), "log.csv")
		if err := os.WriteFile(file, []byte(row.header+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		output, code := run(append([]string{"audit", file}, row.flags...)...)
		if code != exitBad || !strings.Contains(strings.Join(strings.Fields(output), " "), row.want) {
			t.Errorf("%s: want %q in\n%s", row.why, row.want, output)
		}
	}
	if likelyColumn(logs.ColumnAt, nil) != "" {
		t.Error("a column of no header is suggested")
	}
}
