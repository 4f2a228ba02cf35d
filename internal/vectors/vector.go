package vectors

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/Huzefaaa2/subsim/fsm"
	"github.com/Huzefaaa2/subsim/internal/suite"
)

// A Vector is one subscription, from its beginning: events, and what is seen after
// each.
type Vector struct {
	// ID is made of the profile, the observation, the events and what is expected;
	// the level has no part in it.
	ID      string        `json:"id"`
	Level   int           `json:"level"`          // the lowest that holds it
	Cell    string        `json:"cell,omitempty"` // what it is about, "past_due/cancel"; empty where it is about many
	Purpose suite.Purpose `json:"purpose"`
	Events  []fsm.Event   `json:"events"`
	Expect  []Expected    `json:"expect"`

	inputs []int
}

// Expected is what is seen after an event.
type Expected struct {
	Verdict fsm.Verdict `json:"verdict"`
	State   string      `json:"state,omitempty"` // the word that is read then; empty where none can be read
}

// A Set is the vectors of a model up to a level.
type Set struct {
	Model *suite.Model
	Level int
	// Vectors are sorted by length, then by level, then as the suites have them.
	Vectors []Vector
}

// MaxLevel is the highest level.
const MaxLevel = 5

// Of lays out the vectors of a model up to a level. What a lower level holds is not
// repeated.
func Of(m *suite.Model, level int) *Set {
	set := &Set{Model: m, Level: level}
	met := map[string]bool{}
	for l := 1; l <= level; l++ {
		for _, s := range slices.Backward(m.Level(l, 0, 0)) { // cells before the tour: they name theirs
			for c := range s.Cases {
				if v := vector(m, l, c); !met[v.ID] {
					met[v.ID] = true
					set.Vectors = append(set.Vectors, v)
				}
			}
		}
	}
	slices.SortStableFunc(set.Vectors, func(a, b Vector) int { return len(a.Events) - len(b.Events) })
	return set
}

func vector(m *suite.Model, level int, c suite.Case) Vector {
	v := Vector{Level: level, Purpose: c.Purpose, Events: m.Word(c.Inputs), inputs: c.Inputs}
	at := fsm.Configuration{}
	for i, e := range v.Events {
		step, err := m.Table.Step(at, e)
		if err != nil {
			panic("vectors: the table does not answer for itself: " + err.Error())
		}
		if i == c.About {
			v.Cell = at.State.String() + "/" + string(e)
		}
		at = step.To()
		seen := m.Observation.See(step.Verdict(), at.State)
		v.Expect = append(v.Expect, Expected{seen.Verdict, seen.Status})
	}
	v.ID = id(m, v)
	return v
}

// id is the beginning of a digest. What goes into it is fixed for good: two
// releases that mean the same give the same id.
func id(m *suite.Model, v Vector) string {
	content := sha256.New()
	fmt.Fprintf(content, "without %s\n", strings.Join(m.Table.Profile().Without(), ","))
	fmt.Fprintf(content, "statuses %s\n", statuses(m.Observation))
	for i, e := range v.Events {
		fmt.Fprintf(content, "%s %s %s\n", e, v.Expect[i].Verdict, v.Expect[i].State)
	}
	return fmt.Sprintf("%x", content.Sum(nil)[:8])
}

// statuses lists the words that are read, by state; nothing where none can be read.
func statuses(o suite.Observation) string {
	if o.Statuses == nil {
		return ""
	}
	var words []string
	for _, s := range fsm.Sources() {
		words = append(words, s.String()+"="+o.Status(s))
	}
	return strings.Join(words, ",")
}

// Write writes vectors, each on a line of its own.
func Write(w io.Writer, vectors []Vector) error {
	encoder := json.NewEncoder(w)
	for _, v := range vectors {
		if err := encoder.Encode(v); err != nil {
			return err
		}
	}
	return nil
}
