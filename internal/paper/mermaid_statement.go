package paper

import (
	"html"
	"regexp"
	"strings"
	"sync"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// The statements of a diagram that matter. An id may carry a class, which does
// not.
const (
	someID  = `([\p{L}\p{N}_.-]+?)(?::::[\w-]+)?`
	someEnd = `(\[\*\]|[\p{L}\p{N}_.-]+?)(?::::[\w-]+)?`
)

// Each is compiled when a drawing is first read: whoever reads none need not wait.
var (
	arrowShape   = shape(`^` + someEnd + `\s*-->\s*` + someEnd + `\s*(?::(.*))?$`)
	titledShape  = shape(`^state\s+"([^"]*)"\s+as\s+` + someID + `\s*(\{)?$`)
	stateShape   = shape(`^state\s+` + someID + `\s*(?:(?:<<|\[\[)(\w+)(?:>>|\]\]))?\s*(\{)?$`)
	textShape    = shape(`^(?:state\s+)?` + someID + `\s*:\s*(.*)$`)
	bareShape    = shape(`^` + someID + `$`)
	guardShape   = shape(`\[(.*)\]`)
	lineBreak    = shape(`(?i)<br\s*/?>|\\n`)
	severalBlank = shape(`\s+`)
)

func shape(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

// arrow reads an arrow, once for each event of its label.
func (m *mermaid) arrow(s statement) bool {
	parts := arrowShape().FindStringSubmatch(s.text)
	if parts == nil {
		return false
	}
	d := drawn{from: parts[1], to: parts[2], scope: m.scope(), span: s.at}
	for _, id := range []string{d.from, d.to} {
		if id != terminal {
			m.node(id, s.at)
		}
	}
	var events []string
	events, d.guard = m.label(parts[3], s.at)
	if len(events) == 0 {
		events = []string{""}
	}
	for _, d.event = range events {
		m.draw(d)
	}
	return true
}

// label takes a label apart: events, separated by commas or line breaks, then
// [guard] and / action as UML has them.
func (m *mermaid) label(text string, at diag.Span) (events []string, guard string) {
	text = decoded(text)
	if found := guardShape().FindStringSubmatchIndex(text); found != nil {
		guard = strings.TrimSpace(text[found[2]:found[3]])
		text = text[:found[0]] + text[found[1]:]
	}
	text, _, acts := strings.Cut(text, "/")
	if acts {
		m.note(at, noteAction)
	}
	for _, part := range strings.Split(text, ",") {
		if event := severalBlank().ReplaceAllString(strings.TrimSpace(part), " "); event != "" {
			events = append(events, event)
		}
	}
	return events, guard
}

// decoded writes entities as the characters that they are, and line breaks as
// commas.
func decoded(text string) string {
	text = lineBreak().ReplaceAllString(text, ",")
	return entity.ReplaceAllStringFunc(text, func(found string) string {
		name := found[1 : len(found)-1]
		if name[0] >= '0' && name[0] <= '9' {
			return html.UnescapeString("&#" + name + ";")
		}
		return html.UnescapeString("&" + name + ";")
	})
}

// declaration reads state ..., with or without what is inside.
func (m *mermaid) declaration(s statement) bool {
	if !strings.HasPrefix(s.text, "state ") {
		return false
	}
	var n *node
	opens := false
	if parts := titledShape().FindStringSubmatch(s.text); parts != nil {
		n, opens = m.node(parts[2], s.at), parts[3] != ""
		n.title = decoded(parts[1])
	} else if parts := stateShape().FindStringSubmatch(s.text); parts != nil {
		n, opens = m.node(parts[1], s.at), parts[3] != ""
		m.kind(parts[1], parts[2], s.at)
	} else {
		return false
	}
	switch {
	case opens && m.scope().within(n):
		m.problem(s.at, "%q is inside itself", n.name)
	case opens && len(m.scopes) > MaxNested:
		m.problem(s.at, "states are nested more than %d deep", MaxNested)
	}
	if opens {
		m.scopes = append(m.scopes, n)
	}
	return true
}

// kind reads what stands in <<>>.
func (m *mermaid) kind(id, kind string, at diag.Span) {
	switch kind {
	case "":
	case "choice":
		m.choice[id] = true
	case "fork", "join":
		m.parallel(at)
	case "history":
		m.node(id, at).history = true
		m.note(at, noteHistory)
	default:
		m.problem(at, "there is no such kind of state: %s", kind)
	}
}

// description reads a text of a state: an event that keeps it, where it names
// events, else a title.
func (m *mermaid) description(s statement) bool {
	if bareShape().MatchString(s.text) {
		m.node(bareShape().FindStringSubmatch(s.text)[1], s.at)
		return true
	}
	parts := textShape().FindStringSubmatch(s.text)
	if parts == nil {
		return false
	}
	n := m.node(parts[1], s.at)
	if events := m.keeps(parts[2]); len(events) > 0 {
		_, guard := m.label(parts[2], s.at)
		for _, event := range events {
			m.draw(drawn{n.name, n.name, m.scope(), event, guard, s.at})
		}
		return true
	}
	if n.title == "" {
		n.title = decoded(strings.TrimSpace(parts[2]))
	}
	return true
}

// keeps returns the events that a description names; nothing where a word of it
// is none.
func (m *mermaid) keeps(text string) []string {
	quiet := &mermaid{reading: &reading{Machine: &Machine{}, namer: m.namer}}
	events, _ := quiet.label(text, diag.Span{})
	for _, event := range events {
		if _, standing := m.event(event); standing == strange {
			return nil
		}
	}
	return events
}
