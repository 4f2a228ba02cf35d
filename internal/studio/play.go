package studio

import "net/http"

// A Play asks for a scenario to be played.
type Play struct {
	Scenario string `json:"scenario"`     // a text; one of its scenarios is played
	Line     int    `json:"line"`         // the one that stands there; the first where none does
	At       *int   `json:"at,omitempty"` // the row to look at, 0 for the beginning; the last where it is left out
}

// row is the row that is asked for; below 0 for the last.
func (p Play) row() int {
	if p.At == nil || *p.At < 0 {
		return -1
	}
	return *p.At
}

// play answers a [Play].
func play(r *http.Request) (any, error) {
	var p Play
	if err := decode(r, &p); err != nil {
		return nil, err
	}
	t, err := tell(r.Context(), p.Scenario, p.Line)
	return answer(r.Context(), t, p.Scenario, err, p.row())
}
