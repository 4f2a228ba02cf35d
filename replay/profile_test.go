package replay_test

import (
	"bytes"
	"errors"
	"reflect"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/replay"
)

// TestOwnProfiles wants each profile to come out of a scenario as it was meant,
// and to be written as shortly as can be.
func TestOwnProfiles(t *testing.T) {
	for _, test := range []struct{ why, text, name, without, written string }{
		{"cells after the rest", "{without: [suspended/fail_renewal, reactivate]}",
			"standard without reactivate, suspended/fail_renewal", "reactivate suspended/fail_renewal", "{without: [reactivate, suspended/fail_renewal]}"},
		{"before the start", "{without: [none/lose_contact]}", "standard without none/lose_contact", "none/lose_contact", "{without: [none/lose_contact]}"},
		{"a cell that is gone already", "{without: [suspended/resume, suspended]}", "standard without suspended", "suspended", "{without: [suspended]}"},
		{"a name of its own", "{name: acme, without: [suspended/resume]}", "acme", "suspended/resume", "{name: acme, without: [suspended/resume]}"},
		{"a name, and nothing is dropped", "{name: acme, without: []}", "acme", "", "{name: acme, without: []}"},
		{"a name that looks like something else", "{name: '7', without: [trial]}", "7", "trial", "{name: '7', without: [trial]}"},
		{"a built-in one, written out", "{name: strict, without: [reactivate]}", "strict", "reactivate", "strict"},
		{"the same without the name is called otherwise", "{without: [reactivate]}", "standard without reactivate", "reactivate", "{without: [reactivate]}"},
		{"the whole table", "{name: standard, without: []}", "standard", "", ""},
	} {
		s := parse(t, "name: x\nprofile: "+test.text+"\nsteps: [{event: activate, expect: active}]\n")
		if got := strings.Join(s.Profile.Without(), " "); s.Profile.Name() != test.name || got != test.without {
			t.Errorf("%s: %q, without %q", test.why, s.Profile.Name(), got)
		}
		checkFormat(t, s)
		var text strings.Builder
		if err := replay.Format(&text, s); err != nil || test.written != "" != strings.Contains(text.String(), "\nprofile: "+test.written+"\n") {
			t.Errorf("%s: %v, written as\n%s", test.why, err, text.String())
		}
	}
}

// TestBadProfiles wants every slip at its own place.
func TestBadProfiles(t *testing.T) {
	for _, test := range []struct{ why, without, want string }{
		{"a misspelt state", "[suspnded/cancel]", `1:11: "suspnded" is not the name of a state (did you mean suspended?)`},
		{"a misspelt event", "['trial/cancl']", `1:18: "cancl" is not the name of an event (did you mean cancel?)`},
		{"both, each at its place", "[Trial/Cancel]", "1:11: \"Trial\" is not the name of a state (did you mean trial?)\n1:17: \"Cancel\" is not the name of an event (did you mean cancel?)"},
		{"the wrong way round", "[cancel/trial]", "1:11: \"cancel\" is not the name of a state (cancel is an event; it leads to cancelled)\n1:18: \"trial\" is not the name of an event (trial is a state; start_trial leads to it)"},
		{"no state", "[/cancel]", `1:11: "" is not the name of a state`},
		{"no event", "[trial/]", `1:17: "" is not the name of an event`},
		{"three parts", "[trial/cancel/now]", `1:17: "cancel/now" is not the name of an event`},
		{"nothing is removed", "[renew, none/renew]", "1:18: standard rejects renew in none already, so none/renew removes nothing"},
		{"neither state nor event", "[grace]", `1:11: "grace" is not the name of a state, an event or a cell`},
		{"a list inside", "[[trial]]", "1:11: an entry of without is the name of a state, an event or a cell (got a list)"},
		{"no list", "trial", "1:10: without is a list (got a text)"},
		{"a cell that is no list", "trial/cancel", "1:10: without is a list (got a text)"},
		{"a name that is taken", "[trial], name: strict", `1:25: "strict" is the name of a built-in profile, and this is another`},
		{"standard is taken too", "[trial/cancel], name: standard", `1:32: "standard" is the name of a built-in profile, and this is another`},
		{"a name that is empty", "[trial], name: ''", "1:25: name is empty"},
		{"a name of two lines", `[trial], name: "a\nb"`, "1:25: name is one line of text (it holds a line break or an invisible character)"},
		{"a slip in a key", "[trial], nmae: acme", `1:19: unknown key "nmae" in a profile (did you mean name?)`},
		{"all at once", "[trail, tria/cancel, cancelled/renew], name: ''", "1:11: \"trail\" is not the name of a state, an event or a cell (did you mean trial?)\n1:18: \"tria\" is not the name of a state (did you mean trial?)\n1:31: standard rejects renew in cancelled already, so cancelled/renew removes nothing\n1:55: name is empty"},
	} {
		_, err := replay.Parse("x", []byte("profile: {without: "+test.without+"}\nname: a\nsteps: [{event: activate, expect: active}]\n"))
		want := "x:" + strings.ReplaceAll(test.want, "\n", "\nx:")
		if got := behind(t, err, "profile: {"); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", test.why, got, want)
		}
	}
}

// behind lists problems, their columns counted behind a text.
func behind(t *testing.T, err error, text string) string {
	t.Helper()
	var problems diag.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("no problems: %v", err)
	}
	for _, p := range problems {
		p.Span.Column -= len(text)
	}
	return problems.Error()
}

