package studio

import (
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/Huzefaaa2/subsim/replay"
)

// A Corpus is the scenario files that can be browsed, in the order of their names.
type Corpus struct {
	Files []CorpusFile `json:"files"`
}

// A CorpusFile is one file, and the scenarios in it.
type CorpusFile struct {
	File      string           `json:"file"` // as GET /api/corpus/FILE takes it
	Theme     string           `json:"theme"`
	Scenarios []CorpusScenario `json:"scenarios"`
}

// A CorpusScenario is what one chooses a scenario by.
type CorpusScenario struct {
	Name    string   `json:"name"`
	About   string   `json:"about"`
	Tags    []string `json:"tags"`
	Profile string   `json:"profile"`
	Line    int      `json:"line"` // as GET /api/corpus/FILE?line=LINE takes it
}

// A Document is the text of a file, or of one of its scenarios.
type Document struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// list answers with the corpus.
func (s server) list(*http.Request) (any, error) {
	c := Corpus{Files: []CorpusFile{}}
	err := fs.WalkDir(s.corpus, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(name, replay.Extension) {
			return err
		}
		_, all, err := s.read(name)
		if err == nil {
			c.Files = append(c.Files, fileOf(name, all))
		}
		return err
	})
	return c, err
}

func fileOf(name string, all []*replay.Scenario) CorpusFile {
	f := CorpusFile{File: name, Theme: path.Dir(name)}
	for _, one := range all {
		tags := one.Tags
		if tags == nil {
			tags = []string{}
		}
		f.Scenarios = append(f.Scenarios, CorpusScenario{one.Name, one.About, tags, one.Profile.Name(), one.Line()})
	}
	return f
}

func (s server) read(name string) (string, []*replay.Scenario, error) {
	text, err := fs.ReadFile(s.corpus, name)
	if err != nil {
		return "", nil, err
	}
	all, err := replay.Parse(name, text)
	return string(text), all, err
}

// open answers with the text of a file; with a line, of the scenario that stands
// there.
func (s server) open(r *http.Request) (any, error) {
	name := r.PathValue("file")
	missing := refused(http.StatusNotFound, "the corpus holds no %q", name)
	if !fs.ValidPath(name) || !strings.HasSuffix(name, replay.Extension) {
		return nil, missing
	}
	text, all, err := s.read(name)
	if err != nil {
		return nil, missing
	}
	asked := r.URL.Query().Get("line")
	if asked == "" {
		return Document{name, text}, nil
	}
	if line, err := strconv.Atoi(asked); err == nil {
		for _, one := range all {
			if one.Holds(line) {
				return Document{name, alone(text, one)}, nil
			}
		}
	}
	return nil, refused(http.StatusNotFound, "no scenario of %s stands on line %q", name, asked)
}

// alone is the text of one scenario, without the mark that parts it from the one
// before.
func alone(text string, one *replay.Scenario) string {
	var b strings.Builder
	line := 0
	for part := range strings.Lines(text) {
		if line++; one.Holds(line) && (b.Len() > 0 || !strings.HasPrefix(part, "---")) {
			b.WriteString(part)
		}
	}
	return b.String()
}
