package replay

import (
	"errors"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// document reads one document into a scenario.
func (p *parser) document(d document) {
	at := diag.Span{Line: d.line + 1, Column: 1, Width: 1}
	if len(d.text) > MaxScenario {
		p.stream = nil
		p.unreadable++
		p.problem(at, "the scenario is larger than 64 KiB", "", "tell it in several scenarios")
		return
	}
	if root := p.streamed(d); root != nil {
		p.root(root, d)
		return
	}
	loader, err := yaml.NewLoader(strings.NewReader(d.text))
	for count := 0; err == nil; count++ {
		var root yaml.Node
		if err = loader.Load(&root); err == nil {
			shift(&root, d.line)
			p.root(&root, d)
		} else if err == io.EOF && count == 0 && d.marked {
			p.empty(d)
		}
	}
	if err != io.EOF {
		p.syntax(err, d)
	}
}

// open begins to read the whole file with one loader, which is faster than one
// for each document. Directives and end markers make documents that the --- lines
// do not tell: such files are read document by document.
func (p *parser) open() {
	for _, mark := range []string{"%", "..."} {
		if text := p.source.Text; strings.HasPrefix(text, mark) || strings.Contains(text, "\n"+mark) {
			return
		}
	}
	p.stream, _ = yaml.NewLoader(strings.NewReader(p.source.Text))
}

// streamed returns the root of a document as the file's loader reads it, and
// nothing where the document must be read by itself, as must all that follow one
// that is broken or no mapping: an empty block of text would take the next --- line
// for its own.
func (p *parser) streamed(d document) *yaml.Node {
	if p.stream == nil || !d.marked && d.bare() {
		return nil
	}
	var root yaml.Node
	err := p.stream.Load(&root)
	if err != nil || root.Line <= d.line || root.Line > d.last() || content(&root).Kind != yaml.MappingNode {
		p.stream = nil
		return nil
	}
	return &root
}

// content returns what a document holds; the document itself where it holds nothing.
func content(root *yaml.Node) *yaml.Node {
	if root.Kind == yaml.DocumentNode && len(root.Content) == 1 {
		return root.Content[0]
	}
	return root
}

// empty reports a document in which nothing stands.
func (p *parser) empty(d document) {
	p.unreadable++
	p.problem(diag.Span{Line: d.line + 1, Column: 1, Width: 3}, "the document is empty", "", "write a scenario below the --- line, or remove the line")
}

// root reads a document's node.
func (p *parser) root(root *yaml.Node, d document) {
	root = content(root)
	if kind(root) == "nothing" {
		p.empty(d)
		return
	}
	if !p.plain(root) {
		return
	}
	if root.Kind != yaml.MappingNode {
		p.unreadable++
		p.problem(span(root), "a scenario is a mapping with a name and steps", "got "+kind(root), "begin with: name: ...")
		return
	}
	p.scenario(root, d)
}

// shift moves the nodes of a document to their lines in the file.
func shift(n *yaml.Node, lines int) {
	n.Line += lines
	for _, child := range n.Content {
		shift(child, lines)
	}
}

// syntax reports what the YAML decoder could not read.
func (p *parser) syntax(err error, d document) {
	p.unreadable++
	at := diag.Span{Line: d.line + 1, Column: 1, Width: 1}
	message := err.Error()
	var load *yaml.LoadError
	if errors.As(err, &load) {
		message = load.Message
		if load.ContextMsg != "" {
			message = load.ContextMsg + ": " + message
		}
		marks := []yaml.Mark{load.Mark, load.ContextMark}
		if strings.Contains(message, "unexpected end") || strings.Contains(message, "did not find expected ','") {
			slices.Reverse(marks) // what was opened and not closed
		}
		for _, mark := range marks {
			if mark.Line > 0 {
				at = diag.Span{Line: d.line + mark.Line, Column: max(1, mark.Column), Width: 1}
				break
			}
		}
	}
	p.problem(at, "not valid YAML: "+message, "", remedy(message))
}

// remedy knows the way out of the usual slips.
func remedy(message string) string {
	switch {
	case strings.Contains(message, "cannot start any token"):
		return "indent with spaces, not tabs; quote texts that begin with @, ` or %"
	case strings.Contains(message, "mapping values are not allowed"):
		return "put a text that holds a colon and a space in quotes"
	case strings.Contains(message, "incompatible YAML document"), strings.Contains(message, "document start"):
		return "remove the %YAML and %TAG lines"
	case strings.Contains(message, "max depth"):
		return "a scenario nests four levels deep at most"
	}
	return ""
}

// span is where a node stands; several lines count as their first.
func span(n *yaml.Node) diag.Span {
	width := 1
	if n.Kind == yaml.ScalarNode {
		width = utf8.RuneCountInString(n.Value)
		if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
			width += 2
		}
	}
	return diag.Span{Line: n.Line, Column: n.Column, Width: max(1, width)}
}

