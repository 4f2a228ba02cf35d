package export

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
)

// A charted is a state chart read back: by the id of an innermost state and the
// event, what is said of the cell.
type charted struct {
	ways       map[string]map[string]outcome
	complaints []string
}

// outcome is what a chart says of a cell: where it leads, if it leads anywhere.
type outcome struct {
	target  string
	verdict fsm.Verdict
	reason  fsm.Reason
	begins  bool // a generation
}

func newCharted() *charted { return &charted{ways: map[string]map[string]outcome{}} }

func (c *charted) say(format string, args ...any) {
	c.complaints = append(c.complaints, fmt.Sprintf(format, args...))
}

// same says where something is not as it should be.
func (c *charted) same(what string, got, want any) {
	if fmt.Sprint(got) != fmt.Sprint(want) {
		c.say("%s is %v, want %v", what, got, want)
	}
}

// tell takes a cell in.
func (c *charted) tell(id, event string, cell outcome) {
	if c.ways[id] == nil {
		c.ways[id] = map[string]outcome{}
	}
	if _, twice := c.ways[id][event]; twice {
		c.say("%s in %s is said twice", event, id)
	}
	c.ways[id][event] = cell
}

// judgeChart holds what a chart says against the table, cell by cell. A reader that
// does not see reasons and generations is blind to them.
func judgeChart(table *fsm.Table, c *charted, blind bool) []string {
	ids := map[fsm.Configuration]string{}
	for _, configuration := range table.Configurations() {
		ids[earliest(configuration)] = chartID(table, configuration)
	}
	for _, configuration := range table.Configurations() {
		id := ids[earliest(configuration)]
		for _, e := range fsm.Events() {
			want := cellOf(table, configuration, e, ids)
			if blind {
				want.reason, want.begins = fsm.ReasonNone, false
			}
			if got, said := c.ways[id][string(e)]; !said || got != want {
				c.say("%s in %s: %+v, want %+v", e, id, got, want)
			}
		}
		c.same("the number of events in "+id, len(c.ways[id]), len(fsm.Events()))
	}
	c.same("the number of innermost states", len(c.ways), len(ids))
	return c.complaints
}

// earliest leaves the generation out.
func earliest(c fsm.Configuration) fsm.Configuration {
	c.Generation = 0
	return c
}

// cellOf is what a chart should say.
func cellOf(table *fsm.Table, c fsm.Configuration, e fsm.Event, ids map[fsm.Configuration]string) outcome {
	step, err := table.Step(c, e)
	if err != nil {
		return outcome{}
	}
	cell := outcome{verdict: step.Verdict(), reason: step.Reason(), begins: step.To().Generation > step.From().Generation}
	if step.Verdict() == fsm.VerdictApplied {
		cell.target = ids[earliest(step.To())]
	}
	return cell
}

// chartID spells an id from the name that the cells format gives a configuration.
func chartID(table *fsm.Table, c fsm.Configuration) string {
	ways := 0
	for _, other := range table.Configurations() {
		if other.State == c.State {
			ways++
		}
	}
	name := strings.NewReplacer("<", "_after_", ">", "", "+", "_").Replace(c.String())
	switch {
	case ways == 1:
		return c.State.String()
	case name == string(c.State):
		return name + "_unscheduled"
	}
	return name
}

// A branch is an element of XML or a member of JSON: a name, what it says of itself,
// and what is inside, in order.
type branch struct {
	name   string
	text   string // of a JSON value that is no object, as it is written
	inside []*branch
}

// at returns what is inside under a name; nothing where it is not there once.
func (b *branch) at(name string) *branch {
	found := &branch{}
	for i, each := range b.inside {
		if each.name == name {
			if found.name != "" {
				return &branch{text: "said twice"}
			}
			found = b.inside[i]
		}
	}
	return found
}

// names lists what is inside.
func (b *branch) names() (names []string) {
	for _, each := range b.inside {
		names = append(names, each.name)
	}
	return names
}

// readJSON reads an object, the same name twice included.
func readJSON(text string) (*branch, error) {
	d := json.NewDecoder(strings.NewReader(text))
	root := &branch{}
	if err := root.read(d); err != nil {
		return nil, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one value")
	}
	return root, nil
}

func (b *branch) read(d *json.Decoder) error {
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil || raw[0] != '{' {
		b.text = string(raw)
		return err
	}
	d = json.NewDecoder(strings.NewReader(string(raw)))
	_, _ = d.Token() // the brace
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return err
		}
		member := &branch{name: fmt.Sprint(name)}
		b.inside = append(b.inside, member)
		if err := member.read(d); err != nil {
			return err
		}
	}
	return nil
}

func quote(text any) string { return fmt.Sprintf("%q", fmt.Sprint(text)) }

func judgeXState(table *fsm.Table, text string) []string {
	root, err := readJSON(text)
	if err != nil {
		return []string{err.Error()}
	}
	c := newCharted()
	c.same("the machine", root.names(), "[id version description meta initial states]")
	c.same("the id", root.at("id").text, quote("subsim"))
	c.same("the version", root.at("version").text, quote(ModelVersion))
	c.same("the notice", root.at("description").text, quote(chartNotice))
	c.same("the profile", root.at("meta").at("profile").at("name").text, quote(table.Profile().Name()))
	without, _ := json.Marshal(append([]string{}, table.Profile().Without()...))
	c.same("what the profile is without", root.at("meta").at("profile").at("without").text, string(without))
	c.same("the digest", root.at("meta").at("digest").text, quote(Digest(table)))
	c.same("the beginning", root.at("initial").text, quote("none"))
	for _, state := range root.at("states").inside {
		c.xstate(state.name, state)
	}
	return judgeChart(table, c, false)
}

