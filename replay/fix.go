package replay

import (
	"errors"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// fixRounds bounds how often a file is read again to be fixed. One round is
// enough, unless a misspelt key hid what stands below it, or a file has more
// problems than are listed at once.
const fixRounds = 20

// Fix mends what is certain in a scenario file: names and keys that differ from
// a known one only in case, separators or doubled letters. It returns the mended
// text and the problems that are gone, each with its place in the text at the
// time. Comments, quotes and layout stay as they are. What the slips had hidden
// may be a problem still: parse the text again.
func Fix(name string, text []byte) ([]byte, diag.Problems) {
	rest, marked := strings.CutPrefix(string(text), byteOrderMark)
	var done diag.Problems
	for range fixRounds {
		_, err := Parse(name, []byte(rest))
		var problems diag.Problems
		errors.As(err, &problems)
		fixable := problems.Fixable()
		if len(fixable) == 0 {
			break
		}
		rest = fixable.Fixed(rest)
		done = append(done, fixable...)
	}
	if marked {
		rest = byteOrderMark + rest
	}
	return []byte(rest), done
}

// didYouMean names the known name that was surely meant, or the nearest.
func didYouMean(name string, known []string) string {
	if certain := fsm.Respell(name, known); certain != "" {
		return "did you mean " + certain + "?"
	}
	return diag.DidYouMean(name, known)
}

// respell gives the last problem, which is about a misspelt name, its fix where
// only one name can have been meant and the file has it as one piece: escapes
// and names of several lines are left to people.
func (p *parser) respell(written string, known []string) {
	certain := fsm.Respell(written, known)
	if certain == "" {
		return
	}
	last := p.problems[len(p.problems)-1]
	stands := last.Span.In(p.source.Line(last.Span.Line))
	for _, quote := range []string{"", "'", `"`} {
		if stands == quote+written+quote {
			last.Fix = quote + certain + quote
		}
	}
}

// respellKey is respell for the key of a mapping. Where several keys would come
// to the same, nobody knows which is meant. Of problems that are not listed, it
// does not ask: that would cost the square of the keys.
func (p *parser) respellKey(n *yaml.Node, written string, known []string) {
	if p.more {
		return
	}
	if meant := fsm.Respell(written, known); meant != "" && spelled(n, meant) == 1 {
		p.respell(written, known)
	}
}
