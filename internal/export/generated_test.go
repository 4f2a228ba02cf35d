package export

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Documents repeat the table between markers:
//
//	<!-- generated: steps -->
//	<!-- end generated -->
//
// The test fails where the file says something else than the table of the
// standard profile; UPDATE=1 rewrites what stands between the markers.

var documents = []struct {
	file     string
	sections []string // those it must hold
}{
	{"../../docs/model.md", []string{"picture", "states", "events", "steps", "gaps", "reasons", "profiles", "laws", "rows"}},
}

func TestGeneratedDocuments(t *testing.T) {
	for _, d := range documents {
		t.Run(d.file, func(t *testing.T) {
			text, err := os.ReadFile(d.file)
			if err != nil {
				t.Fatalf("%v; it must hold the sections %v between markers", err, d.sections)
			}
			filled, err := fill(string(text), d.sections)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, d.file, filled)
		})
	}
}

var (
	opening = regexp.MustCompile(`^<!-- generated: (.*) -->$`)
	closing = "<!-- end generated -->"
	// almost finds markers that were meant and would be passed over.
	almost = regexp.MustCompile(`(?i)<!--.*generated`)
)

// fill returns a document with every marked section written anew. All problems
// are reported at once.
func fill(text string, want []string) (string, error) {
	var out []string
	var problems []error
	found := map[string]bool{}
	open, fence := "", false
	for i, line := range strings.Split(text, "\n") {
		complain := func(format string, args ...any) {
			problems = append(problems, fmt.Errorf("line %d: "+format, append([]any{i + 1}, args...)...))
		}
		fence = fence != (open == "" && strings.HasPrefix(line, "```"))
		name := opening.FindStringSubmatch(line)
		switch {
		case fence:
			out = append(out, line)
		case open != "" && line == closing:
			open = ""
			out = append(out, line)
		case open != "" && almost.MatchString(line):
			complain("%q inside the section %s, which is not closed", line, open)
		case open != "":
		case name != nil:
			open = name[1]
			body, err := generate(open)
			if err != nil {
				complain("%w", err)
			}
			if found[open] {
				complain("section %s stands here twice", open)
			}
			found[open] = true
			out = append(out, line, body)
		case almost.MatchString(line):
			complain("%q is no marker", line)
		default:
			out = append(out, line)
		}
	}
	if open != "" {
		problems = append(problems, fmt.Errorf("the section %s is not closed", open))
	}
	for _, name := range want {
		if !found[name] {
			problems = append(problems, fmt.Errorf("the section %s is missing: write <!-- generated: %s --> and %s", name, name, closing))
		}
	}
	return strings.Join(out, "\n"), errors.Join(problems...)
}

// generate writes a section as documents hold it: a blank line around it, since
// Markdown wants one between a comment and a table.
func generate(name string) (string, error) {
	for _, s := range Sections() {
		if s.Name == name {
			return "\n" + s.Text(fsm.NewTable(fsm.Standard())), nil
		}
	}
	return "", fmt.Errorf("there is no section %q", name)
}

func TestFill(t *testing.T) {
	body, err := generate("profiles")
	if err != nil {
		t.Fatal(err)
	}
	marked := "a\n<!-- generated: profiles -->\n" + body + "\n" + closing + "\nb\n"
	for _, test := range []struct {
		text, want, problem, why string
	}{
		{marked, marked, "", "what is right stays"},
		{"a\n<!-- generated: profiles -->\n" + closing + "\nb\n", marked, "", "an empty section is filled"},
		{"a\n<!-- generated: profiles -->\nold\n" + closing + "\nb\n", marked, "", "an old one is replaced"},
		{"<!-- generated: profile -->\n" + closing, "", `line 1: there is no section "profile"`, "a misspelt section"},
		{"a", "", "the section profiles is missing", "a document lost its section"},
		{"<!-- generated: profiles -->\na", "", "not closed", "the rest of the document would be lost"},
		{"<!-- generated: profiles -->\n<!-- generated: laws -->\n" + closing, "", "not closed", "sections do not nest"},
		{"<!--generated: profiles-->\n" + closing, "", "is no marker", "a misspelt marker"},
		{marked + closing, "", "is no marker", "an end without a beginning"},
		{marked + marked, "", "twice", "a section that stands twice"},
	} {
		got, err := fill(test.text, []string{"profiles"})
		switch {
		case test.problem == "" && (err != nil || got != test.want):
			t.Errorf("%s: %q, %v; want %q", test.why, got, err, test.want)
		case test.problem != "" && (err == nil || !strings.Contains(err.Error(), test.problem)):
			t.Errorf("%s: error %v, want %q", test.why, err, test.problem)
		}
	}
}

// TestDocumentsHoldEverySection keeps the list of sections and that of the document
// in step: a section that no document holds would never be read.
func TestDocumentsHoldEverySection(t *testing.T) {
	for _, s := range Sections() {
		if !slices.Contains(documents[0].sections, s.Name) {
			t.Errorf("%s does not hold the section %s", documents[0].file, s.Name)
		}
	}
}

// TestDocumentNamesEveryMember keeps the description of the json format whole.
func TestDocumentNamesEveryMember(t *testing.T) {
	text, err := os.ReadFile(documents[0].file)
	if err != nil {
		t.Fatal(err)
	}
	var model map[string]json.RawMessage
	if err := json.Unmarshal([]byte(write(t, format(t, "json"), fsm.NewTable(fsm.Standard()))), &model); err != nil {
		t.Fatal(err)
	}
	for member, value := range model {
		names := []string{member}
		var elements []map[string]json.RawMessage
		if json.Unmarshal(value, &elements) == nil && member != "profiles" {
			for name := range elements[0] {
				names = append(names, name)
			}
		}
		if !told(string(text), names) {
			t.Errorf("%s has no line for member %s with all of %v", documents[0].file, member, names[1:])
		}
	}
}

// told reports whether a table has a line for the first name that tells of the
// others.
func told(text string, names []string) bool {
	for _, line := range strings.Split(text, "\n") {
		cells := strings.SplitN(line, "|", 3)
		if len(cells) < 3 || !strings.Contains(cells[1], "`"+names[0]+"`") {
			continue
		}
		if !slices.ContainsFunc(names[1:], func(name string) bool { return !strings.Contains(cells[2], "`"+name+"`") }) {
			return true
		}
	}
	return false
}
