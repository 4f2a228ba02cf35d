package attest

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// A word is the verdict as a headline begins with it. None holds another, so that
// whoever looks for wordConforms finds nothing else.
type word string

// The words.
const (
	wordConforms     word = "conforms"
	wordStricter     word = "stricter"
	wordAnswers      word = "answers" // nothing is said of its transitions
	wordDiffers      word = "differs"
	wordInconclusive word = "inconclusive"
)

// A standing is the verdict as far as the rest of the report bears it out, and
// why in a sentence.
type standing struct {
	word word
	why  string
}

// Passed reports whether the run found what was wanted: the subject conforms, or
// is stricter where that passes, or answers where nothing else was asked, and no
// line of the known failures is stale. A subject that differs passes where every
// finding is known.
func Passed(r *conformance.Report, o Options) bool {
	return len(r.Stale) == 0 && passes(r, o)
}

// passes leaves the file of known failures aside.
func passes(r *conformance.Report, o Options) bool {
	switch stands(r).word {
	case wordConforms, wordAnswers:
		return true
	case wordStricter:
		return o.StricterPasses
	case wordDiffers:
		return onlyKnown(r) && complete(r) == "" && (r.Stricter == nil || o.StricterPasses)
	}
	return false
}

// onlyKnown reports whether all that is wrong is a known failure.
func onlyKnown(r *conformance.Report) bool {
	for c := range r.Cells {
		if markOf(r, c) == markDiffers {
			return false
		}
	}
	return len(r.Findings) > 0 && len(r.Open()) == 0
}

// stands holds the verdict against the rest of the report.
func stands(r *conformance.Report) standing {
	switch r.Verdict {
	case conformance.VerdictConforms, conformance.VerdictStricter, conformance.VerdictAnswers:
		if doubt := complete(r); doubt != "" {
			return standing{wordInconclusive, doubt}
		}
		if len(r.Findings) > 0 || totals(r).Broke > 0 {
			return standing{wordDiffers, differences(r)}
		}
		return praised(r)
	case conformance.VerdictDiffers:
		return differs(r)
	}
	return standing{wordInconclusive, because(r, cmp.Or(complete(r), "nobody can say"))}
}

// praised is where a report stands in which nothing is wrong.
func praised(r *conformance.Report) standing {
	level := r.Guarantee.Level
	switch {
	case level < levelTour:
		return standing{wordAnswers, because(r, "level 0 looks at the adapter alone")}
	case r.Verdict == conformance.VerdictStricter && r.Stricter != nil:
		return standing{wordStricter, because(r, "it refuses more than what was asked for, and is profile "+profileName(*r.Stricter))}
	case r.Verdict == conformance.VerdictConforms:
		return standing{wordConforms, because(r, fmt.Sprintf("it does what profile %s does, as far as level %d can tell", profileName(r.Guarantee.Profile), level))}
	}
	return standing{wordInconclusive, because(r, "nobody can say")}
}

// differs is where a report stands that says that something differs.
func differs(r *conformance.Report) standing {
	switch doubt := complete(r); {
	case onlyKnown(r) && doubt != "":
		return standing{wordDiffers, "only as is known, " + differences(r) + ", but what is not known may have gone unseen: " + doubt}
	case onlyKnown(r):
		return standing{wordDiffers, "only as is known, " + differences(r)}
	case len(r.Open()) < len(r.Findings): // the run did not know what is known
		return standing{wordDiffers, differences(r)}
	}
	return standing{wordDiffers, because(r, differences(r))}
}

// because is the report's own sentence, or another where it has none.
func because(r *conformance.Report, otherwise string) string {
	if why := plain(r.Because); why != "" {
		return why
	}
	return otherwise
}

// levelThorough is the highest level that is played where a lower one broke.
const levelThorough = 3

// complete says why a report is too little for a pass; nothing where it is not.
func complete(r *conformance.Report) string {
	sum := totals(r)
	if sum.Held == 0 {
		return "no case was held against the reference"
	}
	if len(r.Skips) > 0 {
		return "not everything was asked: " + plain(r.Skips[0].Reason)
	}
	due := r.Guarantee.Level
	if (sum.Broke > 0 || len(r.Findings) > 0) && !onlyKnown(r) {
		due = min(due, levelThorough)
	}
	for level := range r.Guarantee.Level + 1 {
		if doubt := completeAt(r, level, level <= due); doubt != "" {
			return doubt
		}
	}
	return ""
}

