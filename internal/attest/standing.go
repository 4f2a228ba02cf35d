package attest

import (
	"cmp"
	"fmt"
	"slices"

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
// is stricter where that passes, and no line of the known failures is stale. A
// subject that differs passes where every finding is known.
func Passed(r *conformance.Report, o Options) bool {
	return len(r.Stale) == 0 && passes(r, o)
}

// passes leaves the file of known failures aside.
func passes(r *conformance.Report, o Options) bool {
	switch stands(r).word {
	case wordConforms:
		return true
	case wordStricter:
		return o.StricterPasses
	case wordDiffers:
		return onlyKnown(r) && complete(r) == ""
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
	case conformance.VerdictConforms, conformance.VerdictStricter:
		if doubt := complete(r); doubt != "" {
			return standing{wordInconclusive, doubt}
		}
		if n := len(r.Findings); n > 0 || totals(r).Broke > 0 {
			return standing{wordDiffers, differences(r)}
		}
		if r.Verdict == conformance.VerdictStricter && r.Stricter != nil {
			return standing{wordStricter, because(r, "it refuses more than profile "+profileName(r.Guarantee.Profile)+" does, and is profile "+profileName(*r.Stricter))}
		}
		if r.Verdict == conformance.VerdictConforms {
			return standing{wordConforms, because(r, "it does what profile "+profileName(r.Guarantee.Profile)+" does, as far as level "+fmt.Sprint(r.Guarantee.Level)+" can tell")}
		}
	case conformance.VerdictDiffers:
		if onlyKnown(r) {
			return standing{wordDiffers, "only as is known, " + differences(r)}
		}
		if len(r.Open()) < len(r.Findings) { // the run did not know what is known
			return standing{wordDiffers, differences(r)}
		}
		return standing{wordDiffers, because(r, differences(r))}
	}
	return standing{wordInconclusive, because(r, cmp.Or(complete(r), "nobody can say"))}
}

// because is the report's own sentence, or another where it has none.
func because(r *conformance.Report, otherwise string) string {
	if why := plain(r.Because); why != "" {
		return why
	}
	return otherwise
}

// complete says why a report is too little for a pass; nothing where it is not.
func complete(r *conformance.Report) string {
	if totals(r).Held == 0 {
		return "no case was held against the reference"
	}
	if !slices.ContainsFunc(r.Levels, func(l conformance.LevelResult) bool { return l.Level == r.Guarantee.Level }) {
		return fmt.Sprintf("level %d was not played", r.Guarantee.Level)
	}
	for _, l := range r.Levels {
		switch {
		case l.Level > r.Guarantee.Level:
		case l.Stopped != "":
			return fmt.Sprintf("level %d ended before its time: %s", l.Level, plain(l.Stopped))
		case l.Skipped > 0:
			return fmt.Sprintf("%s of level %d skipped", was(l.Skipped, "case"), l.Level)
		case l.Held+l.Broke < l.Planned:
			return fmt.Sprintf("%s of level %d not played", was(l.Planned-l.Held-l.Broke, "case"), l.Level)
		}
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
	return string(s.word) + ": " + s.why
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
	return fmt.Sprintf("%s: %s, %s, %s", s.word, what, ink.Counted(cases, "case")+counts, ink.Counted(sum.Events, "event"))
}

// levelName names the level of the guarantee: "3 (HSI, k=1)".
func levelName(r *conformance.Report) string {
	text := fmt.Sprint(r.Guarantee.Level)
	for _, l := range r.Levels {
		if l.Level == r.Guarantee.Level && l.Name != "" {
			return text + " (" + plain(l.Name) + ")"
		}
	}
	return text
}
