package suite

import (
	"os"
	"strings"
	"testing"
)

// The tables of docs/conformance.md stand between markers, as in docs/model.md:
//
//	<!-- generated: cases -->
//	<!-- end generated -->
//
// UPDATE=1 rewrites what stands between them.
const conformance = "../../docs/conformance.md"

// document holds a table against the one in the document.
func document(t *testing.T, name string, rows [][]string) {
	t.Helper()
	text, err := os.ReadFile(conformance)
	if err != nil {
		t.Fatal(err)
	}
	filled, problem := fill(string(text), name, markdown(rows), thorough)
	switch {
	case filled != "" && os.Getenv("UPDATE") != "" && thorough:
		if err := os.WriteFile(conformance, []byte(filled), 0o644); err != nil {
			t.Fatal(err)
		}
	case problem != "":
		t.Errorf("%s: section %s %s; UPDATE=1 writes it anew", conformance, name, problem)
	}
}

// fill writes a section of a text anew, and says what is wrong with it as it is:
// where not all was judged, only that a line is missing.
func fill(text, name, table string, all bool) (filled, problem string) {
	before, rest, found := strings.Cut(text, "<!-- generated: "+name+" -->\n")
	holds, after, closed := strings.Cut(rest, "\n<!-- end generated -->\n")
	if !found || !closed {
		return "", "does not stand between markers"
	}
	filled = before + "<!-- generated: " + name + " -->\n\n" + table + "\n<!-- end generated -->\n" + after
	for line := range strings.Lines(table) {
		if !strings.Contains(holds, line) {
			return filled, "lacks " + strings.TrimSpace(line)
		}
	}
	if all && holds != "\n"+table {
		return filled, "holds what was not found out"
	}
	return filled, ""
}

func TestFill(t *testing.T) {
	table := markdown([][]string{{"model", "seen", "n"}, {"typical", "state", "13"}})
	right := "a\n<!-- generated: cases -->\n\n" + table + "\n<!-- end generated -->\nb\n"
	for _, test := range []struct {
		text string
		all  bool
		want string
		why  string
	}{
		{right, true, "", "what is right stays"},
		{strings.Replace(right, "13", "14", 1), true, "lacks | typical", "a wrong number"},
		{strings.Replace(right, "13", "14", 1), false, "lacks | typical", "also where only some lines are known"},
		{strings.Replace(right, "| 13 |\n", "| 13 |\n| strict | state | 1 |\n", 1), true, "not found out", "a line too many"},
		{strings.Replace(right, "| 13 |\n", "| 13 |\n| strict | state | 1 |\n", 1), false, "", "it was not judged"},
		{strings.Replace(right, "end generated", "end", 1), true, "markers", "the rest would be lost"},
		{"a", true, "markers", "a section is lost"},
	} {
		filled, problem := fill(test.text, "cases", table, test.all)
		if test.want == "" && problem != "" || !strings.Contains(problem, test.want) {
			t.Errorf("%s: %q, want %q", test.why, problem, test.want)
		}
		if test.want != "markers" && test.all && filled != right {
			t.Errorf("%s: it is written anew as %q", test.why, filled)
		}
	}
}

// markdown writes rows as a table; all columns but the first two are numbers.
func markdown(rows [][]string) string {
	var b strings.Builder
	for i, row := range rows {
		b.WriteString("| " + strings.Join(row, " | ") + " |\n")
		if i == 0 {
			b.WriteString("|---|---|" + strings.Repeat("--:|", len(row)-2) + "\n")
		}
	}
	return b.String()
}
