package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// section returns the text of a section.
func section(t *testing.T, name string, table *fsm.Table) string {
	t.Helper()
	for _, s := range Sections() {
		if s.Name == name {
			return s.Text(table)
		}
	}
	t.Fatalf("there is no section %s", name)
	return ""
}

// grid reads a Markdown table back, code spans taken off, its header first.
func grid(text string) (lines [][]string) {
	for i, line := range strings.Split(strings.TrimSuffix(text, "\n"), "\n") {
		if i == 1 {
			continue
		}
		line = strings.TrimSuffix(strings.TrimPrefix(line, "| "), " |")
		cells := strings.Split(line, " | ")
		for j := range cells {
			cells[j] = strings.ReplaceAll(strings.TrimSpace(cells[j]), "`", "")
		}
		lines = append(lines, cells)
	}
	return lines
}

func TestSectionsAreListedOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range Sections() {
		if s.Name == "" || s.Title == "" || s.About == "" || seen[s.Name] {
			t.Errorf("section %+v", s)
		}
		seen[s.Name] = true
	}
}

func TestMarkdownHoldsEverySection(t *testing.T) {
	table := fsm.NewTable(fsm.Processor())
	text := write(t, format(t, "markdown"), table)
	for _, s := range Sections() {
		if !strings.Contains(text, "\n## "+s.Title+"\n\n"+s.About+"\n\n"+s.Text(table)) {
			t.Errorf("section %s is not in the markdown format", s.Name)
		}
	}
}

// TestMarkdownAgrees is law 17 for the tables of the documents.
func TestMarkdownAgrees(t *testing.T) {
	for _, p := range profiles(t) {
		table := fsm.NewTable(p)
		complaints := judgeSteps(table, section(t, "steps", table))
		complaints = append(complaints, judgeGaps(table, section(t, "gaps", table))...)
		for _, complaint := range complaints {
			t.Errorf("%s: %s", p.Name(), complaint)
		}
	}
}

func TestMarkdownAgreementBites(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	for name, judge := range map[string]judge{"steps": judgeSteps, "gaps": judgeGaps} {
		lines := strings.SplitAfter(section(t, name, table), "\n")
		for i, line := range lines[2:] {
			i += 2 // the header is for people
			for _, swap := range swaps(line) {
				text := strings.Join(slices.Concat(lines[:i], []string{swap}, lines[i+1:]), "")
				if len(judge(table, text)) == 0 {
					t.Errorf("%s: not noticed: %s", name, swap)
				}
			}
		}
	}
}

// judgeSteps expects of each mark what the legend promises, in every reachable
// configuration of the state.
func judgeSteps(table *fsm.Table, text string) (complaints []string) {
	lines := grid(text)
	if len(lines) != 23 {
		return []string{fmt.Sprintf("%d lines, want 22 events below a header", len(lines))}
	}
	for i, line := range lines[1:] {
		if want := string(fsm.Events()[i]); line[0] != want {
			complaints = append(complaints, fmt.Sprintf("line %d is of %s, want %s", i+1, line[0], want))
			continue
		}
		for _, c := range table.Configurations() {
			column := slices.Index(lines[0], c.State.String())
			if column < 0 {
				complaints = append(complaints, fmt.Sprintf("no column for %s", c.State))
				continue
			}
			step, err := table.Step(c, fsm.Event(line[0]))
			if mark := line[column]; err != nil || !promises(mark, step) {
				complaints = append(complaints, fmt.Sprintf("%q stands for %s", mark, step))
			}
		}
	}
	return complaints
}

// promises reports whether a mark of the step table allows an answer.
func promises(mark string, step fsm.Step) bool {
	target, moves := strings.CutPrefix(mark, "→")
	target, guarded := strings.CutSuffix(target, " if reachable")
	flags := step.Event() == fsm.EventScheduleCancellation || step.Event() == fsm.EventUnscheduleCancellation
	same := step.To().State == step.From().State
	switch {
	case guarded && step.Verdict() == fsm.VerdictRejected: // the gap rule; judgeGaps says where
		return true
	case moves:
		return step.Verdict() == fsm.VerdictApplied && step.To().State.String() == target && guarded == (step.From().State == fsm.StateUnknown)
	case mark == "self":
		return step.Verdict() == fsm.VerdictApplied && step.To() == step.From()
	case mark == "flag":
		return flags && step.Verdict() != fsm.VerdictRejected && same
	case mark == "=":
		return step.Verdict() == fsm.VerdictIgnored
	}
	return (mark == "" || mark == "×") && step.Verdict() == fsm.VerdictRejected
}

