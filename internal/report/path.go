package report

import (
	"github.com/Huzefaaa2/subsim/internal/picture"
	"github.com/Huzefaaa2/subsim/replay"
)

// PathOf returns some answers of a scenario, from the first on, as a picture shows
// them.
func PathOf(s *replay.Scenario, answers []replay.Answer) picture.Path {
	path := picture.Path{Start: s.Start.State}
	for _, a := range answers {
		path.Legs = append(path.Legs, picture.Leg{
			From: a.From.State, Event: a.Event, To: a.To.State,
			Verdict: a.Verdict, Reason: a.Reason, Aside: special(a),
		})
	}
	return path
}
