package docket

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A verdict is what an audit comes to, in a word. None holds another as a word of its
// own, so nobody takes one for the other.
type verdict string

// The verdicts. Undecided is whatever was not wholly judged and has no finding.
const (
	verdictPossible   verdict = "possible"
	verdictImpossible verdict = "impossible"
	verdictUndecided  verdict = "undecided"
)

// verdicts lists them, and how each is to look.
var verdicts = []struct {
	verdict verdict
	tone    string
}{{verdictPossible, "good"}, {verdictImpossible, "bad"}, {verdictUndecided, "fair"}}

// A standing is the verdict, and why in a clause. Partial says that the log was not
// read to its end, which goes with every verdict but possible.
type standing struct {
	verdict verdict
	why     string
}

// stands says how a log stands. It is possible exactly where the result passed.
func stands(r *audit.Result, accepted []logs.Mark) standing {
	doubts := doubts(r, accepted)
	switch {
	case r.Findings() > 0:
		why := fmt.Sprintf("the model does not allow %s in %s", counted(r.Findings(), "record"), counted(total(r.First), "subscription"))
		if len(doubts) > 0 {
			why += "; and there may be more: " + strings.Join(doubts, "; ")
		}
		return standing{verdictImpossible, why}
	case r.Passed(accepted...):
		return standing{verdictPossible, "the model allows every record"}
	case len(doubts) == 0:
		doubts = []string{"nobody can say"}
	}
	return standing{verdictUndecided, strings.Join(doubts, "; ")}
}

// doubts says why what was not found may be there all the same.
func doubts(r *audit.Result, accepted []logs.Mark) (doubts []string) {
	if r.Partial != "" {
		doubts = append(doubts, "partial, the log was not read to its end: "+plain(r.Partial))
	}
	if n := r.Lines.Unjudged; n > 0 {
		doubts = append(doubts, was(n, "line")+" not judged")
	}
	if r.Lines.Judged == 0 {
		doubts = append(doubts, "no record was judged")
	}
	for _, mark := range logs.Marks() {
		if n := r.Notices[mark]; n > 0 && !excused(mark, accepted) {
			doubts = append(doubts, fmt.Sprintf("%s (%s) not accepted", counted(n, "notice"), mark))
		}
	}
	return doubts
}

// excused reports a mark that does not speak against the log.
func excused(m logs.Mark, accepted []logs.Mark) bool {
	return m.Harmless() || slices.Contains(accepted, m)
}

// tone says how a standing is to look.
func (s standing) tone() string {
	for _, v := range verdicts {
		if v.verdict == s.verdict {
			return v.tone
		}
	}
	return "fair"
}

func (s standing) String() string { return string(s.verdict) + ": " + s.why }

// counts is the result in a line: "20,000,000 records of 1,000,000 subscriptions
// judged: 12 impossible in 9 subscriptions, 3 lines not judged".
func counts(r *audit.Result) string {
	text := fmt.Sprintf("%s of %s judged: ", counted(r.Lines.Judged, "record"), counted(r.Subscriptions, "subscription"))
	if n := r.Findings(); n > 0 {
		text += fmt.Sprintf("%s impossible in %s", grouped(n), counted(total(r.First), "subscription"))
	} else {
		text += "none impossible"
	}
	if n := r.Duplicates; n > 0 {
		text += fmt.Sprintf(", %s ignored", counted(n, "duplicate"))
	}
	if n := r.Lines.Unjudged; n > 0 {
		text += fmt.Sprintf(", %s not judged", counted(n, "line"))
	}
	if n := r.Lines.LeftOut; n > 0 {
		text += fmt.Sprintf(", %s left out", counted(n, "line"))
	}
	if r.Partial != "" {
		text += "; partial: the log was not read to its end"
	}
	return text
}

func total[K comparable](counts map[K]int64) (sum int64) {
	for _, n := range counts {
		sum += n
	}
	return sum
}