// kind names what a node is, for people.
func kind(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.MappingNode:
		return "a mapping"
	case n.Kind == yaml.SequenceNode:
		return "a list"
	case n.Kind == yaml.AliasNode:
		return "an alias"
	case n.Tag == "!!null":
		return "nothing"
	}
	return "a text"
}

// A field is one key of a mapping.
type field struct {
	key   string
	at    diag.Span // of the key
	value *yaml.Node
}

// A fieldset is what was read of a mapping, in the order of the file.
type fieldset []field

func (s fieldset) get(key string) (f field, given bool) {
	for _, f := range s {
		if f.key == key {
			return f, true
		}
	}
	return field{}, false
}

// fields reads a mapping strictly: no unknown, doubled or empty key, no anchors
// or tags. what names the mapping for people, keys are all it may hold.
func (p *parser) fields(n *yaml.Node, what string, keys ...string) fieldset {
	if n.Kind != yaml.MappingNode {
		p.problem(span(n), what+" is a mapping", "got "+kind(n), "keys: "+strings.Join(keys, ", "))
		return nil
	}
	found := make(fieldset, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		f := field{n.Content[i].Value, span(n.Content[i]), n.Content[i+1]}
		if p.plain(n.Content[i]) && p.expected(n, f, what, keys) && p.once(f, found) && p.filled(f) && p.plain(f.value) {
			found = append(found, f)
		}
	}
	return found
}

// expected reports a key that the mapping does not know.
func (p *parser) expected(n *yaml.Node, f field, what string, keys []string) bool {
	for _, key := range keys {
		if f.key == key {
			return true
		}
	}
	p.problem(f.at, "unknown key "+quoted(f.key)+" in "+what, didYouMean(f.key, keys), "keys: "+strings.Join(keys, ", "))
	p.respellKey(n, f.key, keys)
	return false
}

// once reports a key that stands twice.
func (p *parser) once(f field, found fieldset) bool {
	if first, doubled := found.get(f.key); doubled {
		p.problem(f.at, "key "+quoted(f.key)+" stands twice", "first on line "+itoa(first.at.Line), "remove one of the two")
		return false
	}
	return true
}

// filled reports a key without a value.
func (p *parser) filled(f field) bool {
	if f.value.Kind == yaml.ScalarNode && f.value.Tag == "!!null" {
		p.problem(f.at, "key "+quoted(f.key)+" has no value", "", "write a value, or remove the key")
		return false
	}
	return true
}

// plain reports anchors, aliases and tags, which scenarios do without.
func (p *parser) plain(n *yaml.Node) bool {
	switch {
	case n.Kind == yaml.AliasNode || n.Anchor != "":
		p.problem(span(n), "anchors and aliases are no part of the scenario language", "", "write the value out where it is meant")
	case n.Style&yaml.TaggedStyle != 0, strings.HasPrefix(n.Tag, "!") && !strings.HasPrefix(n.Tag, "!!"):
		p.problem(span(n), "tags are no part of the scenario language", "got "+n.Tag, "remove the tag")
	default:
		return true
	}
	return false
}
