package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// Markdown writes all [Sections] under one heading, for GitHub's Markdown.
func Markdown(w io.Writer, t *fsm.Table) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Profile %s\n", MarkdownText(t.Profile().Name()))
	for _, section := range Sections() {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n%s", section.Title, section.About, section.Text(t))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// MarkdownTable lays out a Markdown table, a line of cells at a time.
func MarkdownTable(header []string, lines [][]string) string {
	var b strings.Builder
	line := func(cells []string) { fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | ")) }
	line(header)
	b.WriteString(strings.Repeat("|---", len(header)) + "|\n")
	for _, cells := range lines {
		line(cells)
	}
	return b.String()
}

// MarkdownText escapes what would end a cell or begin a tag, a link or a code
// span.
func MarkdownText(text string) string { return markdownEscapes.Replace(text) }

var markdownEscapes = strings.NewReplacer("\\", `\\`, "|", `\|`, "\n", " ", "&", "&amp;", "<", "&lt;", "`", "\\`", "*", `\*`, "[", `\[`, "~", `\~`, "$", `\$`)

// code sets a name of the vocabulary in code.
func code[N ~string](name N) string { return "`" + string(name) + "`" }

// codes sets several names in code; none is a dash.
func codes[N ~string](names []N) string {
	if len(names) == 0 {
		return "–"
	}
	set := make([]string, len(names))
	for i, name := range names {
		set[i] = code(name)
	}
	return strings.Join(set, ", ")
}

// written returns the names of states as they are written, none included.
func written(states []fsm.State) []string {
	names := make([]string, len(states))
	for i, state := range states {
		names[i] = state.String()
	}
	return names
}

func pictureSection(t *fsm.Table) string { return "```mermaid\n" + mermaid(t) + "```\n" }

func statesSection(t *fsm.Table) string {
	var lines [][]string
	for _, s := range fsm.States() {
		if !t.Profile().Has(s) {
			continue
		}
		published := "–"
		if reading, says := s.Published(); says {
			published = string(reading)
		}
		lines = append(lines, []string{code(s), string(s.Class()), published, string(s.SteadyState()), MarkdownText(s.Meaning())})
	}
	return MarkdownTable([]string{"state", "class", "published", "ours", "meaning"}, lines)
}

func eventsSection(t *fsm.Table) string {
	var lines [][]string
	for _, e := range fsm.Events() {
		if t.Profile().Fires(e) {
			lines = append(lines, []string{code(e), MarkdownText(e.Meaning())})
		}
	}
	return MarkdownTable([]string{"event", "meaning"}, lines)
}

func reasonsSection(*fsm.Table) string {
	var lines [][]string
	for _, r := range fsm.Reasons() {
		lines = append(lines, []string{string(r.Verdict()), code(r), MarkdownText(r.Meaning())})
	}
	return MarkdownTable([]string{"verdict", "reason", "when"}, lines)
}

// profilesSection lists the built-in profiles, and the table's own where it is
// none of them.
func profilesSection(t *fsm.Table) string {
	var lines [][]string
	line := func(t *fsm.Table) {
		p := t.Profile()
		lines = append(lines, []string{MarkdownText(p.Name()), codes(p.Without()), fmt.Sprint(len(t.Configurations()))})
	}
	own := true
	for _, p := range fsm.Profiles() {
		line(fsm.NewTable(p))
		own = own && p != t.Profile()
	}
	if own {
		line(t)
	}
	return MarkdownTable([]string{"profile", "without", "configurations"}, lines)
}

func lawsSection(*fsm.Table) string {
	var b strings.Builder
	for _, law := range fsm.Laws() {
		fmt.Fprintf(&b, "%d. **%s**: %s.\n", law.Number, law.Name, MarkdownText(law.Statement))
	}
	return b.String()
}
