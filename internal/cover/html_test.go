package cover_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/cover"
	"github.com/Huzefaaa2/subsim/internal/proofread"
	"github.com/Huzefaaa2/subsim/replay"
)

func pageOf(t *testing.T, p *cover.Page) string {
	t.Helper()
	var b strings.Builder
	if err := cover.HTML(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPagesOfEveryProfile: nothing exercised, and all of it.
func TestPagesOfEveryProfile(t *testing.T) {
	for _, p := range profiles(t) {
		table := fsm.NewTable(p)
		empty := cover.NewSurvey(new(replay.Coverage), table)
		full := cover.NewSurvey(play(t, cover.Gaps(empty)), table)
		for _, page := range []*cover.Page{{Survey: empty, Problems: 1}, {Survey: full, Held: 1, Others: []*cover.Survey{empty}}} {
			text := pageOf(t, page)
			for _, complaint := range proofread.Page(text) {
				t.Errorf("%s: %s", p.Name(), complaint)
			}
			if missing := len(page.Survey.Missing()) + len(page.MissingPairs()); missing != strings.Count(text, `<td class="bad">`) {
				t.Errorf("%s: %d are missing, %d are marked", p.Name(), missing, strings.Count(text, `<td class="bad">`))
			}
		}
	}
}

func TestPagesTellTheWhole(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	all := cover.Gaps(cover.NewSurvey(new(replay.Coverage), table))
	survey := cover.NewSurvey(play(t, all[:12]), table)
	text := pageOf(t, &cover.Page{Survey: survey, Held: 11, Broke: 1, Problems: 1, Partial: "partial: interrupted in file 1 of 2", Others: []*cover.Survey{survey}})
	for why, want := range map[string]string{
		"the figure":               "<h1>" + survey.CellShare().String()[:strings.Index(survey.CellShare().String(), " (")] + " cells</h1>",
		"what was played":          "12 scenarios: 11 held, 1 broke",
		"what could not be read":   "<p>partial: what could not be read was not played</p>",
		"why that is not all":      "<p>partial: interrupted in file 1 of 2</p>",
		"a missing cell":           "<code>suspend in active</code></th><td class=\"prose\">applied, to suspended</td>",
		"a missing pair":           "<code>active → suspended</code></th><td class=\"prose\">by suspend",
		"a scenario for it":        "name: suspend in active\nabout: &#39;written by subsim cover --missing",
		"how often, and first":     "<td class=\"number\">1</td><td class=\"prose\">What changes nothing in none <small>gaps.subsim.yaml:1</small></td>",
		"a cell that was tried":    "<td class=\"none\">. 1</td>",
		"a cell that was not":      "<td class=\"bad\">&#43; ?</td>",
		"the other profiles":       "<tr><th scope=\"row\">standard</th><td>",
		"the finest of the totals": "<th scope=\"row\">configurations × events</th>",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: no %s", why, want)
		}
	}
}

// TestNothingHostileGetsThrough: names open no tag and move no cursor.
func TestNothingHostileGetsThrough(t *testing.T) {
	profile, err := fsm.NewProfile("<script>\x1b", "trial")
	if err != nil {
		t.Fatal(err)
	}
	all := cover.Gaps(cover.NewSurvey(new(replay.Coverage), fsm.NewTable(profile)))
	for _, s := range all {
		s.Name = "</td><script>alert(1)</script>\u202e" + s.Name
	}
	c, player := new(replay.Coverage), replay.NewPlayer()
	for _, s := range all {
		trace, err := player.Play(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		c.Add(s, trace.Answers)
	}
	text := pageOf(t, &cover.Page{Survey: cover.NewSurvey(c, fsm.NewTable(profile)), Partial: "<script>\x1b"})
	if strings.Contains(text, "<script") || strings.ContainsFunc(text, func(r rune) bool { return r != '\n' && (unicode.IsControl(r) || r == '\u202e') }) {
		t.Error("something hostile stands in the page")
	}
	for _, complaint := range proofread.Page(text) {
		t.Error(complaint)
	}
}
