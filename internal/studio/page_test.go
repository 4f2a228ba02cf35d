package studio

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/picture"
	"github.com/Huzefaaa2/subsim/replay"
)

// read reads a part of the page.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := page.ReadFile("page/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// script is all that the page runs.
func script(t *testing.T) (text string) {
	t.Helper()
	names, err := fs.Glob(page, "page/*.js")
	if err != nil || len(names) < 10 {
		t.Fatalf("only %d scripts: %v", len(names), err)
	}
	for _, name := range names {
		text += read(t, path.Base(name))
	}
	return text
}

// vocabulary is every name that only the model may know.
func vocabulary() []string {
	words := slices.Concat(names(fsm.States()), names(fsm.Events()), names(fsm.Verdicts()), names(fsm.Reasons()))
	return slices.DeleteFunc(words, func(word string) bool {
		return word == "profile" || word == "gap" // are also parts of the page
	})
}

// known lists the names of the model that a script holds as texts of its own:
// quoted whole, as a member, or with their underscores anywhere.
func known(script string) []string { return knowing.FindAllString(script, -1) }

var knowing = func() *regexp.Regexp {
	words := strings.Join(vocabulary(), "|")
	long := strings.Join(slices.DeleteFunc(vocabulary(), func(word string) bool { return !strings.Contains(word, "_") }), "|")
	return regexp.MustCompile("[\"'`](" + words + ")[\"'`]|[.](" + words + `)\b|\b(` + words + `)\s*:|` + long)
}()

// TestThePageKnowsNoVocabulary: what can happen, and what comes of it, the page has
// from the server.
func TestThePageKnowsNoVocabulary(t *testing.T) {
	if found := known(script(t)); len(found) > 0 {
		t.Errorf("the page knows %s", strings.Join(found, ", "))
	}
	for _, slip := range []string{`if (now.state === "active")`, `const to = { trial: 1 }`, `next.expired`, "`past_due`", `// observe_trial`, `a.verdict === 'applied'`} {
		if len(known(slip)) == 0 {
			t.Errorf("nobody notices %s", slip)
		}
	}
}

// offences lists what the page's policy would not let through, or what would ask
// somebody else.
func offences(text string) []string {
	text = regexp.MustCompile(`xmlns="[^"]+"`).ReplaceAllString(text, "") // the name of a language
	return regexp.MustCompile(`\w+://|<style|<script>|\sstyle=|\son[a-z]+=|javascript:|innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|localStorage|sessionStorage|indexedDB|@import|url\(`).FindAllString(text, -1)
}

// TestThePageIsByItself: nothing in it runs inline, asks elsewhere, makes markup of
// texts or keeps anything in the browser.
func TestThePageIsByItself(t *testing.T) {
	svg, style, err := drawn(fsm.Standard())
	if err != nil || len(style) < 100 {
		t.Fatalf("the picture has no style: %v", err)
	}
	for name, text := range map[string]string{"page.html": read(t, "page.html"), "page.css": read(t, "page.css"), "the script": script(t), "icon.svg": read(t, "icon.svg"), "the picture": svg, "its style": style} {
		if found := offences(text); len(found) > 0 {
			t.Errorf("%s holds %q", name, found)
		}
	}
	for _, slip := range []string{`<img src="ftp:` + `//elsewhere/">`, `<p style="color:red">`, `<a onclick="x()">`, "node.innerHTML = text", "<script>x()</script>"} {
		if len(offences(slip)) == 0 {
			t.Errorf("nobody notices %s", slip)
		}
	}
}

var (
	asksFor  = regexp.MustCompile(`\$\("([\w-]+)"\)`)
	hasID    = regexp.MustCompile(`\sid="([\w-]+)"`)
	refersTo = regexp.MustCompile(`\s(?:for|aria-labelledby|aria-describedby|href)="#?([a-z][\w-]*)"`)
)