func TestParseProfile(t *testing.T) {
	text := "\ufeff# Frozen.\nname: acme\nabout: |\n  Refuses what does not matter.\n\n  And more.\nwithout:\n  - suspended/fail_renewal\n  - reactivate # never\n"
	f, err := replay.ParseProfile("acme.profile.yaml", []byte(text))
	want, _ := fsm.NewProfile("acme", "reactivate", "suspended/fail_renewal")
	if err != nil || f.Profile != want || f.About != "Refuses what does not matter.\n\nAnd more." || len(f.Warnings) > 0 {
		t.Errorf("%+v, %v", f, err)
	}
	f, err = replay.ParseProfile("x", []byte("name: x\nwithout: [suspended/cancel, unknown/observe_trial]\n"))
	if err != nil || len(f.Warnings) != 2 || !strings.HasPrefix(f.Warnings[0].Error(), "x:2:10: the profile breaks a law: law 6") || !strings.HasPrefix(f.Warnings[1].Error(), "x:2:10: the profile breaks a law: law 7") {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestParseProfileRefuses(t *testing.T) {
	for _, test := range []struct{ why, text, want string }{
		{"nothing", "", "x: the file holds no profile"},
		{"a comment", "# later\n", "x: the file holds no profile"},
		{"an empty document", "---\n", "x: the file holds no profile"},
		{"no name", "without: [trial]\n", "x:1:1: the profile has no name"},
		{"an empty name", "name:\nwithout: [trial]\n", `x:1:1: key "name" has no value`},
		{"not without anything", "name: acme\n", "x:1:1: the profile does not say what it is without"},
		{"a list", "[trial]\n", "x:1:1: a profile file is a mapping (got a list)"},
		{"a scenario", "name: a\nsteps: []\n", "x:1:1: the profile does not say what it is without\nx:2:1: unknown key \"steps\" in a profile file"},
		{"a slip in a key", "Name: acme\nwithout: [trial]\n", `x:1:1: unknown key "Name" in a profile file (did you mean name?)`},
		{"a key twice", "name: acme\nwithout: [trial]\nwithout: [renew]\n", `x:3:1: key "without" stands twice`},
		{"two of them", "name: acme\nwithout: [trial]\n---\nname: b\nwithout: [renew]\n", "x:3:1: the file holds more than one profile"},
		{"an anchor", "name: acme\nwithout: &x [trial]\n", "x:2:10: anchors and aliases are no part of the scenario language"},
		{"no YAML", "name: acme\nwithout: [trial\n", "x:2:10: not valid YAML"},
		{"a cell", "name: acme\nwithout:\n  - \"trial/recver\"\n", `x:3:12: "recver" is not the name of an event (did you mean recover?)`},
		{"the name of another", "name: store\nwithout: [trial]\n", `x:1:7: "store" is the name of a built-in profile, and this is another`},
		{"no text", "name: a\x00\n", "x:1:8: the file holds a NUL byte"},
		{"too much", "name: acme\nwithout: [" + strings.Repeat("trial, ", 10000) + "]\n", "x: the profile is larger than 64 KiB"},
		{"more than is listed", "name: acme\nwithout: [" + strings.Repeat("x/y, ", 60) + "]\n", "more problems than are listed here"},
	} {
		f, err := replay.ParseProfile("x", []byte(test.text))
		if f != nil || err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %+v, %v; want %s", test.why, f, err, test.want)
		}
	}
}

// TestFormatProfile: the built-in profiles and those of one's own are written as
// they read.
func TestFormatProfile(t *testing.T) {
	var text strings.Builder
	own, err := fsm.NewProfile("acme", "suspended/fail_renewal", "trial")
	if err == nil {
		err = replay.FormatProfile(&text, own, "What it refuses: much.")
	}
	const want = "name: acme\nabout: 'What it refuses: much.'\nwithout:\n  - trial\n  - suspended/fail_renewal\n"
	if err != nil || text.String() != want {
		t.Errorf("%v\n%s\nwant\n%s", err, text.String(), want)
	}
	everything, _ := fsm.NewProfile("", fsm.Droppable()[30:]...)
	for _, p := range append(fsm.Profiles(), everything) {
		checkProfile(t, &replay.ProfileFile{Profile: p, About: "a\n\n---\nb"})
	}
}

func checkProfile(t *testing.T, f *replay.ProfileFile) {
	t.Helper()
	var text bytes.Buffer
	if err := replay.FormatProfile(&text, f.Profile, f.About); err != nil {
		t.Fatal(err)
	}
	again, err := replay.ParseProfile("again", text.Bytes())
	if err != nil || again.Profile != f.Profile || again.About != f.About {
		t.Fatalf("%+v\nis written as\n%s\nand read back as\n%+v\n%v", f, text.String(), again, err)
	}
}

// FuzzParseProfile wants every input to end in a profile that is written as it
// reads, or in problems whose places are in the file.
func FuzzParseProfile(f *testing.F) {
	for _, seed := range []string{
		"name: acme\nabout: x\nwithout: [reactivate, suspended/fail_renewal]\n",
		"name: ' a'\nabout: |\n  # x\n\n  - y\nwithout:\n  - none/lose_contact\n  - 'Trial/Cancel'\n",
		"\ufeffname: strict\r\nwithout: [reactivate]\r\n---\n...\n",
		"{name: \"\\e\", without: [\"tr\\x69al/cancel\", /, a/b/c, [x], ~]}",
		"name: &a x\nwithout: *a\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		got, err := replay.ParseProfile("fuzz.yaml", text)
		if (err == nil) != (got != nil) {
			t.Fatalf("%+v and error %v", got, err)
		}
		if err != nil {
			checkProblems(t, string(text), err)
			return
		}
		checkProfile(t, got)
		if again, err := replay.ParseProfile("fuzz.yaml", text); err != nil || !reflect.DeepEqual(again, got) {
			t.Fatalf("read again it is %+v, %v", again, err)
		}
	})
}
