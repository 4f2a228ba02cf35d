package attest_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/attest"
	"github.com/Huzefaaa2/subsim/internal/proofread"
)

func TestPassed(t *testing.T) {
	changed := func(r *conformance.Report, change func(*conformance.Report)) *conformance.Report {
		change(r)
		return r
	}
	stricterToo := attest.Options{StricterPasses: true}
	for _, test := range []struct {
		why    string
		report *conformance.Report
		o      attest.Options
		want   bool
	}{
		{"it conforms", conforming(t), attest.Options{}, true},
		{"it is stricter", stricter(t), attest.Options{}, false},
		{"it is stricter, which is allowed", stricter(t), stricterToo, true},
		{"it differs", differing(t), stricterToo, false},
		{"it differs, as is known", knowing(t), attest.Options{}, true},
		{"it differs, as is known, and a case was skipped", changed(knowing(t), func(r *conformance.Report) { r.Levels[1].Skipped = 1 }), attest.Options{}, false},
		{"it differs, as is known, and a level was left early", changed(knowing(t), func(r *conformance.Report) { r.Levels[4].Stopped = "100 cases broke" }), attest.Options{}, false},
		{"it differs, as is known, and the levels above 3 were not played", changed(knowing(t), func(r *conformance.Report) { r.Guarantee.Level = 5 }), attest.Options{}, false},
		{"it differs, as is known, and level 3 was not played", changed(knowing(t), func(r *conformance.Report) { r.Levels = r.Levels[:4] }), attest.Options{}, false},
		{"it differs, as is known, and level 4 was left early", changed(knowing(t), func(r *conformance.Report) {
			r.Guarantee.Level = 5
			r.Levels = append(r.Levels, conformance.LevelResult{Level: 4, Name: "chains", Held: 7, Broke: 1, Stopped: "time"})
		}), attest.Options{}, false},
		{"it differs, as is known, and is stricter, which nobody knows of", changed(knowing(t), func(r *conformance.Report) { r.Stricter = stricter(t).Stricter }), attest.Options{}, false},
		{"it differs, as is known, and is stricter, which is allowed", changed(knowing(t), func(r *conformance.Report) { r.Stricter = stricter(t).Stricter }), stricterToo, true},
		{"it answers, and nothing else was asked", answering(t), attest.Options{}, true},
		{"it answers, and more was asked", changed(answering(t), func(r *conformance.Report) { r.Guarantee.Level = 1 }), attest.Options{}, false},
		{"it answers, and there is a finding", changed(answering(t), func(r *conformance.Report) { r.Findings = differing(t).Findings[:1] }), attest.Options{}, false},
		{"it is said to conform, and only level 0 was asked for", changed(answering(t), func(r *conformance.Report) { r.Verdict = conformance.VerdictConforms }), attest.Options{}, true},
		{"it could not be asked everything", skipping(t), stricterToo, false},
		{"it conforms, and could not be asked everything", changed(conforming(t), func(r *conformance.Report) { r.Skips = []conformance.Skip{{Reason: "no renewals", Cases: 1}} }), attest.Options{}, false},
		{"it conforms, and a part of a level is missing", changed(conforming(t), func(r *conformance.Report) { r.Levels[2].Planned++ }), attest.Options{}, false},
		{"it conforms, and a lower level was not played", changed(conforming(t), func(r *conformance.Report) { r.Levels = r.Levels[3:] }), attest.Options{}, false},
		{"it is not known what it does", crashed(t), stricterToo, false},
		{"a known failure is stale", stale(t), attest.Options{}, false},
		{"nothing was done", &conformance.Report{}, stricterToo, false},
		{"it conforms, and nothing was held", changed(conforming(t), func(r *conformance.Report) { r.Levels = nil }), attest.Options{}, false},
		{"it conforms, and there is a finding", changed(conforming(t), func(r *conformance.Report) { r.Findings = differing(t).Findings[:1] }), attest.Options{}, false},
		{"it conforms, and a case broke", changed(conforming(t), func(r *conformance.Report) { r.Levels[1].Broke = 1 }), attest.Options{}, false},
		{"it conforms, and a case was skipped", changed(conforming(t), func(r *conformance.Report) { r.Levels[3].Skipped = 1 }), attest.Options{}, false},
		{"it conforms, and a level was stopped", changed(conforming(t), func(r *conformance.Report) { r.Levels[2].Stopped = "x" }), attest.Options{}, false},
		{"it conforms, and cases are missing", changed(conforming(t), func(r *conformance.Report) { r.Levels[3].Held-- }), attest.Options{}, false},
		{"it conforms to a level that was not played", changed(conforming(t), func(r *conformance.Report) { r.Guarantee.Level = 4 }), attest.Options{}, false},
		{"a further level was stopped, of which nothing is claimed", changed(conforming(t), func(r *conformance.Report) {
			r.Levels = append(r.Levels, conformance.LevelResult{Level: 5, Name: "walks", Held: 7, Stopped: "time"})
		}), attest.Options{}, true},
		{"it is stricter, and nobody says as what", changed(stricter(t), func(r *conformance.Report) { r.Stricter = nil }), stricterToo, false},
		{"a verdict that is none", changed(conforming(t), func(r *conformance.Report) { r.Verdict = "conforms to the letter" }), stricterToo, false},
	} {
		if got := attest.Passed(test.report, test.o); got != test.want {
			t.Errorf("%s: passed is %t", test.why, got)
		}
		for _, complaint := range headlines(t, test.report, test.o, formats) {
			t.Errorf("%s: %s", test.why, complaint)
		}
	}
}

