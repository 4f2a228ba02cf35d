package ink_test

import (
	"encoding/json"
	"encoding/xml"
	"reflect"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/ink"
)

func TestJUnitCountsItsCases(t *testing.T) {
	var b strings.Builder
	j := ink.NewJUnit(&b)
	cases := []ink.TestCase{
		{Name: "held"},
		{Name: "failed", Outcome: ink.OutcomeFailure, Message: "a<b>&\"\n", Body: "]]></failure>\x1b[31m\n\"x\""},
		{Name: "broken", Outcome: ink.OutcomeError},
		{Name: "passed over", Outcome: ink.OutcomeSkipped},
		{Name: "passed over too", Outcome: ink.OutcomeSkipped},
	}
	if err := j.Suite("a&b", "", cases); err != nil {
		t.Fatal(err)
	}
	if err := j.Close(); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Suites []struct {
			Name     string `xml:"name,attr"`
			Tests    int    `xml:"tests,attr"`
			Failures int    `xml:"failures,attr"`
			Errors   int    `xml:"errors,attr"`
			Skipped  int    `xml:"skipped,attr"`
			Cases    []struct {
				Failure string `xml:"failure"`
			} `xml:"testcase"`
		} `xml:"testsuite"`
	}
	if err := xml.Unmarshal([]byte(b.String()), &read); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	s := read.Suites[0]
	if s.Name != "a&b" || s.Tests != 5 || s.Failures != 1 || s.Errors != 1 || s.Skipped != 2 {
		t.Errorf("%+v", s)
	}
	if got, want := s.Cases[1].Failure, "]]></failure>\ufffd[31m\n\"x\""; got != want {
		t.Errorf("the body is read back as %q, want %q", got, want)
	}
}

func TestFenced(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"a plain text", "a\n", "```text\na\n```\n"},
		{"a text that would close the block", "a\n```\n````", "`````text\na\n```\n````\n`````\n"},
	} {
		if got := ink.Fenced("text", test.text); got != test.want {
			t.Errorf("%s: %q, want %q", test.why, got, test.want)
		}
	}
}

func TestClipped(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"it fits", "abcd", "abcd"},
		{"it does not", "abcde", "abcd..."},
		{"a letter lies across the end", "abcéf", "abc..."},
	} {
		if got := ink.Clipped(test.text, 4, "..."); got != test.want {
			t.Errorf("%s: %q, want %q", test.why, got, test.want)
		}
	}
}

func TestColoursObeyTheCallerAlone(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	if on := ink.NewPalette(true); !strings.Contains(on.Alarm.Sprint("x"), "\x1b[") {
		t.Error("a colour that is on does not paint")
	}
	if off := ink.NewPalette(false); off.Alarm.Sprint("x")+off.Plain.Sprint("y") != "xy" {
		t.Error("a colour that is off paints")
	}
}

func TestVisible(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"nothing is hidden", "{\"a\": \"<é>\"}\n", "{\"a\": \"<é>\"}\n"},
		{"a sequence that a terminal obeys", "\"\u009b5m\u007f\"", `"\u009b5m\u007f"`},
		{"letters turned round", "\"a\u202eb\u202e\"\n", "\"a\\u202eb\\u202e\"\n"},
		{"a character beyond sixteen bits", "\"\U000e0001x\"", `"\udb40\udc01x"`},
	} {
		got := string(ink.Visible([]byte(test.text)))
		var before, after any
		if json.Unmarshal([]byte(test.text), &before) != nil || json.Unmarshal([]byte(got), &after) != nil || !reflect.DeepEqual(before, after) {
			t.Errorf("%s: %q is not the same document", test.why, got)
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.why, got, test.want)
		}
	}
}
