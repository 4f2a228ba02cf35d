package docket

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/audit"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/history"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/internal/logs"
)

// A Text writes for people at a terminal of 80 columns, each thing when it comes.
type Text struct {
	out *bufio.Writer
	Options
	colours ink.Palette
	sorter
	last piece // what was written last
}

// A piece is what stands in a text. A block has a blank line before it and behind it;
// lines stand together.
type piece int

const (
	pieceNone piece = iota
	pieceLine
	pieceBlock
)

// NewText returns a writer for people.
func NewText(w io.Writer, o Options) *Text {
	return &Text{out: bufio.NewWriter(w), Options: o, colours: ink.NewPalette(o.Colored), sorter: newSorter(o.Max)}
}

// Finding writes a block for the first finding of a subscription, and a line for one
// that follows where all is to be told.
func (t *Text) Finding(f audit.Finding) error {
	switch told := t.tells(sortOf(f)); {
	case f.Follows && !t.Verbose, !told:
		return nil
	case f.Follows:
		t.line(t.colours.Yellow, "then", place(f.Place, 1), title(f)+" ("+string(f.Reason)+")"+whose(f))
	default:
		t.block(f)
	}
	return t.out.Flush()
}

// whose names the subscription where it may be named.
func whose(f audit.Finding) string {
	if f.ID == "" {
		return ""
	}
	return " of " + name(f.ID)
}

func (t *Text) block(f audit.Finding) {
	t.begin(pieceBlock)
	t.head(t.colours.Red, "FAIL", place(f.Place, 1), title(f))
	if f.ID != "" {
		t.wrap("  subscription: ", name(f.ID))
	}
	if !f.At.IsZero() {
		t.wrap("  at: ", stamp(f.At))
	}
	t.wrap("  known: ", known(f))
	t.wrap("  came: ", came(f))
	t.wrap("  the model says: ", answer(f))
	t.wrap("  possible instead: ", legal(f))
}

// head writes the first line of a block, in two where one has no room.
func (t *Text) head(colour *ink.Colour, mark, at, what string) {
	lead := fmt.Sprintf("%-4s  ", mark)
	if diag.Columns(lead+at+"  "+what) > diag.Width {
		fmt.Fprintf(t.out, "%s%s\n%s", colour.Sprint(lead), at, t.colours.Bold.Sprint(diag.Wrap("      ", what)))
		return
	}
	fmt.Fprintf(t.out, "%s%s  %s\n", colour.Sprint(lead), at, t.colours.Bold.Sprint(what))
}

// line writes a thing of one line, below its place where there is no room beside it.
func (t *Text) line(colour *ink.Colour, mark, at, what string) {
	t.begin(pieceLine)
	lead := fmt.Sprintf("%-4s  ", mark)
	if diag.Columns(lead+at+"  "+what) > diag.Width {
		fmt.Fprintf(t.out, "%s%s\n", colour.Sprint(lead), at)
		t.wrap("      ", what)
		return
	}
	fmt.Fprintf(t.out, "%s%s  %s\n", colour.Sprint(lead), at, what)
}

// begin writes the blank line that goes before a block, and behind one.
func (t *Text) begin(p piece) {
	if t.last == pieceBlock || p == pieceBlock && t.last != pieceNone {
		fmt.Fprintln(t.out)
	}
	t.last = p
}

func (t *Text) wrap(lead, text string) { t.out.WriteString(diag.Wrap(lead, text)) }

// Unjudged writes where lines could not be judged, and why.
func (t *Text) Unjudged(u audit.Unjudged) error {
	if !t.tells("line " + string(u.Fault)) {
		return nil
	}
	t.line(t.colours.Red, "LINE", place(u.Place, u.Lines), fmt.Sprintf("not judged (%s): %s", u.Fault, plain(u.Text)))
	return t.out.Flush()
}

// Notice writes what is remarkable.
func (t *Text) Notice(n audit.Notice) error {
	fine := excused(n.Mark, t.Accepted)
	if told := t.tells("notice " + string(n.Mark)); !told || fine && t.Quiet {
		return nil
	}
	colour, mark := t.colours.Yellow, "NOTE"
	if fine {
		colour, mark = t.colours.Plain, "note"
	}
	t.line(colour, mark, place(n.Place, 1), fmt.Sprintf("%s: %s", n.Mark, plain(n.Text)))
	return t.out.Flush()
}

// Explain writes the story of a finding.
func (t *Text) Explain(f audit.Finding, lines []string) error {
	t.begin(pieceBlock)
	t.head(t.colours.Bold, "WHY", place(f.Place, 1), "what would make it possible")
	for _, line := range lines {
		t.verse(line)
	}
	return t.out.Flush()
}

// verse writes a line of a story, which has columns of its own, as it is; one without
// room is wrapped.
func (t *Text) verse(line string) {
	const lead = "     "
	if line = harmless(line); diag.Columns(lead+line) > diag.Width {
		t.wrap(lead, plain(line))
		return
	}
	fmt.Fprintln(t.out, lead+line)
}

// End writes what is known at the end: what was not told, the names that the
// vocabulary does not hold, the counts, and the verdict.
func (t *Text) End(r *audit.Result) error {
	t.begin(pieceBlock)
	t.last = pieceNone
	t.rest()
	t.unmapped(r)
	if t.Verbose {
		t.tables(r)
	}
	t.wrap("", counts(r))
	s := stands(r, t.Accepted)
	colour := map[string]*ink.Colour{"good": t.colours.Green, "bad": t.colours.Red, "fair": t.colours.Yellow}[s.tone()]
	colour.Fprint(t.out, diag.Wrap(string(s.verdict)+": ", s.why))
	for _, way := range t.ways(r) {
		t.wrap("  ", way)
	}
	return t.out.Flush()
}

