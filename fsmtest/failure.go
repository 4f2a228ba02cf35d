package fsmtest

import (
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/replay"
)

// failure is the text of a finding: what it is, what was seen, and a scenario file
// that tells what should have been.
func failure(f conformance.Finding, test string) string {
	var text strings.Builder
	what := string(f.Kind)
	if f.Fault != "" {
		what = string(f.Fault)
	}
	fmt.Fprintf(&text, "%s: %s\n", what, f.Message)
	if f.Want != (conformance.Observed{}) {
		fmt.Fprintf(&text, "\nwant %s\n got %s\n", spoken(f.Want), spoken(f.Got))
	}
	if f.Evidence != "" {
		fmt.Fprintf(&text, "\n%s\n", strings.TrimRight(f.Evidence, "\n"))
	}
	if f.Scenario != nil {
		story(&text, f)
	} else if len(f.Events) > 0 {
		fmt.Fprintf(&text, "\nafter %s\n", events(f))
	}
	fmt.Fprintf(&text, "\nrun only this: go test -run '%s'\n", chosen(test))
	return text.String()
}

// story writes the scenario of a finding, and how to replay it.
func story(text *strings.Builder, f conformance.Finding) {
	name := strings.ReplaceAll(f.Cell.String(), "/", "-") + replay.Extension
	fmt.Fprintf(text, "\nseen at step %d of what the reference does; to be saved as %s:\n\n", f.Shown+1, name)
	if err := replay.Format(text, f.Scenario); err != nil {
		fmt.Fprintln(text, err)
	}
	fmt.Fprintf(text, "\nreplay it: subsim replay -v %s\n", name)
}

func events(f conformance.Finding) string {
	var names []string
	for _, e := range f.Events {
		names = append(names, string(e))
	}
	return strings.Join(names, ", ")
}

// spoken is what was seen; nothing where nothing was.
func spoken(o conformance.Observed) string {
	if o == (conformance.Observed{}) {
		return "nothing"
	}
	return o.String()
}

// chosen is the pattern of -run that chooses one test: "^TestX$/^past_due$".
func chosen(test string) string {
	return "^" + strings.ReplaceAll(test, "/", "$/^") + "$"
}
