package studio

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/Huzefaaa2/subsim/internal/diag"
)

// An Acting asks for something to be done to a scenario, where it stands at a row:
// what comes behind the row is left out, and what is done goes on from there. The
// answer's scenario is the new text, with what happened as its expectations.
type Acting struct {
	Play
	Act Act `json:"act"`
}

// An Act is one thing to do; the first line that is there says which, and exactly
// one is.
type Act struct {
	Events   []string `json:"events,omitempty"`   // deliver these, one after the other
	Advance  string   `json:"advance,omitempty"`  // move the clock by a duration: 14d
	Until    string   `json:"until,omitempty"`    // move it to an instant
	Deadline bool     `json:"deadline,omitempty"` // move it to the next deadline
	Profile  *Profile `json:"profile,omitempty"`  // tell the story again under another profile
	Policy   *Rule    `json:"policy,omitempty"`   // under another deadline of a state; none where After is empty
	Start    string   `json:"start,omitempty"`    // begin anew in a configuration
	Reset    bool     `json:"reset,omitempty"`    // begin anew where it began
	Name     string   `json:"name,omitempty"`     // name the scenario

	// What the last of Events carries; each may be empty.
	ID        string `json:"id,omitempty"`
	At        string `json:"at,omitempty"`
	Effective string `json:"effective,omitempty"`
}

// A Profile is one that is built in, by its name, or one of your own.
type Profile struct {
	Name    string   `json:"name"`
	Without []string `json:"without,omitempty"`
}

// act answers an [Acting].
func act(r *http.Request) (any, error) {
	var a Acting
	if err := decode(r, &a); err != nil {
		return nil, err
	}
	t, err := tell(r.Context(), a.Scenario, a.Line)
	if err != nil {
		return answer(r.Context(), t, a.Scenario, err, -1)
	}
	do, err := a.Act.verb()
	if err != nil {
		return nil, refused(http.StatusBadRequest, "%w", err)
	}
	changed, err := do(&editing{telling: t, ctx: r.Context(), at: a.row()})
	if err == nil {
		return changed.answer(r.Context())
	}
	return nil, senseless(r.Context(), err)
}

// senseless is the refusal of an act that nothing can come of, with the first of
// the problems that it would have made.
func senseless(ctx context.Context, err error) error {
	var problems diag.Problems
	if errors.As(err, &problems) {
		first := problems[0]
		err = errors.New(first.Message)
		for _, more := range []string{first.Note, first.Help} {
			if more != "" {
				err = fmt.Errorf("%w; %s", err, more)
			}
		}
	}
	if ctx.Err() != nil {
		return err
	}
	return refused(http.StatusUnprocessableEntity, "%w", err)
}

// verb says which of the things an act asks for, as what does it.
func (a Act) verb() (do func(*editing) (*edited, error), err error) {
	var asked []string
	for _, v := range []struct {
		name  string
		given bool
		do    func(*editing) (*edited, error)
	}{
		{"events", len(a.Events) > 0, a.deliver},
		{"advance", a.Advance != "", a.advance},
		{"until", a.Until != "", a.until},
		{"deadline", a.Deadline, (*editing).deadline},
		{"profile", a.Profile != nil, a.profile},
		{"policy", a.Policy != nil, a.policy},
		{"start", a.Start != "", a.start},
		{"reset", a.Reset, (*editing).reset},
		{"name", a.Name != "", a.name},
	} {
		if v.given {
			asked, do = append(asked, v.name), v.do
		}
	}
	if len(asked) != 1 {
		return nil, fmt.Errorf("an act does one thing; this one asks for %d: %s", len(asked), strings.Join(asked, ", "))
	}
	return do, nil
}
