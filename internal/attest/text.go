package attest

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/conformance"
	"github.com/Huzefaaa2/subsim/internal/compare"
	"github.com/Huzefaaa2/subsim/internal/diag"
	"github.com/Huzefaaa2/subsim/internal/ink"
	"github.com/Huzefaaa2/subsim/replay"
)

// maxFindings is how many findings are told in full, unless all are asked for.
const maxFindings = 20

// Text writes a report for people at a terminal of 80 columns: the verdict, each
// finding, what was asked, what that means, and the verdict again with the counts.
func Text(w io.Writer, r *conformance.Report, o Options) error {
	t := text{bufio.NewWriter(w), o, ink.NewPalette(o.Colored)}
	if !o.Quiet {
		t.verdict(headline(r), r)
		fmt.Fprintln(t.out)
	}
	t.findings(r)
	if !o.Quiet {
		t.known(r)
		t.refused(r)
		t.learned(r)
		t.skips(r)
		t.levels(r)
		t.asked(r)
		t.guarantee(r)
	}
	if o.Verbose {
		t.matrix(r)
	}
	t.stale(r)
	t.verdict(lastLine(r), r)
	return t.out.Flush()
}

// A text writes for people.
type text struct {
	out *bufio.Writer
	Options
	colours ink.Palette
}

// verdict writes a sentence that begins with the verdict.
func (t text) verdict(sentence string, r *conformance.Report) {
	colour := t.colours.Red
	switch w := stands(r).word; {
	case w == wordAnswers:
		colour = t.colours.Bold
	case w == wordConforms, w == wordStricter && t.StricterPasses:
		colour = t.colours.Green
	case w == wordStricter, w == wordDiffers && onlyKnown(r):
		colour = t.colours.Yellow
	}
	colour.Fprint(t.out, diag.Wrap("", sentence))
}

func (t text) findings(r *conformance.Report) {
	all := stories(r, false, t.Options)
	shown := all
	if len(shown) > maxFindings && !t.Verbose {
		shown = shown[:maxFindings]
	}
	for _, s := range shown {
		t.story(s)
	}
	if more := all[len(shown):]; len(more) > 0 {
		fmt.Fprintf(t.out, "and %s more; -v tells all\n", ink.Counted(len(more), "finding"))
		for _, s := range more {
			fmt.Fprintf(t.out, "  %s\n", s.Title)
		}
		fmt.Fprintln(t.out)
	}
}

// story writes the block of one finding.
func (t text) story(s story) {
	title := "FAIL  " + s.Title
	gap := max(2, diag.Width-diag.Columns(title)-diag.Columns(s.About))
	fmt.Fprintf(t.out, "%s  %s%s%s\n", t.colours.Red.Sprint("FAIL"), t.colours.Bold.Sprint(s.Title), strings.Repeat(" ", gap), s.About)
	t.wrap("      ", s.Message)
	fmt.Fprintln(t.out)
	t.steps(s)
	for _, n := range s.Notes {
		t.wrap("  "+n.Term+": ", n.Text)
	}
	if len(s.Evidence) > 0 {
		t.block("  what it sent", "     | ", s.Evidence)
	}
	t.scenario(s)
	if s.Rerun != "" {
		fmt.Fprintf(t.out, "  run only this: %s\n", s.Rerun)
	}
	fmt.Fprintln(t.out)
}

// steps writes the way, with what was wanted and what came where it is seen.
func (t text) steps(s story) {
	events := 0
	for _, step := range s.Steps {
		events = max(events, len(step.Event()))
	}
	if s.Start != "" && len(s.Steps) > 0 {
		fmt.Fprintf(t.out, "        from %s\n", s.Start)
	}
	for _, step := range s.Steps {
		arrow := " "
		if step.Shown {
			arrow = ">"
		}
		t.beside(fmt.Sprintf("  %s %2d  %-*s  ", arrow, step.Number, events, step.Event()), step.Reference())
		if step.Shown && s.Want != "" {
			t.sides("        ", s)
		}
	}
	if len(s.Steps) == 0 && s.Want != "" {
		t.sides("  ", s)
	}
}

