package report_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"github.com/Huzefaaa2/subsim/internal/proofread"
	"github.com/Huzefaaa2/subsim/internal/report"
	"github.com/Huzefaaa2/subsim/replay"
	"github.com/Huzefaaa2/subsim/scenarios"
)

// pageOf writes files as a page.
func pageOf(tb testing.TB, files ...report.File) string {
	tb.Helper()
	return write(tb, "html", files, tallyOf(files, "", ""))
}

// defined is what every page holds and pictures refer to.
var defined = regexp.MustCompile(`(?s)<svg width="0".*?</svg>`)

// TestThePageIsKept keeps a page to be read and looked at; UPDATE=1 rewrites it.
func TestThePageIsKept(t *testing.T) {
	text := defined.ReplaceAllString(pageOf(t, stories(t)...), "<!-- the plates -->")
	file := filepath.Join("testdata", "stories.html")
	if os.Getenv("UPDATE") == "1" {
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(file); err != nil || string(kept) != text {
		t.Errorf("%s is not what is written now (%v); UPDATE=1 go test ./internal/report rewrites it; look at it", file, err)
	}
}

func TestPagesAreForEverybody(t *testing.T) {
	files := stories(t)
	for _, page := range []string{pageOf(t, files...), pageOf(t, files[:1]...), pageOf(t, files[2:3]...), pageOf(t)} {
		for _, complaint := range proofread.Page(page) {
			t.Error(complaint)
		}
	}
	proofread.Bites(t, pageOf(t, files...))
}

func TestPagesTellTheWhole(t *testing.T) {
	page := pageOf(t, stories(t)...)
	for why, want := range map[string]string{
		"the verdict":               "<h1>broke</h1>",
		"the counts":                "<p>8 scenarios: 2 held, 6 broke, 5 pieces of bad input</p>",
		"an index":                  `<a href="#broke-1">A late success is taken for a revival</a>`,
		"what broke":                `<p class="says">step 2 of 2: expected active, got cancelled <small>stories/breaks.subsim.yaml:5:30</small></p>`,
		"where, with the place":     "^^^^^^ got cancelled",
		"why":                       "<dt>because</dt><dd>expired or cancelled, and the event does not bring it back",
		"what is legal":             "<dt>legal in cancelled</dt><dd>lose_contact, reactivate</dd>",
		"the way":                   "<dt>shortest legal route to active</dt><dd>reactivate</dd>",
		"that there is none":        "<dt>shortest legal route to trial</dt><dd>there is none</dd>",
		"what to type":              "<dd>subsim replay -v stories/breaks.subsim.yaml:1</dd>",
		"a step that was refused":   `<th scope="row"><code>recover</code></th><td>cancelled</td><td class="bad">rejected (ended)</td>`,
		"a step with its instant":   `<td>2026-03-01 00:00</td><th scope="row"><code>schedule_cancellation</code></th><td>grace_period → grace_period`,
		"a deadline":                "<dt>next deadline</dt><dd>suspend at 2026-03-08 00:00</dd>",
		"the order of a race":       "<dt>breaks in this order</dt><dd>cancel, recover</dd>",
		"the picture of its path":   `aria-label="The path from past_due to cancelled through the machine`,
		"what cannot be read":       `<h3>&#34;activat&#34; is not the name of an event <small>slips.yaml:2:17</small></h3>`,
		"a file that is not there":  "<h3>no such file <small>gone.yaml</small></h3>",
		"the cells":                 `<caption>How often scenarios exercise each event in each state, profile standard</caption>`,
		"the cells of others":       "<summary>standard without recover, resume, reactivate, observe_active: 1 of 198",
		"what held":                 `<summary>A trial converts <small>./stories/holds.subsim.yaml:1</small></summary>`,
		"what is wrong with it yet": "<dt>warning</dt>",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%s: no %s", why, want)
		}
	}
	if broke, held := strings.LastIndex(page, `<article id="broke-`), strings.Index(page, `<details class="held">`); broke > held {
		t.Error("what held comes before what broke")
	}
}

// corpus plays what is built in.
func corpus(t *testing.T) []report.File {
	all, err := replay.ParseFS(scenarios.Corpus)
	if err != nil {
		t.Fatal(err)
	}
	var files []report.File
	player := replay.NewPlayer()
	for _, s := range all {
		if n := len(files); n == 0 || files[n-1].Name != s.File() {
			files = append(files, report.File{Name: s.File()})
		}
		trace, err := player.Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		last := &files[len(files)-1]
		last.Results = append(last.Results, report.Result{Scenario: s, Trace: trace, Failure: replay.Judge(s, trace)})
	}
	return files
}

