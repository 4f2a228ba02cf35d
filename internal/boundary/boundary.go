// Package boundary guards what is public: scenario files, and this repository
// as a whole, hold no private and no billing data. [Check] holds any text against
// the [Rules]; [CheckCorpus] is for the scenarios that are shipped and refuses
// some words too. Both guard against accidents (a pasted log, a copied record),
// not against somebody who means to hide a thing.
//
// A text is read line by line, the way a person sees it: letters and digits of
// other widths and scripts count as the plain ones, invisible characters as
// nothing, and escapes as what they stand for. The cost is linear in the text.
package boundary

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// most is how many problems of one text are listed.
const most = 100

// Check returns what has no place in a public text, in the order of the places.
// A stretch that breaks several rules is told once. What was found is pointed
// at, never repeated: the problems' source has marks in its place.
func Check(s *diag.Source) diag.Problems { return new(Exceptions).Check(s) }

// CheckCorpus is [Check] for the scenarios that are shipped: the rules that are
// for these alone are held too.
func CheckCorpus(s *diag.Source) diag.Problems { return new(Exceptions).CheckCorpus(s) }

// Check is the package's [Check], less what is excused.
func (e *Exceptions) Check(s *diag.Source) diag.Problems {
	return e.check(s, func(r Rule) bool { return !r.Corpus })
}

// CheckCorpus is the package's [CheckCorpus], less what is excused.
func (e *Exceptions) CheckCorpus(s *diag.Source) diag.Problems {
	return e.check(s, func(Rule) bool { return true })
}

func (e *Exceptions) check(s *diag.Source, held func(Rule) bool) diag.Problems {
	c := checker{source: s, shown: &diag.Source{Name: s.Name}}
	number, begin := 0, 0
	for raw := range strings.Lines(s.Text) {
		number++
		l, r := fold(strings.TrimSuffix(strings.TrimSuffix(raw, "\n"), "\r")), ruler{line: raw}
		for _, f := range findings(l, held) {
			column, width := l.place(f.stretch)
			from, to := r.offset(column-1), r.offset(column-1+width)
			if e.excuse(s.Name, f.rule.Name, raw[from:to]) {
				continue
			}
			if c.full() {
				return c.end(true)
			}
			c.tell(f.rule, diag.Span{Line: number, Column: column, Width: width}, mark{begin + from, begin + to, width})
		}
		begin += len(raw)
	}
	return c.end(false)
}

// A finding is a stretch of a line that breaks a rule.
type finding struct {
	stretch
	rule Rule
}

// findings lists what breaks the rules in one line, without overlaps: what
// begins first is told, and of these the longest.
func findings(l line, held func(Rule) bool) []finding {
	var all []finding
	for _, r := range rules {
		if !held(r) {
			continue
		}
		for _, s := range r.find(l.text) {
			all = append(all, finding{s, r})
		}
	}
	slices.SortStableFunc(all, func(a, b finding) int {
		return cmp.Or(a.from-b.from, b.to-a.to)
	})
	apart := all[:0]
	for _, f := range all {
		if len(apart) == 0 || f.from >= apart[len(apart)-1].to {
			apart = append(apart, f)
		}
	}
	return apart
}

// compiled compiles a pattern when it is first asked for: every command of the
// program would wait for it otherwise.
func compiled(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
