package docket_test

import (
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/proofread"
)

func TestPagesAreForEverybody(t *testing.T) {
	page := formats[5]
	for name, s := range samples() {
		for _, complaint := range proofread.Page(written(t, page, s)) {
			t.Errorf("%s: %s", name, complaint)
		}
	}
	proofread.Bites(t, written(t, page, samples()["impossible"]))
}

// TestPagesTellTheWhole looks for what must stand in a page.
func TestPagesTellTheWhole(t *testing.T) {
	for name, wants := range map[string][]string{
		"impossible": {
			"<h1>impossible</h1>", "<code>renew in cancelled</code>", "missing, before line 1204331: reactivate", "20 more first findings were counted and are not listed here. 1 finding was",
			`id="astray-cancelled-trial"`, "70.2 %", "under 0.1 %", "Cells exercised: 8 of 198", ">17.5M</td>",
		},
		"undecided": {"<h1>undecided</h1>", "events.csv:14-16", "trialing: trial", "(does not count against the log)"},
		"partial":   {"<h1>undecided <small>partial</small></h1>"},
		"states":    {"may be in several", "beginning midway"},
		"hostile":   {"<small>partial</small>", "&lt;script&gt;"},
		"possible":  {"<h1>possible</h1>", `<header class="good">`},
	} {
		text := written(t, formats[5], samples()[name])
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}
}
