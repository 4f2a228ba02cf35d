package conformance_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/internal/adapter"
)

func TestPython(t *testing.T) {
	argv := []string{"python3", os.Getenv("ADAPTER")}
	if f := os.Getenv("FAULT"); f != "" {
		argv = append(argv, f)
	}
	a := adapter.Stdio(context.Background(), argv, adapter.Model{Version: 1, Digest: "sha256:0"}, adapter.Limits{})
	start := time.Now()
	r, err := conformance.Check(context.Background(), a, conformance.Options{Level: 3})
	if err != nil {
		t.Fatal(err)
	}
	t.Log(time.Since(start), r.Verdict, r.Because, r.Levels)
	for _, f := range r.Findings {
		t.Log(f.Key(), f.Events, f.Message, f.Evidence)
	}
	if r.Learned != nil {
		t.Log(r.Learned.Complete, r.Learned.Because, r.Learned.Queries, len(r.Learned.Rows))
		for _, d := range r.Learned.Differences {
			t.Log("   learned", d.Kind, d.Cell, d.Event, d.Witness)
		}
	}
}