// ways say what can be done about what speaks against a log and is no finding.
func (t *Text) ways(r *audit.Result) (ways []string) {
	if t.Quiet {
		return nil
	}
	for _, mark := range logs.Marks() {
		if r.Notices[mark] == 0 || excused(mark, t.Accepted) {
			continue
		}
		before := ""
		switch {
		case mark == logs.MarkColumn:
			before = "--ignore-columns leaves columns out; "
		case mark == logs.MarkLate && r.Order == audit.OrderDelivered:
			before = "--order occurred judges by instant; "
		}
		ways = append(ways, fmt.Sprintf("%s: %s--accept %s lets it pass", mark, before, mark))
	}
	if r.Unjudged[logs.FaultIncomplete] > 0 && r.Lines.Judged == 0 {
		ways = append(ways, "incomplete: --id, --at, --event and --state say what the columns are called, --log what they tell")
	}
	if r.Unjudged[logs.FaultInstant] > 0 {
		ways = append(ways, "instant: --epoch s, ms, us or ns says what whole numbers count since 1970")
	}
	if len(r.Unmapped) > 0 {
		ways = append(ways, "unmapped: --map FILE reads a map of names, --map theirs=ours adds one")
	}
	return ways
}

// rest counts what was not told.
func (t *Text) rest() {
	written := false
	say := func(n int64, noun, hint string) {
		if n > 0 {
			t.wrap("", fmt.Sprintf("and %s more%s; %s", grouped(n), noun, hint))
			written = true
		}
	}
	const all = "--max 0 tells all"
	for _, reason := range history.Reasons() {
		say(t.more("finding "+string(reason)), " ("+string(reason)+")", all)
	}
	if n := t.seen[following]; n > 0 && !t.Verbose {
		t.wrap("", fmt.Sprintf("and %s; -v tells %s", counted(n, "finding")+" that may follow from these", it(n)))
		written = true
	} else {
		say(t.more(following), " that may follow from these", all)
	}
	for _, fault := range logs.Faults() {
		say(t.more("line "+string(fault)), " not judged ("+string(fault)+")", all)
	}
	for _, mark := range logs.Marks() {
		if !t.Quiet || !excused(mark, t.Accepted) {
			say(t.more("notice "+string(mark)), " noted ("+string(mark)+")", all)
		}
	}
	if written {
		fmt.Fprintln(t.out)
	}
}

func it(n int64) string {
	if n == 1 {
		return "it"
	}
	return "them"
}

// beside writes a text behind its lead, or below it where there is no room.
func (t *Text) beside(lead, text string) {
	if diag.Columns(lead+text) > diag.Width {
		fmt.Fprintln(t.out, strings.TrimRight(lead, " "))
		lead = "       "
	}
	t.wrap(lead, text)
}

// unmapped names what the vocabulary does not hold, and what a map of names would
// say.
func (t *Text) unmapped(r *audit.Result) {
	if len(r.Unmapped) == 0 {
		return
	}
	fmt.Fprintln(t.out, t.colours.Bold.Sprint("names that the vocabulary does not hold"))
	shown := r.Unmapped
	if t.Max > 0 && len(shown) > t.Max {
		shown = shown[:t.Max]
	}
	for _, u := range shown {
		t.wrap("  "+u.Role+" ", fmt.Sprintf("%s: %s, first at %s", name(u.Name), times(u.Count), place(u.First, 1)))
		like := ""
		if u.Suggestion != "" {
			like = "did you mean " + u.Suggestion + "? "
		}
		t.beside("     "+like+"in the map of names: ", plain(entry(u)))
	}
	if more := len(r.Unmapped) - len(shown); more > 0 {
		fmt.Fprintf(t.out, "  and %s more; --max 0 tells all\n", grouped(int64(more)))
	}
	fmt.Fprintln(t.out)
}

func times(n int64) string {
	if n == 1 {
		return "once"
	}
	return grouped(n) + " times"
}

// tables writes the findings by reason, and where the subscriptions are.
func (t *Text) tables(r *audit.Result) {
	if r.Findings() > 0 {
		fmt.Fprintf(t.out, "%-20s %15s %15s\n", "findings by reason", "first", "following")
		for _, reason := range history.Reasons() {
			if r.First[reason]+r.Following[reason] > 0 {
				fmt.Fprintf(t.out, "  %-18s %15s %15s\n", reason, grouped(r.First[reason]), grouped(r.Following[reason]))
			}
		}
		fmt.Fprintln(t.out)
	}
	fmt.Fprintf(t.out, "%-20s %15s   %-9s %s\n", "where they are now", "subscriptions", "ours", "published")
	for _, s := range fsm.Sources() {
		if r.States[s] > 0 {
			t.row(s.String(), r.States[s], s)
		}
	}
	if r.Unsettled > 0 {
		t.row("unsettled", r.Unsettled, fsm.StateNone)
	}
	fmt.Fprintln(t.out)
}

func (t *Text) row(what string, n int64, s fsm.State) {
	published := "-"
	if reading, says := s.Published(); says {
		published = string(reading)
	}
	fmt.Fprintln(t.out, strings.TrimRight(fmt.Sprintf("  %-18s %15s   %-9s %s", what, grouped(n), s.SteadyState(), published), " "))
}
