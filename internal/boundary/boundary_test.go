package boundary_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/internal/boundary"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// whole puts a sample together. The samples are written in pieces, with a ~
// between them, so that this repository does not hold them.
func whole(pieces string) string { return strings.ReplaceAll(pieces, "~", "") }

func source(text string) *diag.Source { return &diag.Source{Name: "x", Text: text} }

// name returns the rule that a problem speaks of.
func name(p *diag.Problem) string {
	_, rest, _ := strings.Cut(p.Message, "rule ")
	rule, _, _ := strings.Cut(rest, ":")
	return rule
}

// names returns the rules that a text breaks.
func names(problems diag.Problems) []string {
	var all []string
	for _, p := range problems {
		all = append(all, name(p))
	}
	return all
}

func TestRulesAreListed(t *testing.T) {
	rules := boundary.Rules()
	if !slices.IsSortedFunc(rules, func(a, b boundary.Rule) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the rules are not sorted by name")
	}
	for _, r := range rules {
		if r.Name == "" || r.Refuses == "" || r.WayOut == "" {
			t.Errorf("a rule says too little: %q, %q, %q", r.Name, r.Refuses, r.WayOut)
		}
		told := source(strings.Join([]string{r.Name, r.Refuses, r.WayOut}, "\n"))
		if problems := boundary.Check(told); len(problems) > 0 {
			t.Errorf("what rule %s says of itself: %v", r.Name, problems)
		}
		if !slices.ContainsFunc(refused, func(s sample) bool { return s.rule == r.Name }) {
			t.Errorf("rule %s refuses nothing here", r.Name)
		}
	}
}

func TestRefused(t *testing.T) {
	for _, s := range refused {
		text := "about: " + whole(s.text) + "\nclock: 2026-03-01\n"
		if s.alone {
			text = whole(s.text)
		}
		problems := boundary.CheckCorpus(source(text))
		if got := names(problems); !slices.Equal(got, []string{s.rule}) {
			t.Errorf("%s: %q breaks %v, want %s", s.why, whole(s.text), got, s.rule)
			continue
		}
		p := problems[0]
		if p.Span.Line != 1 || p.Note == "" || p.Help == "" {
			t.Errorf("%s: %+v", s.why, p)
		}
		if told := p.Message + p.Note + p.Help; strings.Contains(told, whole(s.text)) && s.rule != "billing-word" {
			t.Errorf("%s: %q repeats what was found", s.why, told)
		}
	}
}

func TestAllowed(t *testing.T) {
	for _, s := range allowed {
		if problems := boundary.Check(source(whole(s.text))); len(problems) > 0 {
			t.Errorf("%s: %q: %v", s.why, whole(s.text), problems)
		}
	}
}

func TestWordsAreForTheCorpusAlone(t *testing.T) {
	text := source("name: A late payment never revives a cancelled subscription\n")
	if problems := boundary.Check(text); len(problems) > 0 {
		t.Errorf("a word is no data: %v", problems)
	}
	if problems := boundary.CheckCorpus(source("cardinal discards, priced, an observer")); len(problems) > 0 {
		t.Errorf("words that only begin or end alike: %v", problems)
	}
	if got := names(boundary.CheckCorpus(text)); !slices.Equal(got, []string{"billing-word"}) {
		t.Errorf("in the corpus the word breaks %v", got)
	}
}

func TestPlaces(t *testing.T) {
	card := whole("4111~1111~1111~1111")
	wide := strings.Map(func(r rune) rune { return r - '0' + '０' }, card)
	mail := whole("ann~@~host.example")
	for _, test := range []struct {
		why, text string
		want      []diag.Span
	}{
		{"lines and columns count from 1", "a\nb: " + card, []diag.Span{{Line: 2, Column: 4, Width: 16}}},
		{"columns count characters", "é: " + card + "\r\n", []diag.Span{{Line: 1, Column: 4, Width: 16}}},
		{"full-width digits are one character each", "é: " + wide + " é", []diag.Span{{Line: 1, Column: 4, Width: 16}}},
		{"what is invisible has a column all the same", "\u200ba: " + card[:4] + "\u200b" + card[4:], []diag.Span{{Line: 1, Column: 5, Width: 17}}},
		{"an escape is as wide as it is written", `a: "` + strings.Replace(mail, "@", `\x40`, 1) + `"`, []diag.Span{{Line: 1, Column: 5, Width: 19}}},
		{"two in one line", mail + " " + card, []diag.Span{{Line: 1, Column: 1, Width: 16}, {Line: 1, Column: 18, Width: 16}}},
		{"a stretch that breaks two rules is told once", whole("api~_key: sk~_live_~abcdefgh1"), []diag.Span{{Line: 1, Column: 1, Width: 26}}},
	} {
		var got []diag.Span
		for _, p := range boundary.Check(source(test.text)) {
			got = append(got, p.Span)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q: %v, want %v", test.why, test.text, got, test.want)
		}
	}
}

func TestProblemsAreBounded(t *testing.T) {
	mail := whole("ann~@~host.example ")
	for why, text := range map[string]string{
		"in many lines": strings.Repeat(mail+"\n", 101),
		"in one line":   strings.Repeat(mail, 5000),
	} {
		problems := boundary.Check(source(text))
		if len(problems) != 101 || problems[100].Span.Line != 0 || !strings.Contains(problems[100].Message, "more") {
			t.Errorf("%s: %d problems, the last is %v", why, len(problems), problems[len(problems)-1])
		}
	}
	if problems := boundary.Check(source(strings.Repeat(mail+"\n", 100))); len(problems) != 100 {
		t.Errorf("a hundred problems are all that there are: %d", len(problems))
	}
}

// What comes late in a line of very many matches is found too.
func TestLongLines(t *testing.T) {
	near := strings.Repeat("a@v1.2 ", 1000)
	if got := names(boundary.Check(source(near + whole("ann~@~host.example")))); !slices.Equal(got, []string{"email"}) {
		t.Errorf("behind a thousand near misses: %v", got)
	}
}