func (t text) sides(indent string, s story) {
	t.wrap(fmt.Sprintf("%s%-6s", indent, s.Sides[0]), s.Want)
	t.out.WriteString(fmt.Sprintf("%s%-6s", indent, s.Sides[1]) + t.colours.Bold.Sprint(strings.TrimLeft(diag.Wrap(indent+"      ", s.Got), " ")))
}

// scenario writes the file that shows the finding, or says where it is.
func (t text) scenario(s story) {
	switch {
	case s.Saved != "":
		fmt.Fprintf(t.out, "  the reference's way: %s\n", s.Saved)
	case s.Scenario != "" && !t.Quiet:
		fmt.Fprintln(t.out, "  the reference's way, as a scenario file")
		t.out.WriteString(copied(s.Finding.Scenario, "     "))
	}
}

// copied writes a scenario file that is to be copied from the page as it is: long
// lines are folded, as YAML allows, and what it is about has been told above.
func copied(s *replay.Scenario, indent string) string {
	short := *s
	short.About = ""
	var b strings.Builder
	for line := range strings.Lines(scenarioText(conformance.Finding{Scenario: &short})) {
		line = strings.TrimSuffix(line, "\n")
		if key, value, found := strings.Cut(line, ": "); found {
			b.WriteString(diag.Wrap(indent+key+": ", value))
		} else {
			b.WriteString(indent + line + "\n")
		}
	}
	return b.String()
}

// block writes lines below a title, folded where the terminal ends.
func (t text) block(title, indent string, lines []string) {
	fmt.Fprintln(t.out, title)
	for _, line := range lines {
		for room := diag.Width - len(indent); ; {
			part := folded(line, room)
			fmt.Fprintln(t.out, strings.TrimRight(indent+part, " "))
			if line = line[len(part):]; line == "" {
				break
			}
		}
	}
}

// folded returns as much of a line as has room; at least one letter.
func folded(line string, room int) string {
	columns := 0
	for i, letter := range line {
		if columns += diag.Columns(string(letter)); columns > room && i > 0 {
			return line[:i]
		}
	}
	return line
}

// beside writes a text behind its lead, or below it where there is no room.
func (t text) beside(lead, text string) {
	if diag.Columns(lead+text) > diag.Width {
		fmt.Fprintln(t.out, strings.TrimRight(lead, " "))
		lead = "        "
	}
	t.wrap(lead, text)
}

func (t text) wrap(lead, text string) { t.out.WriteString(diag.Wrap(lead, text)) }

// known names the findings that are known, a line each.
func (t text) known(r *conformance.Report) {
	all := stories(r, true, t.Options)
	if len(all) == 0 {
		return
	}
	fmt.Fprintln(t.out, "known failures")
	for _, s := range all {
		fmt.Fprintf(t.out, "  %s  %s (%s)\n", t.colours.Yellow.Sprint("known"), s.Title, s.About)
	}
	fmt.Fprintln(t.out)
}

// stale names the lines of the known failures that are needed no longer.
func (t text) stale(r *conformance.Report) {
	if len(r.Stale) == 0 {
		return
	}
	t.wrap("", "Known failures that the run does not show any more; take their lines out:")
	for _, l := range r.Stale {
		fmt.Fprintf(t.out, "  %s  %s\n", t.colours.Red.Sprint("stale"), plain(l.String()))
	}
	fmt.Fprintln(t.out)
}

func (t text) refused(r *conformance.Report) {
	if len(r.Refused) == 0 {
		return
	}
	t.wrap("", "Refused beyond what was asked for"+measured(r))
	for _, n := range refused(r) {
		t.wrap(fmt.Sprintf("  %-12s  ", n.Term), n.Text)
	}
	fmt.Fprintln(t.out)
}

