package docket_test

import (
	"regexp"
	"strings"
	"testing"
)

// judgePage says what keeps a page from being read by everybody, or offline.
func judgePage(text string) (complaints []string) {
	say := func(bad bool, what string) {
		if bad {
			complaints = append(complaints, what)
		}
	}
	say(strings.Count(text, "<h1") != 1, "it has not one main heading")
	say(strings.Count(text, "<table") != strings.Count(text, "<caption>"), "a table has no caption")
	say(regexp.MustCompile(`<th>|<th class="[^"]*">`).MatchString(text), "a head of a table has no scope")
	say(strings.Contains(text, "<script") || regexp.MustCompile(`\son[a-z]+=`).MatchString(text), "it holds a script")
	say(!strings.Contains(text, `<html lang="en">`), "it has no language")
	say(regexp.MustCompile(`(href|src)="[^#]|url\(|@import`).MatchString(text), "it needs another file")
	say(!strings.Contains(text, `default-src 'none'`), "it may ask for other files")
	say(!regexp.MustCompile(`<svg[^>]*role="img" aria-labelledby=`).MatchString(text), "the picture has no name")
	for _, m := range regexp.MustCompile(`<h([1-6])`).FindAllStringSubmatch(text, -1) {
		say(m[1] > "3", "a heading skips a level")
	}
	ids := map[string]bool{}
	for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(text, -1) {
		say(ids[m[1]], "two things have the id "+m[1])
		ids[m[1]] = true
	}
	return complaints
}

func TestPagesAreForEverybody(t *testing.T) {
	page := formats[5]
	for name, s := range samples() {
		for _, complaint := range judgePage(written(t, page, s)) {
			t.Errorf("%s: %s", name, complaint)
		}
	}
	text := written(t, page, samples()["impossible"])
	for _, damage := range [][2]string{
		{"<caption>", "<p>"}, {`<th scope="row"`, "<th"}, {"<h1", "<h2"}, {"<main>", "<main><script></script>"}, {"<main>", `<main onclick="x">`},
		{"<main>", `<main><img src="x.png">`}, {"default-src 'none'", "default-src *"}, {` lang="en"`, ""}, {`role="img"`, ""}, {"<main>", `<main id="state-trial">`},
	} {
		if len(judgePage(strings.Replace(text, damage[0], damage[1], 1))) == 0 {
			t.Errorf("%q for %q, and nobody complains", damage[1], damage[0])
		}
	}
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
