package cli

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// TestCoverInterrupted wants a survey that was cut short to say so, and to write
// no scenarios for what it did not see.
func TestCoverInterrupted(t *testing.T) {
	t.Chdir("../..")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		flag, want string
	}{
		{"--min=100", "partial: interrupted in file "}, // whichever of those read side by side sees it first
		{"--missing", ""},
	} {
		var out, err bytes.Buffer
		code := Run(ctx, []string{"cover", "scenarios", test.flag}, Streams{In: strings.NewReader(""), Out: &out, Err: &err})
		if code != exitInterrupted || !strings.Contains(out.String(), test.want) || test.want == "" && out.Len() > 0 {
			t.Errorf("%s: exit code %d\n%s%s", test.flag, code, &out, &err)
		}
	}
}

// TestPercent reads what is asked for exactly, and nothing that is unclear.
func TestPercent(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"a whole number", "80", "80"},
		{"a decimal one, kept exactly", "99.9", "999/10"},
		{"all", "100", "100"},
		{"none", "0", "0"},
		{"more than all", "100.1", ""},
		{"less than none", "-1", ""},
		{"a fraction", "1/2", ""},
		{"an exponent", "1e1", ""},
		{"a comma", "99,9", ""},
		{"a sign", "+5", ""},
		{"nothing", "", ""},
		{"no number", "NaN", ""},
	} {
		var f percentFlag
		got := ""
		if err := f.Set(test.text); err == nil {
			got = f.RatString()
		}
		if got != test.want {
			t.Errorf("%s: %q is read as %q, want %q", test.why, test.text, got, test.want)
		}
	}
}