// measured names the profile that refuses as much.
func measured(r *conformance.Report) string {
	if r.Stricter == nil {
		return ""
	}
	return "; that is profile " + profileName(*r.Stricter)
}

// levelColumns is the width of what a level is called.
const levelColumns = 36

// levels writes the counts of each level.
func (t text) levels(r *conformance.Report) {
	if len(r.Levels) == 0 {
		return
	}
	fmt.Fprintf(t.out, "%-*s %7s %7s %7s %7s %8s\n", levelColumns, "level", "cases", "held", "broke", "skipped", "events")
	for _, l := range r.Levels {
		name := diag.Cut("  "+levelTitle(l), levelColumns)
		fmt.Fprintf(t.out, "%s%s %7s %7d %7d %7d %8d\n", name, strings.Repeat(" ", levelColumns-diag.Columns(name)), planned(l), l.Held, l.Broke, l.Skipped, l.Events)
		if l.Stopped != "" {
			t.wrap("     not played to its end: ", plain(l.Stopped))
		}
	}
	fmt.Fprintln(t.out)
}

// levelTitle names a level and its paper: "3  HSI, k=1 [PYB96]".
func levelTitle(l conformance.LevelResult) string {
	title := fmt.Sprintf("%d  %s", l.Level, plain(l.Name))
	if l.Paper != "" {
		title += " [" + plain(l.Paper) + "]"
	}
	return title
}

// planned writes how many cases a level has, a ? where nobody got to know.
func planned(l conformance.LevelResult) string {
	if l.Planned == 0 && l.Stopped != "" {
		return "?"
	}
	return fmt.Sprint(l.Planned)
}

func (t text) asked(r *conformance.Report) {
	fmt.Fprintln(t.out, "what was asked")
	for _, n := range asked(r) {
		if lead := fmt.Sprintf("  %-9s  ", n.Term); n.Term == "digest" {
			t.beside(lead, n.Text)
		} else {
			t.wrap(lead, n.Text)
		}
	}
	fmt.Fprintln(t.out)
}

func (t text) guarantee(r *conformance.Report) {
	fmt.Fprintln(t.out, "what it means")
	for _, sentence := range guarantee(r) {
		t.wrap("  - ", sentence)
	}
	fmt.Fprintln(t.out)
}

func (t text) matrix(r *conformance.Report) {
	fmt.Fprintln(t.out, "the cells")
	fmt.Fprintln(t.out)
	_ = matrix(t.out, r, t.colours) // the buffer remembers its errors
	fmt.Fprintln(t.out)
}

// learned tells what the subject's own machine is like: where it differs, or, with
// -v, the whole of it.
func (t text) learned(r *conformance.Report) {
	if r.Learned == nil {
		return
	}
	l := tame(r.Learned)
	fmt.Fprintln(t.out, "what was learned")
	if t.Verbose {
		fmt.Fprintln(t.out)
		_ = compare.Text(t.out, l) // the buffer remembers its errors
		fmt.Fprintln(t.out)
		return
	}
	t.wrap("  ", l.Headline())
	notes := learnedNotes(l)
	for _, n := range notes[:min(len(notes), maxFindings)] {
		t.wrap("  ", n.Term)
		t.wrap("      ", n.Text)
	}
	if more := len(notes) - maxFindings; more > 0 {
		fmt.Fprintf(t.out, "  and %d more; -v tells all\n", more)
	}
	fmt.Fprintln(t.out)
}

// skips says what was not asked, and why.
func (t text) skips(r *conformance.Report) {
	if len(r.Skips) == 0 {
		return
	}
	fmt.Fprintln(t.out, "not asked")
	for _, n := range skips(r) {
		t.wrap("  "+n.Term+": ", n.Text)
	}
	fmt.Fprintln(t.out)
}
