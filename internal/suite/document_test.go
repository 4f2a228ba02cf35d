package suite

import (
	"os"
	"regexp"
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

// document compares a table with the one in the document; a part of a table, when
// not all was judged, with its lines.
func document(t *testing.T, name string, rows [][]string) {
	t.Helper()
	text, err := os.ReadFile(conformance)
	if err != nil {
		t.Fatal(err)
	}
	section := regexp.MustCompile(`(?s)(<!-- generated: ` + name + ` -->\n)(.*?)(\n<!-- end generated -->\n)`)
	found := section.FindSubmatchIndex(text)
	if found == nil {
		t.Fatalf("%s has no section %s between markers", conformance, name)
	}
	holds, table := string(text[found[4]:found[5]]), markdown(rows)
	if os.Getenv("UPDATE") != "" && thorough {
		filled := string(text[:found[4]]) + "\n" + table + string(text[found[5]:])
		if err := os.WriteFile(conformance, []byte(filled), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, line := range strings.Split(table, "\n") {
		if !strings.Contains(holds, line) {
			t.Errorf("%s, section %s: UPDATE=1 writes it anew; no line is\n%s", conformance, name, line)
		}
	}
	if thorough && holds != "\n"+table {
		t.Errorf("%s, section %s holds more than was found out: UPDATE=1 writes it anew", conformance, name)
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
