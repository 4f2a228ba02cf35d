package paper

import (
	"regexp"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A mermaid reads a state diagram of Mermaid.
type mermaid struct {
	*reading
	root   *node
	scopes []*node // the states that are open, the root first
	ids    map[string]*node
	arrows []drawn
	choice map[string]bool // the nodes that are a choice and no state
	skip   string          // what ends the block that is passed over; empty outside
	begun  bool            // the word stateDiagram was read
	number int             // of the line
}

// A drawn arrow joins two nodes by their ids; [*] is where a diagram begins or
// ends.
type drawn struct {
	from, to string
	scope    *node
	event    string // one of the label's; empty where there is none
	guard    string
	span     diag.Span
}

// terminal is where a diagram begins, and where it ends.
const terminal = "[*]"

func readMermaid(r *reading) *chart {
	m := &mermaid{reading: r, root: &node{name: "diagram"}, ids: map[string]*node{}, choice: map[string]bool{}}
	m.scopes = []*node{m.root}
	text := m.fenced(strings.TrimPrefix(r.Source.Text, bom))
	for line := range strings.Lines(text) {
		m.number++
		m.line(strings.TrimRight(line, "\r\n"))
		if m.full() {
			return nil
		}
	}
	if !m.begun {
		r.problem(diag.Span{}, "no line says stateDiagram-v2")
		return nil
	}
	if len(m.scopes) > 1 {
		r.problem(m.scopes[len(m.scopes)-1].span, "this state is not closed")
		r.help("a line of its own holds the }")
		return nil
	}
	m.expand()
	return m.chart()
}

// fenced returns the one diagram of a document in Markdown, in its place; any
// other text as it is.
func (m *mermaid) fenced(text string) string {
	var kept strings.Builder
	inside, diagrams, fences := false, 0, false
	for line := range strings.Lines(text) {
		word := strings.TrimSpace(line)
		switch {
		case !inside && strings.HasPrefix(word, "```mermaid"):
			inside, fences = true, true
			line = "\n"
		case inside && strings.HasPrefix(word, "```"):
			inside = false
			line = "\n"
		case !inside:
			line = "\n"
		case strings.HasPrefix(word, "stateDiagram"):
			diagrams++
		}
		kept.WriteString(line)
	}
	if !fences {
		return text
	}
	if diagrams > 1 {
		m.problem(diag.Span{}, "the document holds %d state diagrams; put the one that is meant in a file of its own", diagrams)
		return ""
	}
	return kept.String()
}

// entity is a character by its number or name, as Mermaid writes it.
var entity = regexp.MustCompile(`#(\d+|[a-zA-Z]+);`)

// statement is one statement and where it stands.
type statement struct {
	text string
	at   diag.Span
}

// statements cuts a line at its semicolons; those of entities and in quotes stay.
func (m *mermaid) statements(line string) (all []statement) {
	protected := map[int]bool{}
	for _, found := range entity.FindAllStringIndex(line, -1) {
		protected[found[1]-1] = true
	}
	base := m.lines[m.number-1]
	if m.number == 1 {
		base += len(m.Source.Text) - len(strings.TrimPrefix(m.Source.Text, bom))
	}
	from, quoted := 0, false
	cut := func(to int) {
		text := strings.TrimLeft(line[from:to], " \t")
		lead := to - len(text)
		if text = strings.TrimSpace(text); text != "" {
			all = append(all, statement{text, m.span(base+lead, base+lead+len(text))})
		}
		from = to + 1
	}
	for i := range len(line) {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ';' && !quoted && !protected[i]:
			cut(i)
		}
	}
	cut(len(line))
	return all
}

// line reads a line.
func (m *mermaid) line(line string) {
	trimmed := strings.TrimSpace(line)
	switch {
	case m.skip != "":
		if strings.HasSuffix(trimmed, m.skip) {
			m.skip = ""
		}
		return
	case trimmed == "---" && !m.begun:
		m.skip = "---"
		return
	case strings.HasPrefix(trimmed, "%%{") && !strings.HasSuffix(trimmed, "}%%"):
		m.skip = "}%%"
		return
	case strings.HasPrefix(trimmed, "%%"):
		return
	}
	if i := strings.Index(line, " %%"); i >= 0 {
		line = line[:i]
	}
	for _, s := range m.statements(line) {
		m.statement(s)
	}
}

// ignored are the first words of statements that say nothing about transitions.
var ignored = []string{"direction", "classDef", "class", "style", "click", "linkStyle", "hide", "scale", "accTitle", "accTitle:", "accDescr", "accDescr:", "title"}

// statement reads a statement.
func (m *mermaid) statement(s statement) {
	first, _, _ := strings.Cut(s.text, " ")
	switch {
	case !m.begun:
		if m.begun = first == "stateDiagram-v2" || first == "stateDiagram"; !m.begun {
			m.problem(s.at, "a state diagram begins with stateDiagram-v2")
			m.begun = true
		}
	case s.text == "}":
		if len(m.scopes) == 1 {
			m.problem(s.at, "no state is open here")
			return
		}
		m.scopes = m.scopes[:len(m.scopes)-1]
	case s.text == "--":
		m.parallel(s.at)
	case m.arrow(s), m.declaration(s):
	case slices.Contains(ignored, first):
		if strings.HasSuffix(s.text, "{") {
			m.skip = "}"
		}
	case first == "note":
		if !strings.Contains(s.text, ":") && !strings.Contains(s.text, `"`) {
			m.skip = "end note"
		}
	case m.description(s):
	default:
		m.problem(s.at, "this is no statement of a state diagram")
		m.help("one of: a --> b : event    a : text    state a {    state \"text\" as a")
	}
}
