package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/report"
)

func TestAnnotations(t *testing.T) {
	files := stories(t)
	const want = `::error file=stories/breaks.subsim.yaml,line=5,col=30,endColumn=35,title=A late success is taken for a revival::step 2 of 2: expected active, got cancelled
::error file=stories/breaks.subsim.yaml,line=10,col=69,endColumn=75,title=A race has losers::step 1 of 1: expected applied, got rejected
`
	if got := write(t, "annotations", files, tallyOf(files, "", "")); !strings.HasPrefix(got, want) {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestAnnotationsEscape writes what would end a property, a command or a line.
func TestAnnotationsEscape(t *testing.T) {
	hostile := "50% a:b,c\r\n::error::d"
	for _, test := range []struct {
		why, want string
		problem   *diag.Problem
	}{
		{"a place", "::error file=x%3A50%25%2Cy,line=3,col=7,endColumn=9,title=bad input::50%25 a:b,c%0D%0A::error::d (n)%0Ahelp: h\n",
			&diag.Problem{Source: &diag.Source{Name: "./x:50%,y"}, Span: diag.Span{Line: 3, Column: 7, Width: 3}, Message: hostile, Note: "n", Help: "h"}},
		{"no width is one character", "::error file=x,line=1,col=1,endColumn=1,title=bad input::m\n",
			&diag.Problem{Source: &diag.Source{Name: "x"}, Span: diag.Span{Line: 1, Column: 1}, Message: "m"}},
		{"the whole file", "::error file=x,title=bad input::m\n", &diag.Problem{Source: &diag.Source{Name: "x"}, Message: "m"}},
		{"a stream is no file", "::error title=bad input::m\n",
			&diag.Problem{Source: &diag.Source{Name: "-"}, Span: diag.Span{Line: 1, Column: 1}, Message: "m"}},
	} {
		files := []report.File{{Name: test.problem.Source.Name, Problems: diag.Problems{test.problem}}}
		if got := write(t, "annotations", files, tallyOf(files, "", "")); got != test.want {
			t.Errorf("%s: got\n%swant\n%s", test.why, got, test.want)
		}
	}
}

// many plays a file of so many scenarios that break.
func many(t *testing.T, n int) []report.File {
	t.Helper()
	var documents []string
	for i := range n {
		documents = append(documents, fmt.Sprintf("name: Story %d\nsteps: [{event: activate, expect: trial}]\n", i+1))
	}
	return []report.File{play(t, "many.yaml", strings.Join(documents, "---\n"))}
}

func TestAnnotationsAreFew(t *testing.T) {
	for n, notice := range map[int]string{9: "", 10: "", 11: "::notice title=subsim::1 more in the report\n", 300: "::notice title=subsim::290 more in the report\n"} {
		files := many(t, n)
		text := write(t, "annotations", files, tallyOf(files, "", ""))
		if got := strings.Count(text, "::error "); got != min(n, 10) {
			t.Errorf("%d scenarios broke, %d are told", n, got)
		}
		if !strings.HasSuffix(text, notice) || strings.Contains(text, "::notice") != (notice != "") {
			t.Errorf("%d scenarios broke:\n%s", n, text)
		}
	}
}

func TestMarkdown(t *testing.T) {
	files := stories(t)
	text := write(t, "markdown", files, tallyOf(files, report.StoppedByInterrupt, ""))
	for why, want := range map[string]string{
		"the counts come first":     "## subsim: 8 scenarios: 2 held, 6 broke, 5 pieces of bad input\n\n**partial: interrupted in file 6 of 6**\n",
		"a row for what broke":      "| stories/breaks.subsim.yaml:5:30 | A late success is taken for a revival | 2 of 2 | active | cancelled |\n",
		"a row for each mismatch":   "| Several things are wrong | 1 of 1 | generation 2 | 1 |\n",
		"bad input, harmless":       "| gone.yaml | no such file |\n",
		"the block":                 "```text\nFAIL  stories/breaks.subsim.yaml:1  A late success is taken for a revival\n",
		"the path, in order":        "    past_due --> cancelled : 1 cancel\n    cancelled : ✗ 2 recover, ended\n",
		"the coverage by profile":   "\nCells exercised: 6 of 198 in standard; 1 of 198 in standard without recover, resume, reactivate, observe_active.\n",
		"a deadline's path is told": "    [*] --> grace_period\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: there is no %q in\n%s", why, want, text)
		}
	}
	if strings.Contains(text, "<b>") {
		t.Error("a tag of a scenario file stands in the summary")
	}
}

// TestMarkdownIsBounded writes a summary of far too much, with names that are as
// long as a document can hold and as hostile as can be.
func TestMarkdownIsBounded(t *testing.T) {
	files := many(t, 100)
	for _, r := range files[0].Results {
		r.Scenario.Name = strings.Repeat("<&|", 10<<10) + "```\n" + strings.Repeat("e\u0301", 10<<10)
	}
	long := strings.Repeat("&\u0301", 10<<10)
	for range 1000 {
		files[0].Problems = append(files[0].Problems, &diag.Problem{Source: &diag.Source{Name: long}, Message: long})
	}
	text := write(t, "markdown", files, tallyOf(files, "", long))
	if len(text) > 512<<10 {
		t.Errorf("the summary is %d bytes long", len(text))
	}
	for _, want := range []string{"\nand 90 scenarios more that broke\n", "\nand 50 more\n", "\nand 950 more\n", "(cut)\n"} {
		if !strings.Contains(text, want) {
			t.Errorf("nothing says %q", want)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if cells := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); strings.HasPrefix(line, "| ") && cells != 6 && cells != 3 {
			t.Errorf("a row of %d bars: %.200s", cells, line)
		}
	}
}

// TestMarkdownFencesHold puts a fence into an excerpt.
func TestMarkdownFencesHold(t *testing.T) {
	files := []report.File{play(t, "fence.yaml", "name: A fence\nsteps:\n  # ```\n  # ````\n  - {event: activate, expect: trial}\n")}
	text := write(t, "markdown", files, tallyOf(files, "", ""))
	if !strings.Contains(text, "\n`````text\n") || !strings.Contains(text, "\n`````\n") {
		t.Errorf("the excerpt ends the block:\n%s", text)
	}
}
