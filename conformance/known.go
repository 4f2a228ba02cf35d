package conformance

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// Known is a file of known failures: what a subject is known to do wrong, and may
// for now. Each line holds the key of a finding, as [Finding.Key] writes it, and
// may end in a comment; comments and blank lines are kept.
//
//	# until the new engine is out
//	past_due/cancel refused
//	unsteady                   # under load
type Known struct {
	Lines []KnownLine
	text  string
}

// A KnownLine is one line that names a finding.
type KnownLine struct {
	File string
	Line int // counted from 1
	Key  string
}

// String writes the line's place and key: "known.txt:3: past_due/cancel refused".
func (l KnownLine) String() string {
	return fmt.Sprintf("%s:%d: %s", diag.Harmless(l.File), l.Line, l.Key)
}

// ParseKnown reads a file of known failures. The error holds every problem: names
// outside the vocabulary, lines that are no key, and keys that are there twice.
func ParseKnown(name, text string) (*Known, error) {
	k := &Known{text: text}
	reader := knownReader{source: &diag.Source{Name: name, Text: text}, first: map[string]int{}}
	for i, line := range slices.Collect(strings.Lines(text)) {
		if key := reader.read(i+1, line); key != "" {
			k.Lines = append(k.Lines, KnownLine{name, i + 1, key})
		}
	}
	if len(reader.problems) > 0 {
		return nil, reader.problems
	}
	return k, nil
}

// Apply marks the findings that a line names as known, and returns the lines that
// the run shows to be needed no longer. They are kept in [Report.Stale] too.
//
// Of a line about something that was not asked, or of a run that ended before its
// time, nobody can say whether it is still needed. A file belongs to one level: a
// lower one cannot show all that a higher one does.
func (k *Known) Apply(r *Report) (stale []KnownLine) {
	needed := map[string]bool{}
	for i, f := range r.Findings {
		key := f.Key()
		r.Findings[i].Known = slices.ContainsFunc(k.Lines, func(l KnownLine) bool { return l.Key == key })
		needed[key] = true
	}
	for _, l := range k.Lines {
		if !needed[l.Key] && r.answers(l.Key) {
			stale = append(stale, l)
		}
	}
	r.Stale = stale
	return stale
}

// answers reports whether the run would have shown a finding of that key.
func (r *Report) answers(key string) bool {
	asked := 0
	for _, l := range r.Levels {
		if l.Stopped != "" {
			return false
		}
		asked += l.Held + l.Broke
	}
	for cell, result := range r.Cells {
		if strings.HasPrefix(key, cell.String()+" ") {
			return result.Held+result.Broke > 0 && result.Skipped == 0
		}
	}
	return asked > 0 && !strings.Contains(key, "/")
}

// Open returns the findings that no line of the known failures names.
func (r *Report) Open() []Finding {
	return slices.DeleteFunc(slices.Clone(r.Findings), func(f Finding) bool { return f.Known })
}

// Fixed returns the file without the lines that the run shows to be needed no
// longer, and with a line at its end for each finding that none names. All else
// stays as it is.
func (k *Known) Fixed(r *Report) string {
	lines := slices.Collect(strings.Lines(k.text))
	for _, l := range r.Stale {
		lines[l.Line-1] = ""
	}
	text, end := strings.Join(lines, ""), "\n"
	if strings.Contains(k.text, "\r\n") {
		end = "\r\n"
	}
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += end
	}
	told := map[string]bool{}
	for _, f := range r.Open() {
		if key := f.Key(); !told[key] {
			told[key] = true
			text += key + end
		}
	}
	return text
}

// A knownReader reads a file of known failures line by line.
type knownReader struct {
	source   *diag.Source
	problems diag.Problems
	first    map[string]int // the line on which a key was met
}

// read returns the key of a line; empty where there is none, or a wrong one.
func (k *knownReader) read(number int, line string) (key string) {
	line, _, _ = strings.Cut(line, "#")
	words := wordsOf(number, line)
	before := len(k.problems)
	switch len(words) {
	case 0:
		return ""
	case 1:
		k.alone(words[0])
	default:
		k.cell(words[0])
		k.name("kind", words[1], names(Kinds()))
		if len(words) > 2 {
			k.wrong(words[2], "nothing may follow the kind", "a comment begins with #")
		}
	}
	if len(k.problems) > before {
		return ""
	}
	key = strings.Join(strings.Fields(line), " ")
	if first := k.first[key]; first > 0 {
		k.wrong(words[0], fmt.Sprintf("%s stands on line %d already", key, first), "")
		return ""
	}
	k.first[key] = number
	return key
}

// alone reads the only word of a line: the kind of a finding that is about no
// cell.
func (k *knownReader) alone(w word) {
	if strings.Contains(w.text, "/") {
		k.cell(w)
		k.wrong(w, "the kind of finding is missing", "write it behind the cell: "+w.text+" "+string(KindRefused))
		return
	}
	k.name("kind", w, names(Kinds()))
}

// cell reads "past_due/cancel".
func (k *knownReader) cell(w word) {
	state, event, two := strings.Cut(w.text, "/")
	if !two {
		k.wrong(w, fmt.Sprintf("%q is no cell", w.text), "write state/event: past_due/cancel")
		return
	}
	k.name("state", w.part(0, state), names(fsm.Sources()))
	k.name("event", w.part(len([]rune(state))+1, event), names(fsm.Events()))
}

// name holds a word against a vocabulary.
func (k *knownReader) name(kind string, w word, known []string) {
	if slices.Contains(known, w.text) {
		return
	}
	help := diag.DidYouMean(w.text, known)
	if help == "" {
		help = "one of " + strings.Join(known, ", ")
	}
	k.wrong(w, fmt.Sprintf("unknown %s %q", kind, w.text), help)
}

func (k *knownReader) wrong(w word, message, help string) {
	k.problems = append(k.problems, &diag.Problem{Source: k.source, Span: w.span, Message: message, Help: help})
}

// A word stands somewhere in a line.
type word struct {
	text string
	span diag.Span
}

// part is a stretch of the word, behind so many characters.
func (w word) part(after int, text string) word {
	return word{text, diag.Span{Line: w.span.Line, Column: w.span.Column + after, Width: len([]rune(text))}}
}

// wordsOf cuts a line at its spaces.
func wordsOf(number int, line string) []word {
	var words []word
	column := 1
	for text := range strings.FieldsSeq(line) {
		behind := strings.TrimLeftFunc(line, unicode.IsSpace)
		column += len([]rune(line)) - len([]rune(behind))
		width := len([]rune(text))
		words = append(words, word{text, diag.Span{Line: number, Column: column, Width: width}})
		column, line = column+width, behind[len(text):]
	}
	return words
}

// names spells a vocabulary.
func names[N ~string](all []N) []string {
	spelt := make([]string, len(all))
	for i, n := range all {
		if spelt[i] = string(n); n == "" {
			spelt[i] = fsm.StateNone.String()
		}
	}
	return spelt
}
