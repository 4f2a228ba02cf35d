package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A Page is what a report tells of a comparison.
type Page struct {
	*Comparison
	Held    bool // the verdict is one that was asked for
	Verbose bool // what a report tells in one line is told in full
}

// headline says the verdict.
func (p *Page) headline() string {
	name := "profile " + p.Table.Profile().Name()
	switch p.Verdict {
	case VerdictSame:
		return "the same as " + name
	case VerdictStricter:
		return "stricter than " + name
	}
	return "differs from " + name
}

// full returns the findings that are told in full.
func (p *Page) full() []Finding {
	return slices.DeleteFunc(slices.Clone(p.Findings), func(f Finding) bool { return f.Kind.Folded() && !p.Verbose })
}

// A fact is a word and a text beside it.
type fact struct{ word, text string }

// facts says what is drawn, and what the reference does and why.
func (f Finding) facts() []fact {
	answer := f.Answer()
	return []fact{
		{"drawn", f.drawn()},
		{"reference", reference(answer)},
		{"because", answer.Because()},
		{"witness", words(f.Events())},
	}
}

// drawn says what the drawing does.
func (f Finding) drawn() string {
	switch f.Kind {
	case KindStuck:
		return "no way to cancelled or expired"
	case KindLost:
		return "no way to active that does not end first"
	case KindUnreached:
		return "nothing leads there"
	case KindForeign:
		return "a state of the drawing"
	case KindUndrawn:
		return "no such state"
	case KindUnused:
		return "no arrow carries it"
	case KindLaunders:
		return "to " + words(f.Drawn) + ", whatever was last known"
	}
	switch {
	case len(f.Drawn) == 0:
		return "no arrow"
	case len(f.Drawn) == 1 && f.Drawn[0] == f.State:
		return "the event is taken and the state is kept"
	}
	return "to " + words(f.Drawn)
}

// reference says what the reference answers.
func reference(answer fsm.Step) string {
	from, to := answer.From(), answer.To()
	text := fmt.Sprintf("%s in %s: %s", answer.Event(), from, answer.Verdict())
	switch {
	case answer.Verdict() != fsm.VerdictApplied:
		return text + " (" + string(answer.Reason()) + ")"
	case from.State != to.State:
		return text + ", to " + to.String()
	}
	return text
}

// words lists names in one line.
func words[N ~string](names []N) string {
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = string(n)
	}
	return strings.Join(texts, ", ")
}

// folded are the lines for what is not told in full.
func (p *Page) folded() (lines []fact) {
	for _, k := range []Kind{KindUndrawn, KindUnused} {
		if of := p.Of(k); len(of) > 0 && !p.Verbose {
			lines = append(lines, fact{string(k), subjects(of)})
		}
	}
	if len(p.Of(KindUndrawn))+len(p.Of(KindUnused)) > 0 {
		without := p.narrowed(KindUndrawn, KindUnused).Without()
		lines = append(lines, fact{"narrower", "to leave them out of the reference too: " + withoutFlags(without)})
	}
	if of := p.Of(KindOmitted); len(of) > 0 && !p.Verbose {
		lines = append(lines, fact{string(KindOmitted), counted(len(of), "cell") + " where the reference ignores the event; -v lists them"})
	}
	return append(lines, p.readings()...)
}

// withoutFlags writes the flags that leave names out, a few names each: a list
// of all would be one word, too long for a line.
func withoutFlags(names []string) string {
	text, room := "", 0
	for _, name := range names {
		if room -= len(name) + 1; room < 0 {
			text += " --without "
			room = 50 - len(name)
		} else {
			text += ","
		}
		text += name
	}
	return strings.TrimSpace(text)
}

// readings are the lines that say how names were read.
func (p *Page) readings() (lines []fact) {
	var renamed, left []string
	for _, r := range p.Machine.Renamed {
		renamed = append(renamed, r.Theirs+" as "+r.Ours)
	}
	for _, l := range p.Machine.Left {
		left = append(left, fmt.Sprintf("%s (%s)", l.Name, times(l.Times)))
	}
	if len(renamed) > 0 {
		lines = append(lines, fact{"read", strings.Join(renamed, ", ")})
	}
	if len(left) > 0 {
		lines = append(lines, fact{"left out", strings.Join(left, ", ")})
	}
	return lines
}

func subjects(all []Finding) string {
	var names []string
	for _, f := range all {
		names = append(names, f.Subject())
	}
	return strings.Join(names, ", ")
}

// totals is the last line.
func (p *Page) totals() string {
	text := fmt.Sprintf("%s: %s, %s; ", p.Machine.Format, counted(len(p.Machine.States), "state"), counted(len(p.Machine.Arrows), "arrow"))
	text += fmt.Sprintf("%d of %s the same", p.Agree, counted(p.Cells, "cell"))
	for _, k := range Kinds() {
		if n := len(p.Of(k)); n > 0 {
			text += fmt.Sprintf(", %d %s", n, k)
		}
	}
	return text
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
