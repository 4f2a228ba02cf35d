package attest

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/compare"
	"github.com/Huzefaaa2/subsim/internal/describe"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// errNothingLearned says how to have a machine that can be drawn.
var errNothingLearned = errors.New("there is no machine to draw, as nothing was learned: use --learn always, and a level above 0")

// Mermaid writes the subject's own machine, as far as it was learned, as a Mermaid
// state diagram, with what differs from the reference. It is an error where
// nothing was learned.
func Mermaid(w io.Writer, r *conformance.Report, _ Options) error {
	if r.Learned == nil {
		return errNothingLearned
	}
	return compare.Mermaid(w, tame(r.Learned))
}

// tame returns a copy that holds nothing but harmless text, and empty lists in
// place of none.
func tame(l *conformance.Learned) *conformance.Learned {
	copied := *l
	copied.Subject, copied.Because = plain(l.Subject), plain(l.Because)
	copied.Events, copied.Missing = listed(l.Events), listed(l.Missing)
	copied.Rows, copied.Differences = listed(l.Rows), listed(l.Differences)
	for i := range copied.Rows {
		row := &copied.Rows[i]
		row.Access, row.Answers = listed(row.Access), listed(row.Answers)
		for j := range row.Answers {
			a := &row.Answers[j]
			a.Got.Verdict, a.Got.Status = fsm.Verdict(plain(string(a.Got.Verdict))), plain(a.Got.Status)
			a.Want.Status = plain(a.Want.Status)
		}
	}
	for i := range copied.Differences {
		d := &copied.Differences[i]
		d.Got.Verdict, d.Got.Status = fsm.Verdict(plain(string(d.Got.Verdict))), plain(d.Got.Status)
		d.Want.Status = plain(d.Want.Status)
	}
	return &copied
}

// listed copies a list; it is empty where there is none.
func listed[T any](all []T) []T { return append([]T{}, all...) }

// learnedNotes lists, of a machine that is tame, the cells in which a machine differs, its hidden states, and
// what it never showed.
func learnedNotes(l *conformance.Learned) []note {
	notes := ink.Each(l.Differences, differenceNote)
	for _, i := range l.Hidden() {
		notes = append(notes, hiddenNote(l, i))
	}
	if len(l.Missing) > 0 {
		notes = append(notes, note{"never shown", configurations(l.Missing)})
	}
	return notes
}

func differenceNote(d compare.Difference) note {
	shown := "shown by "
	if d.Behind {
		shown = "seen only behind another difference, by "
	}
	return note{
		fmt.Sprintf("%s/%s %s", d.Cell, d.Event, d.Kind),
		fmt.Sprintf("%s; the reference: %s; %s%s", led(d.Got, d.GotTo, d), led(d.Want, d.WantTo, d), shown, describe.Events(d.Witness)),
	}
}

// led says what is seen, and where it leads: unless both lead to the same, or that
// is seen.
func led(seen fmt.Stringer, to fsm.Configuration, d compare.Difference) string {
	text := cmp.Or(seen.String(), "no answer")
	if alike(d.GotTo, d.WantTo) || strings.HasSuffix(text, ", "+to.String()) {
		return text
	}
	return text + " -> " + to.String()
}

// hiddenNote says where a hidden state begins, and what tells it from the one that
// it looks like.
func hiddenNote(l *conformance.Learned, i int) note {
	row := l.Rows[i]
	h := row.Hidden
	text := fmt.Sprintf("it begins with %s in %s; told from the other (state %d) by %s", h.By, l.Rows[h.From].Like, h.Twin, describe.Events(h.Tell))
	if len(row.Access) > 0 {
		text += "; the way there: " + describe.Events(row.Access)
	}
	return note{fmt.Sprintf("a second %s (state %d)", row.Like, i), text}
}

// learnedName says what a state stands for, and how to get there.
func learnedName(row compare.Row) string {
	text := configurations(append([]fsm.Configuration{row.Like}, row.Also...))
	if row.Hidden != nil {
		text += ", hidden"
	}
	if len(row.Access) == 0 {
		return text + ", where it begins"
	}
	return text + ", by " + describe.Events(row.Access)
}

// A pageLearned is the subject's own machine: a column for each of its states, a
// row for each event.
type pageLearned struct {
	About string
	Heads []string
	Rows  []pageLearnedRow
	Wrong []note
}

type pageLearnedRow struct {
	Event   fsm.Event
	Answers []pageAnswer
}

type pageAnswer struct {
	Text, Want string
	Differs    bool
}

func learnedOfPage(l *conformance.Learned) *pageLearned {
	p := &pageLearned{About: l.Headline(), Heads: ink.Each(l.Rows, learnedName), Wrong: learnedNotes(l)}
	for i, e := range l.Events {
		row := pageLearnedRow{Event: e}
		for _, state := range l.Rows {
			row.Answers = append(row.Answers, answerOfPage(state.Answers, i))
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

func answerOfPage(answers []compare.Answer, event int) pageAnswer {
	if event >= len(answers) {
		return pageAnswer{}
	}
	a := answers[event]
	return pageAnswer{
		fmt.Sprintf("%s -> %d", cmp.Or(a.Got.String(), "no answer"), a.To),
		fmt.Sprintf("%s -> %s", a.Want, a.WantTo), a.Difference >= 0,
	}
}
