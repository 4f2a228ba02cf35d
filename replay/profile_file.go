package replay

import (
	"io"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/diag"
)

// ProfileExtension ends the name of a profile file.
const ProfileExtension = ".profile.yaml"

// A ProfileFile is what a profile file says: a profile with a name of its own.
type ProfileFile struct {
	Profile  fsm.Profile
	About    string        // prose, or empty
	Warnings diag.Problems // the laws that the profile breaks
}

// ParseProfile reads the profile of one file. The error is a [diag.Problems] with
// every problem of the file, none with a fix; there is no profile then.
func ParseProfile(name string, text []byte) (*ProfileFile, error) {
	p := newParser(name, text)
	f := new(ProfileFile)
	if p.readable() {
		p.profileFile(f)
	}
	for _, problem := range p.problems {
		problem.Fix = "" // Fix mends scenario files
	}
	if err := p.end(); err != nil {
		return nil, err
	}
	return f, nil
}

func (p *parser) profileFile(f *ProfileFile) {
	n := p.only("profile", "a profile file says its name and what it is without; see docs/scenarios.md")
	if n == nil {
		return
	}
	found := p.fields(n, "a profile file", profileFileKeys...)
	if n.Kind != yaml.MappingNode {
		return
	}
	if !has(n, "name") {
		p.problem(span(n), "the profile has no name", "", "begin it with: name: what the service is called")
	}
	if about, given := found.get("about"); given {
		f.About = p.prose(about)
	}
	f.Profile = p.ownProfile(n, found)
	if without, given := found.get("without"); given {
		f.Warnings = p.broken(f.Profile, span(without.value))
	}
}

// only returns the root of the one document that a file of one thing holds; help says
// what such a file is.
func (p *parser) only(thing, help string) *yaml.Node {
	if len(p.source.Text) > MaxScenario {
		p.whole("the "+thing+" is larger than 64 KiB", "a "+thing+" names everything once, and says why in few words")
		return nil
	}
	loader, err := yaml.NewLoader(strings.NewReader(p.source.Text))
	var root, second yaml.Node
	if err == nil {
		err = loader.Load(&root)
	}
	if err == nil {
		err = loader.Load(&second)
	}
	root = *content(&root)
	switch {
	case err == nil:
		p.problem(diag.Span{Line: max(1, second.Line), Column: 1, Width: 1}, "the file holds more than one "+thing, "", "write each to a file of its own")
	case err != io.EOF:
		p.syntax(err, document{})
	case kind(&root) == "nothing", root.Kind == 0:
		p.whole("the file holds no "+thing, help)
	case p.plain(&root):
		return &root
	}
	return nil
}

// FormatProfile writes a profile as a file that [ParseProfile] reads back to the
// same; about may be empty.
func FormatProfile(w io.Writer, profile fsm.Profile, about string) error {
	m := block()
	m.add("name", prose(profile.Name()))
	if about != "" {
		m.add("about", prose(about))
	}
	without := bracketed(nil)
	if names := profile.Without(); len(names) > 0 {
		without = list(nodes(names, plain))
	}
	m.add("without", without)
	return dump(w, m.Node)
}
