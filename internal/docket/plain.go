package docket

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
)

// How much is shown to people of what stands in a log.
const (
	longestText = 2 << 10 // bytes of a sentence
	longestName = 48      // columns of a file's name, an identifier or a word
)

// plain makes one line of any text: harmless, bounded, and without a word that has no
// room in a line.
func plain(text string) string {
	words := strings.Fields(ink.Clipped(text, longestText, "..."))
	for i, word := range words {
		words[i] = name(word)
	}
	return strings.Join(words, " ")
}

// harmless makes a line harmless, and leaves its spaces.
func harmless(line string) string {
	return strings.TrimRight(diag.Harmless(ink.Clipped(line, longestText, "...")), " ")
}

// name makes a name harmless, and short. Its end says more than its middle.
func name(text string) string {
	if len(text) > longestText {
		text = strings.ToValidUTF8(text[:longestText/2]+text[len(text)-longestText/2:], "?")
	}
	text = diag.Harmless(text)
	if diag.Columns(text) <= longestName {
		return text
	}
	runes := []rune(text)
	tail := len(runes)
	for tail > 0 && diag.Columns(string(runes[tail-1:])) <= longestName/2 {
		tail--
	}
	return diag.Cut(text, longestName-diag.Columns(string(runes[tail:]))) + string(runes[tail:])
}

// place writes file:line, or the stretch of lines.
func place(p audit.Place, lines int64) string {
	text := name(cmp.Or(p.File, "-"))
	if p.Line <= 0 {
		return text
	}
	text += ":" + strconv.FormatInt(p.Line, 10)
	if lines > 1 {
		text += "-" + strconv.FormatInt(p.Line+lines-1, 10)
	}
	return text
}

// grouped writes a number with commas: 20,000,000.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// counted writes a number of things: "1 line", "2,000 lines".
func counted(n int64, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return grouped(n) + " " + noun + "s"
}

func was(n int64, noun string) string {
	if n == 1 {
		return counted(n, noun) + " was"
	}
	return counted(n, noun) + " were"
}

// stamp writes an instant in UTC.
func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// came says what a record told.
func came(f audit.Finding) string {
	switch {
	case f.Event == "":
		return "state " + f.State.String()
	case f.State != fsm.StateNone:
		return fmt.Sprintf("%s, and then %s", f.Event, f.State)
	}
	return string(f.Event)
}

// title says what is impossible, in a few words.
func title(f audit.Finding) string {
	known := "what was known"
	if states := knownStates(f); len(states) == 1 {
		known = states[0]
	}
	switch {
	case f.Event == "":
		return fmt.Sprintf("%s after %s", f.State, known)
	case f.Verdict != fsm.VerdictRejected:
		return fmt.Sprintf("%s recorded after %s in %s", f.State, f.Event, known)
	}
	return fmt.Sprintf("%s in %s", f.Event, known)
}

func knownStates(f audit.Finding) (states []string) {
	for _, c := range f.Known {
		if !slices.Contains(states, c.State.String()) {
			states = append(states, c.State.String())
		}
	}
	return states
}

// mostKnown is how many configurations are spelt out.
const mostKnown = 4

// known says what the subscription may have been in.
func known(f audit.Finding) string {
	var all []string
	for _, c := range f.Known {
		all = append(all, c.String())
	}
	switch {
	case len(all) == 0:
		return "nothing"
	case len(all) > mostKnown:
		return fmt.Sprintf("one of %d configurations, in %s", len(all), strings.Join(knownStates(f), ", "))
	case f.Known[0].Generation > 1:
		return fmt.Sprintf("%s, in generation %d", strings.Join(all, " or "), f.Known[0].Generation)
	}
	return strings.Join(all, " or ")
}

// answer is what the model says: the verdict, the reason, and what that means.
func answer(f audit.Finding) string {
	if f.Verdict != fsm.VerdictRejected {
		return fmt.Sprintf("%s, but (%s): %s", f.Verdict, f.Reason, f.Reason.Meaning())
	}
	return fmt.Sprintf("%s (%s): %s", f.Verdict, f.Reason, f.Reason.Meaning())
}

// legal lists what would have been possible.
func legal(f audit.Finding) string { return cmp.Or(strings.Join(f.Legal, ", "), "nothing") }

// entry is the line that a map of names would need, where one is meant.
func entry(u audit.Unmapped) string {
	return yamlName(u.Name) + ": " + cmp.Or(u.Suggestion, strings.ToUpper(u.Role))
}

var bareName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_.-]*$`)

// yamlName quotes what YAML would take for something else than a name.
func yamlName(text string) string {
	if bareName.MatchString(text) && !slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(text)) {
		return text
	}
	return strconv.QuoteToASCII(text)
}
