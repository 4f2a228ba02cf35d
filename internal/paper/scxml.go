package paper

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// A scxml reads a state chart in the W3C's notation.
type scxml struct {
	*reading
	decoder *xml.Decoder
	open    []*node // the states around what is read; nil for an element that is none
	ids     map[string]*node
	later   []func() // targets, which may stand anywhere
	root    *node
	begins  diag.Span // where the chart says what it begins with
	skipped int       // elements around what is read that are passed over
}

func readSCXML(r *reading) *chart {
	text := r.Source.Text
	s := &scxml{reading: r, decoder: xml.NewDecoder(strings.NewReader(text)), ids: map[string]*node{}}
	for {
		from := int(s.decoder.InputOffset())
		token, err := s.decoder.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		at := s.span(min(from, len(text)), int(s.decoder.InputOffset()))
		if err != nil {
			r.problem(at, "this is no XML: %s", strings.TrimPrefix(err.Error(), "XML syntax error on "))
			return nil
		}
		s.token(token, at)
		if s.full() {
			return nil
		}
		if len(s.open) > MaxNested {
			r.problem(at, "states are nested more than %d deep", MaxNested)
			return nil
		}
	}
	for _, resolve := range s.later {
		resolve()
	}
	if s.root == nil {
		r.problem(diag.Span{}, "this XML holds no element scxml, so it is no state chart")
		return nil
	}
	c := &chart{root: s.root, match: matchSCXML, ordered: true, stops: true}
	if len(s.root.children) > 0 {
		c.starts = []handler{{target: s.root, span: s.begins}}
	}
	return c
}

func (s *scxml) token(token xml.Token, at diag.Span) {
	switch t := token.(type) {
	case xml.StartElement:
		if s.skipped > 0 {
			s.skipped++
			return
		}
		s.element(t, at)
	case xml.EndElement:
		switch {
		case s.skipped > 0:
			s.skipped--
		case len(s.open) > 0:
			s.open = s.open[:len(s.open)-1]
		}
	}
}

// attribute returns an attribute's value, trimmed.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space == "" {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// inside returns the state around what is read; nil outside the chart.
func (s *scxml) inside() *node {
	if len(s.open) == 0 {
		return nil
	}
	return s.open[len(s.open)-1]
}

// element reads an element whose content is read too, unless it is passed over.
func (s *scxml) element(e xml.StartElement, at diag.Span) {
	around := s.inside()
	name := e.Name.Local
	switch {
	case name == "scxml" && s.root == nil:
		s.root = &node{name: attribute(e, "name"), span: at}
		s.begins = at
		s.initial(s.root, attribute(e, "initial"), at)
		s.open = append(s.open, s.root)
	case around == nil:
		s.problem(at, "%s stands outside the element scxml", name)
		s.skipped++
	case name == "state", name == "final", name == "history":
		s.open = append(s.open, s.state(around, e, at))
	case name == "parallel":
		s.parallel(at)
		s.skipped++
	case name == "initial":
		s.open = append(s.open, &node{name: "\x00initial", parent: around, span: at})
	case name == "transition":
		s.transition(around, e, at)
		s.open = append(s.open, &node{name: "\x00transition", parent: around, span: at})
	default:
		s.aside(name, at)
		s.skipped++
	}
}

// isState reports a node that is a state, and no element that only holds others.
func (n *node) isState() bool { return !strings.HasPrefix(n.name, "\x00") }

// state reads a state's own attributes.
func (s *scxml) state(around *node, e xml.StartElement, at diag.Span) *node {
	id := attribute(e, "id")
	switch {
	case !around.isState():
		s.problem(at, "a state stands inside %s", strings.TrimPrefix(around.name, "\x00"))
	case id == "" && e.Name.Local != "history":
		s.problem(at, "a state has no id")
	case s.ids[id] != nil:
		s.problem(at, "two states have the id %q", id)
	}
	s.mayAddState(at)
	n := around.add(id, at)
	if id != "" && s.ids[id] == nil {
		s.ids[id] = n
	}
	n.final = e.Name.Local == "final"
	if n.history = e.Name.Local == "history"; n.history {
		s.note(at, noteHistory)
	}
	s.initial(n, attribute(e, "initial"), at)
	return n
}

// initial remembers by name what is entered with a state.
func (s *scxml) initial(n *node, name string, at diag.Span) {
	if name == "" {
		return
	}
	s.later = append(s.later, func() {
		if inner := s.find(name, at); inner != nil && inner != n && inner.within(n) {
			n.initial = inner
		} else if inner != nil {
			s.problem(at, "%q is not inside the state that begins with it", name)
		}
	})
}

// find finds a state by its id, and reports where there is none.
func (s *scxml) find(id string, at diag.Span) *node {
	if n := s.ids[id]; n != nil {
		return n
	}
	s.problem(at, "no state has the id %q", id)
	var known []string
	s.root.walk(func(n *node) { known = append(known, n.name) })
	if like := diag.DidYouMean(id, known[1:]); like != "" {
		s.help(like)
	}
	return nil
}

// transition reads a transition of a state, or the one that says what is entered.
func (s *scxml) transition(of *node, e xml.StartElement, at diag.Span) {
	target, events := attribute(e, "target"), strings.Fields(attribute(e, "event"))
	switch {
	case of.name == "\x00initial":
		s.initial(of.parent, target, at)
		return
	case !of.isState():
		s.problem(at, "a transition stands inside a transition")
		return
	case of.history:
		return
	case len(events) == 0:
		s.note(at, noteEventless)
		return
	case len(strings.Fields(target)) > 1:
		s.parallel(at)
		return
	}
	for _, event := range events {
		s.handler(of, event, target, attribute(e, "cond"), at)
	}
}

// handler adds what a state does with one event. "a" and "a.*" are the same: both
// take a and whatever begins with a and a dot.
func (s *scxml) handler(of *node, event, target, cond string, at diag.Span) {
	if platform(event) {
		s.note(at, noteInvoke)
		return
	}
	if event == "*.*" || event == ".*" {
		event = "*"
	}
	if !s.mayAddArrow(at) {
		return
	}
	i := len(of.on)
	of.on = append(of.on, handler{event: event, guard: cond, span: at})
	if target == "" {
		return
	}
	s.later = append(s.later, func() {
		if n := s.find(target, at); n != nil {
			of.on[i].target = n
			n.mentions++
		}
	})
}

// aside notes elements that are not taken into account.
func (s *scxml) aside(name string, at diag.Span) {
	switch name {
	case "onentry", "onexit", "script", "raise", "if", "foreach", "log", "assign", "send", "cancel":
		s.note(at, noteAction)
	case "invoke":
		s.note(at, noteInvoke)
	case "datamodel", "donedata":
		s.note(at, "data is not taken into account")
	default:
		s.note(at, "the element "+name+" is not known, and not taken into account")
	}
}

// matchSCXML returns the handlers of an event, in the order of the drawing.
func matchSCXML(n *node, event string) (all []handler) {
	for _, h := range n.on {
		prefix := strings.TrimSuffix(h.event, ".*")
		if h.event == "*" || event == prefix || strings.HasPrefix(event, prefix+".") {
			all = append(all, h)
		}
	}
	return all
}