// TestTheWholeCorpusFitsAPage: every scenario with its steps and its picture, in a
// file that opens quickly.
func TestTheWholeCorpusFitsAPage(t *testing.T) {
	files := corpus(t)
	page := pageOf(t, files...)
	t.Logf("%d files, %d bytes", len(files), len(page))
	if len(page) > 3<<20 {
		t.Errorf("%d bytes are too many", len(page))
	}
	pictures, told := strings.Count(page, `class="machine path"`), 0
	for _, f := range files {
		for _, r := range f.Results {
			if told++; !strings.Contains(page, "<small>"+r.Scenario.Place()+"</small>") {
				t.Errorf("%s is not there", r.Scenario.Place())
			}
		}
	}
	if pictures != told {
		t.Errorf("%d pictures of %d scenarios", pictures, told)
	}
	for _, complaint := range proofread.Page(page) {
		t.Error(complaint)
	}
}

// TestPagesAreBounded: however many scenarios there are, and however long, the page
// opens, and says what is left out.
func TestPagesAreBounded(t *testing.T) {
	long := play(t, "long.subsim.yaml", "name: "+strings.Repeat("long ", 500)+"\nstart: active\nsteps:\n"+strings.Repeat("  - event: renew\n", 500)+"  - expect: active\n")
	broken := play(t, "broken.subsim.yaml", strings.ReplaceAll(breaks, "A race", strings.Repeat("A long race ", 100)))
	slip := play(t, "slips.yaml", slips)
	const told, all = 100 << 10, 200 << 10
	var b strings.Builder
	w, tally := report.Bounded(&b, told, all), &report.Tally{}
	for range 200 {
		for _, f := range []report.File{long, long, long, broken, slip} {
			tally.Add(f)
			if err := w.File(f); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.End(tally); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	if most := 3*all + 200<<10; len(page) > most {
		t.Errorf("%d bytes, more than %d", len(page), most)
	}
	for _, want := range []string{
		"; 460 more events</caption>", `<p class="line">`, "that broke; subsim replay --format json tells of all", "that held; subsim replay", "of bad input; subsim replay",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	if rows := strings.Count(page, `<tr><th scope="row" class="prose">`); rows != 50 {
		t.Errorf("the index has %d rows", rows)
	}
}

// TestNothingHostileGetsThrough: what stands in a file opens no tag and moves no
// cursor.
func TestNothingHostileGetsThrough(t *testing.T) {
	const hostile = `"</pre></style><script>alert(1)</script><img src=x onerror=y> ]]>{{.}}"`
	invisible := strings.Replace(hostile, "]]>", `\x1b[31m\u202e`, 1) // refused, and told of
	text := "name: " + hostile + "\nabout: " + hostile + "\ntags: [" + hostile + "]\nprofile: {without: [resume]}\nstart: active\nsteps: [{event: cancel, id: " + hostile + ", expect: %s}]\n"
	files := []report.File{
		play(t, "<b>&\x1b.yaml", strings.Replace(text, "%s", "active", 1)),
		play(t, "<i>.yaml", strings.Replace(text, "%s", "cancelled", 1)),
		play(t, "<u>.yaml", "name: "+invisible+"\n"+invisible+": 1\nsteps: [{event: "+invisible+"}]\n"),
	}
	page := write(t, "html", files, tallyOf(files, report.StoppedByFailFast, "<script>\x1b"))
	for _, live := range []string{"<script", "<img", "<b>", "<i>", "<u>", "{{.}}}"} {
		if strings.Contains(page, live) {
			t.Errorf("%s stands in the page", live)
		}
	}
	if i := strings.IndexFunc(page, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || r == '\u202e') }); i >= 0 {
		t.Errorf("a control character stands in the page: %q", page[max(0, i-40):i+4])
	}
	for _, complaint := range proofread.Page(page) {
		t.Error(complaint)
	}
	for i, n := range []int{1, 1, 0} {
		if len(files[i].Results) != n || (n == 0) != (len(files[i].Problems) > 0) {
			t.Errorf("%q is not what it was meant to be: %v", files[i].Name, files[i].Problems)
		}
	}
}