// heads finds what each format begins or ends with: the verdict, in one word.
var heads = map[string]*regexp.Regexp{
	"txt":        regexp.MustCompile(`\A(\w+): |\n(\w+): [^\n]*(?:\n[^\n]+)?\n\z`),
	"q.txt":      regexp.MustCompile(`(?:\A|\n)(\w+): [^\n]*(?:\n[^\n]+)?\n\z`),
	"v.txt":      regexp.MustCompile(`\A(\w+): |\n(\w+): [^\n]*(?:\n[^\n]+)?\n\z`),
	"json":       regexp.MustCompile(`"verdict": "(\w+)",\n  "passed"`),
	"md":         regexp.MustCompile(`\A## subsim conform: (\w+)\n\n(\w+): `),
	"html":       regexp.MustCompile(`<title>(\w+) |<h1>(\w+)</h1>|class="counts">(\w+): `),
	"xml":        regexp.MustCompile(`name="verdict">\n +<(?:failure|error) type="(\w+)" message="(\w+): `),
	"badge.json": regexp.MustCompile(`"color": "(\w+)"`),
}

// headlines says which format claims more than the report bears out.
func headlines(t *testing.T, r *conformance.Report, o attest.Options, formats []format) (complaints []string) {
	t.Helper()
	var d struct{ Verdict string }
	if err := json.Unmarshal([]byte(written(t, asJSON, r, o)), &d); err != nil {
		t.Fatal(err)
	}
	for _, f := range formats {
		head, text := heads[f.name], written(t, f, r, o)
		if head == nil {
			continue
		}
		var words []string
		for _, match := range head.FindAllStringSubmatch(text, -1) {
			for _, word := range match[1:] {
				if word != "" {
					words = append(words, word)
				}
			}
		}
		switch f.name {
		case "xml":
			held := len(words) == 0
			if held && !attest.Passed(r, o) && len(r.Stale) == 0 {
				complaints = append(complaints, "junit holds a verdict that does not pass")
			}
		case "badge.json":
			if green := strings.Contains(words[0], "green"); green != (d.Verdict == "conforms" || d.Verdict == "stricter" && o.StricterPasses) {
				complaints = append(complaints, "the badge of "+d.Verdict+" is "+words[0])
			}
			continue
		default:
			if len(words) == 0 {
				complaints = append(complaints, f.name+" has no headline")
			}
		}
		for _, word := range words {
			if word != d.Verdict {
				complaints = append(complaints, f.name+" says "+word+" where json says "+d.Verdict)
			}
		}
	}
	if r.Verdict != conformance.VerdictConforms && d.Verdict == "conforms" {
		complaints = append(complaints, "the report does not say that it conforms")
	}
	return complaints
}