// xstate reads one state of a machine.
func (c *charted) xstate(id string, b *branch) {
	c.same("an id", b.at("id").text, quote(id))
	shape := "[id meta on]"
	if s, err := fsm.ParseState(b.name); err == nil || b.name == "none" {
		class := quote(s.Class()) + ","
		if s == fsm.StateNone {
			class = ""
		}
		c.same(id, b.at("tags").text, "["+class+quote(s.SteadyState())+"]")
		c.same(id, b.at("description").text, quote(s.Meaning()))
		shape = "[id description tags meta on]"
	}
	if states := b.at("states").inside; len(states) > 0 {
		c.same("the beginning of "+id, b.at("initial").text, quote(states[0].name))
		shape = "[id description tags initial states]"
		for _, way := range states {
			c.xstate(id+"_"+way.name, way)
		}
	} else {
		c.same("the meta of "+id, b.at("meta").names(), "[rejected]")
	}
	c.same("the members of "+id, b.names(), shape)
	for _, rejected := range b.at("meta").at("rejected").inside {
		c.tell(id, rejected.name, outcome{verdict: fsm.VerdictRejected, reason: fsm.Reason(strings.Trim(rejected.text, `"`))})
	}
	for _, transition := range b.at("on").inside {
		meta := transition.at("meta")
		cell := outcome{verdict: fsm.VerdictApplied, target: strings.Trim(transition.at("target").text, `"#`)}
		cell.begins = meta.at("new_generation").text == "true"
		if cell.target == "" {
			cell.verdict = fsm.Verdict(strings.Trim(meta.at("verdict").text, `"`))
			cell.reason = fsm.Reason(strings.Trim(meta.at("reason").text, `"`))
		}
		c.tell(id, transition.name, cell)
	}
}

// readXML reads a document; attributes are what an element is made of first.
func readXML(text string) (*branch, error) {
	d := xml.NewDecoder(strings.NewReader(text))
	root := &branch{}
	open := []*branch{root}
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) && len(open) == 1 && len(root.inside) == 2 {
			return root.inside[1], nil // after the declaration
		}
		if err != nil {
			return nil, err
		}
		here := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			element := &branch{name: token.Name.Local}
			for _, a := range token.Attr {
				element.inside = append(element.inside, &branch{name: "@" + strings.TrimPrefix(a.Name.Space+":"+a.Name.Local, ":"), text: a.Value})
			}
			here.inside, open = append(here.inside, element), append(open, element)
		case xml.EndElement:
			if len(open) == 1 || here.name != token.Name.Local {
				return nil, fmt.Errorf("%s is closed and was not opened", token.Name.Local)
			}
			open = open[:len(open)-1]
		case xml.ProcInst:
			here.inside = append(here.inside, &branch{name: token.Target})
		case xml.CharData:
			if strings.TrimSpace(string(token)) != "" {
				return nil, fmt.Errorf("%q stands between elements", token)
			}
		}
	}
}

func judgeSCXML(table *fsm.Table, text string) []string {
	root, err := readXML(text)
	if err != nil {
		return []string{err.Error()}
	}
	c := newCharted()
	for name, want := range map[string]string{
		"@version": "1.0", "@datamodel": "null", "@name": "subsim", "@initial": "none", "@xmlns:subsim": "urn:subsim:scxml",
		"@subsim:profile": table.Profile().Name(), "@subsim:digest": Digest(table), "@subsim:notice": chartNotice,
	} {
		c.same(name, root.at(name).text, want)
	}
	c.same("the element", root.name, "scxml")
	if !strings.HasSuffix(root.at("@xmlns").text, "/2005/07/scxml") {
		c.say("the language is %q", root.at("@xmlns").text)
	}
	for _, element := range root.inside {
		if !strings.HasPrefix(element.name, "@") {
			c.scxml("", element)
		}
	}
	return judgeChart(table, c, false)
}

// scxml reads one state of a document.
func (c *charted) scxml(around string, b *branch) {
	id := b.at("@id").text
	c.same("the element of "+id, b.name, "state")
	if around != "" && !strings.HasPrefix(id, around+"_") {
		c.say("%s stands in %s", id, around)
	}
	var states []string
	for _, part := range b.inside {
		reason, lists := strings.CutPrefix(part.name, "@subsim:")
		switch {
		case lists:
			for _, event := range strings.Fields(part.text) {
				c.tell(id, event, outcome{verdict: fsm.VerdictRejected, reason: fsm.Reason(reason)})
			}
		case part.name == "transition":
			c.transition(id, part)
		case part.name == "state" && around == "":
			states = append(states, part.at("@id").text)
			c.scxml(id, part)
		case part.name != "@id" && part.name != "@initial":
			c.say("%s is not understood in %s", part.name, id)
		}
	}
	c.same("the beginning of "+id, b.at("@initial").text, strings.Join(states[:min(1, len(states))], ""))
}

// transition reads one transition of a state.
func (c *charted) transition(id string, b *branch) {
	cell := outcome{target: b.at("@target").text, verdict: fsm.VerdictApplied}
	switch fmt.Sprint(b.names()) {
	case "[@event @subsim:ignored]":
		cell = outcome{verdict: fsm.VerdictIgnored, reason: fsm.Reason(b.at("@subsim:ignored").text)}
	case "[@event @target @subsim:generation]":
		cell.begins = b.at("@subsim:generation").text == "next"
	case "[@event @target]":
	default:
		c.say("the transition %v is not understood in %s", b.names(), id)
	}
	if len(b.inside) != len(slices.Compact(b.names())) {
		c.say("an attribute comes twice in %s", id)
	}
	c.tell(id, b.at("@event").text, cell)
}