// judgeGaps holds the two lists against the answers to every observation.
func judgeGaps(table *fsm.Table, text string) (complaints []string) {
	ends, refused := map[string]string{}, map[string]string{}
	for _, line := range grid(text)[1:] {
		for _, known := range strings.Split(line[0], ", ") {
			ends[known], refused[known] = line[1], line[2]
		}
	}
	for _, c := range table.Configurations() {
		if c.State != fsm.StateUnknown {
			continue
		}
		for _, e := range fsm.Events() {
			state, observes := e.Observes()
			if !observes {
				continue
			}
			known, name := c.Known().String(), string(state)
			step, err := table.Step(c, e)
			listed := slices.Contains(strings.Split(ends[known], ", "), name)
			left := slices.Contains(strings.Split(refused[known], ", "), name)
			if err != nil || listed != (step.Verdict() == fsm.VerdictApplied) || left != (step.Verdict() == fsm.VerdictRejected && table.Keeps(c.State, e)) {
				complaints = append(complaints, fmt.Sprintf("%s: ends %t, refused %t", step, listed, left))
			}
		}
		delete(ends, c.Known().String())
	}
	if len(ends) > 0 {
		complaints = append(complaints, fmt.Sprintf("gaps that cannot be: %v", ends))
	}
	return complaints
}

// The lists are read from the model; what can go wrong is their order, a missing
// entry, or a profile's own ones.
func TestLists(t *testing.T) {
	standard, marketplace := fsm.NewTable(fsm.Standard()), fsm.NewTable(fsm.Marketplace())
	for _, test := range []struct {
		section string
		table   *fsm.Table
		column  int
		want    string
		why     string
	}{
		{"states", standard, 0, "trial active past_due grace_period suspended expired cancelled unknown", "the published order"},
		{"states", standard, 2, "– – blocked – blocked blocked – blocked", "the published rule names four"},
		{"states", standard, 3, "watch ready blocked watch blocked blocked blocked blocked", "our reading"},
		{"states", marketplace, 0, "active suspended cancelled unknown", "a profile's own states"},
		{"events", standard, 0, strings.Join(words(fsm.Events()), " "), "all 22"},
		{"events", marketplace, 0, strings.Replace(strings.Join(words(fsm.Events()), " "), "reactivate ", "", 1), "without what it drops"},
		{"reasons", standard, 1, "duplicate already profile not_started gap unreachable contradiction ended not_allowed", "the order in which they are tried"},
		{"profiles", standard, 0, "standard strict processor store marketplace", "the built-in ones"},
		{"profiles", standard, 2, "26 26 22 22 12", "the counts of configurations"},
	} {
		var column []string
		for _, line := range grid(section(t, test.section, test.table))[1:] {
			column = append(column, line[test.column])
		}
		if got := strings.Join(column, " "); got != test.want {
			t.Errorf("%s, column %d: %s, want %s: %s", test.section, test.column, got, test.want, test.why)
		}
	}
}

func TestOwnProfileIsListed(t *testing.T) {
	p, err := fsm.NewProfile("mine|own", "trial")
	if err != nil {
		t.Fatal(err)
	}
	if lines := section(t, "profiles", fsm.NewTable(p)); !strings.HasSuffix(lines, "| mine\\|own | `trial` | 22 |\n") {
		t.Error(lines)
	}
}

func TestRowsAndLawsAreAllThere(t *testing.T) {
	table := fsm.NewTable(fsm.Standard())
	lines := grid(section(t, "rows", table))[1:]
	for _, row := range fsm.Rows() {
		written := func(line []string) bool {
			return line[0] == string(row.Event) && line[1] == states(row.In) && line[3] == row.Why
		}
		if !slices.ContainsFunc(lines, written) {
			t.Errorf("no line for %+v", row)
		}
	}
	if len(lines) != len(fsm.Rows()) {
		t.Errorf("%d rows, want %d", len(lines), len(fsm.Rows()))
	}
	laws := strings.Split(strings.TrimSpace(section(t, "laws", table)), "\n")
	for i, law := range fsm.Laws() {
		if want := strconv.Itoa(law.Number) + ". **" + law.Name + "**: " + law.Statement + "."; laws[i] != want {
			t.Errorf("%q, want %q", laws[i], want)
		}
	}
}

func states(in []fsm.State) string {
	names := make([]string, len(in))
	for i, s := range in {
		names[i] = s.String()
	}
	return strings.Join(names, ", ")
}