func TestNoHeadlineClaimsTooMuch(t *testing.T) {
	for name, r := range samples(t) {
		for _, o := range []attest.Options{{}, {StricterPasses: true}} {
			for _, complaint := range headlines(t, r, o, formats) {
				t.Errorf("%s: %s", name, complaint)
			}
		}
	}
}

// TestTheHeadlinesBite has one format after another praise what does not deserve
// it.
func TestTheHeadlinesBite(t *testing.T) {
	good := conforming(t)
	for _, f := range formats {
		if heads[f.name] == nil || f.name == "json" { // json is what the others are held against
			continue
		}
		flatters := format{f.name, func(w io.Writer, _ *conformance.Report, o attest.Options) error { return f.write(w, good, o) }}
		for name, r := range samples(t) {
			passes := name == "conforming" || name == "dim" || name == "stale" || (name == "knowing" || name == "answering") && f.name == "xml"
			if !passes && len(headlines(t, r, attest.Options{}, []format{flatters})) == 0 {
				t.Errorf("%s praises %s, and nobody notices", f.name, name)
			}
		}
	}
}

// TestWhatAnAdapterSendsIsTamed looks for what a terminal, a browser or an XML
// reader would obey.
func TestWhatAnAdapterSendsIsTamed(t *testing.T) {
	r := crashed(t)
	r.Learned = hostileMachine(t)
	r.Levels[1].Name, r.Levels[1].Stopped = hostile, hostile
	r.Guarantee.Assumptions, r.Guarantee.Observation, r.Guarantee.Model = []string{hostile}, hostile, hostile
	r.Stale = []conformance.KnownLine{{File: hostile, Line: 1, Key: "unsteady"}}
	var err error
	if r.Guarantee.Profile, err = fsm.NewProfile(hostile, "reactivate"); err != nil {
		t.Fatal(err)
	}
	r.Stricter = &r.Guarantee.Profile
	for _, verdict := range []conformance.Verdict{conformance.VerdictInconclusive, conformance.VerdictDiffers, conformance.VerdictConforms, conformance.VerdictStricter} {
		r.Verdict = verdict
		for _, f := range formats {
			text := written(t, f, r, options)
			for _, c := range text {
				if c < ' ' && c != '\n' || c >= 0x7f && c < 0xa0 || c == '\u202e' {
					t.Fatalf("%s: %q stands in the report", f.name, c)
				}
			}
			if f.name != "json" && len(text) > 200<<10 {
				t.Errorf("%s has %d bytes", f.name, len(text))
			}
		}
	}
	page := written(t, format{"html", attest.HTML}, r, options)
	for _, live := range []string{"<script", "</pre> &", "javascript:", "src=", "http:", "https:", "<link"} {
		if strings.Contains(page, live) {
			t.Errorf("the page holds %s", live)
		}
	}
	balanced(t, written(t, asJUnit, r, options))
	for _, complaint := range proofread.Page(page) {
		t.Error(complaint)
	}
}

// hostileMachine is a learned machine whose words nobody should send.
func hostileMachine(t *testing.T) *conformance.Learned {
	l := *learned(t)
	l.Subject, l.Because, l.Complete = hostile, hostile, false
	l.Rows, l.Differences = slices.Clone(l.Rows), slices.Clone(l.Differences)
	for i := range l.Rows {
		l.Rows[i].Answers = slices.Clone(l.Rows[i].Answers)
		for j := range l.Rows[i].Answers {
			a := &l.Rows[i].Answers[j]
			a.Got.Verdict, a.Got.Status, a.Want.Status = hostile, hostile, hostile
		}
	}
	for i := range l.Differences {
		d := &l.Differences[i]
		d.Got.Verdict, d.Got.Status, d.Want.Status = hostile, hostile, hostile
	}
	return &l
}

// TestPagesAreForEverybody: with a screen reader, and offline.
func TestPagesAreForEverybody(t *testing.T) {
	for name, r := range samples(t) {
		for _, complaint := range proofread.Page(written(t, format{"html", attest.HTML}, r, options)) {
			t.Errorf("%s: %s", name, complaint)
		}
	}
}

// balanced reads a text to its end, as XML.
func balanced(t *testing.T, text string) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		_, err := decoder.Token()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Error(err)
			return
		}
	}
}
