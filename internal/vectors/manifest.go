package vectors

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/export"
)

// The name and the version of the format. A version that only adds members keeps
// its number.
const (
	format  = "subsim-vectors"
	version = 1
)

// A Manifest says what a file of vectors is.
type Manifest struct {
	Format  string  `json:"format"`
	Version int     `json:"version"`
	Licence Licence `json:"licence"`
	// Digest is "sha256:" and the SHA-256 of the file of vectors.
	Digest      string            `json:"digest"`
	Model       ModelFacts        `json:"model"`
	Profile     ProfileFacts      `json:"profile"`
	Observation string            `json:"observation"`
	Statuses    map[string]string `json:"statuses,omitempty"` // what is read in each state
	Events      []fsm.Event       `json:"events"`             // those that are sent
	States      int               `json:"states"`             // how many can be told apart
	Merged      [][]string        `json:"merged"`             // configurations that cannot
	Beyond      []string          `json:"beyond"`             // configurations that the events do not lead to
	Levels      []LevelFacts      `json:"levels"`
	Vectors     int               `json:"vectors"`
	Delivered   int               `json:"delivered"` // events, all vectors together
}

// A Licence names licences by their SPDX identifiers.
type Licence struct {
	Vectors string `json:"vectors"`
	Project string `json:"project"`
}

// ModelFacts say which model the vectors are of; see the json that subsim exports.
type ModelFacts struct {
	Version int    `json:"version"`
	Digest  string `json:"digest"`
}

// ProfileFacts say which profile of it.
type ProfileFacts struct {
	Name    string   `json:"name"`
	Without []string `json:"without"`
}

// LevelFacts count what a level adds, and what all vectors up to it find.
type LevelFacts struct {
	Level     int          `json:"level"`
	Suites    []SuiteFacts `json:"suites"`
	Vectors   int          `json:"vectors"`
	Delivered int          `json:"delivered"`
	// OneCell are the subjects with one wrong cell, OneHidden those with one hidden
	// state.
	OneCell   Kills `json:"one_cell"`
	OneHidden Kills `json:"one_hidden_state"`
}

// SuiteFacts name a suite, and the paper that it is from.
type SuiteFacts struct {
	Name  string `json:"name"`
	Paper string `json:"paper,omitempty"`
}

// Manifest says what the set is, and what it finds. That is worked out anew: it
// takes seconds.
func (s *Set) Manifest() (*Manifest, error) {
	digest := sha256.New()
	if err := Write(digest, s.Vectors); err != nil {
		return nil, err
	}
	p := s.Model.Table.Profile()
	m := &Manifest{
		Format: format, Version: version,
		Licence:     Licence{Vectors: "CC0-1.0", Project: "Apache-2.0"},
		Digest:      fmt.Sprintf("sha256:%x", digest.Sum(nil)),
		Model:       ModelFacts{export.ModelVersion, export.Digest(s.Model.Table)},
		Profile:     ProfileFacts{p.Name(), append([]string{}, p.Without()...)},
		Observation: s.Model.Observation.String(),
		Statuses:    map[string]string{},
		Events:      s.Model.Events,
		States:      s.Model.Machine.States(),
		Merged:      [][]string{},
		Beyond:      spelled(s.Model.Beyond()),
		Vectors:     len(s.Vectors),
	}
	for state, word := range s.Model.Observation.Statuses {
		m.Statuses[state.String()] = word
	}
	for _, class := range s.Model.Merged() {
		m.Merged = append(m.Merged, spelled(class))
	}
	cells, hidden := s.kills(false), s.kills(true)
	for level := 1; level <= s.Level; level++ {
		facts := s.level(level)
		facts.OneCell, facts.OneHidden = cells[level-1], hidden[level-1]
		m.Delivered += facts.Delivered
		m.Levels = append(m.Levels, facts)
	}
	return m, nil
}

func spelled(configurations []fsm.Configuration) []string {
	names := []string{}
	for _, c := range configurations {
		names = append(names, c.String())
	}
	return names
}

func (s *Set) level(level int) LevelFacts {
	facts := LevelFacts{Level: level}
	for _, suite := range s.Model.Level(level, 0, 0) {
		facts.Suites = append(facts.Suites, SuiteFacts{suite.Name, suite.Paper})
	}
	for _, v := range s.Vectors {
		if v.Level == level {
			facts.Vectors++
			facts.Delivered += len(v.Events)
		}
	}
	return facts
}

// Write writes the manifest. Configurations hold angle brackets, which need no
// escape outside HTML.
func (m *Manifest) Write(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(m)
}
