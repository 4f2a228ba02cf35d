package attest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// The levels from which on a pass excludes faults, and not only the cases that
// were played.
const (
	levelTour  = 1
	levelSuite = 2
)

// asked says what the subject was held against, a term a line.
func asked(r *conformance.Report) []note {
	g := r.Guarantee
	rows := []note{
		{"subject", subject(r)},
		{"profile", profileName(g.Profile)},
		{"events", events(g.Events)},
		{"observed", plain(g.Observation)},
		{"abilities", abilities(r.Subject)},
		{"level", levelName(r)},
	}
	version, digest, digested := strings.Cut(g.Model, ", ")
	if rows = append(rows, note{"model", plain(version)}); digested {
		rows = append(rows, note{"digest", diag.Cut(diag.Harmless(digest), longestDigest)}) // a digest is whole
	}
	switch {
	case r.Stricter == nil:
	case *r.Stricter == g.Profile:
		rows[1].Text += "; stricter than what was asked for"
	default:
		rows[1].Text += "; measured against " + profileName(*r.Stricter)
	}
	for i, row := range rows {
		if row.Text == "" {
			rows[i].Text = "not said"
		}
	}
	return rows
}

func subject(r *conformance.Report) string {
	return strings.TrimSpace(plain(r.Subject.Name) + " " + plain(r.Subject.Version))
}

// abilities lists what a subject can do beside answering, in a line.
func abilities(c conformance.Capabilities) string {
	var able []string
	for _, ability := range []struct {
		has  bool
		name string
	}{{c.Seeds, "seeding"}, {c.Clock, "a clock"}, {c.Batch, "batches"}, {c.Once, "delivery ids"}} {
		if ability.has {
			able = append(able, ability.name)
		}
	}
	text := cmp.Or(strings.Join(able, ", "), "no seeding, clock, batches or delivery ids")
	return fmt.Sprintf("%s; %d at a time", text, max(c.Parallel, 1))
}

// skips lists why cases were not asked.
func skips(r *conformance.Report) []note {
	return ink.Each(r.Skips, func(s conformance.Skip) note { return note{ink.Counted(s.Cases, "case"), plain(s.Reason)} })
}

// profileName names a profile; the name of one of somebody's own may be anything.
func profileName(p fsm.Profile) string { return plain(p.Name()) }

// events lists those that were sent; in a few words where it is all of them.
func events(sent []fsm.Event) string {
	if len(sent) == len(fsm.Events()) {
		return fmt.Sprintf("all %d", len(sent))
	}
	return fmt.Sprintf("%d of %d: %s", len(sent), len(fsm.Events()), describe.Events(sent))
}

// guarantee says in sentences what the run means, and what it does not.
func guarantee(r *conformance.Report) []string {
	switch stands(r).word {
	case wordConforms, wordStricter:
		return slices.Concat(claims(r), limits(r), assumed(r))
	case wordAnswers:
		return claims(r)
	}
	return append([]string{"Nothing is guaranteed: a guarantee needs a pass."}, limits(r)...)
}

// claims says what follows from a pass.
func claims(r *conformance.Report) []string {
	g := r.Guarantee
	measured := g.Profile
	if r.Stricter != nil {
		measured = *r.Stricter
	}
	switch {
	case g.Level < levelTour:
		return []string{"The adapter answers, begins anew and repeats itself. Of the machine behind it nothing is said."}
	case g.Level < levelSuite:
		return []string{"Each cell that was asked was tried at least once, and answered as by profile " + profileName(measured) +
			". A wrong state that shows only later may have gone unseen: no fault is excluded for certain."}
	}
	sentences := []string{
		fmt.Sprintf("If the subject has no more than %s that can be told apart, it answers every sequence of these events, however long, as profile %s does.",
			ink.Counted(g.States+g.Extra, "state"), profileName(measured)),
		fmt.Sprintf("The model has %d of these (so k=%d). Of a subject with more states nothing is proved: it was right in the cases that were played.", g.States, g.Extra),
	}
	if g.Level > levelSuite+1 {
		sentences = append(sentences, "The levels above 3 look for more, and prove no more, unless as is assumed below.")
	}
	return sentences
}

// limits says what nobody can see, and what was not asked.
func limits(r *conformance.Report) []string {
	var sentences []string
	g := r.Guarantee
	if len(g.Merged) > 0 {
		classes := make([]string, len(g.Merged))
		for i, class := range g.Merged {
			classes[i] = "(" + configurations(class) + ")"
		}
		sentences = append(sentences, "Nobody outside can tell these apart by what is observed, so that nothing is said of which of them it is in: "+strings.Join(classes, "; ")+".")
	}
	if len(g.Beyond) > 0 {
		sentences = append(sentences, "The events that were sent do not lead to these configurations, of which nothing is said: "+configurations(g.Beyond)+".")
	}
	if left := len(fsm.Events()) - len(g.Events); left > 0 && len(g.Events) > 0 {
		sentences = append(sentences, fmt.Sprintf("Of the %s that were not sent nothing is said.", ink.Counted(left, "event")))
	}
	return sentences
}

// assumed lists what a pass takes for granted.
func assumed(r *conformance.Report) []string {
	return ink.Each(r.Guarantee.Assumptions, func(a string) string { return "Assumed: " + strings.TrimSuffix(plain(a), ".") + "." })
}

// refused lists the cells that a subject refuses beyond what was asked for, state
// by state.
func refused(r *conformance.Report) []note {
	in := map[fsm.State][]fsm.Event{}
	for _, c := range r.Refused {
		in[c.State] = append(in[c.State], c.Event)
	}
	var rows []note
	for _, s := range fsm.Sources() {
		if len(in[s]) > 0 {
			rows = append(rows, note{s.String(), describe.Events(in[s])})
		}
	}
	return rows
}
