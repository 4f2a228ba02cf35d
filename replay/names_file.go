package replay

import (
	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// NamesExtension ends the name of a file of names.
const NamesExtension = ".names.yaml"

// LeftOut stands in a file of names for what is to be left out.
const LeftOut = "-"

// ParseNames reads a file of names: a private name and what it means a line, as in
// "trialing: trial", where [LeftOut] says that what bears it is to be left out. The
// error is a [diag.Problems] with every problem of the file; there are no names then.
func ParseNames(name string, text []byte) (map[string]string, error) {
	p := newParser(name, text)
	names := map[string]string{}
	if p.readable() {
		if root := p.only("set of names", "a file of names says what a private name means, one a line: trialing: trial"); root != nil {
			p.privateNames(root, names)
		}
	}
	for _, problem := range p.problems {
		problem.Fix = "" // Fix mends scenario files
	}
	if err := p.end(); err != nil {
		return nil, err
	}
	return names, nil
}

func (p *parser) privateNames(root *yaml.Node, names map[string]string) {
	if root.Kind != yaml.MappingNode {
		p.problem(span(root), "a file of names is a mapping", "got "+kind(root), "write a private name and what it means a line: trialing: trial")
		return
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key, value := root.Content[i], root.Content[i+1]
		if !p.plain(key) || !p.plain(value) {
			continue
		}
		if key.Kind != yaml.ScalarNode || key.Value == "" {
			p.problem(span(key), "a private name is a text", "got "+kind(key), "")
			continue
		}
		if _, twice := names[key.Value]; twice {
			p.problem(span(key), quoted(key.Value)+" stands twice", "", "remove one of them")
			continue
		}
		if p.meaning(value) {
			names[key.Value] = value.Value
		}
	}
}

// meaning reports whether a value is a state, an event or [LeftOut].
func (p *parser) meaning(n *yaml.Node) bool {
	known := eventNames()
	for _, s := range fsm.States() {
		known = append(known, string(s))
	}
	_, noEvent := fsm.ParseEvent(n.Value)
	_, noState := fsm.ParseState(n.Value)
	if n.Kind == yaml.ScalarNode && (n.Value == LeftOut || noEvent == nil || noState == nil) {
		return true
	}
	help := diag.DidYouMean(n.Value, known)
	if help == "" {
		help = "write a state, an event, or \"-\" for what is to be left out"
	}
	p.problem(span(n), quoted(n.Value)+" is neither a state nor an event", "", help)
	return false
}