// completeAt says why a level that is due, or was played, was not played to its
// end, in each of its parts.
func completeAt(r *conformance.Report, level int, due bool) string {
	played := false
	for _, l := range r.Levels {
		if l.Level != level {
			continue
		}
		played = true
		switch left := l.Planned - l.Held - l.Broke; {
		case l.Stopped != "":
			return fmt.Sprintf("level %d ended before its time: %s", level, plain(l.Stopped))
		case l.Skipped > 0:
			return fmt.Sprintf("%s of level %d skipped", was(l.Skipped, "case"), level)
		case left > 0:
			return fmt.Sprintf("%s of level %d not played", was(left, "case"), level)
		}
	}
	if due && !played {
		return fmt.Sprintf("level %d was not played", level)
	}
	return ""
}

func was(n int, noun string) string {
	if n == 1 {
		return ink.Counted(n, noun) + " was"
	}
	return ink.Counted(n, noun) + " were"
}

// differences counts what was found.
func differences(r *conformance.Report) string {
	open, known := len(r.Open()), len(r.Findings)-len(r.Open())
	switch {
	case open == 0 && known == 0:
		return was(totals(r).Broke, "case") + " answered otherwise"
	case open == 0 && r.Stricter != nil:
		return ink.Counted(known, "known failure") + ", and stricter in " + ink.Counted(len(r.Refused), "cell")
	case open == 0:
		return ink.Counted(known, "known failure")
	case known == 0:
		return ink.Counted(open, "finding")
	}
	return ink.Counted(open, "finding") + " and " + ink.Counted(known, "known failure")
}

// totals sums the levels up.
func totals(r *conformance.Report) (sum conformance.LevelResult) {
	for _, l := range r.Levels {
		sum.Held += l.Held
		sum.Broke += l.Broke
		sum.Skipped += l.Skipped
		sum.Events += l.Events
	}
	return sum
}

// headline is the verdict and why, in a sentence.
func headline(r *conformance.Report) string {
	s := stands(r)
	return string(s.word) + ": " + s.why + staleNote(r)
}

// staleNote says that a run fails though nothing is wrong with the subject.
func staleNote(r *conformance.Report) string {
	if len(r.Stale) == 0 {
		return ""
	}
	return "; but " + ink.Counted(len(r.Stale), "line") + " of the known failures stale: --fix takes such out"
}

// lastLine is the verdict and the counts, in a line:
// "conforms: level 3 (HSI, k=1), 9120 cases, 41003 events".
func lastLine(r *conformance.Report) string {
	s, sum := stands(r), totals(r)
	cases := sum.Held + sum.Broke + sum.Skipped
	counts := fmt.Sprintf("%d held", sum.Held)
	if sum.Broke > 0 {
		counts += fmt.Sprintf(", %d broke", sum.Broke)
	}
	if sum.Skipped > 0 {
		counts += fmt.Sprintf(", %d skipped", sum.Skipped)
	}
	if counts = " (" + counts + ")"; sum.Held == cases {
		counts = ""
	}
	what := "level " + levelName(r)
	if len(r.Levels) == 0 {
		what = "no level was played"
	}
	switch s.word {
	case wordStricter:
		what = "profile " + profileName(*r.Stricter) + ", " + what
	case wordDiffers:
		what = differences(r)
	}
	return fmt.Sprintf("%s: %s, %s, %s", s.word, what, ink.Counted(cases, "case")+counts, ink.Counted(sum.Events, "event")) + staleNote(r)
}

// levelName names the level that was asked for and its parts: "3 (HSI, k=1)".
func levelName(r *conformance.Report) string {
	text := fmt.Sprint(r.Guarantee.Level)
	var parts []string
	for _, l := range r.Levels {
		if l.Level == r.Guarantee.Level && l.Name != "" {
			parts = append(parts, plain(l.Name))
		}
	}
	if len(parts) == 0 {
		parts = []string{"not played"}
	}
	return text + " (" + strings.Join(parts, "; ") + ")"
}
