package docket

import (
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A Writer writes what an audit finds out. Findings, lines and notices are told while
// the log is read; explanations whenever they are made, behind their findings; the
// result comes last. Whoever got no End was cut off, and says so by having no end.
type Writer interface {
	audit.Witness
	// Explain tells the cheapest story that makes a finding possible, in lines for
	// people.
	Explain(f audit.Finding, lines []string) error
	// End tells the result. Nothing may follow.
	End(*audit.Result) error
}

// DefaultMax is how many findings, lines and notices of each sort are told in full,
// unless somebody asks for more.
const DefaultMax = 20

// mostKept bounds what is kept in memory for formats that are written at the end.
const mostKept = 1000

// Options say what a writer tells.
type Options struct {
	Verbose bool // text: findings that follow from others, and the counts
	Quiet   bool // text: nothing that is accepted, or harmless
	Colored bool // text
	// Max is how many of each sort are told in full, whether findings by reason, lines
	// by fault or notices by mark; 0 is all, or a thousand where they are kept until
	// the end. The rest is counted. JSON Lines have everything.
	Max int
	// Accepted are marks that do not speak against the log.
	Accepted []logs.Mark
}

// kept is Max for what is kept in memory.
func (o Options) kept() int {
	if o.Max <= 0 || o.Max > mostKept {
		return mostKept
	}
	return o.Max
}

// A sorter counts what comes by its sort, and says what is still told in full.
type sorter struct {
	max  int // 0: all
	seen map[string]int64
}

func newSorter(limit int) sorter { return sorter{limit, map[string]int64{}} }

// tells counts one of a sort, and reports whether it is told.
func (s sorter) tells(sort string) bool {
	s.seen[sort]++
	return s.max <= 0 || s.seen[sort] <= int64(s.max)
}

// more returns how many of a sort were not told.
func (s sorter) more(sort string) int64 {
	if s.max <= 0 {
		return 0
	}
	return max(0, s.seen[sort]-int64(s.max))
}

// The sorts of what comes. What follows is a sort of its own, whatever its reason.
const following = "following"

func sortOf(f audit.Finding) string {
	if f.Follows {
		return following
	}
	return "finding " + string(f.Reason)
}