// TestThePageHasWhatItsScriptAsksFor compares the ids of the two; each stands once.
func TestThePageHasWhatItsScriptAsksFor(t *testing.T) {
	markup, there := read(t, "page.html"), map[string]bool{}
	for _, id := range hasID.FindAllStringSubmatch(markup, -1) {
		if there[id[1]] {
			t.Errorf("the id %s stands twice", id[1])
		}
		there[id[1]] = true
		if strings.HasPrefix(id[1], "state-") || strings.HasPrefix(id[1], "edge-") || id[1] == "live" {
			t.Errorf("the id %s could be one of the picture's", id[1])
		}
	}
	asked := asksFor.FindAllStringSubmatch(script(t), -1)
	for _, id := range append(asked, refersTo.FindAllStringSubmatch(markup, -1)...) {
		if !there[id[1]] {
			t.Errorf("the page has no %s", id[1])
		}
	}
	if len(asked) < 50 {
		t.Errorf("only %d were found", len(asked))
	}
}

// TestTheFreshSessionHolds: the first thing that is seen is no failure, and has
// deadlines.
func TestTheFreshSessionHolds(t *testing.T) {
	told, err := tell(t.Context(), fresh, 1)
	if err != nil {
		t.Fatal(err)
	}
	if s := told.story(-1); !s.Held || len(s.Policy) == 0 || s.Now.At != "none" {
		t.Errorf("%+v", s)
	}
}

func TestEveryEventIsInOneGroup(t *testing.T) {
	var grouped []fsm.Event
	for _, g := range groups {
		grouped = append(grouped, g.events...)
	}
	all := fsm.Events()
	slices.Sort(all)
	slices.Sort(grouped)
	if !slices.Equal(all, grouped) {
		t.Errorf("grouped are %v", grouped)
	}
}

// TestEveryStepHasItsPlaceInThePicture tries every cell of every profile.
func TestEveryStepHasItsPlaceInThePicture(t *testing.T) {
	own, err := fsm.NewProfile("own", "expired", "resume", "active/suspend")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, p := range append(fsm.Profiles(), own) {
		svg, _, err := drawn(p)
		if err != nil {
			t.Fatal(err)
		}
		table := fsm.NewTable(p)
		for _, c := range table.Configurations() {
			for _, e := range fsm.Events() {
				step, err := table.Step(c, e)
				if err != nil || step.Verdict() != fsm.VerdictApplied {
					continue
				}
				count++
				for _, id := range []string{boxOf(c.State), boxOf(step.To().State), picture.ID(c.State, e, step.To().State)} {
					if !strings.Contains(svg, fmt.Sprintf("id=%q", id)) {
						t.Errorf("profile %s: %s in %s: the picture has no %s", p.Name(), e, c, id)
					}
				}
			}
		}
	}
	t.Logf("%d steps compared", count)
}

// TestPicturesAreFound: what an answer names is served.
func TestPicturesAreFound(t *testing.T) {
	own, err := fsm.NewProfile("", "expired", "active/suspend")
	if err != nil {
		t.Fatal(err)
	}
	if got := pictureOf(own); !strings.Contains(got, "without=expired&without=active%2Fsuspend") {
		t.Errorf("got %s", got)
	}
	if got := pictureOf(fsm.Strict()); got != "/api/picture?profile=strict" {
		t.Errorf("got %s", got)
	}
}

func TestFileNames(t *testing.T) {
	for name, want := range map[string]string{
		"A trial nobody converts, runs out": "a-trial-nobody-converts-runs-out",
		"../../home/notes":                  "home-notes",
		"Größe 2":                           "größe-2",
		"...":                               "session",
		strings.Repeat("a b", 40):           strings.TrimRight((strings.Repeat("a-b", 40))[:longestName], "-"),
	} {
		if got := fileName(name); got != want+replay.Extension {
			t.Errorf("%q is saved as %s", name, got)
		}
	}
}
