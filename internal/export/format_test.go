package export

import (
	"encoding/json"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

func TestFormatsAreListedOnce(t *testing.T) {
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
		if f.About == "" || strings.ContainsAny(f.About, "\n.") || len(f.About) > 80 {
			t.Errorf("%s: about is to be one short line without a full stop: %q", f.Name, f.About)
		}
	}
	if want := []string{"cells", "json", "mermaid", "dot", "xstate", "scxml", "markdown"}; !slices.Equal(names, want) {
		t.Errorf("formats %v, want %v", names, want)
	}
	Formats()[0].Name = "changed"
	if Formats()[0].Name != "cells" {
		t.Error("a caller can change the registry")
	}
}

func TestSameBytes(t *testing.T) {
	for _, p := range fsm.Profiles() {
		for _, f := range Formats() {
			text := write(t, f, fsm.NewTable(p))
			if !strings.HasSuffix(text, "\n") || strings.Contains(text, "\r") || strings.HasSuffix(text, "\n\n") {
				t.Errorf("%s of %s does not end in one newline", f.Name, p.Name())
			}
			if again := write(t, f, fsm.NewTable(p)); again != text {
				t.Errorf("%s of %s is not the same twice", f.Name, p.Name())
			}
		}
	}
}

// A full disk is the writer's to report and ours to pass on.
type full struct{}

var errFull = errors.New("no space left")

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorsArePassedOn(t *testing.T) {
	for _, f := range Formats() {
		if err := f.Write(full{}, fsm.NewTable(fsm.Standard())); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v, want %v", f.Name, err, errFull)
		}
	}
}

// A profile's name is anybody's choice; it must not escape from its place.
func TestHostileProfileName(t *testing.T) {
	hostile := "a\"b\n}\n[*] --> cancelled : `|` <script> %%{init}%% */"
	p, err := fsm.NewProfile(hostile, "trial")
	if err != nil {
		t.Fatal(err)
	}
	tame, err := fsm.NewProfile("tame", "trial")
	if err != nil {
		t.Fatal(err)
	}
	table := fsm.NewTable(p)
	for _, f := range Formats() {
		got, want := write(t, f, table), write(t, f, fsm.NewTable(tame))
		if strings.Count(got, "\n") != strings.Count(want, "\n") {
			t.Errorf("%s: the name breaks a line", f.Name)
		}
		heading, _, _ := strings.Cut(got, "\n")
		if f.Name == "markdown" && strings.Contains(heading, "<script>") {
			t.Error("markdown: the name begins a tag")
		}
	}
	var model struct{ Profile struct{ Name string } }
	if err := json.Unmarshal([]byte(write(t, format(t, "json"), table)), &model); err != nil || model.Profile.Name != hostile {
		t.Errorf("json: the name came back as %q, %v", model.Profile.Name, err)
	}
}

// Ids and words that Mermaid and Graphviz would take for their own.
func TestPictureIDsAreSafe(t *testing.T) {
	reserved := []string{"state", "note", "end", "direction", "class", "style", "graph", "digraph", "subgraph", "node", "edge", "strict", "default"}
	safe := regexp.MustCompile(`^[a-z][a-z_]*$`)
	seen := map[string]bool{}
	for _, n := range newPicture(fsm.NewTable(fsm.Standard())).nodes {
		if !safe.MatchString(n.id) || slices.Contains(reserved, n.id) || seen[n.id] {
			t.Errorf("%q is no safe id of a node", n.id)
		}
		seen[n.id] = true
	}
}

func TestTextIsEscaped(t *testing.T) {
	for _, test := range []struct {
		escape          func(string) string
		text, want, why string
	}{
		{mermaidText, "observe_S [x]", "observe_S #91;x#93;", "brackets open a shape"},
		{mermaidText, "a;b#c\n<d>", "a#59;b#35;c#10;#60;d#62;", "a semicolon ends the statement"},
		{mermaidText, "plain_name, other", "plain_name, other", "what is safe stays legible"},
		{dotText, `<b> & "c"`, "&lt;b&gt; &amp; &quot;c&quot;", "labels are HTML-like"},
		{MarkdownText, "a|b\n<c>", `a\|b &lt;c>`, "a bar ends the cell"},
	} {
		if got := test.escape(test.text); got != test.want {
			t.Errorf("%q became %q, want %q: %s", test.text, got, test.want, test.why)
		}
	}
}

func TestDigestTellsTablesApart(t *testing.T) {
	digests := map[string]string{}
	for _, p := range fsm.Profiles() {
		digest := Digest(fsm.NewTable(p))
		if other, seen := digests[digest]; seen {
			t.Errorf("%s and %s have the same digest", p.Name(), other)
		}
		digests[digest] = p.Name()
	}
	renamed, err := fsm.NewProfile("renamed", "reactivate")
	if err != nil {
		t.Fatal(err)
	}
	if Digest(fsm.NewTable(renamed)) != Digest(fsm.NewTable(fsm.Strict())) {
		t.Error("a profile's name enters the digest")
	}
}
